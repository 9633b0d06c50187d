//! The self-assessment: published and hand-worked examples, and what must hold for every sheet.
//!
//! Statistical literals were computed with SciPy 1.17 and statsmodels 0.15 or are quoted from the named
//! publication; scores were worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::survey::advice::{Action, Finding, Standing, actions, advice};
use inhouse::domain::survey::checks::{Gap, Privacy, Verdict, View, evidence, flags, verdict};
use inhouse::domain::survey::instrument::{CLOSING, VERSION};
use inhouse::domain::survey::score::{
    Band, Group, Reading, Results, Score, dimension_score, dimension_scores, item_group, item_score, overall,
    shown, shown_gap, weighted_overall,
};
use inhouse::domain::survey::stats::{Interval, Sample, agreement, t_critical, t_two_sided, welch, wilson};
use inhouse::domain::survey::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn item(id: &str) -> ItemId {
    ItemId::find(id).unwrap()
}

fn scale(n: u8) -> Answer {
    Answer::scale(n).unwrap()
}

fn na() -> Answer {
    Answer::NotApplicable(NaReason::OtherWork)
}

fn sheet(answers: &[(&str, u8)]) -> Sheet {
    answers.iter().map(|(id, n)| (item(id), scale(*n))).collect()
}

/// A sheet with this level for every item of the full form.
fn level_sheet(n: u8) -> Sheet {
    Form::Full.items().map(|i| (i, scale(n))).collect()
}

/// A sheet whose points are the same for every item, reversed ones turned round.
fn even_sheet(n: u8) -> Sheet {
    Form::Full.items().map(|i| (i, scale(if i.reversed { 6 - n } else { n }))).collect()
}

fn scored(values: &[f64]) -> Vec<Score> {
    values.iter().map(|v| Score::Scored(*v)).collect()
}

fn group(values: &[f64]) -> Group {
    Group::of(&scored(values))
}

#[track_caller]
fn near(left: f64, right: f64, slack: f64) {
    assert!((left - right).abs() <= slack, "{left} is not within {slack} of {right}");
}

#[track_caller]
fn near_interval(range: Interval, low: f64, high: f64, slack: f64) {
    near(range.low, low, slack);
    near(range.high, high, slack);
}

/// Ten dimension scores used by three of the examples.
const TEN: [f64; 10] = [50.0, 62.5, 75.0, 81.25, 56.25, 40.0, 68.75, 90.0, 87.5, 55.0];

// The list itself.

#[test]
fn the_list_has_the_counts_it_is_known_by() {
    assert_eq!(VERSION, "1");
    assert_eq!(Form::Full.items().count(), 45);
    assert_eq!(context_items().count(), 3);
    assert_eq!(CLOSING.len(), 5);
    let sizes: Vec<(&str, usize)> =
        DimensionId::ALL.iter().map(|d| (d.id(), d.items(Form::Full).count())).collect();
    assert_eq!(
        sizes,
        [
            ("know", 5),
            ("agree", 4),
            ("promise", 5),
            ("update", 4),
            ("listen", 4),
            ("fair", 5),
            ("lens", 4),
            ("care", 5),
            ("partner", 4),
            ("improve", 5)
        ]
    );
    let kinds = |kind| Form::Full.items().filter(|i| i.kind == kind).count();
    assert_eq!(
        [kinds(EvidenceKind::Direct), kinds(EvidenceKind::Proxy), kinds(EvidenceKind::Absent)],
        [27, 10, 8]
    );
}

#[test]
fn reversed_and_pulse_items_are_spread_over_the_dimensions() {
    let reversed: Vec<&str> = Form::Full.items().filter(|i| i.reversed).map(|i| i.id).collect();
    assert_eq!(reversed, ["promise-2", "update-3", "listen-3", "fair-2", "care-4", "improve-5"]);
    let pulse: Vec<DimensionId> = Form::Pulse.items().map(|i| i.dimension.unwrap()).collect();
    assert_eq!(pulse, DimensionId::ALL);
    assert!(Form::Pulse.items().all(|i| !i.reversed));
}

#[test]
fn every_id_is_found_again_and_used_once() {
    let all: Vec<ItemId> = Form::Full.items().chain(context_items()).collect();
    assert_eq!(all.iter().map(|i| i.id).collect::<BTreeSet<_>>().len(), 48);
    for one in &all {
        assert_eq!(ItemId::find(one.id), Some(*one));
        assert_eq!(one.kind == EvidenceKind::Absent, one.evidence.is_empty(), "{}", one.id);
    }
    assert!(all.is_sorted(), "a sheet keeps the order of the questionnaire, conditions last");
    for (place, d) in DimensionId::ALL.into_iter().enumerate() {
        assert_eq!(DimensionId::find(d.id()), Some(d));
        assert_eq!(usize::from(d.number()), place + 1);
    }
    for id in ["", "know-6", "know", "Know-1", "own-1"] {
        assert_eq!(ItemId::find(id), None, "{id}");
    }
    assert_eq!(DimensionId::find("speed"), None);
    for id in NaReason::IDS {
        assert_eq!(NaReason::find(id, "moved to finance").unwrap().id(), id);
    }
    assert_eq!(NaReason::find("lazy", ""), None);
    assert_eq!([Answer::scale(0), Answer::scale(6)], [None, None]);
}

#[test]
fn every_action_names_items_of_its_own_dimension() {
    assert_eq!(actions().count(), 34);
    let mut covered = BTreeSet::new();
    for action in actions() {
        assert_eq!(Action::find(action.id).unwrap().id, action.id);
        for id in action.items {
            assert_eq!(item(id).dimension, Some(action.dimension), "{}", action.id);
            covered.insert(*id);
        }
    }
    assert_eq!(covered.len(), 45, "an item without an action would leave a low score without advice");
}

// Scores, S1 to S8.

#[test]
fn points_of_answers_reach_from_0_to_100_and_turn_round() {
    let points = |id: &str| Level::ALL.map(|l| item_score(item(id), l));
    assert_eq!(points("know-1"), [0.0, 25.0, 50.0, 75.0, 100.0]);
    assert_eq!(points("update-3"), [100.0, 75.0, 50.0, 25.0, 0.0]);
}

#[test]
fn dimension_examples() {
    let care = |s: &Sheet| dimension_score(s, DimensionId::Care, Form::Full);
    let promise = |s: &Sheet| dimension_score(s, DimensionId::Promise, Form::Full);
    // 5, reversed 1, 3, 4, 2: 100 + 100 + 50 + 75 + 25.
    let full =
        sheet(&[("promise-1", 5), ("promise-2", 1), ("promise-3", 3), ("promise-4", 4), ("promise-5", 2)]);
    assert_eq!(promise(&full), Score::Scored(70.0));
    // 4, not applicable, 3, 5: 75 + 50 + 100 over three.
    let mut one_out = sheet(&[("agree-1", 4), ("agree-3", 3), ("agree-4", 5)]);
    one_out.insert(item("agree-2"), na());
    assert_eq!(dimension_score(&one_out, DimensionId::Agree, Form::Full), Score::Scored(75.0));
    assert_eq!(care(&sheet(&[("care-1", 5), ("care-2", 5)])), Score::TooFew);
    assert_eq!(care(&Sheet::new()), Score::TooFew);
}

#[test]
fn half_of_what_applies_must_be_answered_and_at_least_two() {
    let lens = |answers: &[(&str, u8)], out: &[&str]| {
        let mut s = sheet(answers);
        s.extend(out.iter().map(|id| (item(id), na())));
        dimension_score(&s, DimensionId::Lens, Form::Full)
    };
    assert_eq!(lens(&[("lens-1", 5), ("lens-2", 4)], &[]), Score::Scored(87.5));
    assert_eq!(lens(&[("lens-1", 5)], &["lens-2"]), Score::TooFew);
    assert_eq!(lens(&[("lens-1", 5)], &["lens-2", "lens-3"]), Score::TooFew);
    assert_eq!(lens(&[("lens-1", 5), ("lens-2", 4)], &["lens-3", "lens-4"]), Score::Scored(87.5));
    assert_eq!(lens(&[("lens-1", 5)], &["lens-2", "lens-3", "lens-4"]), Score::NotApplicable);
    assert_eq!(lens(&[], &["lens-1", "lens-2", "lens-3", "lens-4"]), Score::NotApplicable);
}

#[test]
fn outside_our_control_and_cannot_tell_leave_the_item_open() {
    let mut s = sheet(&[("agree-1", 5), ("agree-2", 5)]);
    let outside = Answer::NotApplicable(NaReason::OutsideControl);
    s.insert(item("agree-3"), outside.clone());
    s.insert(item("ctx-2"), outside);
    s.insert(item("agree-4"), Answer::CannotTell);
    assert_eq!(state(&s, item("agree-3")), ItemState::Missing);
    assert_eq!(state(&s, item("agree-4")), ItemState::Missing);
    assert_eq!(outside_control(&s), [item("agree-3"), item("ctx-2")]);
    assert_eq!(dimension_score(&s, DimensionId::Agree, Form::Full), Score::Scored(100.0));
    // Were the open items not applicable, one answer would make the dimension not apply.
    s.remove(&item("agree-1"));
    assert_eq!(dimension_score(&s, DimensionId::Agree, Form::Full), Score::TooFew);
    assert_eq!(progress(&s, DimensionId::Agree.items(Form::Full)), Progress { done: 3, total: 4 });
    assert_eq!(progress(&s, Form::Full.items()), Progress { done: 3, total: 45 });
}

#[test]
fn overall_examples() {
    assert_eq!(overall(&scored(&TEN)), Score::Scored(66.625));
    assert_eq!(shown(66.625), 67);
    assert_eq!(Band::of(66.625), Band::Dependable);
    let picks = [3, 2, 6, 5, 1, 2, 0, 4, 2, 5];
    assert_eq!(weighted_overall(&scored(&TEN), &picks), Score::Scored(69.25));
    assert_eq!(weighted_overall(&scored(&TEN), &[0; 10]), Score::Scored(66.625));
    assert_eq!(weighted_overall(&scored(&[50.0; 4]), &picks), Score::TooFew);
}

#[test]
fn overall_needs_five_dimensions_and_seven_in_ten_of_those_that_apply() {
    let made = |scores: usize, few: usize, out: usize| {
        let mut list = vec![Score::Scored(40.0); scores];
        list.extend(vec![Score::TooFew; few]);
        list.extend(vec![Score::NotApplicable; out]);
        assert_eq!(list.len(), 10);
        overall(&list).points().is_some()
    };
    assert!(made(7, 3, 0));
    assert!(!made(6, 4, 0));
    assert!(made(5, 2, 3));
    assert!(!made(5, 3, 2));
    assert!(made(5, 0, 5));
    assert!(!made(4, 0, 6));
}

#[test]
fn a_group_is_the_mean_of_those_with_a_score() {
    let mixed = Group::of(&[Score::Scored(50.0), Score::TooFew, Score::NotApplicable, Score::Scored(75.0)]);
    assert_eq!((mixed.score, mixed.n()), (Score::Scored(62.5), 2));
    assert_eq!(Group::of(&[Score::TooFew, Score::NotApplicable]).score, Score::NotApplicable);
    assert_eq!(Group::of(&[Score::TooFew, Score::TooFew]).score, Score::TooFew);
    assert_eq!(Group::of(&[]).score, Score::TooFew);
}

#[test]
fn the_overall_of_a_group_is_the_mean_of_the_bars_on_screen() {
    // The second person leaves out "know" altogether, which the mean of single overalls would not show.
    let mut second = even_sheet(3);
    second.retain(|i, _| i.dimension != Some(DimensionId::Know));
    let results = Results::of(&[even_sheet(5), second], Form::Full);
    assert_eq!(results.dimension(DimensionId::Know).unwrap().score, Score::Scored(100.0));
    assert_eq!(results.dimension(DimensionId::Know).unwrap().n(), 1);
    assert_eq!(results.dimension(DimensionId::Care).unwrap().score, Score::Scored(75.0));
    assert_eq!(results.overall.score, Score::Scored(77.5));
    assert_eq!(results.overall.values, [100.0, 50.0]);
}

#[test]
fn the_interval_of_an_overall_lies_around_the_shown_figure() {
    let mut first = even_sheet(3);
    first.retain(|i, _| i.dimension != Some(DimensionId::Know));
    let team = Results::of(&[first, even_sheet(4), even_sheet(5)], Form::Full).overall;
    // "know" 87.5, the other nine 75: the people's own overalls are 50, 75 and 100.
    assert_eq!(team.score, Score::Scored(76.25));
    let range = team.interval(None).unwrap();
    near(0.5 * (range.low + range.high), 76.25, 1e-9);
    // scipy.stats.t.ppf(0.975, 2) * 25 / sqrt(3).
    near(0.5 * (range.high - range.low), 62.103442793758255, 1e-9);
    let gap = Gap::between(&team, &group(&[20.0, 30.0, 40.0])).unwrap();
    let range = gap.interval.unwrap();
    near(gap.points, 46.25, 1e-9);
    near(0.5 * (range.low + range.high), 46.25, 1e-9);
}

#[test]
fn the_pulse_form_scores_each_dimension_by_its_one_item() {
    let mut s: Sheet = Form::Pulse.items().map(|i| (i, scale(4))).collect();
    s.insert(item("lens-1"), na());
    s.remove(&item("care-2"));
    let results = Results::of(&[s], Form::Pulse);
    let of = |d| results.dimension(d).unwrap().score;
    assert_eq!(of(DimensionId::Know), Score::Scored(75.0));
    assert_eq!(of(DimensionId::Lens), Score::NotApplicable);
    assert_eq!(of(DimensionId::Care), Score::TooFew);
    assert_eq!(results.overall.score, Score::Scored(75.0));
}

#[test]
fn bands_begin_halfway_between_the_levels() {
    let bands = [0.0, 37.4, 37.5, 62.4, 62.5, 87.4, 87.5, 100.0].map(Band::of);
    use Band::*;
    assert_eq!(bands, [AdHoc, AdHoc, Patchy, Patchy, Dependable, Dependable, SecondNature, SecondNature]);
    assert_eq!(Band::of(62.5 - 1e-12), Dependable);
}

#[test]
fn a_reading_says_what_the_band_could_also_be() {
    let also = |score, low, high| {
        Reading::of(score, Some(Interval { low, high })).could_also_be().collect::<Vec<_>>()
    };
    use Band::*;
    assert_eq!(also(65.0, 63.0, 67.0), []);
    assert_eq!(also(65.0, 60.0, 70.0), [Patchy]);
    assert_eq!(also(60.0, 50.0, 70.0), [Dependable]);
    assert_eq!(also(60.0, 10.0, 99.0), [AdHoc, Dependable, SecondNature]);
    assert_eq!(also(65.0, 62.5, 67.5), [], "an interval that only touches a limit does not cross it");
    assert_eq!(also(60.0, 57.5, 62.5), []);
    assert_eq!(Reading::of(65.0, None).could_also_be().count(), 0);
    // The group of the interval example below: 65.6 with 59.1 to 72.2, 6 of 8 people heard.
    let six = group(&[62.5, 75.0, 50.0, 68.75, 81.25, 56.25]);
    let reading = six.reading(Some(8)).unwrap();
    assert_eq!(reading.band, Dependable);
    assert_eq!(reading.could_also_be().collect::<Vec<_>>(), [Patchy]);
}

#[test]
fn figures_are_rounded_half_up_and_gaps_half_away_from_zero() {
    assert_eq!([0.0, 66.49, 66.5, 67.5, 99.5, 66.5 - 1e-12].map(shown), [0, 66, 67, 68, 100, 67]);
    assert_eq!([0.5, -0.5, 12.49, -12.5, -0.2, 24.5].map(shown_gap), [1, -1, 12, -13, 0, 25]);
}

// Statistics.

#[test]
fn t_points_match_published_and_computed_values() {
    // NIST/SEMATECH e-Handbook 1.3.6.7.2, column 0.975, three decimals.
    for (df, t) in [(1.0, 12.706), (2.0, 4.303), (5.0, 2.571), (10.0, 2.228), (29.0, 2.045), (100.0, 1.984)] {
        near(t_critical(df).unwrap(), t, 5e-4);
    }
    // scipy.stats.t.ppf(0.975, df).
    for (df, t) in [
        (1.0, 12.706204736174694),
        (1.3, 7.500529325562029),
        (2.5, 3.5746548420036817),
        (4.0, 2.7764451051977934),
        (7.94, 2.309040840484023),
        (30.0, 2.0422724563012378),
        (194.0, 1.9722675325821355),
        (1000.0, 1.9623390808264083),
        (12345.6, 1.9601561582595104),
    ] {
        near(t_critical(df).unwrap(), t, 1e-9);
    }
    assert_eq!([0.5, f64::NAN, f64::INFINITY].map(t_critical), [None; 3]);
}

#[test]
fn t_probabilities_match_scipy() {
    // 2 * scipy.stats.t.sf(t, df), on both sides of the switch between the two forms of the integral.
    for (t, df, p) in [
        (0.5, 1.0, 0.7048327646991335),
        (1.0, 2.0, 0.4226497308103742),
        (0.1, 7.3, 0.9230354971398295),
        (1.7, 3.5, 0.17448073295072766),
        (3.9925, 7.94, 0.004052858861518745),
        (-3.9925, 7.94, 0.004052858861518745),
        (10.0, 4.0, 0.000562003622715991),
        (2.0, 200.0, 0.04685318618707097),
        (40.0, 2.0, 0.0006244146721847406),
        (0.0, 5.0, 1.0),
        (0.001, 50.0, 0.9992060947755017),
        (0.01, 100000.0, 0.9920213073188231),
        (0.00001, 1.0, 0.9999936338020129),
    ] {
        near(t_two_sided(t, df), p, 1e-11);
    }
}

#[test]
fn mean_interval_of_the_nist_heat_flow_data() {
    // NIST/SEMATECH e-Handbook 1.3.5.2: n 195, mean 9.261460, s 0.02278881.
    let data = Sample { n: 195, mean: 9.261460, sd: 0.02278881 };
    near_interval(data.interval(None).unwrap(), 9.258242, 9.264679, 1e-6);
}

#[test]
fn knowing_the_number_invited_narrows_the_interval() {
    let six = group(&[62.5, 75.0, 50.0, 68.75, 81.25, 56.25]);
    near_interval(six.interval(None).unwrap(), 53.35428558137298, 77.89571441862702, 1e-9);
    near_interval(six.interval(Some(8)).unwrap(), 59.066027250650095, 72.1839727493499, 1e-9);
    for heard_all in [6, 5, 0] {
        near_interval(six.interval(Some(heard_all)).unwrap(), 65.625, 65.625, 1e-12);
    }
    assert_eq!(group(&[50.0, 75.0]).interval(None), None, "two people give no interval");
    let wide = group(&[0.0, 100.0, 100.0]).interval(None).unwrap();
    assert!(wide.low < 0.0 && wide.high > 100.0);
    assert_eq!(wide.on_scale(), Interval { low: 0.0, high: 100.0 });
}

#[test]
fn wilson_intervals_of_newcombe_1998_and_small_shares() {
    // Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3; four decimals.
    for of in 1..200 {
        assert_eq!(wilson(0, of).unwrap().low, 0.0, "none of {of} may be none");
        assert_eq!(wilson(of, of).unwrap().high, 1.0, "all of {of} may be all");
    }
    for (count, of, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        // statsmodels proportion_confint(method="wilson").
        (3, 4, 0.3006, 0.9544),
        (4, 5, 0.3755, 0.9638),
        (5, 5, 0.5655, 1.0),
        (7, 10, 0.3968, 0.8922),
    ] {
        near_interval(wilson(count, of).unwrap(), low, high, 5.1e-5);
    }
    assert_eq!([wilson(0, 0), wilson(3, 2)], [None, None]);
}

#[test]
fn agreement_tells_a_split_team_from_one_voice() {
    let of = |answers: &[u8]| agreement(&answers.iter().map(|n| Level::new(*n).unwrap()).collect::<Vec<_>>());
    let close = of(&[4, 4, 5, 4, 3]).unwrap();
    near(close.r_wg, 0.75, 1e-12);
    near(close.ad, 0.40, 1e-12);
    assert!(!close.split);
    let split = of(&[1, 5, 1, 5]).unwrap();
    assert_eq!((split.r_wg, split.ad, split.split), (0.0, 2.0, true));
    // Each sign of a split counts alone: s² 1 and AD 8/9; s² 8/7 and AD 1/2.
    assert!(of(&[2, 2, 2, 2, 3, 4, 4, 4, 4]).unwrap().split);
    assert!(of(&[1, 3, 3, 3, 3, 3, 3, 5]).unwrap().split);
    assert_eq!(of(&[3, 3, 3]).unwrap().r_wg, 1.0);
    assert_eq!(of(&[1, 5]), None);
}

// Privacy, careless sheets, gaps and claims, S9 to S12.

#[test]
fn client_figures_appear_from_three_and_parts_from_five_with_five_left() {
    let clients = Privacy::Guarded { waits_for_close: false };
    assert_eq!([2, 3].map(|n| clients.admits(n, false)), [false, true]);
    assert_eq!(
        [(5, 9), (5, 10), (4, 10), (6, 10)].map(|(p, n)| clients.admits_part(p, n, true)),
        [false, true, false, false]
    );
    let anonymous = Privacy::Guarded { waits_for_close: true };
    assert_eq!([false, true].map(|closed| anonymous.admits(8, closed)), [false, true]);
    assert!(!anonymous.admits_part(5, 10, false));
    assert_eq!([0, 1].map(|n| Privacy::Open.admits(n, false)), [false, true]);
    assert!(Privacy::Open.admits_part(1, 2, false));
}

#[test]
fn careless_sheets_are_flagged() {
    let same = flags(&level_sheet(5), &[]);
    assert!(same.straight && same.contradiction && !same.fast && same.any());
    assert!(!flags(&even_sheet(5), &[]).any(), "a team that always does it is not careless");
    assert!(!flags(&level_sheet(3), &[]).contradiction);
    let nineteen: Sheet = Form::Full.items().take(19).map(|i| (i, scale(4))).collect();
    assert!(!flags(&nineteen, &[]).straight);
    let mut two_contradict = even_sheet(5);
    two_contradict.extend(sheet(&[("promise-2", 5), ("update-3", 5)]));
    assert!(!flags(&two_contradict, &[]).contradiction);
    two_contradict.extend(sheet(&[("listen-3", 4)]));
    assert!(flags(&two_contradict, &[]).contradiction, "25 against 100 is 75 apart");
    let fast = |pace: &[u32]| flags(&even_sheet(4), pace).fast;
    assert!(fast(&[9_000, 1_000, 1_499]));
    assert!(!fast(&[9_000, 1_500, 100]));
    assert!(fast(&[1_000, 1_998, 9_000, 100]));
    assert!(!fast(&[1_000, 2_000, 9_000, 100]));
    assert!(!fast(&[]));
}

#[test]
fn a_clear_gap_between_team_and_clients() {
    let team = group(&[75.0, 81.25, 68.75, 87.5]);
    let clients = group(&[50.0, 62.5, 43.75, 56.25, 68.75, 37.5]);
    let gap = Gap::between(&team, &clients).unwrap();
    near(gap.points, 25.0, 1e-12);
    // scipy.stats.ttest_ind(equal_var=False).
    near_interval(gap.interval.unwrap(), 10.568870075701497, 39.4311299242985, 1e-9);
    assert_eq!((gap.view, gap.clear), (View::Brighter, true));
    let test = welch(team.sample().unwrap(), clients.sample().unwrap()).unwrap();
    near(test.df, 7.941176470588237, 1e-9);
    near(test.p, 0.00400964148250104, 1e-10);
    let turned = Gap::between(&clients, &team).unwrap();
    assert_eq!((turned.view, turned.clear), (View::HiddenStrength, true));
    near(turned.points, -25.0, 1e-12);
}

#[test]
fn a_gap_from_one_agreed_team_answer() {
    let five = group(&[55.0, 60.0, 72.5, 47.5, 65.0]);
    let gap = Gap::from_agreed(Score::Scored(78.75), &five).unwrap();
    near(gap.points, 18.75, 1e-12);
    near_interval(gap.interval.unwrap(), 6.92971089495, 30.57028910505, 1e-9);
    assert_eq!((gap.view, gap.clear), (View::Brighter, true));
    let four = group(&[55.0, 85.0, 60.0, 30.0]);
    let gap = Gap::from_agreed(Score::Scored(75.0), &four).unwrap();
    near(gap.points, 17.5, 1e-12);
    near_interval(gap.interval.unwrap(), -18.37611304, 53.37611304, 1e-7);
    assert_eq!((gap.view, gap.clear), (View::Brighter, false));
}

#[test]
fn a_gap_without_enough_people_is_at_most_possible() {
    let gap = Gap::between(&group(&[90.0]), &group(&[50.0, 60.0, 70.0])).unwrap();
    assert_eq!((gap.view, gap.interval, gap.clear), (View::Brighter, None, false));
    let no_spread = Gap::between(&group(&[75.0, 75.0]), &group(&[50.0; 3])).unwrap();
    assert_eq!((no_spread.interval, no_spread.clear), (None, false));
    let two = group(&[50.0, 60.0]);
    assert_eq!(Gap::between(&group(&[70.0, 80.0, 90.0]), &two).unwrap().interval, None);
    assert_eq!(Gap::from_agreed(Score::Scored(80.0), &two).unwrap().interval, None);
    assert_eq!(Gap::between(&group(&[]), &group(&[50.0; 3])), None);
    let views = [12.5, 12.4, -12.4, -12.5]
        .map(|g| Gap::from_agreed(Score::Scored(50.0 + g), &group(&[50.0])).unwrap().view);
    assert_eq!(views, [View::Brighter, View::Aligned, View::Aligned, View::HiddenStrength]);
}

#[test]
fn a_claim_is_judged_by_the_board() {
    let fresh = item("update-1").evidence[1];
    assert_eq!(fresh.id, "ev-status-fresh");
    let seen = evidence(&fresh, Share { count: 4, of: 12 }).unwrap();
    near(seen.points, 33.333333333333336, 1e-9);
    near_interval(seen.interval, 13.81200910912071, 60.93779111272004, 1e-6);
    let judge = |claim, e| verdict(EvidenceKind::Direct, claim, e);
    assert_eq!(judge(100.0, Some(seen)), Verdict::OverClaimed);
    assert_eq!(judge(73.0, Some(seen)), Verdict::Supported);
    assert_eq!(judge(0.0, Some(seen)), Verdict::UnderClaimed);
    assert_eq!(verdict(EvidenceKind::Proxy, 100.0, Some(seen)), Verdict::Related);
    assert_eq!(evidence(&fresh, Share { count: 4, of: 4 }), None, "four cases are too few for this measure");
    assert_eq!(judge(100.0, None), Verdict::NoData);
    assert_eq!(verdict(EvidenceKind::Absent, 100.0, Some(seen)), Verdict::NoData);
}

#[test]
fn a_measure_of_trouble_is_turned_round() {
    let chased = item("update-3").evidence[0];
    assert!(chased.down);
    let down: Vec<&str> =
        Form::Full.items().flat_map(|i| i.evidence).filter(|m| m.down).map(|m| m.id).collect();
    assert_eq!(down, ["ev-promise-drift", "ev-chased", "ev-likes-urgent"]);
    let seen = evidence(&chased, Share { count: 1, of: 10 }).unwrap();
    near(seen.points, 90.0, 1e-12);
    let up = evidence(&item("update-1").evidence[0], Share { count: 9, of: 10 }).unwrap();
    assert_eq!(seen, up);
    assert_eq!(evidence(&chased, Share { count: 11, of: 10 }), None);
}

#[test]
fn clients_who_cannot_tell_make_a_practice_less_visible() {
    let one = item("agree-4");
    let mut sheets = vec![sheet(&[("agree-4", 2)]), Sheet::new(), Sheet::new()];
    sheets[1].insert(one, Answer::CannotTell);
    assert_eq!(visibility(&sheets, one), Share { count: 1, of: 2 });
    assert_eq!(distribution(&sheets, one), [0, 1, 0, 0, 0]);
    assert_eq!(item_group(&sheets, one).score, Score::Scored(25.0));
}

// What to do first, S13.

fn standing(dimension: DimensionId, points: f64, picks: u32) -> Standing {
    let items = dimension
        .items(Form::Full)
        .map(|item| Finding { item, team: Some(points), client: None, evidence: None })
        .collect();
    Standing { dimension, team: Some(points), client: None, picks, items }
}

#[test]
fn the_lowest_dimensions_come_first_with_two_actions_each() {
    let mut all: Vec<Standing> =
        DimensionId::ALL.into_iter().zip(TEN).map(|(d, p)| standing(d, p, 0)).collect();
    let names = |list: &[Standing]| advice(list).iter().map(|a| a.dimension.id()).collect::<Vec<_>>();
    // 40, 50 and 55; 56.25 is fourth.
    assert_eq!(names(&all), ["fair", "know", "improve"]);
    assert!(advice(&all).iter().all(|a| a.actions.len() == 2));
    let mut even: Vec<Standing> = DimensionId::ALL.map(|d| standing(d, 25.0, 0)).to_vec();
    assert_eq!(names(&even), ["know", "agree", "promise"]);
    even.reverse();
    assert_eq!(names(&even), ["know", "agree", "promise"], "ties go by the questionnaire");
    // need 60, 50, 45, 43.75: all picks on "listen" double its need to 87.5.
    all[4].picks = 3;
    assert_eq!(names(&all), ["listen", "fair", "know"]);
    near(advice(&all)[0].priority, 87.5, 1e-12);
    // The clients' view counts when it is lower.
    all[9].client = Some(5.0);
    assert_eq!(names(&all), ["improve", "listen", "fair"]);
}

#[test]
fn advice_follows_the_answers() {
    let good: Vec<Standing> = DimensionId::ALL.map(|d| standing(d, 62.5, 1)).to_vec();
    assert_eq!(advice(&good), [], "nothing calls for action at 62.5");
    let mut one_low = good.clone();
    one_low[1].items[3].team = Some(50.0);
    let ids = |list: &[Standing]| {
        advice(list).iter().flat_map(|a| a.actions.iter().map(|x| x.id)).collect::<Vec<_>>()
    };
    assert_eq!(ids(&one_low), ["act-agree-first", "act-agree-measure"]);
    one_low[1].items[0].evidence = Some(10.0);
    assert_eq!(ids(&one_low), ["act-agree-gate", "act-agree-first"]);
    one_low[1].items[2].team = Some(5.0);
    assert_eq!(ids(&one_low), ["act-agree-first", "act-agree-gate"], "the lowest value comes first");
    // A brighter gap calls even when both values are high.
    let mut gap = good.clone();
    gap[7].items[1].team = Some(100.0);
    gap[7].items[1].client = Some(87.5);
    assert_eq!(ids(&gap), ["act-care-response"]);
    let mut unknown = good[0].clone();
    (unknown.team, unknown.items) = (None, Vec::new());
    assert_eq!(advice(&[unknown]), []);
}

// What must hold for every sheet.

fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        6 => (1u8..=5).prop_map(Answer::scale),
        1 => Just(Some(Answer::NotApplicable(NaReason::OtherWork))),
        1 => Just(Some(Answer::NotApplicable(NaReason::Position))),
        1 => Just(Some(Answer::NotApplicable(NaReason::Other("we moved".into())))),
        1 => Just(Some(Answer::NotApplicable(NaReason::OutsideControl))),
        1 => Just(Some(Answer::CannotTell)),
        2 => Just(None),
    ]
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    proptest::collection::vec(any_answer(), 45).prop_map(|answers| {
        Form::Full.items().zip(answers).filter_map(|(item, answer)| Some((item, answer?))).collect()
    })
}

proptest! {
    #[test]
    fn scores_stay_between_0_and_100(sheets in proptest::collection::vec(any_sheet(), 1..6)) {
        let results = Results::of(&sheets, Form::Full);
        let all = results.dimensions.iter().map(|(_, g)| g).chain([&results.overall]);
        for group in all {
            if let Score::Scored(points) = group.score {
                prop_assert!((0.0..=100.0).contains(&points), "{points}");
                prop_assert!((0..=100).contains(&shown(points)));
            }
        }
    }

    #[test]
    fn the_order_of_the_answers_in_a_dimension_without_reversed_items_changes_nothing(
        answers in Just([1u8, 2, 3, 5, 5]).prop_shuffle(),
    ) {
        let s: Sheet = DimensionId::Know.items(Form::Full).zip(answers).map(|(i, n)| (i, scale(n))).collect();
        prop_assert_eq!(dimension_score(&s, DimensionId::Know, Form::Full), Score::Scored(55.0));
    }

    #[test]
    fn turning_every_answer_round_turns_every_score_round(sheet in any_sheet()) {
        let turned: Sheet = sheet
            .iter()
            .map(|(i, a)| (*i, a.level().map_or(a.clone(), |l| scale(6 - l.number()))))
            .collect();
        let pairs = dimension_scores(&sheet, Form::Full).into_iter().zip(dimension_scores(&turned, Form::Full));
        for (one, other) in pairs {
            match (one, other) {
                (Score::Scored(a), Score::Scored(b)) => prop_assert!((a + b - 100.0).abs() < 1e-9),
                _ => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn not_applicable_only_takes_the_item_out_of_the_mean(sheet in any_sheet(), place in 0usize..45) {
        let item = Form::Full.items().nth(place).unwrap();
        let dimension = item.dimension.unwrap();
        let mut less = sheet.clone();
        less.insert(item, na());
        let points = |s: &Sheet| -> Vec<f64> {
            dimension
                .items(Form::Full)
                .filter_map(|i| Some(item_score(i, s.get(&i)?.level()?)))
                .collect()
        };
        for d in DimensionId::ALL.into_iter().filter(|d| *d != dimension) {
            prop_assert_eq!(dimension_score(&sheet, d, Form::Full), dimension_score(&less, d, Form::Full));
        }
        if let Score::Scored(score) = dimension_score(&less, dimension, Form::Full) {
            let left = points(&less);
            prop_assert!(left.len() >= 2);
            let mean = left.iter().sum::<f64>() / left.len() as f64;
            prop_assert!((score - mean).abs() < 1e-9);
        }
        // Taking out an item nobody answered can only help to reach a score, never cost one.
        let before = dimension_score(&sheet, dimension, Form::Full);
        if !matches!(sheet.get(&item), Some(Answer::Scale(_))) && points(&sheet).len() >= 2 {
            prop_assert!(before.points().is_none_or(|b| dimension_score(&less, dimension, Form::Full) == Score::Scored(b)));
        }
    }

    #[test]
    fn an_interval_of_evidence_holds_its_figure(of in 1u32..400, part in 0.0f64..=1.0) {
        let count = (f64::from(of) * part) as u32;
        let range = wilson(count, of).unwrap();
        let p = f64::from(count) / f64::from(of);
        prop_assert!(0.0 <= range.low && range.low <= p && p <= range.high && range.high <= 1.0);
        let Interval { low, high } = wilson(of - count, of).unwrap();
        prop_assert!((low - (1.0 - range.high)).abs() < 1e-12 && (high - (1.0 - range.low)).abs() < 1e-12);
    }
}
