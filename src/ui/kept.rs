//! Whether what was done is safe on the disk: a small word at the head of the page.

use crate::browser::log::{IndexedLog, Safety};
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

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
