//! The program of the page. In a native build there is no page: it says how to get one.

#[cfg(target_arch = "wasm32")]
fn main() {
    use inhouse::browser::{clock::DateNow, entropy::BrowserRandom, local::Local, locale, zones::IntlZones};
    use inhouse::store::{here::Here, ledger::Ports, memory::Memory, ports::KeyValue};
    use inhouse::ui::{App, AppProps};
    use std::rc::Rc;

    console_error_panic_hook::set_once();
    inhouse::words::install(Box::new(locale::IntlLocale::english()), None);
    let (kept, is_kept): (Rc<dyn KeyValue>, bool) = match Local::probe() {
        Ok(local) => (Rc::new(local), true),
        Err(_) => (Rc::new(Memory::new()), false),
    };
    let ports = Ports {
        kept: kept.clone(),
        clock: Rc::new(DateNow),
        entropy: Rc::new(BrowserRandom),
        zones: Rc::new(IntlZones::new()),
    };
    let here = Here::new(kept);
    leptos::mount::mount_to_body(move || App(AppProps { ports, here, kept: is_kept }));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Inhouse runs in a browser: `make run` builds and serves it.");
}
