//! What the page does by itself while nobody waits for it. Here only what the first visit needs: reading on what came
//! to its end long ago, and fetching the rest ([`super::data::care`]) a while after the start.

use super::desk::{Bell, Desk, use_desk};
use super::later;
use crate::browser::pace;
use crate::domain::fact::Field;
use crate::domain::ident::Subject;
use crate::store::ledger::{Ledger, Overruled};
use crate::words::{say, say_dyn};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long after the start the rest comes, in milliseconds.
const CALM: i32 = 6_000;

/// How long after the start what stands over the board is fetched, in milliseconds: the start itself is over by then.
const SOON: i32 = 500;

/// Reads on as soon as the screen is there, cares from a while after the start on; what it has to say stands where it
/// stands.
#[component]
pub fn Upkeep() -> impl IntoView {
    let desk = use_desk();
    let calm = RwSignal::new(false);
    spawn_local(async move {
        read_on(desk).await;
        pace::wait(SOON).await;
        if desk.peek(|ledger| ledger.desk().is_set_up()) {
            later::fetch_ahead().await;
        }
        pace::wait(CALM).await;
        calm.try_set(true);
    });
    // A desk that does not exist yet, or that nothing keeps, needs no care.
    let wanted = Memo::new(move |_| {
        calm.get() && desk.is_kept() && desk.read(Bell::Others, |ledger| ledger.desk().is_set_up())
    });
    move || wanted.get().then(|| later::over(desk, later::care, || ()))
}

/// Reads shard after shard, once the screen is there, with the browser's turn between them; then every screen is told,
/// once.
async fn read_on(desk: Desk) {
    let mut left = desk.peek(Ledger::awaited);
    if left == 0 {
        return;
    }
    pace::until_painted("main h1").await;
    while left > 0 {
        pace::yield_to_browser().await;
        left = desk.tend(Ledger::read_on);
    }
    desk.replace(|_| ());
}

/// That another tab has written over what was set here a moment ago.
pub fn overruled_text(ledger: &Ledger, told: &Overruled) -> String {
    let name = match told.subject {
        Subject::Request(id) => {
            ledger.desk().request(id).map(|r| r.reference.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    };
    let (field, who) =
        (field_word(told.subject, told.field), told.by.as_ref().map_or("", |name| name.as_str()));
    let known = if who.is_empty() { "none" } else { "some" };
    if name.is_empty() {
        say!("notice.overruled_other").to_owned()
    } else {
        say!("notice.overruled", name = name, field = field, by = who, known = known)
    }
}

/// What people call a field of a record.
pub fn field_word(subject: Subject, field: Field) -> String {
    let code = match (subject, field.0) {
        (_, u16::MAX) => "removed",
        (Subject::Request(_), 2) => "title",
        (Subject::Request(_), 3) => "text",
        (Subject::Request(_), 4) => "client",
        (Subject::Request(_), 5) => "requester",
        (Subject::Request(_), 6) => "service",
        (Subject::Request(_), 8) => "purpose",
        (Subject::Request(_), 10) => "priority",
        (Subject::Request(_), 11) => "owner",
        (Subject::Request(_), 12) => "place",
        (Subject::Request(_), 13) => "promise",
        (Subject::Request(_), 14) => "agreement",
        (Subject::Request(_), 15) => "label",
        (Subject::Request(_), 17) => "archive",
        (Subject::Request(_), 18) => "cause",
        (Subject::Request(_), 40..=59) => "deciding",
        (Subject::Request(_), 60..=62 | 80 | 81) => "state",
        (Subject::Request(_), 63 | 64) => "done-means",
        (Subject::Request(_), 65..=67 | 75) => "outcome",
        (Subject::Request(_), 68) => "contributor",
        (Subject::Request(_), 69) => "tie",
        (
            Subject::Team
            | Subject::Client(_)
            | Subject::Service(_)
            | Subject::Calendar(_)
            | Subject::Agreement(_),
            1,
        ) => "name",
        (Subject::Team | Subject::Calendar(_), 2) => "zone",
        (Subject::Team, 3) => "prefix",
        (Subject::Team, 5) => "step",
        (Subject::Team, 6) => "position",
        (Subject::Team, 7 | 61) => "word",
        (Subject::Team, 20..=22 | 24..=27) => "columns",
        (Subject::Team, 23) => "view",
        (Subject::Client(_), 2) => "people",
        (Subject::Client(_), 3) => "channel",
        (Subject::Client(_), 4..=8) => "known",
        (Subject::Client(_), 9) => "talk",
        (Subject::Service(_), 2) => "gets",
        (Subject::Service(_), 3) => "owner",
        (Subject::Service(_), 4) => "usual",
        (Subject::Service(_), 21) => "asked",
        (Subject::Service(_), 22) => "reply",
        (Subject::Calendar(_), 3) => "week",
        (Subject::Calendar(_), _) => "day",
        (Subject::Agreement(_), 2 | 33) => "scope",
        (Subject::Agreement(_), 10) => "status",
        (Subject::Agreement(_), 14) => "target",
        (Subject::Agreement(_), 17) => "duty",
        (Subject::Agreement(_), 19) => "acceptance",
        (Subject::Agreement(_), _) => "term",
        (Subject::Run(_), 3) => "answer",
        _ => "other",
    };
    say_dyn!("field.", code)
}
