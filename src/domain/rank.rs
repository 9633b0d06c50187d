//! A place in an ordered list as a short text between two neighbours, so that moving one request
//! writes one request ("fractional indexing", Greenspan 2017).
//!
//! Digits are `0-9A-Za-z` in ASCII order. A rank never ends in `0`, hence between any two different
//! ranks there is always another. Two tabs may choose the same rank; the list then orders by id.

use std::fmt;
use std::sync::Arc;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A place in an ordered list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(Arc<str>);

impl fmt::Debug for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rank({})", self.0)
    }
}

impl Default for Rank {
    fn default() -> Rank {
        Rank::from_digits(vec![31])
    }
}

fn value(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|d| *d == byte).and_then(|p| u32::try_from(p).ok())
}

impl Rank {
    fn from_digits(mut digits: Vec<u32>) -> Rank {
        while digits.len() > 1 && digits.last() == Some(&0) {
            digits.pop();
        }
        if digits == [0] || digits.is_empty() {
            digits = vec![0, 31];
        }
        let text: String = digits
            .iter()
            .filter_map(|d| DIGITS.get(usize::try_from(*d).ok()?).copied().map(char::from))
            .collect();
        Rank(text.into())
    }

    fn digits(&self) -> Vec<u32> {
        self.0.bytes().filter_map(value).collect()
    }

    /// The rank written as `text`, if it is one: digits only, not empty, no trailing zero.
    pub fn parse(text: &str) -> Option<Rank> {
        let fine = !text.is_empty() && !text.ends_with('0') && text.bytes().all(|b| value(b).is_some());
        fine.then(|| Rank(text.into()))
    }

    /// As text, for storing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A rank strictly between `low` and `high` (either may be missing: the list's end).
    /// Where `low` is not below `high` (a damaged or doubled order), the answer is just above `low`.
    pub fn between(low: Option<&Rank>, high: Option<&Rank>) -> Rank {
        let low = low.map(Rank::digits).unwrap_or_default();
        let mut high = high.map(Rank::digits);
        if high.as_ref().is_some_and(|h| *h <= low) {
            high = None;
        }
        let Some(high) = high else {
            return Rank::after(&low);
        };
        let mut out = Vec::new();
        let mut free = false; // already strictly below `high`
        for at in 0.. {
            let a = low.get(at).copied().unwrap_or(0);
            let b = if free { 62 } else { high.get(at).copied().unwrap_or(62) };
            if b > a + 1 {
                out.push(u32::midpoint(a, b));
                break;
            }
            out.push(a);
            free |= b > a;
        }
        Rank::from_digits(out)
    }

    /// Just after the last: raises the first digit that can be raised, so appending stays short.
    fn after(low: &[u32]) -> Rank {
        let mut out = Vec::with_capacity(low.len() + 1);
        for digit in low {
            if *digit < 61 {
                out.push(digit + 1);
                return Rank::from_digits(out);
            }
            out.push(*digit);
        }
        out.push(31);
        Rank::from_digits(out)
    }

    /// A rank that sorts like the number: used for imported requests, which have a time but no place.
    pub fn of_number(number: u64) -> Rank {
        let mut digits = vec![31];
        let mut rest = number;
        for _ in 0..9 {
            digits.push(u32::try_from(rest % 62).unwrap_or(0));
            rest /= 62;
        }
        digits.push(30);
        digits.reverse();
        Rank::from_digits(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_is_strictly_between_and_stays_short_when_appending() {
        let mut last = Rank::default();
        for _ in 0..500 {
            let next = Rank::between(Some(&last), None);
            assert!(next > last);
            last = next;
        }
        assert!(last.as_str().len() <= 18, "{last:?}");
        let (mut low, high) = (Rank::default(), Rank::between(Some(&Rank::default()), None));
        for _ in 0..200 {
            let mid = Rank::between(Some(&low), Some(&high));
            assert!(low < mid && mid < high, "{low:?} {mid:?} {high:?}");
            assert_eq!(Rank::parse(mid.as_str()), Some(mid.clone()));
            low = mid;
        }
        let mut first = Rank::default();
        for _ in 0..200 {
            let next = Rank::between(None, Some(&first));
            assert!(next < first);
            first = next;
        }
    }

    #[test]
    fn numbers_keep_their_order() {
        let numbers = [0, 1, 61, 62, 63, 3_843, 3_844, 1_289_000_000_000, 1_389_000_000_000];
        let ranks: Vec<Rank> = numbers.into_iter().map(Rank::of_number).collect();
        assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
    }

    #[test]
    fn equal_neighbours_still_give_a_place() {
        let a = Rank::default();
        assert!(Rank::between(Some(&a), Some(&a)) > a);
        assert_eq!(Rank::parse("a0"), None);
        assert_eq!(Rank::parse(""), None);
        assert_eq!(Rank::parse("a-b"), None);
    }
}
