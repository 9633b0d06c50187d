//! localStorage as a [`KeyValue`] store.
//!
//! gloo's `LocalStorage::raw()` panics where the browser refuses storage (a sandboxed frame, blocked site
//! data), so it is asked for only after web-sys has been given the object, and only once.

use super::js;
use crate::store::ports::{KeyValue, StoreError, Value};
use gloo_storage::{LocalStorage, Storage};
use js_sys::{Array, Function, Reflect};
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Written and removed again by [`Local::probe`] and [`quota`]. It does not begin as our own keys do: other tabs listen to
/// those, and would be told megabytes of nothing.
const PROBE: &str = "probe inhouse";

/// The localStorage of this origin (in a foreign frame: of this origin inside that site).
#[derive(Clone, Debug)]
pub struct Local {
    area: web_sys::Storage,
}

impl Local {
    /// Opens localStorage after a trial: a key is written, read and removed.
    ///
    /// A store that is merely full opens: it reads, shrinks and removes as ever. `Blocked` means that it
    /// cannot be used at all, also where the quota is nothing (old private windows: full, and yet empty).
    pub fn probe() -> Result<Local, StoreError> {
        let blocked = |why: &str| StoreError::Blocked(why.to_owned());
        let window = web_sys::window().ok_or_else(|| blocked("there is no window"))?;
        match window.local_storage() {
            Err(error) => return Err(StoreError::Blocked(js::reason(&error))),
            Ok(None) => return Err(blocked("there is no localStorage")),
            Ok(Some(_)) => {}
        }
        let local = Local { area: LocalStorage::raw() };
        match local.put(PROBE, "1") {
            Ok(()) => {
                let kept = local.get(PROBE)?;
                local.remove(PROBE)?;
                if kept.as_deref() == Some("1") {
                    Ok(local)
                } else {
                    Err(blocked("what is written is not kept"))
                }
            }
            Err(StoreError::Full { .. }) if !local.keys("")?.is_empty() => Ok(local),
            Err(StoreError::Full { .. }) => Err(blocked("the quota is nothing")),
            Err(other) => Err(other),
        }
    }
}

/// How many units this browser gives to the pages of one origin, by trial: a text that fills what is left of `most` is
/// put in and removed again; where that is refused, the size that still fits is sought. `most` where it fits.
/// None where nothing can be put in at all.
pub fn quota(kept: &dyn KeyValue, most: usize) -> Option<usize> {
    let mut used = 0;
    for key in kept.keys("").ok()? {
        used += units(&key) + units(&kept.get(&key).ok()??);
    }
    let fits = |size: usize| {
        let put = kept.put(PROBE, &" ".repeat(size.saturating_sub(PROBE.len()))).is_ok();
        put && kept.remove(PROBE).is_ok()
    };
    let left = most.saturating_sub(used);
    if left <= PROBE.len() || fits(left) {
        return Some(most.max(used));
    }
    let (mut low, mut high) = (PROBE.len(), left);
    // To a thousandth: nobody plans by less.
    while high - low > most / 1_000 {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low > PROBE.len()).then_some(used + low)
}

/// True in Safari outside of an installed app: it removes what pages keep after seven days without a visit (WebKit,
/// "Full Third-Party Cookie Blocking and More", 2020).
pub fn forgets_after_a_week() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let vendor = js::text(window.navigator().as_ref(), "vendor").unwrap_or_default();
    let installed =
        window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|m| m.matches());
    vendor.starts_with("Apple") && !installed
}

impl KeyValue for Local {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.area.get_item(key).map_err(|error| fault(&error, 0))
    }

    fn put(&self, key: &str, value: &str) -> Result<(), StoreError> {
        // The units are counted only for the report: counting millions at each write would cost.
        self.area.set_item(key, value).map_err(|error| fault(&error, units(key) + units(value)))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.area.remove_item(key).map_err(|error| fault(&error, 0))
    }

    /// By the storage object's own keys in one go: `key(i)` is slower, and skips some while another tab
    /// writes.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let all = Reflect::own_keys(&self.area).map_err(|error| fault(&error, 0))?;
        Ok(all.iter().filter_map(|key| key.as_string()).filter(|key| key.starts_with(prefix)).collect())
    }

    /// The browser's own keys go back to it as they are: to make them anew costs as much as to read the values.
    fn each(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool, take: &mut dyn FnMut(String, Value<'_>)) {
        let get: Option<Function> = js::prop(&self.area, "getItem").and_then(|get| get.dyn_into().ok());
        let (Some(get), Ok(all)) = (get, Reflect::own_keys(&self.area)) else { return };
        let get = get.bind0(&self.area);
        for at in (0..all.length()).step_by(TOGETHER as usize) {
            let own = all.slice(at, at + TOGETHER);
            let keys: Vec<String> = match joined(&own) {
                Some(keys) => keys.split(SEAM).map(str::to_owned).collect(),
                None => own.iter().map(|key| key.as_string().unwrap_or_default()).collect(),
            };
            let ours = own.iter().zip(keys).filter(|(_, key)| key.starts_with(prefix));
            let (asked, others): (Vec<_>, Vec<_>) = ours.partition(|(_, key)| wanted(key));
            others.into_iter().for_each(|(_, key)| take(key, Ok(None)));

            let asked_for: Array = asked.iter().map(|(own, _)| own).collect();
            let found = js::call_with(&asked_for, "map", &get).and_then(|found| joined(found.dyn_ref()?));
            let mut found = found.as_deref().map(|all| all.split(SEAM));
            for (_, key) in asked {
                let value = match found.as_mut().and_then(Iterator::next) {
                    Some(value) if !value.is_empty() => Ok(Some(Cow::Borrowed(value))),
                    // One that is empty may as well have gone in the meantime.
                    _ => self.get(&key).map(|value| value.map(Cow::Owned)),
                };
                take(key, value);
            }
        }
    }
}

/// How many texts the browser hands over in one piece: one call for each costs more than to read it.
const TOGETHER: u32 = 256;

/// Stands between two of them: a sign for machines that hardly any text holds.
const SEAM: char = '\u{81}';

/// Texts in one piece; none where one of them holds the seam itself, or is no text.
fn joined(texts: &Array) -> Option<String> {
    let all = js::call(texts, "join", Some(SEAM.encode_utf8(&mut [0; 4])))?.as_string()?;
    (all.matches(SEAM).count() + 1 == texts.length() as usize).then_some(all)
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// An error of the storage object. A full store is known by its error's name, in older browsers by the
/// code (22; 1014 in old Firefox); everything else is a refusal.
fn fault(error: &JsValue, needed: usize) -> StoreError {
    let name = js::text(error, "name").unwrap_or_default();
    let code = js::prop(error, "code").and_then(|code| code.as_f64());
    let full = matches!(name.as_str(), "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
        || code == Some(22.0)
        || code == Some(1014.0);
    if full { StoreError::Full { needed } } else { StoreError::Blocked(js::reason(error)) }
}

/// Asks the browser not to clear this site's storage when the disk runs low. To be called at the first
/// real save, not at the start: some browsers ask the person. `None` where it cannot be asked.
pub async fn ask_to_keep() -> Option<bool> {
    let storage = js::prop(web_sys::window()?.navigator().as_ref(), "storage")?;
    let promise = js::call(&storage, "persist", None)?;
    JsFuture::from(js_sys::Promise::resolve(&promise)).await.ok()?.as_bool()
}
