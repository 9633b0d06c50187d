//! What a person expects of a page: waited for, then said in words if it does not come.

use super::driver::{Browser, wait};
use super::part::Part;
use serde_json::{Value, json};

impl Part {
    /// The text that is shown in it, white space made single.
    fn shown_text(&self) -> Result<String, String> {
        let of = if self.is_whole() {
            Value::Null
        } else {
            self.element()?.to_json().map_err(|error| error.to_string())?
        };
        self.run("return (arguments[0] ?? document.body).innerText.replace(/\\s+/g, ' ').trim()", vec![of])
            .map(|text| text.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script in this part's window.
    pub(super) fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, String> {
        self.session.enter(&self.window).map_err(|error| error.to_string())?;
        let answer =
            wait(self.session.driver().execute(script, arguments)).map_err(|error| error.to_string())?;
        Ok(answer.json().clone())
    }

    /// WebKit: waits until the last change is painted, as a person does before the next step. In a virtual
    /// screen a frame may come a third of a second late, and with it the focus that the page gives in it; what
    /// the driver typed in the meantime would go elsewhere.
    pub(super) fn painted(&self) {
        if self.session.browser == Browser::WebKit && self.session.enter(&self.window).is_ok() {
            let frames = "const done = arguments[0];
                if (document.hidden) done(); else requestAnimationFrame(() => requestAnimationFrame(() => done()))";
            // Where the page has gone in between, the step that follows says so.
            let _ = wait(self.session.driver().execute_async(frames, vec![]));
        }
    }

    /// Waits until the text is shown in it.
    #[track_caller]
    pub fn see(&self, text: &str) {
        self.until(&format!("see “{text}” in"), || {
            let shown = self.shown_text()?;
            if shown.contains(text) { Ok(()) } else { Err(format!("it says “{shown}”")) }
        });
    }

    /// Waits until the text is not shown in it any more.
    #[track_caller]
    pub fn not_see(&self, text: &str) {
        self.until(&format!("no longer see “{text}” in"), || {
            if self.shown_text()?.contains(text) { Err("it is there".into()) } else { Ok(()) }
        });
    }

    /// Waits until it is there.
    #[track_caller]
    pub fn here(&self) {
        self.until("find", || self.element().map(drop));
    }

    /// Waits until nothing fits any more.
    #[track_caller]
    pub fn gone(&self) {
        self.until("be rid of", || match self.count() {
            0 => Ok(()),
            n => Err(format!("there are {n}")),
        });
    }

    /// Waits until so many fit.
    #[track_caller]
    pub fn many(&self, wanted: usize) {
        self.until(&format!("count {wanted} of"), || match self.names() {
            names if names.len() == wanted => Ok(()),
            names => Err(format!("there are {}: {names:?}", names.len())),
        });
    }

    /// Waits until it has the focus.
    #[track_caller]
    pub fn focused(&self) {
        self.until("have the focus on", || {
            let element = self.element()?.to_json().map_err(|error| error.to_string())?;
            let script = "const a = document.activeElement;
                return a === arguments[0] ? null : `${a?.tagName} “${(a?.ariaLabel || a?.innerText || '').slice(0, 60)}”`";
            match self.run(script, vec![element])? {
                Value::Null => Ok(()),
                other => Err(format!("it is on {other}")),
            }
        });
    }

    /// Waits until the field holds this: its text, or the words of the chosen entry.
    #[track_caller]
    pub fn holds(&self, wanted: &str) {
        self.until(&format!("find “{wanted}” held by"), || match self.value_now()? {
            value if value == wanted => Ok(()),
            value => Err(format!("it holds “{value}”")),
        });
    }

    fn value_now(&self) -> Result<String, String> {
        let element = self.element()?.to_json().map_err(|error| error.to_string())?;
        let script = "const e = arguments[0];
            return e.selectedOptions ? [...e.selectedOptions].map((o) => o.label.trim()).join(', ') : e.value ?? e.innerText";
        Ok(self.run(script, vec![element])?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until an attribute has this value; None: until it is not there. For states that are said to
    /// assistive technology, like `aria-expanded`.
    #[track_caller]
    pub fn says(&self, attribute: &str, wanted: Option<&str>) {
        self.until(&format!("find {attribute}={wanted:?} on"), || {
            let element = self.element()?;
            match wait(element.attr(attribute)).map_err(|error| error.to_string())? {
                value if value.as_deref() == wanted => Ok(()),
                value => Err(format!("it is {value:?}")),
            }
        });
    }

    /// Waits until it is ticked or chosen, or is not.
    #[track_caller]
    pub fn ticked(&self, wanted: bool) {
        self.until(&format!("find ticked={wanted} on"), || {
            match wait(self.element()?.is_selected()).map_err(|error| error.to_string())? {
                state if state == wanted => Ok(()),
                _ => Err("it is not so".into()),
            }
        });
    }

    /// Waits until it can be used, or cannot.
    #[track_caller]
    pub fn enabled(&self, wanted: bool) {
        self.until(&format!("find enabled={wanted} on"), || {
            match wait(self.element()?.is_enabled()).map_err(|error| error.to_string())? {
                state if state == wanted => Ok(()),
                _ => Err("it is not so".into()),
            }
        });
    }

    /// Which browser it is in.
    pub fn browser(&self) -> Browser {
        self.session.browser
    }

    /// Its text once it is there.
    #[track_caller]
    pub fn text(&self) -> String {
        self.until("read", || self.shown_text())
    }

    /// What the field holds once it is there.
    #[track_caller]
    pub fn value(&self) -> String {
        self.until("read the value of", || self.value_now())
    }

    /// Waits until `right` says yes to what a script answers; the answer is in the message if it never does.
    /// For measures that nobody sees, like the number of a kind of stored records.
    #[track_caller]
    pub fn script_until(&self, script: &str, arguments: &[&str], right: impl Fn(&Value) -> bool) -> Value {
        self.until("have the right answer from a script on", || {
            let answer = self.run(script, arguments.iter().map(|one| json!(one)).collect())?;
            if right(&answer) { Ok(answer) } else { Err(format!("it is {answer}")) }
        })
    }
}
