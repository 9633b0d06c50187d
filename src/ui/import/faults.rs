//! What could not be read, by line: where, what is wrong, the way out.

use crate::say;
use crate::store::sheet::{Reason, RowFault};
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

/// How many are listed.
const MOST: usize = 200;

/// The list of lines that could not be read. `requests` is how many come in all the same.
#[component]
pub fn FaultList(
    /// What could not be read.
    faults: Vec<RowFault>,
    /// How many requests come in all the same.
    requests: usize,
) -> impl IntoView {
    let lost = faults.iter().filter(|fault| fault.lost).count();
    let all = faults.len();
    view! {
        <section class="stack" aria-labelledby="faults-head">
            <h4 id="faults-head">{say!("import.faults", n = all)}</h4>
            <div class="note note-risk"><Icon name="risk"/><p>{say!("import.faults_text", lost = lost, requests = requests)}</p></div>
            <FaultLines faults=faults name=say!("import.faults", n = all)/>
        </section>
    }
}

/// The lines themselves: which, and what is wrong with each.
#[component]
pub fn FaultLines(
    /// What could not be read.
    faults: Vec<RowFault>,
    /// What the list is called.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let more = faults.len().saturating_sub(MOST);
    view! {
        <ol class="errors" tabindex="0" aria-label=name>
            {faults.into_iter().take(MOST).map(|fault| view! {
                <li><b>{say!("import.line", n = fault.line)}</b><span>{sentence(&fault)}</span></li>
            }).collect_view()}
        </ol>
        {(more > 0).then(|| view! { <p class="hint">{say!("import.faults_more", n = more)}</p> })}
    }
}

/// What is wrong with a line, to be read after "Line 212".
fn sentence(fault: &RowFault) -> String {
    let (value, column) = (fault.value.as_str(), fault.column.as_str());
    match fault.reason {
        Reason::NoCase => say!("import.no_case").to_owned(),
        Reason::NoTime => say!("import.no_time", column = column),
        Reason::BadTime => say!("import.bad_time", value = value),
        Reason::Ahead => say!("import.ahead", value = value),
        Reason::NoTitle => say!("import.no_title").to_owned(),
        Reason::Repeated(line) => say!("import.repeated", value = value, line = line),
        Reason::BeforeRaised => say!("import.before_raised", value = value, column = column),
        Reason::NoEnd => say!("import.no_end").to_owned(),
        Reason::Shortened => say!("import.shortened", column = column),
        Reason::OpenQuote => say!("import.open_quote", column = column),
    }
}
