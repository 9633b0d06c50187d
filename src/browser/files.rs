//! Files in and out.

use super::js;
use super::pace::later;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlElement, TextDecoder, Url};

/// The largest file that is read, in bytes: ten times what a whole desk takes.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file could not be read or offered.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FileFault {
    /// The browser could not read it: moved, removed, or not allowed.
    #[error("the file cannot be read: {0}")]
    Unread(String),
    /// It is larger than [`MOST_BYTES`].
    #[error("the file has {bytes} bytes, at most {MOST_BYTES} are read")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// It is no text: a workbook, a picture, a packed file.
    #[error("the file is not a text")]
    NotText,
    /// The browser could not offer it for download.
    #[error("the file cannot be offered: {0}")]
    NotOffered(String),
}

/// Offers `text` as a file to be saved. What a browser then does with it (ask, save, refuse in a sandboxed
/// frame) it does not tell. A text for spreadsheets begins with U+FEFF by its writer's choice; none is added.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), FileFault> {
    offer(name, mime, text).map_err(|error| FileFault::NotOffered(js::reason(&error)))
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let nowhere = || JsValue::from_str("there is no page");
    let document = web_sys::window().and_then(|window| window.document()).ok_or_else(nowhere)?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document.create_element("a")?.dyn_into()?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    // Outside the page a click on it is enough, and inside a modal dialog nothing is in its way.
    link.click();
    // Some browsers begin to read only after a while; the text is let go then.
    later(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// The text of a file; see [`decode`] for the encodings.
pub async fn read_text(file: File) -> Result<String, FileFault> {
    let bytes = file.size() as u64;
    if bytes > MOST_BYTES {
        return Err(FileFault::TooLarge { bytes });
    }
    let unread = |error: JsValue| FileFault::Unread(js::reason(&error));
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unread)?;
    decode(Uint8Array::new(&buffer).to_vec())
}

/// The text of these bytes, without a byte order mark.
///
/// 1. A byte order mark decides: UTF-8, UTF-16 of either order.
/// 2. Bytes of zero mean that it is no text.
/// 3. What is UTF-8 is read as such.
/// 4. What is mostly UTF-8 (more letters that read than places that do not) is read as such, with U+FFFD in
///    those places: a file cut off in the middle of a letter.
/// 5. Everything else is Windows-1252, as spreadsheets of Western Windows save.
pub fn decode(bytes: Vec<u8>) -> Result<String, FileFault> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return by_label("utf-16le", &bytes),
        [0xFE, 0xFF, ..] => return by_label("utf-16be", &bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Ok(String::from_utf8_lossy(rest).into_owned()),
        _ => {}
    }
    if bytes.contains(&0) {
        return Err(FileFault::NotText);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if is_mostly_utf8(error.as_bytes()) => {
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        Err(error) => by_label("windows-1252", error.as_bytes()),
    }
}

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    letters > broken
}

fn by_label(label: &str, bytes: &[u8]) -> Result<String, FileFault> {
    TextDecoder::new_with_label(label)
        .and_then(|decoder| decoder.decode_with_u8_array(bytes))
        .map_err(|error| FileFault::Unread(js::reason(&error)))
}
