//! A folder of this computer into which copies go by themselves, where the browser has the File System Access API
//! (Chromium). The folder is remembered in IndexedDB: it can hold handles, localStorage cannot.
//!
//! Everything is called by name: web-sys holds these interfaces back as unstable. A browser without them has no such
//! folder, and nothing else changes.

use super::{database, js};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbObjectStore, IdbRequest};

const BASE: &str = "inhouse-folder";
const HANDLES: &str = "handles";
const KEY: &str = "copies";

/// A folder chosen for copies.
#[derive(Clone, Debug)]
pub struct Folder(JsValue);

/// True where a folder can be chosen at all: not in a foreign frame, not outside of Chromium.
pub fn available() -> bool {
    web_sys::window().is_some_and(|window| js::prop(window.as_ref(), "showDirectoryPicker").is_some())
}

/// Asks for a folder; only in answer to a click. None where the person chooses none.
pub async fn choose() -> Option<Folder> {
    let window = web_sys::window()?;
    let picker: Function = js::prop(window.as_ref(), "showDirectoryPicker")?.dyn_into().ok()?;
    let options = options(&[("id", "inhouse-copies"), ("mode", "readwrite")]);
    let folder = awaited(picker.call1(window.as_ref(), options.as_ref()).ok()?).await?;
    let store = open().await?;
    finished(&store.put_with_key(&folder, &KEY.into()).ok()?).await?;
    Some(Folder(folder))
}

/// The folder chosen earlier.
pub async fn remembered() -> Option<Folder> {
    let found = finished(&open().await?.get(&KEY.into()).ok()?).await?;
    found.is_object().then_some(Folder(found))
}

/// Forgets the folder; its files stay.
pub async fn forget() {
    if let Some(request) = open().await.and_then(|store| store.delete(&KEY.into()).ok()) {
        let _ = finished(&request).await;
    }
}

impl Folder {
    /// Its name.
    pub fn name(&self) -> String {
        js::text(&self.0, "name").unwrap_or_default()
    }

    /// True where the browser lets us write into it. It may ask the person (`ask`), in answer to a click only.
    pub async fn is_allowed(&self, ask: bool) -> bool {
        let mode = options(&[("mode", "readwrite")]);
        let method = if ask { "requestPermission" } else { "queryPermission" };
        let answer = match call(&self.0, method, &[mode.as_ref()]) {
            Some(answer) => awaited(answer).await.and_then(|word| word.as_string()),
            // A browser that never asks has allowed it with the choice.
            None => return true,
        };
        answer.as_deref() == Some("granted")
    }

    /// Writes a file whole: until it is closed the one before stays.
    pub async fn write(&self, name: &str, text: &str) -> Option<()> {
        let create = Object::new();
        let _ = Reflect::set(&create, &"create".into(), &JsValue::TRUE);
        let file = awaited(call(&self.0, "getFileHandle", &[&name.into(), create.as_ref()])?).await?;
        let stream = awaited(call(&file, "createWritable", &[])?).await?;
        awaited(call(&stream, "write", &[&text.into()])?).await?;
        awaited(call(&stream, "close", &[])?).await?;
        Some(())
    }

    /// The names of the files in it.
    pub async fn files(&self) -> Vec<String> {
        let mut out = Vec::new();
        let Some(names) = call(&self.0, "keys", &[]) else { return out };
        while let Some(step) = next(&names).await {
            out.extend(js::text(&step, "value"));
        }
        out
    }

    /// Removes a file.
    pub async fn remove(&self, name: &str) {
        if let Some(promise) = call(&self.0, "removeEntry", &[&name.into()]) {
            let _ = awaited(promise).await;
        }
    }
}

/// The next step of an asynchronous iterator, until it is done.
async fn next(names: &JsValue) -> Option<JsValue> {
    let step = awaited(call(names, "next", &[])?).await?;
    js::prop(&step, "done").is_none_or(|done| done.is_falsy()).then_some(step)
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let out = Object::new();
    for (name, value) in pairs {
        js::set(out.as_ref(), name, value);
    }
    out
}

fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let method: Function = js::prop(of, name)?.dyn_into().ok()?;
    let list: Array = arguments.iter().copied().collect();
    method.apply(of, &list).ok()
}

async fn awaited(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(Promise::resolve(&promise)).await.ok()
}

async fn open() -> Option<IdbObjectStore> {
    let base = database::open(BASE, HANDLES, None).await?;
    let begin: Function = js::prop(base.as_ref(), "transaction")?.dyn_into().ok()?;
    let transaction = begin.call2(base.as_ref(), &HANDLES.into(), &"readwrite".into()).ok()?;
    call(&transaction, "objectStore", &[&HANDLES.into()])?.dyn_into().ok()
}

async fn finished(request: &IdbRequest) -> Option<JsValue> {
    database::finished(request, None).await
}
