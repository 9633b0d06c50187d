//! Texts that people type: trimmed, bounded, and not empty where emptiness would mean nothing.

use std::fmt;
use std::sync::Arc;

/// Why a text cannot be taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Longer than the field holds, in characters.
    #[error("{got} characters, at most {most}")]
    TooLong {
        /// The field's bound.
        most: usize,
        /// What was given.
        got: usize,
    },
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($most:expr, $may_be_empty:expr, $one_line:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The most characters it holds.
            pub const MOST: usize = $most;

            /// The text, trimmed. Errors when it is empty (where that is not allowed) or too long.
            pub fn new(text: &str) -> Result<$name, TextFault> {
                let trimmed = text.trim();
                if trimmed.is_empty() && !$may_be_empty {
                    return Err(TextFault::Empty);
                }
                let got = trimmed.chars().count();
                if got > $most {
                    return Err(TextFault::TooLong { most: $most, got });
                }
                if $one_line && trimmed.contains(['\n', '\r', '\t']) {
                    let one_line = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
                    return Ok($name(one_line.into()));
                }
                Ok($name(trimmed.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
    )*};
}

texts! {
    /// What a request is about, in one line.
    Title(200, false, true);
    /// The name of a person, team, client, service, calendar or agreement.
    Name(120, false, true);
    /// Free text of several lines; may be empty.
    Note(20_000, true, false);
}

impl Default for Note {
    fn default() -> Note {
        Note("".into())
    }
}

impl Note {
    /// True when nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_bounded_and_of_one_line_where_they_must_be() {
        assert_eq!(Title::new("  Fix\nthe export  ").map(|t| t.to_string()), Ok("Fix the export".into()));
        assert_eq!(Title::new(" \n "), Err(TextFault::Empty));
        assert_eq!(Title::new(&"x".repeat(201)), Err(TextFault::TooLong { most: 200, got: 201 }));
        assert_eq!(Note::new("a\nb").map(|t| t.to_string()), Ok("a\nb".into()));
        assert!(Note::new("").is_ok_and(|n| n.is_empty()));
    }
}
