//! What an agreement does with the positions of its team: the cost it begins with, and what is worth a second look.
#![allow(clippy::unwrap_used)]

#[path = "support/dealing.rs"]
mod dealing;

use dealing::*;
use inhouse::domain::agreed::Cost;
use inhouse::domain::agreement::Version;
use inhouse::domain::edit::{AgreementDraft, Edit};
use inhouse::domain::heeded::{other_cost, other_levels, usual_cost};
use inhouse::domain::position::Stance;
use inhouse::domain::text::Note;

fn take(desk: &mut Desk, position: &str, choice: &str) {
    let (position, choice) = (position.into(), choice.into());
    let stance = Stance { position, choice, owner: None, review: None, note: Note::default() };
    desk.act(Edit::TakePosition { stance: Box::new(stance), word: None }).unwrap();
}

#[test]
fn a_new_agreement_begins_with_the_cost_the_team_has_said() {
    let mut desk = Desk::new();
    let terms = |cost| Version { cost, ..Version::default() };
    let other = |desk: &Desk, cost| other_cost(&desk.desk.team().positions, &terms(cost));
    // Nothing is asked of who has taken no position.
    assert_eq!(usual_cost(&desk.desk.team().positions), Cost::NotShown);
    assert_eq!(other(&desk, Cost::CostPlus(10)), None);
    for (choice, cost) in [("hidden", Cost::NotShown), ("shown", Cost::Shown), ("cost", Cost::AtCost)] {
        take(&mut desk, "charge", choice);
        assert_eq!(usual_cost(&desk.desk.team().positions), cost);
        assert_eq!(other(&desk, cost), None);
        assert_eq!(other(&desk, Cost::CostPlus(10)), Some(cost));
    }
    // How much comes on top is for each agreement to say.
    take(&mut desk, "charge", "plus");
    assert_eq!(
        (other(&desk, Cost::CostPlus(10)), other(&desk, Cost::AtCost)),
        (None, Some(Cost::CostPlus(0)))
    );
}

#[test]
fn other_levels_are_named_where_all_are_to_get_the_same() {
    let mut desk = Desk::new();
    let finance = desk.save(None, AgreementDraft { publish: true, ..desk.draft_for("Finance", 8) });
    let hr = desk.save(None, AgreementDraft { publish: true, ..desk.draft_for("HR", 4) });
    let draft = desk.save(None, desk.draft_for("Sales", 2));
    let others = |desk: &Desk| other_levels(&desk.desk, Some(finance), desk.newest(finance).1, desk.now);
    assert_eq!(others(&desk), [], "levels by written agreement are the usual position");
    take(&mut desk, "tiers", "same");
    // The draft promises nothing yet.
    assert_eq!(others(&desk), [hr]);
    assert_eq!(other_levels(&desk.desk, Some(draft), desk.newest(draft).1, desk.now).len(), 2);
    let same = AgreementDraft { publish: true, ..desk.draft_for("HR", 8) };
    desk.save(Some(hr), same);
    assert_eq!(others(&desk), []);
    take(&mut desk, "tiers", "written");
    assert_eq!(other_levels(&desk.desk, Some(draft), desk.newest(draft).1, desk.now), []);
}
