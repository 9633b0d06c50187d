//! Where schools of thought differ, a team takes its own position. Every choice is legitimate: a position
//! has no score and lowers none.
//!
//! Rules:
//! 1. Until a team has taken a position, the usual one holds.
//! 2. A position is taken as a whole: the choice, who looks after it, when it is looked at again, and why.
//!    What was thought before stays in the history.
//! 3. A statement of the self-assessment that a position makes pointless is set to "not applicable: our
//!    position says otherwise" when a sheet is begun; the answer can be changed like any other.

use super::fact::Event;
use super::ident::steady_hash;
use super::moment::Moment;
use super::survey::instrument::ItemId;
use super::text::{Name, Note};
use chrono::NaiveDate;
use std::sync::Arc;

/// A question on which teams differ.
#[derive(Debug)]
pub struct Position {
    /// Its lasting id.
    pub id: &'static str,
    /// The lasting ids of what may be chosen, in the order in which they are offered.
    pub choices: &'static [&'static str],
    /// What holds until the team has chosen.
    pub usual: &'static str,
}

/// All of them, in the order in which they are asked.
pub static POSITIONS: [Position; 12] = [
    // What we call those we serve.
    Position { id: "word", choices: &["client", "customer", "partner", "colleague", "own"], usual: "client" },
    // How alike service inside and outside is.
    Position { id: "parity", choices: &["same", "substance", "outside"], usual: "substance" },
    // Whose request goes first.
    Position { id: "order", choices: &["outside", "consequence", "queue", "inside"], usual: "consequence" },
    // How strictly requests are tested for their use to the people served in the end.
    Position { id: "lens", choices: &["strict", "graded", "off"], usual: "graded" },
    // Whether to meet what was agreed or to surpass it.
    Position { id: "ambition", choices: &["agreed", "beyond", "whatever"], usual: "beyond" },
    // Who may decline.
    Position { id: "no", choices: &["anyone", "intake", "lead", "nobody"], usual: "anyone" },
    // How clients reach the team.
    Position { id: "access", choices: &["one", "expert", "any"], usual: "expert" },
    // How the team writes.
    Position { id: "tone", choices: &["formal", "personal", "free"], usual: "personal" },
    // Whether clients see or pay the cost.
    Position { id: "charge", choices: &["hidden", "shown", "cost", "plus"], usual: "hidden" },
    // How much of the capacity is promised, in per cent.
    Position { id: "reserve", choices: &["60", "70", "80", "90", "100"], usual: "80" },
    // How open the queue is to clients.
    Position { id: "open", choices: &["own", "place", "unnamed", "whole"], usual: "place" },
    // Whether clients may be on different service levels.
    Position { id: "tiers", choices: &["same", "written"], usual: "written" },
];

/// The position with this id.
pub fn find(id: &str) -> Option<&'static Position> {
    POSITIONS.iter().find(|position| position.id == id)
}

/// A position as a team takes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Stance {
    /// Which question, by its id. Ids of later versions are kept.
    pub position: Arc<str>,
    /// What was chosen, by its id.
    pub choice: Arc<str>,
    /// Who looks after it.
    pub owner: Option<Name>,
    /// When it is looked at again: a day of the team's calendar.
    pub review: Option<NaiveDate>,
    /// Why, in the team's own words.
    pub note: Note,
}

impl Stance {
    /// The element of the set of positions it writes.
    pub(super) fn element(&self) -> u64 {
        steady_hash(&[&self.position])
    }

    /// True when question and choice are known to this version.
    pub fn is_known(&self) -> bool {
        find(&self.position).is_some_and(|position| position.choices.contains(&&*self.choice))
    }
}

/// A stance with when and by whom it was taken.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// What.
    pub stance: Stance,
    /// When.
    pub at: Moment,
    /// By whom, where that is known.
    pub by: Option<Name>,
}

/// The positions a team has taken.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Positions(Vec<Taken>);

impl Positions {
    /// Takes in a stance; one on the same question goes.
    pub(super) fn take(&mut self, stance: &Stance, event: &Event) {
        self.0.retain(|taken| taken.stance.position != stance.position);
        self.0.push(Taken { stance: stance.clone(), at: event.at, by: event.actor.clone() });
    }

    /// What was taken on a question; none where the usual holds.
    pub fn taken(&self, id: &str) -> Option<&Taken> {
        self.0.iter().find(|taken| &*taken.stance.position == id)
    }

    /// The choice that holds on a question: the team's, else the usual. Empty for an unknown question.
    pub fn choice(&self, id: &str) -> &str {
        let usual = find(id).map_or("", |position| position.usual);
        self.taken(id).map_or(usual, |taken| &*taken.stance.choice)
    }

    /// How many of the questions of this version were answered.
    pub fn count(&self) -> usize {
        POSITIONS.iter().filter(|position| self.taken(position.id).is_some()).count()
    }

    /// The statements of the self-assessment these positions make pointless.
    pub fn pointless(&self) -> impl Iterator<Item = ItemId> + '_ {
        PRESETS
            .iter()
            .filter(|(position, choice, _)| self.choice(position) == *choice)
            .filter_map(|(_, _, item)| ItemId::find(item))
    }
}

/// Question, choice, and the statement that means nothing to who chose so: with any member as a way in
/// there is no single one to keep; who tests no request for its use keeps no such test.
const PRESETS: [(&str, &str, &str); 2] = [("access", "any", "fair-5"), ("lens", "off", "lens-2")];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::fact::{Fact, Source};
    use crate::domain::stamp::Ticker;
    use crate::domain::team::TeamFact;

    fn stance(position: &str, choice: &str) -> Stance {
        Stance {
            position: position.into(),
            choice: choice.into(),
            owner: None,
            review: None,
            note: Note::default(),
        }
    }

    fn taken(stances: &[Stance]) -> Positions {
        let (mut out, mut ticker) = (Positions::default(), Ticker::new(1));
        for stance in stances {
            let fact = Fact::Team(TeamFact::Position(Box::new(stance.clone())));
            let stamp = ticker.next(Moment(5));
            out.take(stance, &Event { stamp, at: Moment(5), actor: None, source: Source::Live, fact });
        }
        out
    }

    #[test]
    fn every_usual_choice_is_among_the_choices_and_no_id_is_there_twice() {
        for (n, position) in POSITIONS.iter().enumerate() {
            assert!(position.choices.contains(&position.usual), "{}", position.id);
            assert!(POSITIONS.iter().skip(n + 1).all(|other| other.id != position.id), "{}", position.id);
        }
        for (position, choice, item) in PRESETS {
            assert!(find(position).unwrap().choices.contains(&choice), "{position}");
            assert!(ItemId::find(item).is_some(), "{item}");
        }
    }

    #[test]
    fn the_usual_holds_until_the_team_chooses_and_the_last_choice_counts() {
        assert_eq!(Positions::default().choice("lens"), "graded");
        let positions = taken(&[stance("lens", "strict"), stance("no", "lead"), stance("lens", "off")]);
        assert_eq!((positions.choice("lens"), positions.choice("no")), ("off", "lead"));
        assert_eq!(positions.choice("tiers"), "written");
        assert_eq!(positions.count(), 2);
        let items: Vec<&str> = positions.pointless().map(|item| item.id).collect();
        assert_eq!(items, ["lens-2"]);
    }

    #[test]
    fn a_question_of_a_later_version_is_kept_and_counts_for_nothing() {
        let later = stance("moon", "full");
        assert!(!later.is_known() && !stance("lens", "moon").is_known() && stance("lens", "off").is_known());
        let positions = taken(&[later]);
        assert_eq!((positions.choice("moon"), positions.count()), ("full", 0));
    }
}
