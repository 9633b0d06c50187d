//! What comes from outside: an e-mail that was pasted, a link that fills the form, the team's own texts beside an update.

use crate::desk::{self, nothing_went_wrong, raise, skipped, visit};
use crate::support::browser::{Page, part, starts};
use serde_json::json;

/// Pastes into the one line, as a browser does.
fn paste(page: &Page, text: &str) {
    let script = "const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.querySelector('main .quick input').dispatchEvent(paste)";
    page.answer(script, &[json!(text)]);
}

/// A mail pasted into the line fills the form with its subject, its writer and its text. Nothing is made by it, and
/// what the form holds is not written over.
#[test]
fn a_mail_is_pasted_into_the_line() {
    if skipped("what is read of it is tested without a browser") {
        return;
    }
    let page = desk::people();
    paste(
        &page,
        "From: Ann Peeters <ann@example.org>\nSubject: Re: Overtime is missing\n\n<b>Since</b> Monday.\n👩‍👩‍👧 שלום",
    );
    let form = page.dialog("New request");
    form.see("This comes from what you pasted.");
    form.field("What is it about?").holds("Overtime is missing");
    form.field("Who asked?").holds("Ann Peeters");
    form.field("What should we know?").holds("<b>Since</b> Monday.\n👩‍👩‍👧 שלום");
    form.press("Escape");
    form.gone();
    paste(&page, "Another\nmail");
    page.see("The form holds another request that is not added yet.");
    desk::new_request(&page);
    form.field("What is it about?").holds("Overtime is missing");
    form.button("Put it on the board").click();
    form.gone();
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("<b>Since</b> Monday.");
    desk::close(&drawer);
    // A megabyte is cut, and that is said.
    paste(&page, &["Subject: Long\n\n", &"words and ".repeat(100_000)].concat());
    form.see("The text was cut: at most 20,000 characters fit.");
    form.button("Empty the form").click();
    form.field("What is it about?").holds("");
    nothing_went_wrong(&page);
}

/// A link fills the form and makes nothing; what it says wrongly is said, and it goes to a form that is empty only.
#[test]
fn a_link_fills_the_form() {
    if skipped("addresses are read by the program") {
        return;
    }
    let page = desk::people();
    // The address goes back to the board once the form is shut.
    let back = "return location.hash.startsWith('#/board')";
    page.go("#/new?title=A+badge&client=Legal&priority=soon&from=Ravi");
    let form = page.dialog("New request");
    form.see("A link has filled this in. Nothing is on the board yet");
    form.see("The link names a priority this desk does not have.");
    form.see("There is no client “Legal” yet.");
    form.field("What is it about?").holds("A badge");
    form.field("For which client?").holds("Legal");
    form.field("Who asked?").holds("Ravi");
    form.press("Escape");
    form.gone();
    page.script_until(back, &[], |back| back == true);
    page.card("A badge").gone();
    // What nobody has changed gives way to the next link; what somebody has changed stays.
    page.go("#/new?title=Another&client=Legal");
    form.field("What is it about?").holds("Another");
    form.field("What is it about?").fill("A badge");
    form.press("Escape");
    form.gone();
    page.script_until(back, &[], |back| back == true);
    page.go("#/new?title=A+third");
    form.see("The form held something already");
    form.field("What is it about?").holds("A badge");
    form.button("Put it on the board").click();
    page.lane("New").card("A badge").here();
    visit(&page, "Clients", "Clients");
    page.link("Legal").nth(0).click();
    page.heading("A link to the form for new requests").here();
    assert!(page.field("The link").value().ends_with("#/new?client=Legal"));
    nothing_went_wrong(&page);
}

/// A link fills what its service asks for besides; what the service does not ask for, and what is no answer, is said. The
/// box that makes such links has the fields of the service that is named in it.
#[test]
fn a_link_fills_the_fields_of_a_service() {
    if skipped("addresses are read by the program") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/services");
    page.heading("Services").here();
    page.field("Add a service").fill("Payroll");
    page.button("Add").click();
    page.button("Edit Payroll").click();
    for (name, kind) in [("For how many people?", "A number"), ("Since when: day", "A day")] {
        page.field(starts("Name of the field")).fill(name);
        page.choose("What is filled in", kind);
        page.button("Add the field").click();
        page.button(part(name)).here();
    }
    visit(&page, "Clients", "Clients");
    page.role("summary", "Fill in more").click();
    page.field("What it is about").fill("Overtime");
    page.field("Service").fill("payroll");
    page.field("For how many people?").fill("12");
    page.field("Since when: day").fill("2026-11-02");
    let link = page.field("The link").value();
    let (_, hash) = link.split_once('#').expect("the link has an address within the page");
    page.go(&["#", hash].concat());
    let form = page.dialog("New request");
    form.see("A link has filled this in.");
    form.field("What is it about?").holds("Overtime");
    form.field("For how many people?").holds("12");
    form.field("Since when: day").holds("2026-11-02");
    // Nobody has touched it: another link takes its place, and says what it could not fill.
    page.go("#/new?title=Overtime&service=Payroll&field=FOR+HOW+MANY+PEOPLE%3F:+many&field=Colour:+red&field=since+when:+day:+2026-11-03");
    form.see("a field that the service does not ask for, and it was left out: “Colour: red”.");
    form.see("was left out. For how many people?");
    form.field("For how many people?").holds("");
    form.field("Since when: day").holds("2026-11-03");
    form.button("Put it on the board").click();
    form.gone();
    let drawer = desk::open(&page, "Overtime");
    drawer.field("Since when: day").holds("2026-11-03");
    nothing_went_wrong(&page);
}

/// The team's own text begins an update, filled from the request; what it does not say is pointed out, as is a word
/// only the team may know.
#[test]
fn an_update_begins_with_a_text_of_ours() {
    if skipped("what is filled in is tested without a browser") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/services");
    page.heading("Services").here();
    page.field("Add a service").fill("Payroll");
    page.button("Add").click();
    page.button("Edit Payroll").click();
    page.field(starts("Name of the text")).fill("We have begun");
    page.field("What it says").fill("Dear {requestor}");
    page.button("Keep the text").click();
    page.see("“{requestor}” is none of the words that are filled in.");
    page.field("What it says")
        .fill("We have begun with {title} ({reference}) for {{client}}. You get it by {promised}.");
    page.button("Keep the text").click();
    page.button("Take off “We have begun”").here();

    visit(&page, "Board", "Requests to People");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Overtime");
    form.field("For which client?").fill("Finance");
    form.field(starts("Which service?")).fill("Payroll");
    form.button("Put it on the board").click();
    let drawer = desk::open(&page, "Overtime");
    drawer.choose("Begin with a text of ours", "We have begun");
    let said = "We have begun with Overtime (PEO-1) for Finance. You get it by {promised}.";
    drawer.field("Update for Finance").holds(said);
    drawer.see("{promised} was not filled in:");
    drawer.field("Update for Finance").fill("We have begun, the SLA says Friday.");
    drawer.see("“SLA” may be a word only you know.");
    drawer.not_see("was not filled in");
    drawer.button("Save update").click();
    drawer.see("We have begun, the SLA says Friday.");
    drawer.field("Update for Finance").holds("");
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// Closed, a text of ours says when work goes on: Tuesday at 18:00 that is Wednesday at 09:00. In the office there is nothing
/// to say, and the place stays to be seen.
#[test]
fn a_text_of_ours_says_when_work_goes_on() {
    if skipped("what is filled in is tested without a browser") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/services");
    page.heading("Services").here();
    page.field("Add a service").fill("Payroll");
    page.button("Add").click();
    page.button("Edit Payroll").click();
    page.field(starts("Name of the text")).fill("Closed now");
    page.field("What it says").fill("We go on {resumes}.");
    page.button("Keep the text").click();
    visit(&page, "Board", "Requests to People");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Overtime");
    form.field("For which client?").fill("Finance");
    form.field(starts("Which service?")).fill("Payroll");
    form.button("Put it on the board").click();
    let drawer = desk::open(&page, "Overtime");
    let said = drawer.field("Update for Finance");
    drawer.choose("Begin with a text of ours", "Closed now");
    said.holds("We go on {resumes}.");
    drawer.see("{resumes} was not filled in:");
    said.fill("");
    page.set_now("2026-11-10T17:00:00Z");
    drawer.choose("Begin with a text of ours", "Closed now");
    said.holds("We go on Wed 11 Nov 09:00.");
    nothing_went_wrong(&page);
}

/// What cannot be kept is not replaced by what another tab fills in: it stays to be mended.
#[test]
fn what_is_typed_into_a_field_of_the_service_stays() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/services");
    page.heading("Services").here();
    page.field("Add a service").fill("Payroll");
    page.button("Add").click();
    page.button("Edit Payroll").click();
    page.field("Name of the field").fill("For how many people?");
    page.choose("What is filled in", "A number");
    page.button("Add the field").click();
    page.button("Take off “For how many people?”").here();
    // Another service that another tab adds does not shut what is being edited.
    page.field(starts("Name of the field")).fill("Half typed");
    let other = page.tab("#/settings/services");
    other.field("Add a service").fill("Audit");
    other.button("Add").click();
    page.button("Edit Audit").here();
    page.field("Name of the field").holds("Half typed");
    page.field("Name of the field").fill("");

    visit(&page, "Board", "Requests to People");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Overtime");
    form.field("For which client?").fill("Finance");
    form.field(starts("Which service?")).fill("Payroll");
    form.button("Put it on the board").click();
    form.gone();
    visit(&other, "Board", "Requests to People");
    let (here, there) = (desk::open(&page, "Overtime"), desk::open(&other, "Overtime"));
    here.field("For how many people?").fill("twelve");
    here.field("For how many people?").press("Enter");
    here.see("write a number, such as 12");
    there.field("For how many people?").fill("5");
    there.field("For how many people?").press("Enter");
    there.see("For how many people?");
    here.field("For how many people?").holds("twelve");
    here.field("For how many people?").fill("12");
    here.field("For how many people?").press("Enter");
    there.field("For how many people?").holds("12");
    nothing_went_wrong(&page);
}

/// A person with more in progress than the team allows is seen on the cards and in the lanes, and told of before one
/// more is given to them; labels have a colour beside their name.
#[test]
fn a_person_has_a_limit() {
    if skipped("the rules are tested without a browser") {
        return;
    }
    let page = desk::people();
    for title in ["One", "Two"] {
        raise(&page, title, "Finance");
        page.card(title).link(title).press("x");
    }
    page.button("Assign").click();
    let form = page.dialog("The owner of 2 requests");
    form.field("Name").fill("Ann");
    form.button("Assign").click();
    form.gone();
    for title in ["One", "Two"] {
        page.card(title).link(title).press("x");
    }
    page.button("Label").click();
    let form = page.dialog("A label for 2 requests");
    form.field("Label").fill("Payroll");
    form.button("Add the label").click();
    form.gone();
    for title in ["One", "Two"] {
        page.card(title).link(title).press("x");
    }
    page.role("toolbar", "Selected requests").button("Move").click();
    let form = page.dialog("Move 2 requests");
    form.choose("To", "In progress");
    form.button("Move").click();
    form.gone();

    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    form.field("One person has at most, in progress").fill("0");
    form.button("Save").click();
    form.see("A limit begins at 1");
    form.field("One person has at most, in progress").fill("1");
    form.choose("Payroll", "Green");
    form.button("Save").click();
    form.gone();
    page.card("One").see("Ann: 2 in progress, at most 1");
    page.card("One").see("Payroll");
    page.choose("Lanes by", "By owner");
    page.heading(starts("Ann")).see("2 in progress, at most 1");
    page.choose("Lanes by", "Lanes: not split");

    // In a column so many for each person, client and the like: said in the lane, in words.
    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    form.field("One person has at most, in progress").fill("");
    let line = form.role("group", "In progress");
    line.role("summary", starts("Limits for each")).click();
    line.field("At most for each person").fill("many");
    form.button("Save").click();
    form.see("Write a whole number");
    line.field("At most for each person").fill("2");
    line.field("At most for each client").fill("9");
    line.role("summary", "Limits for each 2 for each person, 9 for each client").here();
    form.button("Save").click();
    form.gone();
    page.lane("In progress").see("at most 2 for each person");
    page.lane("In progress").see("at most 9 for each client");
    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    let line = form.role("group", "In progress");
    line.field("At most for each client").holds("9");
    line.field("At most for each client").fill("");
    line.field("At most for each person").fill("1");
    form.button("Save").click();
    form.gone();
    page.lane("In progress").see("Ann: 2 here, at most 1");
    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    form.role("group", "In progress").field("At most for each person").fill("");
    form.field("One person has at most, in progress").fill("1");
    form.button("Save").click();
    form.gone();
    page.lane("In progress").not_see("2 here");

    raise(&page, "Three", "Finance");
    let drawer = desk::open(&page, "Three");
    drawer.button("Move").nth(0).click();
    drawer.button("In progress").click();
    drawer.field("Owner").fill("Ann");
    drawer.field("Asked by").focus();
    drawer.see("Ann would have 3 in progress; one person has at most 1.");
    drawer.button("Keep none").click();
    drawer.field("Owner").holds("");
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// Labels are put on and taken off in the drawer; a request that was taken back keeps the reason and is found by it.
#[test]
fn labels_in_the_drawer_and_a_request_taken_back() {
    if skipped("the drawer is made of native fields") {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.field("Another label").fill("Payroll");
    drawer.button("Put the label on").click();
    drawer.button("Take the label Payroll off").here();
    drawer.field("Another label").fill("x".repeat(121).as_str());
    drawer.button("Put the label on").click();
    drawer.see("121");
    drawer.field("Another label").fill("Urgent pay");
    drawer.button("Put the label on").click();
    drawer.button("Take the label Payroll off").click();
    drawer.button("Take the label Payroll off").gone();
    drawer.button("More for this request").nth(0).click();
    drawer.button("The client took it back").click();
    let form = drawer.dialog(part("took it back"));
    form.field(starts("Why?")).fill("Solved by itself");
    form.button("Close it as taken back").click();
    form.gone();
    drawer.see("Solved by itself");
    desk::close(&drawer);
    page.reload();
    page.go("#/board?view=table&clock=withdrawn");
    let table = page.role("table", "1 request");
    table.link("Overtime is missing").click();
    drawer.see("The client took it back. Solved by itself");
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// In split lanes the limit stays that of the whole column and is said where it is passed; the question about the effect
/// goes where the team's position asks none.
#[test]
fn limits_in_split_lanes_and_the_effect_that_is_not_asked() {
    if skipped("the lanes are the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "One", "Finance");
    raise(&page, "Two", "Legal");
    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    form.role("group", "New").field("At most").fill("1");
    form.button("Save").click();
    form.gone();
    page.choose("Lanes by", "By client");
    page.role("region", starts("Finance")).nth(0).see("1 over 1");
    page.role("region", starts("Legal")).nth(0).see("1 over 1");
    page.go("#/board");
    let form = desk::new_request(&page);
    form.field("What does it do for the people served in the end?").here();
    form.press("Escape");
    form.gone();
    page.go("#/settings/positions");
    let question = "How strictly do we test requests for their use to the people served in the end?";
    let lens = page.role("region", question);
    lens.button("Take a position").click();
    lens.role("radio", "Not at all").click();
    lens.button("Take this position").click();
    lens.button("Change").here();
    page.go("#/board");
    let form = desk::new_request(&page);
    form.field("What does it do for the people served in the end?").gone();
    form.press("Escape");
    form.gone();
    let drawer = desk::open(&page, "One");
    drawer.field("Effect").gone();
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// Over the limit of a column one can go, and may say why: the notice asks, nothing stands in the way. The history and
/// the figures tell it; one undo takes back the move with its reason.
#[test]
fn over_a_limit_with_a_reason() {
    if skipped("the notice is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "One", "Finance");
    raise(&page, "Two", "Legal");
    page.button("Columns").click();
    let form = page.dialog("Columns of the board");
    form.role("group", "In progress").field("At most").fill("1");
    form.button("Save").click();
    form.gone();
    let why = "Over its limit now. Why? (optional)";
    let put = |title: &str, reference: &str| {
        page.card(title).button(format!("Move {reference}").as_str()).click();
        let dialog = page.dialog(format!("Move {reference}").as_str());
        dialog.choose("To", "In progress");
        dialog.button("Move").click();
        page.lane("In progress").card(title).here();
    };
    put("One", "PEO-1");
    page.field(why).gone();
    put("Two", "PEO-2");
    page.lane("In progress").see("1 over 1");
    page.field(why).fill("The auditors come");
    page.still();
    assert_eq!(page.axe(), Vec::<String>::new());
    page.button("Save").click();
    page.see("Kept: why the limit was passed");
    let drawer = desk::open(&page, "Two");
    drawer.see("said why it passed the limit. Reason: The auditors come");
    desk::close(&drawer);
    page.go("#/insights");
    let table = page.role("table", "Over the limit");
    table.see("In progress 1 1 of 1 1");
    table.button("In progress: 1 request passed the limit. Show it").click();
    page.dialog("Over the limit: In progress").see("2 where 1 may be. The auditors come");
    page.press("Escape");
    page.go("#/board");
    page.press("Control+z");
    page.lane("New").card("Two").here();
    nothing_went_wrong(&page);
}
