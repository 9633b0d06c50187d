//! What people call a request: a prefix of the team and a number, such as FIN-42.

use std::sync::Arc;

/// The most characters of a prefix.
pub const MOST: usize = 8;

/// A prefix as a person writes it: one to eight letters or figures, in capitals. None for anything else,
/// for a reference has to be read out, typed after a sign and told from its number.
pub fn prefix(text: &str) -> Option<Arc<str>> {
    let text = text.trim();
    let fits = (1..=MOST).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric);
    fits.then(|| text.to_uppercase().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_short_plain_and_in_capitals() {
        assert_eq!(prefix(" hr "), Some("HR".into()));
        assert_eq!(prefix("Büro2"), Some("BÜRO2".into()));
        for wrong in ["", "   ", "HR-", "H R", "#7", "ninechars"] {
            assert_eq!(prefix(wrong), None, "{wrong}");
        }
    }
}
