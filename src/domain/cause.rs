//! Why a promise was not kept. A breach asks for its cause once; what is answered stands beside the verdict
//! and changes none. Causes are kinds, so that they can be counted, with words where the kind is not enough.

use super::clock::ClockKind;
use super::fact::Field;
use super::request::codes;
use super::text::Note;

codes! {
    /// The kinds of causes.
    BreachCause {
        /// More came in than could be done.
        Load = "load",
        /// Somebody was away.
        Absence = "absence",
        /// Another team, a supplier or the client was awaited.
        Waiting = "waiting",
        /// It was not clear what was wanted, or it changed on the way.
        Unclear = "unclear",
        /// It was overlooked.
        Overlooked = "overlooked",
        /// It was more work than anybody thought.
        Bigger = "bigger",
        /// The target was never within reach.
        Target = "target",
        /// Something else.
        Other = "other",
    }
}

/// A cause as it was given.
#[derive(Clone, PartialEq, Debug)]
pub struct Cause {
    /// Which clock was late.
    pub clock: ClockKind,
    /// The kind of cause; none when the answer was taken back.
    pub kind: Option<BreachCause>,
    /// More in words.
    pub text: Note,
}

impl Cause {
    /// The field it writes: one cause for each clock.
    pub fn field(&self) -> Field {
        Field(18, u64::from(self.clock.index()))
    }
}
