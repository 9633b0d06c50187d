//! How clocks count besides their targets, what becomes of a promise that was broken, and why clocks were late.

use crate::desk::{self, in_force_and_asked, nothing_went_wrong, raise};
use crate::support::browser::{Page, Part, Visit, starts};

/// Two hours for normal requests and forty for low ones, with this term of the agreement, which stands in these plain
/// words: a request that is an hour late is called low. The drawer in which that is said.
fn called_low_when_late(page: &Page, (term, choice): (&str, &str), plain: &str) -> Part {
    desk::begin_agreement(page, "Finance");
    page.field("Done, Normal").fill("2");
    page.field("Done, Low").fill("40");
    page.choose(term, choice);
    page.role("article", "The agreement in plain words").see(plain);
    in_force_and_asked(page);
    page.set_now("2026-11-10T12:00:00Z");
    page.card("A list of overtime").see("1 h late");
    let drawer = desk::open(page, "A list of overtime");
    drawer.choose("Priority", "Low");
    drawer
}

/// The cut-off, answers to what the client says, the hand-over and a pilot are agreed and stand in plain words, the
/// example goes by them, the cadence proposes the day of the review; a request of the pilot is not late.
#[test]
fn what_is_counted_besides_is_agreed_in_words() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("First response, Normal").fill("1");
    page.field("Next update, Normal").fill("2");
    page.field("Done, Normal").fill("1");
    page.choose("Unit of Done, Normal", "working days");
    let words = page.role("article", "The agreement in plain words");
    // Tuesday 15:10, a day: Wednesday evening, and from the cut-off on Thursday evening.
    page.field("In words").fill("Normal, raised Tuesday 15:10");
    page.see("Done by Wed 18 Nov 17:00");
    page.field("Asked from this time on counts as the next day").fill("15:00");
    page.see("Done by Thu 19 Nov 17:00");
    words.see("What is asked from 15:00 on counts as asked on the next day that opens");
    page.choose("The next update", "from what the client says to our answer");
    words.see("what they say on the way is answered within 2 opening hours");
    page.field("Whoever takes a request over has").fill("0");
    page.see("“0” is no time to pass a request on in.");
    // One pair of hands may not have as long as the client was promised.
    page.field("Whoever takes a request over has").fill("40");
    page.see("Normal: whoever takes a request over has no less time than the client was promised.");
    page.field("Whoever takes a request over has").fill("4");
    page.not_see("is no time to pass a request on in.");
    page.not_see("has no less time than the client was promised");
    words.see("takes a request over has 4 opening hours until it is done or passed on");
    page.field("A pilot up to and with").fill("2026-11-10");
    words.see("This is a pilot up to and with Tue, 10 Nov 2026");
    page.field("Review every so many months").fill("3");
    page.field("Check in every so many weeks").fill("2");
    page.see("The next check-in would be on Tue, 24 Nov 2026.");
    page.button("Write in Wed, 10 Feb 2027, as the cadence has it").click();
    page.field("Look at it again on").holds("2027-02-10");

    // A request of the pilot, answered an hour too late: over its time, and nothing late.
    in_force_and_asked(&page);
    page.set_now("2026-11-10T11:00:00Z");
    let card = page.card("A list of overtime");
    card.see("Past the time of the pilot");
    page.button("1 late").gone();
    let drawer = desk::open(&page, "A list of overtime");
    drawer.not_see("This is late");
    drawer.not_see("Why was this late");
    drawer.field("Update for Finance").fill("We have found the cause.");
    drawer.button("Save update").click();
    drawer.see("Finished past the time of the pilot");
    desk::close(&drawer);
    desk::visit(&page, "Insights", "Insights");
    page.see("1 request is of a pilot and counted apart: 0 of 0 done in time, 0 of 1 answered in time.");
    page.not_see("Why clocks were late");
    nothing_went_wrong(&page);
}

/// Handed from one to the next, each with the time it took and their own due moment.
#[test]
fn a_request_handed_over_says_in_whose_hands_it_was() {
    if desk::skipped("the drawer is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.field("Whoever takes a request over has").fill("2");
    in_force_and_asked(&page);
    let drawer = desk::open(&page, "A list of overtime");
    drawer.field("Owner").fill("Ann Peeters");
    drawer.field("Owner").press("Enter");
    let hands = drawer.role("region", "In whose hands");
    hands.see("Ann Peeters: since today 10:00, 0 min of counted time of 2 h, to be done or passed on by today 12:00");
    page.set_now("2026-11-10T12:00:00Z");
    hands.see("Late");
    drawer.field("Owner").fill("Bo Maes");
    drawer.field("Owner").press("Enter");
    hands.see("Ann Peeters: from today 10:00 to today 13:00, 3 h of counted time of 2 h. Late");
    hands.see(
        "Bo Maes: since today 13:00, 0 min of counted time of 2 h, to be done or passed on by today 15:00",
    );
    nothing_went_wrong(&page);
}

/// As is usual, another priority counts by its own target from the beginning: what it does is said before, also that
/// what is late is late no more. Opened again, it goes on where it stood or has the whole time again, as agreed.
#[test]
fn another_priority_and_opening_again_count_as_agreed() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    let drawer = called_low_when_late(
        &page,
        ("Opened again after it was done", "has the whole time again"),
        "What is opened again has the whole time again.",
    );
    drawer.see("It is late now, and as Low it is not: the change and who made it stay in the history.");
    drawer.button("Change to Low").click();
    drawer.not_see("This is late");
    drawer.choose("Priority", "Normal");
    drawer.button("Change to Normal").click();
    drawer.see("This is late, since today 12:00.");
    drawer.button("Done").click();
    drawer.button("Open again").click();
    let why = page.dialog("Open it again");
    why.field("Why is it open again?").fill("One name was missing");
    why.button("Open again").click();
    drawer.role("summary", "Why 15:00?").click();
    drawer.see("It was opened again today 13:00: from then on the whole time counts.");
    nothing_went_wrong(&page);
}

/// A yes or no is promised beside the rest, and stands in plain words; for one request another date is agreed on, which
/// takes the place of the target until it is taken back.
#[test]
fn a_decision_is_promised_and_another_date_agreed_on() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.role("summary", "Promise a yes or no as well").click();
    page.field("Decision, Normal").fill("9");
    page.see("Normal: the decision would come after the work is done.");
    page.field("Decision, Normal").fill("2");
    page.not_see("would come after");
    let words = page.role("article", "The agreement in plain words");
    words.see("Whether we take it on, they hear within 2 opening hours.");
    page.field("In words").fill("Normal, raised Tuesday 10:00");
    page.see("A yes or no by");
    in_force_and_asked(&page);
    page.card("A list of overtime").see("Decision");
    page.card("A list of overtime").see("due 12:00");
    page.set_now("2026-11-10T12:00:00Z");
    page.card("A list of overtime").see("1 h late");
    let drawer = desk::open(&page, "A list of overtime");
    page.button("More for this request").click();
    page.button("Agree on another date…").click();
    let form = page.dialog("Another date, agreed with Finance");
    form.field("Done by").fill("2026-11-09");
    form.field("Who of them agreed?").fill("Ann Peeters");
    form.field("Why?").fill("The figures come on Thursday.");
    form.button("Note the date").click();
    form.see("That moment is over. Choose a date that is still to come.");
    form.field("Done by").fill("2026-11-13");
    form.button("Note the date").click();
    drawer.see(
        "Done by Fri 13 Nov 17:00, as agreed with Ann Peeters of Finance: The figures come on Thursday.",
    );
    drawer.see("Ann Peeters agreed: done by Fri 13 Nov 17:00");
    desk::close(&drawer);
    desk::visit(&page, "Insights", "Insights");
    page.see("Decision");
    desk::visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Take the date back").click();
    drawer.not_see("as agreed with");
    drawer.see("took the agreed date back");
    nothing_went_wrong(&page);
}

/// The day of the review comes: the list of agreements says so, with what the time since says; what came of it is noted,
/// with the next day, and can be taken back.
#[test]
fn agreements_are_looked_at_again() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.field("Look at it again on").fill("2026-11-12");
    in_force_and_asked(&page);
    desk::visit(&page, "Agreements", "Agreements");
    let due = page.role("region", "To be looked at again");
    due.see("review on Thu, 12 Nov 2026, in 2 days.");
    due.see("One request since then: 0 of 0 done in time");
    page.set_now("2026-11-13T10:00:00Z");
    due.see("review was due on Thu, 12 Nov 2026, 1 day ago.");
    due.button(starts("Note a review of")).click();
    let form = page.dialog(starts("Review of"));
    form.button("Note the review").click();
    form.see("Write what came of it.");
    form.field("What came of it").fill("Eight hours are kept. Nothing changes.");
    form.field("Look at it again on").fill("2026-11-13");
    form.button("Note the review").click();
    form.see("That moment is over. Choose a date that is still to come.");
    form.field("Look at it again on").fill("2027-05-12");
    assert_eq!(page.axe(), Vec::<String>::new());
    form.button("Note the review").click();
    due.gone();
    page.see(
        "Looked at Fri, 13 Nov 2026: Eight hours are kept. Nothing changes. Next review Wed, 12 May 2027.",
    );
    page.button("Undo").nth(0).click();
    due.see("review was due on Thu, 12 Nov 2026");
    nothing_went_wrong(&page);
}

/// Where both sides agree that late stays late, calling it less urgent changes nothing, it says why, and is counted
/// under its cause.
#[test]
fn a_broken_promise_is_not_mended_by_calling_it_less_urgent() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    let drawer = called_low_when_late(
        &page,
        ("Another priority on the way", "the same, and late stays late"),
        "What is late stays late, also where its priority is lowered afterwards.",
    );
    drawer.see("It is late already and stays late");
    drawer.button("Change to Low").click();
    drawer.see("This is late, since today 12:00.");
    drawer.role("summary", "Why 12:00?").click();
    drawer
        .see("It was Normal when this came due, and was not done: calling it Low later does not undo that.");
    drawer.choose("Cause (Done)", "more came in than we could do");
    drawer.button("Note the cause").click();
    drawer.see("Late (Done): more came in than we could do");
    desk::close(&drawer);
    page.card("A list of overtime").see("Late");
    desk::visit(&page, "Insights", "Insights");
    let causes = page.role("region", "Why clocks were late");
    causes.see("more came in than we could do");
    causes.see("1 of 1");
    causes.button("more came in than we could do: 1 request. Show it").click();
    page.dialog("Late: more came in than we could do").see("A list of overtime");
    nothing_went_wrong(&page);
}

/// For Finance a first response within 1 hour and done within 2, and a request raised at 10:00 in Brussels.
fn one_and_two_hours() -> Page {
    let page = desk::tuesday().size(1280, 800).open();
    desk::set_up(&page);
    desk::agree(&page, "Finance", "1", "2");
    raise(&page, "A list of overtime", "Finance");
    page
}

/// Two clocks of one request are late: one box asks for both causes, below the request's own text, and what is
/// answered for one is not lost over the other. Writing to the client is offered once.
#[test]
fn why_it_was_late_is_asked_in_one_place() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = one_and_two_hours();
    // Raised at 10:00 in Brussels: the answer was due at 11:00, the work at 12:00.
    page.set_now("2026-11-10T12:00:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("This is late");
    drawer.button("Write an update").many(1);
    drawer.button("Note the cause").many(1);
    page.still();
    let text = page.answer("return document.getElementById('wrote').nextElementSibling.getBoundingClientRect().bottom - innerHeight", &[]);
    assert!(text.as_f64().is_some_and(|below| below <= 0.0), "the text lies {text} pixels too low");

    drawer.button("Note the cause").click();
    drawer.see("Choose a cause first");
    drawer.choose("Cause (First response)", "somebody was away");
    drawer.field("In a few words (Done)").fill("The file came late.");
    drawer.button("Note the cause").click();
    drawer.see("Choose a cause for “Done” as well.");
    drawer.choose("Cause (Done)", "more came in than we could do");
    drawer.button("Note the cause").click();
    drawer.see("Late (Done): more came in than we could do. The file came late.");
    drawer.see("Late (First response): somebody was away");
    drawer.button("Note the cause").gone();

    // One is taken back and stays half answered while the page goes on: the other one is as it was.
    drawer.button("Take back (First response)").click();
    drawer.button("Note the cause").here();
    drawer.see("Late (Done): more came in than we could do. The file came late.");
    nothing_went_wrong(&page);
}

/// While a cause is written another clock becomes late: the line that is being written stays, with the caret in it.
#[test]
fn a_second_clock_that_becomes_late_takes_nothing_away() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = one_and_two_hours();
    // Raised at 10:00 in Brussels: the answer was due at 11:00, the work is at 12:00.
    page.set_now("2026-11-10T10:30:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    let words = drawer.field("In a few words (First response)");
    words.fill("Her deputy too.");
    page.set_now("2026-11-10T12:00:00Z");
    drawer.field("In a few words (Done)").here();
    words.focused();
    words.holds("Her deputy too.");
    drawer.choose("Cause (First response)", "somebody was away");
    drawer.button("Note the cause").click();
    drawer.see("Late (First response): somebody was away. Her deputy too.");
    drawer.field("In a few words (Done)").here();
    nothing_went_wrong(&page);
}

/// What is counted stands in the address: a bookmark opens it, Back takes a choice back, and the other way round.
#[test]
fn what_is_counted_stands_in_the_address() {
    let page = desk::people();
    desk::raise(&page, "A list of overtime", "Finance");
    desk::raise(&page, "A desk by the window", "Sales");
    desk::visit(&page, "Insights", "Insights");
    page.choose("Client", "Finance");
    page.script_until("return location.hash", &[], |hash| {
        hash.as_str().is_some_and(|hash| hash.starts_with("#/insights?client="))
    });
    page.field("Raised from").fill("2026-11-01");
    page.script_until("return location.hash", &[], |hash| {
        hash.as_str().is_some_and(|hash| hash.contains("from=2026-11-01&client="))
    });
    page.reload();
    page.heading("Insights").here();
    page.field("Raised from").holds("2026-11-01");
    page.field("Client").holds("Finance");
    page.answer("history.back()", &[]);
    page.field("Client").holds("All clients");
    page.field("Raised from").holds("");
    // The page of a client leads to its figures.
    desk::visit(&page, "Clients", "Clients");
    page.link("Sales").click();
    page.link("Figures of this client").click();
    page.heading("Insights").here();
    page.field("Client").holds("Sales");
    page.go("#/insights?from=2026-12-01&to=soon");
    page.field("Raised from").holds("2026-12-01");
    page.see("No request fits these dates and this client.");
    nothing_went_wrong(&page);
}

/// Waiting stops the targets that were chosen, one by one: the first response where it is ticked, and the page says so.
#[test]
fn which_targets_waiting_stops_is_chosen_one_by_one() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("First response, Normal").fill("2");
    page.field("First response, Urgent").fill("1");
    page.field("Done, Normal").fill("8");
    let words = page.role("article", "The agreement in plain words");
    words.see("The clock for “done” stops while People wait for Finance, and never for the first response.");
    page.role("summary", "Which targets stand still, one by one").click();
    page.role("checkbox", "First response, Normal: waiting stops it").click();
    words.see("The clock for “done” stops while People wait for Finance. The clock for “First response” stops then, for Normal.");
    page.role("checkbox", "Done, Normal: waiting stops it").click();
    words.see("The clock for “done” does not stop while People wait for Finance. The clock for “First response” stops then, for Normal.");

    // Two hours to answer from 10:00 on, of which it waits from 11:00 until 13:00.
    in_force_and_asked(&page);
    page.set_now("2026-11-10T10:00:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Wait on Finance").click();
    drawer.see("Paused");
    page.set_now("2026-11-10T12:00:00Z");
    drawer.button("Resume").click();
    drawer.see("Due today 14:00");
    nothing_went_wrong(&page);
}

/// Moved back by hand more than ten working days after it was done: whatever is agreed, its clock begins anew, and the
/// request says so.
#[test]
fn moved_back_long_after_it_was_done_it_begins_anew() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    let to = |stage: &str| {
        page.button("Move PEO-1").click();
        let form = page.dialog("Move PEO-1");
        form.choose("To", stage);
        form.button("Move").click();
    };
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("2");
    in_force_and_asked(&page);
    to("Done");
    // Done on Tuesday the 10th; the tenth working day after it is Tuesday the 24th. Thursday at ten in Brussels.
    page.set_now("2026-11-26T09:00:00Z");
    to("In progress");
    page.lane("In progress").card("A list of overtime").see("due 12:00");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("It was done more than ten working days ago, so its clock begins anew.");
    drawer.role("summary", "Why 12:00?").click();
    drawer.see("They count anew, because it was done long before");
    nothing_went_wrong(&page);
}

/// News at least every so often and an answer within so much time are promised at once: both clocks are there, each with
/// its own moment, and one answer ends both waits.
#[test]
fn news_and_answers_have_a_clock_each() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("First response, Normal").fill("1");
    page.field("Next update, Normal").fill("6");
    page.field("Done, Normal").fill("40");
    page.role("summary", "Promise an answer to what they say as well").click();
    page.field("Answer to what they say, Normal").fill("2");
    let words = page.role("article", "The agreement in plain words");
    words.see("And until then they hear from us at least every 6 opening hours.");
    words.see("And what they say on the way is answered within 2 opening hours.");
    in_force_and_asked(&page);
    // Answered at 10:00, asked again at 11:00.
    let drawer = desk::open(&page, "A list of overtime");
    drawer.field("Update for Finance").fill("We are looking.");
    drawer.button("Save update").click();
    drawer.see("Next update");
    page.set_now("2026-11-10T10:00:00Z");
    drawer.button("They asked for news").nth(0).click();
    let form = drawer.dialog("Finance asked for news");
    form.button("Note it").click();
    form.gone();
    drawer.see("Answer to what they say");
    drawer.see("Due today 13:00");
    drawer.see("Due today 16:00");
    page.set_now("2026-11-10T10:30:00Z");
    drawer.field("Update for Finance").fill("Still looking.");
    drawer.button("Save update").click();
    // Both begin again: news by Wednesday 09:00 and later, and nothing waits for an answer.
    drawer.not_see("Due today 13:00");
    nothing_went_wrong(&page);
}

/// Where the reader's clock on the wall is another one than the team's, a deadline says both: on the card, in the request
/// and where it is explained. The instants are the same.
#[test]
fn a_reader_elsewhere_sees_both_times() {
    if desk::skipped("the zones are read the same way everywhere") {
        return;
    }
    let page = Visit::new().now(desk::TUESDAY).zone("Pacific/Auckland").open();
    desk::set_up(&page);
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("2");
    in_force_and_asked(&page);
    // 10:00 in Brussels is 22:00 in Auckland: two hours on it is noon here and midnight there.
    let card = page.card("A list of overtime");
    card.see("Brussels (Wed 00:00 your time)");
    card.see("2 h left");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("12:00 Brussels (Wed 00:00 your time)");
    drawer.role("summary", "Why 12:00?").click();
    drawer.see("Times are those of Europe/Brussels. It is due");
    nothing_went_wrong(&page);
}
