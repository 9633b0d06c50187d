//! Changing a text where it stands: lines are kept when they are left, longer texts are opened, written and
//! kept when they are left. What cannot be taken is said beside the field, and what was typed stays in it.

use super::look;
use crate::browser::{focus, typed};
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::{Choice, Edit};
use crate::domain::ident::RequestId;
use crate::domain::request::{Request, RequestFact};
use crate::domain::text::{Name, Note, TextFault, Title};
use crate::domain::triage::TriageFact;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::some;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

/// A text of a request that can be changed where it stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Slot {
    Title,
    Text,
    Purpose,
    Depends,
    Owner,
    Requester,
    Pressed,
    Client,
    Service,
}

impl Slot {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Slot::Title => say!("fact.title"),
            Slot::Text => say!("fact.text"),
            Slot::Purpose => say!("fact.purpose"),
            Slot::Depends => say!("fact.depends"),
            Slot::Owner => say!("fact.owner"),
            Slot::Requester => say!("fact.requester"),
            Slot::Pressed => say!("triage.pressed"),
            Slot::Client => say!("fact.client"),
            Slot::Service => say!("fact.service"),
        }
    }

    /// The code of what its button does, for the palette; of a longer text.
    fn does(self) -> &'static str {
        match self {
            Slot::Purpose => "purpose",
            Slot::Depends => "depends",
            _ => "text",
        }
    }

    /// What is in it now.
    fn read(self, ledger: &Ledger, request: &Request) -> String {
        let desk = ledger.desk();
        match self {
            Slot::Title => request.title.as_ref().map(Title::to_string),
            Slot::Text => Some(request.text.to_string()),
            Slot::Purpose => Some(request.purpose.to_string()),
            Slot::Depends => Some(request.triage.look(|a| a.depends.to_string())),
            Slot::Owner => request.owner.as_ref().map(Name::to_string),
            Slot::Requester => request.requester.as_ref().map(Name::to_string),
            Slot::Pressed => request.triage.look(|a| a.pressed.as_ref().map(Name::to_string)),
            Slot::Client => request.client.and_then(|id| desk.client_name(id)).map(Name::to_string),
            Slot::Service => request.service.and_then(|id| desk.service_name(id)).map(Name::to_string),
        }
        .unwrap_or_default()
    }

    /// The edit that puts this text in.
    fn edit(self, id: RequestId, text: &str, ledger: &Ledger) -> Result<Edit, TextFault> {
        let desk = ledger.desk();
        let name = || if text.trim().is_empty() { Ok(None) } else { Name::new(text).map(Some) };
        let fact = match self {
            Slot::Title => RequestFact::Retitled(Title::new(text)?),
            Slot::Text => RequestFact::Described(Note::new(text)?),
            Slot::Purpose => RequestFact::Purpose(Note::new(text)?),
            Slot::Depends => {
                let fact = RequestFact::Triage(TriageFact::Depends(Note::new(text)?));
                return Ok(Edit::Triage(id, Box::new(TriageEdit::Answer(vec![fact]))));
            }
            Slot::Owner => RequestFact::Assigned(name()?),
            Slot::Requester => RequestFact::AskedBy(name()?),
            Slot::Pressed => {
                let fact = RequestFact::Triage(TriageFact::Pressed(name()?));
                return Ok(Edit::Triage(id, Box::new(TriageEdit::Answer(vec![fact]))));
            }
            Slot::Client => {
                let known = desk.client_named(text);
                return Ok(Edit::ChangeClient(id, choice(known, name()?)));
            }
            Slot::Service => {
                let known = desk.service_named(text);
                return Ok(Edit::ChangeService(id, choice(known, name()?)));
            }
        };
        Ok(Edit::Change(id, vec![fact]))
    }
}

fn choice<Id>(known: Option<Id>, name: Option<Name>) -> Choice<Id> {
    match (known, name) {
        (Some(id), Some(_)) => Choice::Known(id),
        (None, Some(name)) => Choice::New(name),
        (_, None) => Choice::None,
    }
}

/// Keeps what was typed; otherwise says why not.
pub fn keep(desk: Desk, id: RequestId, slot: Slot, text: &str) -> Result<(), String> {
    let edit = desk
        .peek(|ledger| slot.edit(id, text, ledger))
        .map_err(|fault| errors::text_or(fault, say!("fact.no_title")))?;
    desk.attempt(edit).map(|_| ()).map_err(|trouble| errors::trouble(&trouble))
}

/// What is in a slot, to listen to.
pub fn slot_text(desk: Desk, id: RequestId, slot: Slot) -> Memo<String> {
    Memo::new(move |_| look(desk, id, |ledger, request| slot.read(ledger, request)).unwrap_or_default())
}

/// One line that is kept when it is left. `names` are proposed while typing.
#[component]
pub fn LineEdit(
    id: RequestId,
    field: Slot,
    /// The id of what names it.
    #[prop(into)]
    labelled_by: String,
    /// Proposals.
    names: Vec<String>,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// True where it stands among the fields of a form.
    #[prop(optional)]
    among_fields: bool,
) -> impl IntoView {
    let desk = use_desk();
    let kept = slot_text(desk, id, field);
    let fault = RwSignal::new(String::new());
    let leave = Callback::new(move |text: String| {
        fault.set(keep(desk, id, field, &text).err().unwrap_or_default());
    });
    view! {
        <Line text=kept fault=fault labelled_by=labelled_by names=names placeholder=placeholder on_leave=leave
            among_fields=among_fields/>
    }
}

/// What a field shows: what is kept, but not while somebody is `typing` in it or what it holds cannot be kept.
pub fn shown(kept: Memo<String>, typing: RwSignal<bool>, fault: RwSignal<String>) -> Memo<String> {
    Memo::new(move |before: Option<&String>| match before {
        Some(before) if typing.get() || !fault.with(String::is_empty) => before.clone(),
        _ => kept.get(),
    })
}

/// The line itself, and what is wrong with it.
#[component]
pub fn Line(
    /// What stands in it. What is typed and not kept yet, or cannot be kept, is not replaced by what another tab or
    /// Undo puts in; a field that only has the focus follows.
    text: Memo<String>,
    fault: RwSignal<String>,
    labelled_by: String,
    names: Vec<String>,
    placeholder: &'static str,
    /// It is left with this text, another one than it had.
    on_leave: Callback<String>,
    /// True where it stands among the fields of a form: it looks like one, its id is that of its label and `-line`, and
    /// it is described by the hint with that of its label and `-hint`.
    #[prop(optional)]
    among_fields: bool,
) -> impl IntoView {
    let typing = RwSignal::new(false);
    let shown = shown(text, typing, fault);
    let (list, fault_id) = (fresh_id("names"), fresh_id("fault"));
    let list_id = list.clone();
    let id = among_fields.then(|| [&labelled_by, "-line"].concat());
    let hint = among_fields.then(|| [&labelled_by, "-hint"].concat());
    let described = {
        let fault_id = fault_id.clone();
        move || {
            let wrong = (!fault.with(String::is_empty)).then(|| fault_id.clone());
            some(hint.iter().cloned().chain(wrong).collect::<Vec<_>>().join(" "))
        }
    };
    let class = if among_fields { "input" } else { "input input-quiet" };
    let options = names.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    view! {
        <input class=class type="text" id=id autocomplete="off" list=list_id aria-labelledby=labelled_by data-leaves=""
            placeholder=placeholder on:input=move |_| typing.set(true) on:blur=move |_| typing.set(false)
            aria-invalid=move || (!fault.with(String::is_empty)).then_some("true")
            aria-describedby=described prop:value=move || shown.get()
            on:change:target=move |ev| {
                on_leave.run(ev.target().value());
                typing.set(false);
                typed::left(&ev.target(), fault.try_with_untracked(String::is_empty) == Some(false));
            }/>
        <datalist id=list>{options}</datalist>
        {move || some(fault.get()).map(|text| view! { <p class="error" id=fault_id.clone()><Icon name="late"/><span>{text}</span></p> })}
    }
}

/// A longer text: read until it is opened, then written and kept when it is left.
#[component]
pub fn ProseEdit(
    id: RequestId,
    field: Slot,
    /// The id of what names it.
    labelled_by: &'static str,
    /// Shown where nothing is written.
    none: &'static str,
) -> impl IntoView {
    let desk = use_desk();
    let kept = slot_text(desk, id, field);
    let draft = Draft::new(desk, id, field);
    let (button, area) = (StoredValue::new(fresh_id("edit")), StoredValue::new(fresh_id("prose")));
    let start = move |_| {
        draft.start(kept.get_untracked());
        focus::focus_soon(&area.get_value());
    };
    let done = move |_| {
        draft.leave();
        focus::focus_soon(&button.get_value());
    };
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        if draft.gives_up(&ev, &kept.get_untracked()) {
            focus::focus_soon(&button.get_value());
        }
    };
    view! {
        <div class="prose" hidden=move || draft.open.get()>
            <p class="measure prose-text" class:muted=move || kept.with(String::is_empty)>
                {move || if kept.with(String::is_empty) { none.to_owned() } else { kept.get() }}
            </p>
            <button class="icon-btn" type="button" id=button.get_value() data-does=field.does() aria-label=say!("fact.edit", what = field.word()) on:click=start><Icon name="edit"/></button>
        </div>
        {move || draft.open.get().then(|| view! {
            <textarea class="input" rows="4" id=area.get_value() aria-labelledby=labelled_by data-leaves=""
                aria-invalid=move || (!draft.fault.with(String::is_empty)).then_some("true")
                prop:value=draft.text.get_untracked() on:keydown=on_key
                on:input:target=move |ev| draft.text.set(ev.target().value())
                on:blur:target=move |ev| draft.left(&ev.target())></textarea>
            // A press on the button must not leave the text before the click has come.
            <div class="row"><button class="btn btn-s" type="button" on:mousedown=|ev| ev.prevent_default() on:click=done>{say!("button.save")}</button></div>
        })}
        {move || some(draft.fault.get()).map(|text| view! { <p class="error" role="alert"><Icon name="late"/><span>{text}</span></p> })}
    }
}

/// A text being written.
#[derive(Clone, Copy)]
struct Draft {
    desk: Desk,
    id: RequestId,
    slot: Slot,
    open: RwSignal<bool>,
    text: RwSignal<String>,
    fault: RwSignal<String>,
}

impl Draft {
    fn new(desk: Desk, id: RequestId, slot: Slot) -> Draft {
        Draft {
            desk,
            id,
            slot,
            open: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            fault: RwSignal::new(String::new()),
        }
    }

    fn start(&self, text: String) {
        self.text.set(text);
        self.open.set(true);
    }

    fn shut(&self) {
        self.fault.set(String::new());
        self.open.set(false);
    }

    /// Keeps the text; stays open where it cannot be taken.
    fn leave(&self) {
        // A field that is taken away loses the focus too, with a drawer that closes even after its signals.
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        match keep(self.desk, self.id, self.slot, &self.text.get_untracked()) {
            Ok(()) => self.shut(),
            Err(words) => self.fault.set(words),
        }
    }

    /// As [`Self::leave`], of this field.
    fn left(&self, field: &web_sys::Element) {
        self.leave();
        if let Some(not_kept) = self.fault.try_with_untracked(|fault| !fault.is_empty()) {
            typed::left(field, not_kept);
        }
    }

    /// Esc leaves the text as it was, and the drawer open. What is written is thrown away at the second Esc only:
    /// the first one says so.
    fn gives_up(&self, ev: &leptos::ev::KeyboardEvent, kept: &str) -> bool {
        // Esc of an input method belongs to it.
        if ev.key() != "Escape" || ev.is_composing() {
            return false;
        }
        ev.prevent_default();
        ev.stop_propagation();
        let warned = self.fault.with_untracked(|fault| fault == say!("typed.esc"));
        if !warned && self.text.with_untracked(|text| text != kept) {
            self.fault.set(say!("typed.esc").to_owned());
            return false;
        }
        self.shut();
        true
    }
}

/// The title: a heading until it is opened, then a line.
#[component]
pub fn TitleEdit(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let kept = slot_text(desk, id, Slot::Title);
    let draft = Draft::new(desk, id, Slot::Title);
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        let enter = ev.key() == "Enter";
        if enter {
            draft.leave();
        }
        if enter || draft.gives_up(&ev, &kept.get_untracked()) {
            focus::focus_soon("title-edit");
        }
    };
    let start = move |_| {
        draft.start(kept.get_untracked());
        focus::focus_soon("title-line");
    };
    view! {
        <div class="row nowrap-row sheet-title">
            <h2 id="sheet-title" tabindex="-1" class:sr=move || draft.open.get()>{kept}</h2>
            {move || draft.open.get().then(|| view! {
                <input class="input title-line" id="title-line" type="text" autocomplete="off" data-leaves="" aria-label=say!("fact.title")
                    aria-invalid=move || (!draft.fault.with(String::is_empty)).then_some("true") aria-describedby="title-fault"
                    prop:value=draft.text.get_untracked() on:keydown=on_key
                    on:input:target=move |ev| draft.text.set(ev.target().value()) on:blur:target=move |ev| draft.left(&ev.target())/>
            })}
            <button class="icon-btn" type="button" id="title-edit" data-does="title" hidden=move || draft.open.get()
                aria-label=say!("fact.edit_title") title=say!("fact.edit_title") on:click=start>
                <Icon name="edit"/>
            </button>
        </div>
        <div id="title-fault">
            {move || some(draft.fault.get()).map(|text| view! { <p class="error" role="alert"><Icon name="late"/><span>{text}</span></p> })}
        </div>
    }
}
