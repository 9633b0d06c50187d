//! Parts of a page, found by role and name, and what a person does to them and expects of them.
//!
//! A part is looked for anew each time it is used, until it is there or the patience has run out. So a
//! part may be named before it exists, and no test waits for a fixed time.

use super::driver::{Browser, Session, wait};
use super::process::GLANCE;
use serde_json::{Value, json};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

/// How a name is compared.
#[derive(Clone, Debug)]
pub struct Name(String, &'static str);

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(text.to_owned(), "exact")
    }
}

/// A name that starts with these words: `starts("Accepted")` is also "Accepted 4".
pub fn starts(text: &str) -> Name {
    Name(text.to_owned(), "starts")
}

/// A name in which this text stands.
pub fn part(text: &str) -> Name {
    Name(text.to_owned(), "part")
}

/// Whatever it is called.
pub fn any() -> Name {
    Name(String::new(), "any")
}

/// Something on the page, or the whole page.
#[derive(Clone)]
pub struct Part {
    pub(super) session: Arc<Session>,
    pub(super) window: WindowHandle,
    steps: Vec<(String, Name, Option<usize>)>,
    patience: Duration,
}

impl Part {
    pub(super) fn whole(session: Arc<Session>, window: WindowHandle) -> Part {
        Part { session, window, steps: Vec::new(), patience: Duration::from_secs(10) }
    }

    /// Whether it is the page itself.
    pub(super) fn is_whole(&self) -> bool {
        self.steps.is_empty()
    }

    /// The part of that role and name inside this one. Besides the roles of ARIA: `field` (anything to write
    /// or choose in), `file` (a file input), `lane` (a region), `card` (a list item that holds a link,
    /// button or heading of that name), `summary`.
    pub fn role(&self, role: &str, name: impl Into<Name>) -> Part {
        let mut inner = self.clone();
        inner.steps.push((role.to_owned(), name.into(), None));
        inner
    }

    /// Of several alike, the one at this place, counted from 0.
    pub fn nth(mut self, place: usize) -> Part {
        if let Some(step) = self.steps.last_mut() {
            step.2 = Some(place);
        }
        self
    }

    /// The same part, waited for so many seconds instead of ten.
    pub fn within(&self, seconds: u64) -> Part {
        Part { patience: Duration::from_secs(seconds), ..self.clone() }
    }

    /// A button.
    pub fn button(&self, name: impl Into<Name>) -> Part {
        self.role("button", name)
    }

    /// A link.
    pub fn link(&self, name: impl Into<Name>) -> Part {
        self.role("link", name)
    }

    /// A field by its label.
    pub fn field(&self, label: impl Into<Name>) -> Part {
        self.role("field", label)
    }

    /// A heading.
    pub fn heading(&self, name: impl Into<Name>) -> Part {
        self.role("heading", name)
    }

    /// A dialog.
    pub fn dialog(&self, name: impl Into<Name>) -> Part {
        self.role("dialog", name)
    }

    /// A lane of the board, named by its stage; a count after the stage does not matter.
    pub fn lane(&self, stage: &str) -> Part {
        self.role("lane", starts(stage))
    }

    /// A request on the board, by its title.
    pub fn card(&self, title: impl Into<Name>) -> Part {
        self.role("card", title)
    }

    /// Tries until it works; what has failed last is in the message when it does not.
    #[track_caller]
    pub(super) fn until<T>(&self, doing: &str, mut attempt: impl FnMut() -> Result<T, String>) -> T {
        let since = Instant::now();
        loop {
            let why = match attempt() {
                Ok(done) => return done,
                Err(why) => why,
            };
            if since.elapsed() > self.patience {
                let text = self.page_text().unwrap_or_default();
                panic!("{doing} {}: {why}\n--- the page says:\n{text}", self.spoken());
            }
            sleep(GLANCE);
        }
    }

    fn page_text(&self) -> WebDriverResult<String> {
        let text =
            wait(self.session.driver().execute("return document.body.innerText.slice(0, 3000)", vec![]))?;
        Ok(text.json().as_str().unwrap_or_default().to_owned())
    }

    /// The part in words, for messages.
    pub(super) fn spoken(&self) -> String {
        let words = self.steps.iter().map(|(role, Name(name, _), _)| format!("{role} “{name}”"));
        if self.steps.is_empty() { "the page".into() } else { words.collect::<Vec<_>>().join(" › ") }
    }

    /// All that fits now, with its names, and what else of that role is there.
    fn look(&self) -> Result<(Vec<WebElement>, Vec<String>, Value), String> {
        self.session.enter(&self.window).map_err(|error| error.to_string())?;
        if self.steps.is_empty() {
            return Ok((Vec::new(), Vec::new(), Value::Null));
        }
        let steps = self.steps.iter().map(
            |(role, Name(name, how), nth)| json!({ "role": role, "name": name, "how": how, "nth": nth }),
        );
        let script = wait(self.session.driver().execute(include_str!("find.js"), vec![steps.collect()]));
        let mut answer = script.map_err(|error| error.to_string())?.json().clone();
        let found = answer["elements"].take().as_array().cloned().unwrap_or_default();
        let handle = self.session.driver().handle();
        let elements = found.into_iter().map(|one| WebElement::from_json(one, handle.clone()));
        let names = serde_json::from_value(answer["names"].take()).map_err(|error| error.to_string())?;
        Ok((
            elements.collect::<Result<_, _>>().map_err(|error| error.to_string())?,
            names,
            answer["seen"].take(),
        ))
    }

    /// The one element meant, if the browser too gives it that role and name.
    pub(super) fn element(&self) -> Result<WebElement, String> {
        let (mut found, _, seen) = self.look()?;
        if found.len() > 1 {
            return Err(format!("there are {} of them", found.len()));
        }
        let element = found.pop().ok_or_else(|| format!("not there; there are {seen}"))?;
        let Some((role, name, _)) = self.steps.last() else { return Err("the page is no element".into()) };
        let computed = self.session.computed(&element).map_err(|error| error.to_string())?;
        let Some((its_role, its_name)) = computed else { return Ok(element) };
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let (want, have) = (bare(&name.0), bare(&its_name));
        let same_role = match role.as_str() {
            "field" | "file" | "summary" | "card" => true,
            "lane" => its_role == "region",
            "dialog" => its_role == "dialog" || its_role == "alertdialog",
            "img" => its_role == "img" || its_role == "image",
            // WebKit opens a select by a button.
            "combobox" if self.session.browser == Browser::WebKit => {
                its_role == "combobox" || its_role == "button"
            }
            other => its_role == other,
        };
        let same_name = match (role.as_str(), name.1) {
            ("card", _) | (_, "any") => true,
            // Firefox adds the name of the file.
            ("file", "exact") => have.starts_with(&want),
            (_, "exact") => want == have,
            (_, "starts") => have.starts_with(&want),
            _ => have.contains(&want),
        };
        if same_role && same_name {
            return Ok(element);
        }
        Err(format!("the browser takes it for a {its_role} “{its_name}”"))
    }

    /// Does something to the element; what only needs a moment more is tried again.
    #[track_caller]
    pub(super) fn act<T>(&self, doing: &str, mut act: impl FnMut(&WebElement) -> WebDriverResult<T>) -> T {
        self.painted();
        self.until(doing, || act(&self.element()?).map_err(|error| error.to_string()))
    }

    /// Clicks it. A radio or checkbox drawn by its label is clicked on the label.
    ///
    /// A driver presses where the element was; on a busy machine what stands there may be something else by then. A
    /// person would see that nothing was pressed and press again: so does this, once the page has told that no click
    /// came to the element. What a click that did arrive brings about is never done twice.
    #[track_caller]
    pub fn click(&self) {
        self.painted();
        self.until("click", || {
            let element = self.element()?;
            self.press_on(&element).map_err(|error| error.to_string())?;
            if self.was_missed() {
                eprintln!("to be clicked again: {}", self.spoken());
                return Err("no click came to it".into());
            }
            Ok(())
        });
    }

    /// One click in the middle of the element, or on its label.
    fn press_on(&self, element: &WebElement) -> WebDriverResult<()> {
        self.bring(element)?;
        self.listen(element)?;
        match wait(element.click()) {
            Err(error) if blocked(&error) => {
                let label = wait(
                    self.session
                        .driver()
                        .execute("return arguments[0].labels?.[0]", vec![element.to_json()?]),
                )?;
                if label.json().is_null() { Err(error) } else { wait(label.element()?.click()) }
            }
            done => done,
        }
    }

    /// Has the page note whether a click comes to the element.
    fn listen(&self, element: &WebElement) -> WebDriverResult<()> {
        let script = "const one = arguments[0], note = window.__click = { came: one.disabled === true };
            const hear = (event) => { note.came ||= event.composedPath().includes(one); };
            document.addEventListener('click', hear, { capture: true });
            note.leave = () => document.removeEventListener('click', hear, { capture: true });";
        wait(self.session.driver().execute(script, vec![element.to_json()?])).map(drop)
    }

    /// Whether the page is still the one that listens and no click has come. A page that was left by the click, or
    /// stands still behind a question of the browser, was not missed.
    fn was_missed(&self) -> bool {
        let script = "const note = window.__click; delete window.__click;
            if (!note) return false; note.leave(); return !note.came;";
        let answer = wait(self.session.driver().execute(script, vec![]));
        answer.is_ok_and(|answer| answer.json().as_bool() == Some(true))
    }

    /// Brings it into view as the browser does for what gets the focus: clear of what sticks to the edges,
    /// where the page has seen to that. A driver clicks where the element was when it was asked, whatever lies
    /// there by then: so it has to stand in one place for a frame. Where a page gets no frames, it is as it is.
    fn bring(&self, element: &WebElement) -> WebDriverResult<()> {
        let stands = "const [one, done] = arguments;
            one.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
            let before = '';
            const look = () => {
                const place = JSON.stringify(one.getBoundingClientRect());
                if (place === before || document.hidden) return done();
                before = place;
                requestAnimationFrame(look);
            };
            setTimeout(done, 1000);
            look();";
        wait(self.session.driver().execute_async(stands, vec![element.to_json()?])).map(drop)
    }

    /// Writes `text` in place of what the field holds. Dates, times, colours and sliders get it as their value.
    #[track_caller]
    pub fn fill(&self, text: &str) {
        self.act("fill", |element| {
            let kind = wait(element.prop("type"))?.unwrap_or_default();
            if ["date", "time", "datetime-local", "month", "week", "color", "range"].contains(&kind.as_str())
            {
                let script = "const [e, v] = arguments; e.focus();
                    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(e, v);
                    for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, { bubbles: true }));";
                return wait(self.session.driver().execute(script, vec![element.to_json()?, json!(text)]))
                    .map(drop);
            }
            self.bring(element)?;
            wait(element.click())?;
            wait(element.send_keys(Key::Control + "a"))?;
            wait(element.send_keys(Key::Backspace))?;
            // WebKit's driver swallows what lies beyond the first plane of Unicode: that comes as if pasted.
            if self.session.browser == Browser::WebKit && text.chars().any(|c| c > '\u{ffff}') {
                let paste = "document.execCommand('insertText', false, arguments[0])";
                return wait(self.session.driver().execute(paste, vec![json!(text)])).map(drop);
            }
            if text.is_empty() { Ok(()) } else { wait(element.send_keys(text)) }
        });
    }

    /// Chooses an entry of the select, or an answer of the group of radios, that is labelled so.
    #[track_caller]
    pub fn choose(&self, label: impl Into<Name>, entry: &str) {
        let label = label.into();
        let (select, group) = (self.role("combobox", label.clone()), self.role("group", label.clone()));
        let radios = [group.role("radio", entry), self.role("radiogroup", label).role("radio", entry)];
        self.painted();
        self.until(&format!("choose “{entry}” in"), || {
            if let Some(radio) = radios.iter().find(|radio| radio.count() > 0) {
                radio.within(1).click();
                return Ok(());
            }
            let element = select.element()?;
            // In the middle of the page, where no bar at its foot lies over it: WebKit's driver presses what is on top.
            let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
                const o = [...arguments[0].options].find((o) => o.label.trim() === arguments[1]); return o && !o.disabled ? o : null";
            let arguments = vec![element.to_json().map_err(|error| error.to_string())?, json!(entry)];
            let option = wait(self.session.driver().execute(script, arguments)).map_err(|error| error.to_string())?;
            let option = option.element().map_err(|_| "no such entry".to_owned())?;
            wait(option.click()).map_err(|error| error.to_string())
        });
    }

    /// Gives a file to the file input of this name.
    #[track_caller]
    pub fn file(&self, label: impl Into<Name>, path: &std::path::Path) {
        let path = path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.role("file", label)
            .act("give a file to", |element| wait(element.send_keys(path.to_string_lossy().as_ref())));
    }

    /// How many fit now. Does not wait.
    pub fn count(&self) -> usize {
        self.look().map_or(0, |(found, _, _)| found.len())
    }

    /// The names of all that fit now, in the order of the page. Does not wait.
    pub fn names(&self) -> Vec<String> {
        self.look().map(|(_, names, _)| names).unwrap_or_default()
    }
}

/// Whether something lies over the element, or it has no place of its own.
fn blocked(error: &WebDriverError) -> bool {
    matches!(
        **error,
        WebDriverErrorInner::ElementClickIntercepted(_) | WebDriverErrorInner::ElementNotInteractable(_)
    )
}
