//! How a run of the self-assessment is answered: which of its sheets count, and what is still open.
//!
//! Rules:
//! 1. A run is answered in one of two ways: with one agreed answer of the whole team, or on a sheet for
//!    each person who gives a name. An agreed answer is no person, so the two never share a mean: where
//!    people have answered, the agreed sheet is left out.
//! 2. The way follows from the answers. A sheet whose answers were all taken back counts for nothing.
//! 3. A page asks one dimension; in the full form the three conditions are the last page.

use super::run::Run;
use super::survey::instrument::{DimensionId, Form, ItemId, context_items};
use super::survey::{Answer, Sheet, outside_control};
use std::sync::Arc;

/// How a run is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Nobody has answered yet.
    Unsettled,
    /// One agreed answer of the team.
    Agreed,
    /// A sheet for each person.
    Named,
}

/// How this run is answered (rules 1, 2).
pub fn manner(run: &Run) -> Manner {
    match counted(run).first() {
        None => Manner::Unsettled,
        Some((name, _)) if name.is_empty() => Manner::Agreed,
        Some(_) => Manner::Named,
    }
}

/// The sheets that count, with their names; the agreed answer has the empty name (rules 1, 2).
pub fn counted(run: &Run) -> Vec<(Arc<str>, &Sheet)> {
    let filled = || run.sheets.iter().filter(|(_, sheet)| !sheet.answers.is_empty());
    let people = filled().any(|(name, _)| !name.is_empty());
    filled()
        .filter(|(name, _)| name.is_empty() != people)
        .map(|(name, sheet)| (name.clone(), &sheet.answers))
        .collect()
}

/// The sheet to answer on, for someone who chose `chosen` last: the agreed one in an agreed run, the
/// person's own in a named one. None where it has to be asked.
pub fn sheet_for(run: &Run, chosen: Option<&str>) -> Option<Arc<str>> {
    match (manner(run), chosen) {
        (Manner::Agreed, _) => Some("".into()),
        (Manner::Named, Some("")) | (_, None) => None,
        (_, Some(name)) => Some(name.into()),
    }
}

/// How many pages a form has (rule 3).
pub fn page_count(form: Form) -> u8 {
    match form {
        Form::Full => 11,
        Form::Pulse => 10,
    }
}

/// The dimension a page asks; none for the page of conditions.
pub fn page_dimension(page: u8) -> Option<DimensionId> {
    DimensionId::ALL.into_iter().find(|dimension| dimension.number() == page + 1)
}

/// The items a page asks, in order.
pub fn page_items(form: Form, page: u8) -> Vec<ItemId> {
    match page_dimension(page) {
        Some(dimension) => dimension.items(form).collect(),
        None if form == Form::Full => context_items().collect(),
        None => Vec::new(),
    }
}

/// The first page with an item that is not dealt with; the last page when there is none.
pub fn first_open_page(sheet: &Sheet, form: Form) -> u8 {
    let last = page_count(form) - 1;
    let open = |page: &u8| page_items(form, *page).iter().any(|item| !sheet.contains_key(item));
    (0..last).find(open).unwrap_or(last)
}

/// Items somebody called outside the team's control, in order, and on how many sheets.
pub fn outside(sheets: &[Sheet]) -> Vec<(ItemId, usize)> {
    let mut list: Vec<(ItemId, usize)> = Vec::new();
    for item in sheets.iter().flat_map(outside_control) {
        match list.iter_mut().find(|(known, _)| *known == item) {
            Some((_, count)) => *count += 1,
            None => list.insert(list.partition_point(|(other, _)| *other < item), (item, 1)),
        }
    }
    list
}

/// The other answers to an item, beside the levels: how many sheets called it not applicable, for
/// whatever reason.
pub fn set_aside(sheets: &[Sheet], item: ItemId) -> usize {
    sheets.iter().filter(|sheet| matches!(sheet.get(&item), Some(Answer::NotApplicable(_)))).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::run::RunSheet;
    use crate::domain::survey::NaReason;

    fn sheet(answers: &[(&str, Option<Answer>)]) -> Sheet {
        let kept = answers.iter().filter_map(|(id, a)| Some((ItemId::find(id)?, a.clone()?)));
        kept.collect()
    }

    fn run(sheets: &[(&str, Sheet)]) -> Run {
        let filled = sheets.iter().map(|(name, answers)| {
            (Arc::from(*name), RunSheet { answers: answers.clone(), ..RunSheet::default() })
        });
        Run { sheets: filled.collect(), ..Run::default() }
    }

    #[test]
    fn the_agreed_answer_is_left_out_as_soon_as_people_answer() {
        let one = sheet(&[("know-1", Answer::scale(4))]);
        assert_eq!(manner(&run(&[])), Manner::Unsettled);
        assert_eq!(manner(&run(&[("", one.clone())])), Manner::Agreed);
        let both = run(&[("", one.clone()), ("Ada", one.clone()), ("Ben", Sheet::new())]);
        assert_eq!(manner(&both), Manner::Named);
        let names: Vec<_> = counted(&both).into_iter().map(|(name, _)| name.to_string()).collect();
        assert_eq!(names, ["Ada"]);
    }

    #[test]
    fn one_is_asked_for_a_name_only_where_it_is_not_clear() {
        let one = sheet(&[("know-1", Answer::scale(4))]);
        let agreed = run(&[("", one.clone())]);
        assert_eq!(sheet_for(&agreed, Some("Ada")).as_deref(), Some(""));
        let named = run(&[("Ada", one)]);
        assert_eq!(sheet_for(&named, Some("Ben")).as_deref(), Some("Ben"));
        assert_eq!(sheet_for(&named, Some("")), None);
        assert_eq!(sheet_for(&run(&[]), None), None);
        assert_eq!(sheet_for(&run(&[]), Some("")).as_deref(), Some(""));
    }

    #[test]
    fn one_comes_back_to_the_first_dimension_with_an_open_item() {
        assert_eq!(first_open_page(&Sheet::new(), Form::Full), 0);
        let mut all: Sheet = Form::Full.items().map(|item| (item, Answer::scale(3).unwrap())).collect();
        assert_eq!(first_open_page(&all, Form::Full), 10);
        all.remove(&ItemId::find("fair-5").unwrap());
        assert_eq!(first_open_page(&all, Form::Full), 5);
        // The pulse form does not ask that one.
        assert_eq!(first_open_page(&all, Form::Pulse), 9);
    }

    #[test]
    fn every_item_of_a_form_stands_on_exactly_one_page() {
        for (form, items) in [(Form::Full, 48), (Form::Pulse, 10)] {
            let pages: Vec<ItemId> = (0..page_count(form)).flat_map(|page| page_items(form, page)).collect();
            let mut once = pages.clone();
            once.dedup();
            assert_eq!((pages.len(), once.len()), (items, items));
        }
    }

    #[test]
    fn what_is_outside_our_control_is_counted_item_by_item() {
        let outside_it = || Some(Answer::NotApplicable(NaReason::OutsideControl));
        let sheets = [
            sheet(&[("care-1", outside_it()), ("know-2", outside_it())]),
            sheet(&[("care-1", outside_it()), ("know-1", Some(Answer::NotApplicable(NaReason::Position)))]),
        ];
        let list: Vec<_> = outside(&sheets).into_iter().map(|(item, n)| (item.id, n)).collect();
        assert_eq!(list, [("know-2", 1), ("care-1", 2)]);
        assert_eq!(set_aside(&sheets, ItemId::find("know-1").unwrap()), 1);
    }
}
