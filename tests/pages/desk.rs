//! Small steps that many stories begin with. They do what a person does: nothing here writes to the
//! browser's storage or knows how the pages are built.

use crate::support::browser::{Browser, Page, Part, Visit, part, starts};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A Tuesday morning, ten o'clock in Brussels, where the desks of these stories stand.
pub const TUESDAY: &str = "2026-11-10T09:00:00Z";

/// Seconds the first load of a browser may take: WebKit is slow to start on a busy machine.
pub const FIRST_LOAD: u64 = 60;

/// True, after saying why on the screen, where a story is told in Chromium alone: it is none of the main jobs
/// (`MAIN` in `main.rs`), and here is why another browser would show nothing new.
pub fn skipped(why: &str) -> bool {
    assert!(!crate::MAIN.contains(&story().as_str()), "a main job is told in every browser");
    lacking(&[Browser::Firefox, Browser::WebKit], why)
}

/// True, after saying it on the screen, in these browsers: their drivers lack what the story needs.
pub fn lacking(browsers: &[Browser], what: &str) -> bool {
    let browser = Browser::chosen();
    if browsers.contains(&browser) {
        tell(&format!("{} is left out in {browser:?}: {what}", story()));
    }
    browsers.contains(&browser)
}

/// The name of the test that runs.
fn story() -> String {
    std::thread::current().name().unwrap_or_default().to_owned()
}

/// Says something past the test runner, which keeps back what passing tests print.
pub fn tell(text: &str) {
    // A closed terminal is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A visit on Tuesday morning.
pub fn tuesday() -> Visit {
    Visit::new().now(TUESDAY)
}

/// The desk of the team People, empty, on Tuesday morning.
pub fn people() -> Page {
    let page = tuesday().open();
    set_up(&page);
    page
}

/// From the first screen to the empty board: the team People in Brussels, nine to five.
pub fn set_up(page: &Page) {
    page.within(FIRST_LOAD).button("Start empty").click();
    fill_in_the_team(page);
    page.heading("Requests to People").here();
}

/// The form with the three fields that make a desk.
pub fn fill_in_the_team(page: &Page) {
    page.field("Name of your team").fill("People");
    page.field("Time zone").fill("Europe/Brussels");
    page.button("Remove span 2").click();
    page.field("Opens, span 1").fill("09:00");
    page.field("Closes, span 1").fill("17:00");
    page.button("Create the desk").click();
}

/// Opens the form for a new request.
pub fn new_request(page: &Page) -> Part {
    // The same link stands at the head of the page and in the lane "New".
    page.link("New request").nth(0).click();
    let form = page.dialog("New request");
    form.here();
    form
}

/// Adds a request by its title and client, and waits for its card.
pub fn raise(page: &Page, title: &str, client: &str) {
    raise_as(page, title, client, "Normal");
}

/// As [`raise`], with a priority.
pub fn raise_as(page: &Page, title: &str, client: &str, priority: &str) {
    let form = new_request(page);
    form.field("What is it about?").fill(title);
    form.field("For which client?").fill(client);
    form.choose("Priority", priority);
    form.button("Put it on the board").click();
    form.gone();
    page.lane("New").card(title).here();
}

/// Opens a request from its card; the drawer that shows it.
pub fn open(page: &Page, title: &str) -> Part {
    page.card(title).link(title).click();
    let drawer = page.dialog(title);
    drawer.here();
    drawer
}

/// Lets go what is typed and not kept, when the page asks for it.
pub fn let_go(page: &Page) {
    page.dialog("What you typed is not kept yet").button("Leave without it").click();
}

/// Leaves the drawer of a request.
pub fn close(drawer: &Part) {
    drawer.button("Close and go back to the board").click();
    drawer.gone();
}

/// The dialog with the desk's opening hours.
pub fn opening_hours(page: &Page) -> Part {
    visit(page, "Agreements", "Agreements");
    page.button("Edit Usual hours").click();
    let dialog = page.dialog(starts("Opening hours"));
    dialog.here();
    dialog
}

/// Begins an agreement with a client: nothing of it is kept yet.
pub fn begin_agreement(page: &Page, client: &str) {
    visit(page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.choose("They deliver to", "One client, or several");
    page.field("Client").fill(client);
}

/// Agrees with a client on normal requests: hours to the first response, hours to the end. Ends on the board.
pub fn agree(page: &Page, client: &str, response: &str, done: &str) {
    begin_agreement(page, client);
    page.field("First response, Normal").fill(response);
    page.field("Done, Normal").fill(done);
    put_in_force(page);
}

/// The agreement on the screen comes into force. Ends on the board.
pub fn put_in_force(page: &Page) {
    page.button("Put in force").click();
    page.see("is in force.");
    visit(page, "Board", "Requests to People");
}

/// The agreement on the screen comes into force, and Finance asks for something under it.
pub fn in_force_and_asked(page: &Page) {
    put_in_force(page);
    raise(page, "A list of overtime", "Finance");
}

/// Goes to a place by the navigation at the head of the page.
pub fn visit(page: &Page, place: &str, heading: &str) {
    page.role("navigation", "Main").link(place).click();
    page.heading(heading).here();
}

/// Takes the notice of the last step away: it lies over the foot of what is opened next.
pub fn close_the_notice(place: &Part) {
    let cross = place.button("Close this notice");
    cross.click();
    cross.gone();
}

/// Gives a file to the place for files.
pub fn give_file(page: &Page, path: &Path) {
    page.file(part("Choose a file"), path);
}

/// Downloads a backup from the page "Data".
pub fn download_backup(page: &Page) -> PathBuf {
    page.button("Download a backup").click();
    page.downloaded(starts_like_a_backup)
}

/// Whether a file is called as backups are.
pub fn starts_like_a_backup(name: &str) -> bool {
    name.starts_with("inhouse-people-") && name.ends_with(".json")
}

/// Nothing went wrong on the way: no script failed, nothing was missing on the server. (What breaks the
/// security policy fails every test by itself.)
pub fn nothing_went_wrong(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
}

/// The answer "{words}" of a statement, whatever is explained behind its words.
pub fn answer(statement: &Part, words: &str) -> Part {
    statement.role("radio", starts(words))
}

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file for this run of the tests.
pub fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}
