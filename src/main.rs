//! The program of the page. In a native build there is no page: it says how to get one.

#[cfg(target_arch = "wasm32")]
fn main() {
    use inhouse::browser::{
        clock::DateNow, entropy::BrowserRandom, local::Local, locale, log::IndexedLog, zones::IntlZones,
    };
    use inhouse::store::{
        here::Here,
        ledger::Ports,
        memory::Memory,
        ports::{Clock, Entropy, KeyValue},
    };
    use inhouse::ui::{App, AppProps};
    use std::rc::Rc;

    console_error_panic_hook::set_once();
    inhouse::words::install(Box::new(locale::IntlLocale::english()), None);
    let (kept, is_kept): (Rc<dyn KeyValue>, bool) = match Local::probe() {
        Ok(local) => (Rc::new(local), true),
        Err(_) => (Rc::new(Memory::new()), false),
    };
    let here = Here::new(kept.clone());
    // The log is read before anything is shown: what a killed browser did not get to disk comes from there.
    wasm_bindgen_futures::spawn_local(async move {
        let log = IndexedLog::open(BrowserRandom.bits() as u32).await;
        let noted = match is_kept {
            true => log.noted(inhouse::ui::space(&here), DateNow.now()).await,
            false => Vec::new(),
        };
        let ports = Ports {
            kept,
            clock: Rc::new(DateNow),
            entropy: Rc::new(BrowserRandom),
            zones: Rc::new(IntlZones::new()),
            log: Rc::new(log.clone()),
        };
        leptos::mount::mount_to_body(move || App(AppProps { ports, here, kept: is_kept, log, noted }));
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Inhouse runs in a browser: `make run` builds and serves it.");
}
