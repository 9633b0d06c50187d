//! Whether what was done is safe on the disk: a small word at the head of the page. And what the safe log still had of
//! an earlier visit.

use crate::browser::log::{IndexedLog, Safety, Tail};
use crate::browser::pace;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Bytes of notes that are taken in before the screen is there. More is what is left of a large import, and nearly
/// always in the store already: it is looked at after that.
const AT_ONCE: usize = 200_000;

/// Takes in what the log held, before anything is shown. Gives back what is too much for that.
pub fn take_in(ledger: &mut Ledger, log: &IndexedLog, tail: Option<Tail>) -> Option<Tail> {
    let tail = tail?;
    if tail.iter().map(|(_, text)| text.len()).sum::<usize>() > AT_ONCE {
        return Some(tail);
    }
    log.taken_in(&ledger.recover(&tail).kept);
    None
}

/// Takes in what was too much for the start, or comes late because the log opened late; then every screen is told.
pub fn take_in_later(desk: Desk, log: IndexedLog, tail: Option<Tail>) {
    let heard = {
        let log = log.clone();
        move |tail: Tail| {
            if let Some(found) = desk.try_tend(|ledger| ledger.recover(&tail)) {
                log.taken_in(&found.kept);
                if found.records > 0 {
                    desk.replace(|_| ());
                }
            }
        }
    };
    match tail {
        Some(tail) => spawn_local(async move {
            pace::until_painted("main h1").await;
            heard(tail);
        }),
        None => log.on_tail(heard),
    }
}

/// How safe everything done so far is.
#[derive(Clone, Copy)]
struct Kept(RwSignal<Safety>);

/// Listens to the log.
pub fn provide(log: &IndexedLog) {
    let kept = Kept(RwSignal::new(log.safety()));
    log.on_change(move |safety| {
        if kept.0.get_untracked() != safety {
            kept.0.set(safety);
        }
    });
    provide_context(kept);
}

/// How safe everything done so far is, as a code: `safe`, `writing`, or `plain` where the browser writes to the disk when
/// it likes.
pub fn use_safety() -> impl Fn() -> &'static str + Copy + Send + Sync {
    let kept = expect_context::<Kept>();
    move || match kept.0.get() {
        Safety::Safe => "safe",
        Safety::Writing => "writing",
        Safety::Plain => "plain",
    }
}

/// "Saved", once it is. No live region: it would speak after every step.
#[component]
pub fn KeptWord() -> impl IntoView {
    let kept = expect_context::<Kept>();
    // Where nothing is kept at all, the banner says so.
    use_desk().is_kept().then(|| {
        let code = use_safety();
        let word = move || match kept.0.get() {
            Safety::Safe => say!("kept.safe"),
            Safety::Writing => say!("kept.writing"),
            Safety::Plain => say!("kept.plain"),
        };
        let title = move || match kept.0.get() {
            Safety::Plain => say!("kept.plain_text"),
            _ => say!("kept.safe_text"),
        };
        view! {
            <span class="saved" data-kept=code title=title>
                <Icon name="check"/><span>{word}</span>
            </span>
        }
    })
}
