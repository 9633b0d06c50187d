//! What is asked about a request. Each answer is kept at once; impact and urgency bring the priority of the
//! team's table with them. What the team's positions make pointless is not asked.

use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::{Effect as Use, Request, RequestFact};
use crate::domain::text::Name;
use crate::domain::triage::{Criterion, FULL, Fit, Impact, Lens, OutsideFirst, TriageFact, Urgency, manner};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::Notice;
use crate::ui::parts::icon::Icon;
use crate::ui::request::{LineEdit, Slot, moment_of, strong};
use crate::words::{Part, say_dyn, say_parts};
use leptos::prelude::*;

/// The estimates that are offered, in minutes.
const EFFORTS: [u32; 9] = [30, 60, 120, 240, 480, 960, 1_440, 2_400, 4_800];

fn answer(desk: Desk, id: RequestId, fact: RequestFact) {
    let edit = Edit::Triage(id, Box::new(TriageEdit::Answer(vec![fact])));
    if let Err(trouble) = desk.quietly(edit) {
        desk.notices().show(Notice::trouble(&trouble));
    }
}

fn kept(
    desk: Desk,
    id: RequestId,
    read: impl Fn(&Request) -> String + Send + Sync + 'static,
) -> Memo<String> {
    Memo::new(move |_| desk.request(id, &read).unwrap_or_default())
}

/// The questions.
#[component]
pub fn Questions(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let urgency =
        kept(desk, id, |r| r.triage.look(|a| a.urgency.map(|u| u.code().to_owned())).unwrap_or_default());
    let impact =
        kept(desk, id, |r| r.triage.look(|a| a.impact.map(|u| u.code().to_owned())).unwrap_or_default());
    let manner = Memo::new(move |_| desk.read(Bell::Others, |l| manner(l.desk())));
    let urgencies =
        Urgency::ALL.iter().map(|u| (u.code().to_owned(), say_dyn!("urgency.", u.code()))).collect();
    let impacts = Impact::ALL.iter().map(|u| (u.code().to_owned(), say_dyn!("impact.", u.code()))).collect();
    let urge = Callback::new(move |code: String| {
        answer(desk, id, RequestFact::Triage(TriageFact::Urgency(Urgency::parse(&code))));
    });
    let hit = Callback::new(move |code: String| {
        answer(desk, id, RequestFact::Triage(TriageFact::Impact(Impact::parse(&code))));
    });
    view! {
        <section class="stack stack-5" aria-labelledby="triage-questions">
            <h3 id="triage-questions">{say!("triage.questions")}</h3>
            <div class="two">
                <Radios legend=say!("triage.urgency") name="urgency" options=urgencies chosen=urgency choose=urge/>
                <Radios legend=say!("triage.impact") name="impact" options=impacts chosen=impact choose=hit/>
            </div>
            <Resulting id=id/>
            <div class="two">
                {move || (manner.get().lens != Lens::Off).then(|| view! { <Effects id=id strict=manner.get().lens == Lens::Strict/> })}
                <Goals id=id/>
                <Efforts id=id/>
                {move || (manner.get().outside != OutsideFirst::NotAsked).then(|| view! { <Outside id=id/> })}
                <div class="field">
                    <label id="triage-pressed" for="triage-pressed-line">{Slot::Pressed.word()}</label>
                    <p class="hint" id="triage-pressed-hint">{say!("triage.pressed_hint")}</p>
                    <LineEdit id=id field=Slot::Pressed labelled_by="triage-pressed" names=Vec::new() among_fields=true/>
                </div>
                <ByHand id=id/>
            </div>
        </section>
    }
}

/// One of a few, as radio buttons.
#[component]
fn Radios(
    #[prop(into)] legend: String,
    #[prop(into)] name: String,
    options: Vec<(String, String)>,
    chosen: Memo<String>,
    choose: Callback<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] across: bool,
) -> impl IntoView {
    let name = ["triage-", &name].concat();
    let one = move |(code, words): (String, String)| {
        let (mine, given) = (code.clone(), code);
        view! {
            <label class="pick">
                <input type="radio" name=name.clone() prop:checked=move || chosen.with(|c| *c == mine)
                    on:change=move |_| choose.run(given.clone())/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <div class=if across { "row row-4" } else { "stack stack-2" }>{options.into_iter().map(one).collect_view()}</div>
        </fieldset>
    }
}

/// What the table makes of impact and urgency, and by when that is due.
fn resulting(ledger: &Ledger, request: &Request) -> (bool, Vec<Part>) {
    let answers = request.triage.answers();
    let both = answers.and_then(|a| Some((a.impact?, a.urgency?)));
    let word = say_dyn!("priority.", request.priority.code());
    let Some((impact, urgency)) = both else {
        return (false, say_parts!("triage.priority_open", priority = word));
    };
    let by_table = ledger.desk().team().triage.priority(impact, urgency);
    if by_table != request.priority {
        let by_table = say_dyn!("priority.", by_table.code());
        return (true, say_parts!("triage.priority_other", by_table = by_table, priority = word));
    }
    let clocks = ledger.book().read(ledger.desk(), request, ledger.now());
    (
        true,
        match clocks.and_then(|clocks| clocks.resolution.due) {
            Some(due) => {
                say_parts!("triage.priority_due", priority = word, at = moment_of(ledger, due))
            }
            None => say_parts!("triage.priority", priority = word),
        },
    )
}

#[component]
fn Resulting(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let words = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.request(id, |_| ());
        desk.peek(|l| l.desk().request(id).map(|r| resulting(l, r))).unwrap_or_default()
    });
    view! {
        <p class="note" class=("note-info", move || words.with(|w| w.0)) role="status">
            <Icon name="flag"/><span>{move || strong(words.get().1)}</span>
        </p>
    }
}

#[component]
fn Effects(id: RequestId, strict: bool) -> impl IntoView {
    let desk = use_desk();
    let now = kept(desk, id, |r| r.effect.map(|e| e.code().to_owned()).unwrap_or_default());
    let options = Use::ALL.iter().map(|e| (e.code().to_owned(), say_dyn!("effect.", e.code()))).collect();
    let choose = Callback::new(move |code: String| answer(desk, id, RequestFact::Lens(Use::parse(&code))));
    let hint = if strict { say!("triage.effect_strict") } else { say!("triage.effect_graded") };
    view! { <Radios legend=say!("triage.effect") name="effect" options=options chosen=now choose=choose hint=hint/> }
}

#[component]
fn Outside(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let word = |yes: bool| if yes { "yes" } else { "no" };
    let now = kept(desk, id, move |r| r.triage.look(|a| a.outside).map(word).unwrap_or_default().to_owned());
    let options = vec![
        ("yes".to_owned(), say!("triage.outside_yes").to_owned()),
        ("no".to_owned(), say!("triage.outside_no").to_owned()),
    ];
    let choose = Callback::new(move |code: String| {
        answer(desk, id, RequestFact::Triage(TriageFact::Outside(Some(code == "yes"))));
    });
    view! { <Radios legend=say!("triage.outside_ask") name="outside" options=options chosen=now choose=choose/> }
}

/// A list that opens; what is chosen is kept at once.
#[component]
fn Pick(
    #[prop(into)] label: String,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    chosen: Memo<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let id = crate::ui::parts::dialog::fresh_id("pick");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id prop:value=move || chosen.get() on:change:target=move |ev| choose.run(ev.target().value())>
                {move || options.get().into_iter().map(|(code, words)| {
                    let mine = code.clone();
                    view! { <option value=code selected=move || chosen.with(|c| *c == mine)>{words}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Goals(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let goals = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            l.desk().team().triage.goals().iter().map(Name::to_string).collect::<Vec<_>>()
        })
    });
    let now = kept(desk, id, |r| {
        r.triage.look(|a| match &a.goal {
            Fit::Unsaid => String::new(),
            Fit::None => "0".to_owned(),
            Fit::Goal(name) => ["1", name.as_str()].concat(),
        })
    });
    let options = Signal::derive(move || {
        let mut out = vec![(String::new(), say!("triage.goal_unsaid").to_owned())];
        goals.with(|goals| out.extend(goals.iter().map(|name| (["1", name].concat(), name.clone()))));
        // A goal that has left the list is still what was said.
        if let Some(name) =
            now.get().strip_prefix('1').filter(|name| goals.with(|all| !all.iter().any(|g| g == name)))
        {
            out.push((now.get(), name.to_owned()));
        }
        out.push(("0".to_owned(), say!("triage.goal_none").to_owned()));
        out
    });
    let choose = Callback::new(move |code: String| {
        let fit = match code.strip_prefix('1').map(Name::new) {
            Some(Ok(name)) => Fit::Goal(name),
            _ if code == "0" => Fit::None,
            _ => Fit::Unsaid,
        };
        answer(desk, id, RequestFact::Triage(TriageFact::Goal(fit)));
    });
    move || {
        match goals.with(Vec::is_empty) {
        true => view! {
            <div class="field"><b class="label">{say!("triage.goal")}</b>
                <p class="hint">{say!("triage.goal_empty")}" "<a href=Route::Rules.href()>{say!("triage.goal_write")}</a></p></div>
        }
        .into_any(),
        false => view! { <Pick label=say!("triage.goal") options=options chosen=now choose=choose/> }.into_any(),
    }
    }
}

#[component]
fn Efforts(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let now = kept(desk, id, |r| r.triage.look(|a| a.effort.map(|m| m.to_string())).unwrap_or_default());
    let options = Signal::derive(move || {
        let mut out = vec![(String::new(), say!("triage.effort_unsaid").to_owned())];
        out.extend(EFFORTS.iter().map(|m| (m.to_string(), say_dyn!("effort.", &m.to_string()))));
        if let Ok(minutes) = now.get().parse::<u32>()
            && !EFFORTS.contains(&minutes)
        {
            out.push((
                now.get(),
                say!("triage.effort_own", n = crate::words::Arg::places(f64::from(minutes) / 60.0, 1)),
            ));
        }
        out
    });
    let choose = Callback::new(move |code: String| {
        answer(desk, id, RequestFact::Triage(TriageFact::Effort(code.parse().ok())));
    });
    view! { <Pick label=say!("triage.effort") options=options chosen=now choose=choose/> }
}

/// The criteria whose points are given by hand, as far as they weigh anything.
#[component]
fn ByHand(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let criteria = l.desk().team().triage.criteria();
            let mine = criteria.into_iter().filter(|(one, weight)| *weight > 0 && one.is_by_hand());
            mine.map(|(one, _)| one.code().to_owned()).collect::<Vec<_>>()
        })
    });
    let one = move |(n, code): (usize, String)| {
        let criterion = Criterion::parse(&code).or_else(|| Name::new(&code).ok().map(Criterion::Own))?;
        let legend = match &criterion {
            Criterion::Own(name) => name.to_string(),
            _ => say!("triage.value").to_owned(),
        };
        let (read, given) = (criterion.clone(), criterion);
        let now = kept(desk, id, move |r| {
            let points = r.triage.look(|a| a.scores.iter().find(|(c, _)| *c == read).map(|(_, p)| *p));
            points.map(|p| p.to_string()).unwrap_or_default()
        });
        let options = (0..=FULL).map(|p| (p.to_string(), say_dyn!("points.", &p.to_string()))).collect();
        let choose = Callback::new(move |code: String| {
            answer(desk, id, RequestFact::Triage(TriageFact::Scored(given.clone(), code.parse().ok())));
        });
        let name = ["by-hand-", &n.to_string()].concat();
        Some(view! { <Radios legend=legend name=name options=options chosen=now choose=choose across=true/> })
    };
    move || all.get().into_iter().enumerate().map(one).collect_view()
}
