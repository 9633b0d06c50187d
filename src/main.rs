//! The program of the page. In a native build there is no page: it says how to get one.

#[cfg(target_arch = "wasm32")]
fn main() {
    use inhouse::browser::local::Local;
    use inhouse::store::{memory::Memory, ports::KeyValue};
    use inhouse::ui::front;
    use std::rc::Rc;

    console_error_panic_hook::set_once();
    let (kept, is_kept): (Rc<dyn KeyValue>, bool) = match Local::probe() {
        Ok(local) => (Rc::new(local), true),
        Err(_) => (Rc::new(Memory::new()), false),
    };
    wasm_bindgen_futures::spawn_local(async move {
        let first = is_kept && front::is_first_visit(&*kept).await;
        leptos::mount::mount_to_body(move || front::page(kept, is_kept, first));
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Inhouse runs in a browser: `make run` builds and serves it.");
}
