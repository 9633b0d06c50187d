//! IndexedDB as far as it is used here: a database with one store, and the results of requests.

use super::js;
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbRequest};

/// Opens a database, with this store made where it is new; none where the browser refuses it or takes longer than
/// `patience` milliseconds.
pub async fn open(name: &str, store: &'static str, patience: Option<i32>) -> Option<IdbDatabase> {
    let request = web_sys::window()?.indexed_db().ok()??.open_with_u32(name, 1).ok()?;
    let made = {
        let request = request.clone();
        Closure::<dyn Fn()>::new(move || {
            let base = request.result().ok().and_then(|base| base.dyn_into::<IdbDatabase>().ok());
            if let Some(base) = base {
                // It fails only where the store is there already.
                let _ = base.create_object_store(store);
            }
        })
    };
    request.set_onupgradeneeded(Some(made.as_ref().unchecked_ref()));
    finished(&request, patience).await?.dyn_into::<IdbDatabase>().ok()
}

/// The result of a request; none where it fails or takes longer than `patience` milliseconds.
pub async fn finished(request: &IdbRequest, patience: Option<i32>) -> Option<JsValue> {
    let promise = Promise::new(&mut |done, refused| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&refused));
        if let (Some(patience), Some(window)) = (patience, web_sys::window()) {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&refused, patience);
        }
    });
    JsFuture::from(promise).await.ok()?;
    js::prop(request.as_ref(), "result")
}
