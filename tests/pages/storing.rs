//! Storage as people meet it: a file edited elsewhere is looked at before it is taken in, years of finished requests
//! neither fill the browser nor slow the start, and what other tabs do to the desk is told.

use crate::desk::{self, give_file, nothing_went_wrong, raise, skipped, tell, tuesday};
use crate::support::browser::{Page, any, starts};
use inhouse::domain::moment::{Moment, Span};
use inhouse::store::archive::{self, Shard};
use inhouse::store::key::Keys;
use inhouse::store::wire::v1;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[path = "../support/years.rs"]
mod years;

/// Writes these keys into localStorage as they stand, in the place of what is there, and opens the page anew. What the
/// safe log holds of the desk before is void, as after an emptying.
fn store(page: &Page, keys: &BTreeMap<String, String>) {
    let mut keys = keys.clone();
    keys.insert("inhouse/log/a".into(), "9000000000000".into());
    let put =
        "localStorage.clear(); for (const [k, v] of Object.entries(arguments[0])) localStorage.setItem(k, v)";
    page.answer(put, &[json!(keys)]);
    page.reload();
}

/// What version 0.1.0 stored of a desk, with packed requests in it.
fn fixture() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../fixtures/v1/desk.json")).expect("a list of keys")
}

/// Adds an event to a stored record: another value of a field, set that many seconds after its last.
fn set_later(value: &str, seconds: i64, node: &str, code: &str, argument: &str) -> String {
    let mut record: Value = serde_json::from_str(value).expect("a record");
    let last = record["e"].as_array().and_then(|e| e.last()).and_then(|e| e[0].as_i64()).expect("an event");
    let index = record["n"].as_array().map_or(0, Vec::len);
    record["n"].as_array_mut().expect("nodes").push(node.into());
    let event = json!([last + seconds * 1_000, 0, index, 0, -1, 0, code, [argument]]);
    record["e"].as_array_mut().expect("events").push(event);
    record.to_string()
}

/// A file edited elsewhere: what it would change is said before, by name; taking it in is one step; one Undo takes it
/// back.
#[test]
fn a_file_edited_elsewhere_is_looked_at_before_it_is_taken_in() {
    if skipped("bringing a file in is told by the backup that comes back") {
        return;
    }
    let page = tuesday().now("2026-12-22T11:00:00+01:00").open();
    desk::set_up(&page);
    let mut ours = fixture();
    ours.retain(|key, _| !key.contains("/j/"));
    let mut theirs = ours.clone();
    let open: Vec<String> = ours.keys().filter(|key| key.contains("/r/")).cloned().collect();
    // One field set on both sides, another in the file only, and one request that is in the file only.
    let (both, only, new) = (&open[3], &open[4], &open[5]);
    ours.insert(both.clone(), set_later(&ours[both], 60, "77", "prio", "low"));
    theirs.insert(both.clone(), set_later(&theirs[both], 90, "78", "prio", "urgent"));
    theirs.insert(only.clone(), set_later(&theirs[only], 90, "78", "owner", "Luc Martin"));
    ours.remove(new);
    store(&page, &ours);
    page.go("#/data");
    let file = desk::scratch("inhouse-elsewhere.json");
    let raw = json!({ "inhouse": "raw", "at": "2026-12-21T09:00:00.000Z", "keys": theirs });
    std::fs::write(&file, raw.to_string()).expect("a file can be written");
    give_file(&page, &file);
    let adding = page.role("region", "Add it to this desk");
    adding.see("New 1");
    adding.see("Changed 2");
    adding.see("Set on both sides 1");
    page.answer("document.querySelectorAll('main details').forEach((d) => (d.open = true))", &[]);
    adding.see("the priority, here by nobody named");
    adding.see("The file’s stays.");
    let replacing = page.role("region", "Or put it in the place of this desk");
    replacing.see("Go 0");
    page.button("Add to this desk").click();
    page.see("The file is taken in.");
    let found = |key: &str, text: &str| page.storage().get(key).is_some_and(|value| value.contains(text));
    assert!(found(both, "urgent") && found(both, "low"), "both settings are in the history");
    assert!(found(only, "Luc Martin") && found(new, "raised"));
    page.button(starts("Undo")).nth(0).click();
    page.see("Taken back");
    // The file again: what was taken back would come back, and does.
    page.go("#/board");
    page.go("#/data");
    give_file(&page, &file);
    let again = page.role("region", "Add it to this desk");
    again.see("New 1");
    again.see("Changed 2");
    page.button("Add to this desk").click();
    page.see("The file is taken in.");
    page.go("#/board");
    page.go("#/data");
    give_file(&page, &file);
    page.see("Everything in this file is on the desk already.");
    nothing_went_wrong(&page);
}

/// Where the room runs out, that is said before, with what can be done.
#[test]
fn what_is_used_is_said_by_what_uses_it() {
    if skipped("figures are the same everywhere") {
        return;
    }
    let page = tuesday().now("2026-12-22T11:00:00+01:00").open();
    desk::set_up(&page);
    let mut keys = fixture();
    keys.insert(
        "inhouse/a/x/3".into(),
        json!({ "key": "inhouse/a/r/x", "cause": "cut", "value": "{" }).to_string(),
    );
    keys.insert("elsewhere".into(), "x".repeat(4_300_000));
    store(&page, &keys);
    page.within(40).see("of the room in this browser is used");
    page.go("#/data");
    let storage = page.role("region", "Storage").nth(0);
    storage.see("Requests packed");
    storage.see("Other pages of this address");
    storage.see("5,242,880");
    page.see("Every step counts as saved only when it is on the disk.");
    page.see("requests that ended more than five weeks ago are packed");
    // A value set aside can go once it has been downloaded, not before.
    let damage = page.role("region", "Could not be read");
    damage.button("Remove it").gone();
    damage.button(starts("Download entry")).click();
    damage.button("Remove it").click();
    damage.gone();
    nothing_went_wrong(&page);
}

/// What was set here and then in another tab: the later setting stays, and who set the earlier one hears of it.
#[test]
fn who_is_written_over_in_another_tab_is_told() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Set twice", "Finance");
    let other = page.tab("#/board");
    other.card("Set twice").here();
    let here = desk::open(&page, "Set twice");
    let there = desk::open(&other, "Set twice");
    here.field("Owner").fill("Mila Berg");
    here.field("Owner").press("Enter");
    there.field("Owner").holds("Mila Berg");
    there.field("Owner").fill("Tom Aerts");
    there.field("Owner").press("Enter");
    page.see("PEO-1: another tab has set the owner after you. That stays; what you set is in the history.");
    here.field("Owner").holds("Tom Aerts");
    other.not_see("after you");
    nothing_went_wrong(&page);
}

/// Fifty edits in each of two tabs, turn by turn: requests added in the quick line, and those of the other tab moved by the
/// keys. Both end with the same board, and so does one that is opened then.
#[test]
fn two_tabs_at_work_at_once_end_with_the_same_board() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    const EDITS: usize = 50;
    const LANES: [&str; 3] = ["New", "Deciding", "Accepted"];
    let steps = |turn: usize| 1 + turn % 2;
    // High enough for all of them: a lane draws what can be seen.
    let page = tuesday().size(1_280, 4_600).open();
    desk::set_up(&page);
    page.go("#/board");
    let other = page.tab("#/board");
    other.lane("New").here();
    let tabs = [(&page, "Here", "There"), (&other, "There", "Here")];
    for turn in 0..EDITS / 2 {
        for (tab, mine, _) in tabs {
            tab.field("Add a request in one line").fill(&format!("{mine} {turn}"));
            tab.press("Enter");
            tab.card(format!("{mine} {turn}").as_str()).here();
        }
        for (tab, _, theirs) in tabs {
            let title = format!("{theirs} {turn}");
            let card = tab.lane("New").card(title.as_str());
            card.link(title.as_str()).press("Space");
            (0..steps(turn)).for_each(|_| tab.press("ArrowRight"));
            tab.press("Enter");
            tab.lane(LANES[steps(turn)]).card(title.as_str()).here();
        }
    }
    let board = |tab: &Page| {
        LANES.map(|lane| {
            let mut titles: Vec<String> = tab.lane(lane).link(any()).names();
            titles.retain(|title| title.starts_with("Here ") || title.starts_with("There "));
            titles
        })
    };
    for (tab, ..) in tabs {
        for turn in 0..EDITS / 2 {
            tab.lane(LANES[steps(turn)]).card(format!("Here {turn}").as_str()).here();
            tab.lane(LANES[steps(turn)]).card(format!("There {turn}").as_str()).here();
        }
    }
    let ends = board(&page);
    assert_eq!(ends.iter().map(Vec::len).sum::<usize>(), EDITS);
    assert_eq!(board(&other), ends);
    other.reload();
    for turn in [EDITS / 2 - 2, EDITS / 2 - 1] {
        other.lane(LANES[steps(turn)]).card(format!("There {turn}").as_str()).here();
    }
    assert_eq!(board(&other), ends);
    nothing_went_wrong(&page);
    nothing_went_wrong(&other);
}

/// A newer program in another tab: this one says so, writes nothing, and keeps what is being typed.
#[test]
fn a_newer_program_in_another_tab_makes_this_one_read_only() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "There before", "Finance");
    let drawer = desk::open(&page, "There before");
    drawer.field("Update for Finance").fill("Half a sentence");
    let other = page.tab("#/board");
    other.card("There before").here();
    other.answer("localStorage.setItem('inhouse', '{\"schema\":2}')", &[]);
    page.see("A newer Inhouse wrote this desk.");
    let before = page.storage();
    drawer.button("Save update").click();
    page.see("nothing is written here");
    drawer.field("Update for Finance").holds("Half a sentence");
    assert_eq!(page.storage(), before);
    page.role("listitem", any()).nth(0).here();
}

/// Four years: 20,000 requests that are closed, 2,000 that are not. The board is there as fast as if the closed ones
/// were not, and they are there a moment later. Times are printed by `make bench` (INHOUSE_BENCH=1).
#[test]
fn four_years_fit_and_start() {
    if skipped("the store is the same everywhere") {
        return;
    }
    let measured = std::env::var("INHOUSE_BENCH").is_ok_and(|value| value == "1");
    let (closed, alive) = if measured { (20_000, 2_000) } else { (1_500, 100) };
    let page = tuesday().open();
    desk::set_up(&page);
    let now = Moment(1_794_301_200_000);
    let mut stored = page.storage();
    let keys = Keys::of("a");
    let four_years = (now - Span::days(1_460), now - Span::days(40));
    let old = years::requests(closed, 1, four_years, true, &[]);
    for (number, part) in old.chunks(archive::MOST_RECORDS).enumerate() {
        let shard: Shard = part
            .iter()
            .filter_map(|(subject, log)| match subject {
                inhouse::domain::ident::Subject::Request(id) => Some((*id, v1::encode(log).unwrap())),
                _ => None,
            })
            .collect();
        stored.insert(keys.shard(&number.to_string()), archive::encode(&shard));
    }
    let weeks = (now - Span::days(30), now - Span::days(3));
    for (subject, log) in years::requests(alive, closed + 1, weeks, false, &[]) {
        stored.insert(keys.record(subject), v1::encode(&log).unwrap());
    }
    store(&page, &stored);
    page.go("#/board");
    let mut times = Vec::new();
    for _ in 0..if measured { 9 } else { 1 } {
        page.reload();
        let at = page.script_until("return window.__ears?.painted ?? null", &[], Value::is_number);
        times.push(at.as_f64().expect("a number"));
    }
    times.sort_by(f64::total_cmp);
    let units: usize = page.storage().iter().map(|(k, v)| k.len() + v.encode_utf16().count()).sum();
    tell(&format!(
        "{closed} packed and {alive} open requests, {units} units: address to painted board median {:.0} ms (n = {})",
        times[times.len() / 2],
        times.len()
    ));
    // Everything is found, also the first of all, and the next number follows the last.
    page.lane("In progress").role("listitem", any()).nth(0).here();
    raise(&page, "The next one", "Finance");
    page.go("#/board");
    page.card("The next one").see(&format!("PEO-{}", closed + alive + 1));
    nothing_went_wrong(&page);
}

/// Somebody clears the data of the site in another tab: everything is still here, in a copy too, and can be saved again.
#[test]
fn what_was_cleared_elsewhere_is_saved_again() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Still here", "Finance");
    let other = page.tab("#/board");
    other.card("Still here").here();
    let before = page.storage();
    other.answer("localStorage.clear()", &[]);
    page.see("Somebody has cleared this browser’s data for this page.");
    page.button("Download a backup").click();
    let file = page.downloaded(desk::starts_like_a_backup);
    let text = std::fs::read_to_string(file).expect("the backup is a text");
    assert!(text.contains("Still here") && text.contains("\"People\""), "the copy holds the desk");
    assert_eq!(page.axe(), Vec::<String>::new());
    page.button("Save everything again").click();
    page.see("Everything is kept in this browser again.");
    page.not_see("Somebody has cleared");
    let records = |all: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let kept = all.iter().filter(|(key, _)| key.starts_with("inhouse/a/") && !key.contains("/j/"));
        kept.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    assert_eq!(records(&page.storage()), records(&before));
    page.reload();
    page.card("Still here").here();
}

/// One tab empties the desk: the other one shows that at once, unless somebody is in the middle of something there.
#[test]
fn a_desk_emptied_in_another_tab() {
    if skipped("two tabs are told of in every browser elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Gone soon", "Finance");
    let busy = page.tab("#/board");
    let drawer = desk::open(&busy, "Gone soon");
    drawer.field("Update for Finance").fill("Half a sentence");
    let idle = page.tab("#/board");
    idle.card("Gone soon").here();
    page.go("#/data");
    page.button("Remove everything…").click();
    page.dialog("Remove this desk from this browser?").button("Remove everything").click();
    page.heading("Whom does your team deliver to?").here();
    idle.heading("Whom does your team deliver to?").here();
    idle.see("This desk was emptied or replaced in another tab. This is how it is now.");
    busy.see("Nothing is written from here any more.");
    drawer.button("Save update").click();
    busy.see("Nothing was written from here, and what you typed is still there.");
    drawer.field("Update for Finance").holds("Half a sentence");
    assert!(!page.storage().keys().any(|key| key.starts_with("inhouse/a/")), "nothing came back");
    drawer.field("Update for Finance").fill("");
    desk::close(&drawer);
    busy.button("Show the desk as it is now").click();
    busy.heading("Whom does your team deliver to?").here();
}

/// The team's own record is gone, everything else is there: the board is shown, with what is missing and the ways out.
#[test]
fn requests_without_a_team_are_shown() {
    if skipped("the store is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Without a team", "Finance");
    let mut all = page.storage();
    all.retain(|key, _| key != "inhouse/a/t" && !key.contains("/j/"));
    store(&page, &all);
    page.card("Without a team").here();
    page.see("The team’s own record is missing or does not read.");
    assert_eq!(page.axe(), Vec::<String>::new());
    page.button("Name the team again").click();
    page.field("Name of your team").fill("People");
    page.button("Create the desk").click();
    page.heading("Requests to People").here();
    page.card("Without a team").here();
    page.not_see("own record is missing");
    page.reload();
    page.card("Without a team").here();
    nothing_went_wrong(&page);
}

/// What is finished is packed at once, or goes for good, after it was said how much that is.
#[test]
fn what_is_finished_makes_room() {
    if skipped("the store is the same everywhere") {
        return;
    }
    let page = tuesday().now("2026-12-22T11:00:00+01:00").open();
    desk::set_up(&page);
    store(&page, &fixture());
    page.go("#/data");
    page.heading("Data").here();
    let room = page.role("region", "Make room").nth(0);
    room.see("finished or removed");
    room.button("Remove for good…").click();
    let question = page.dialog("Remove what is finished for good?");
    question.see("with their whole history");
    assert_eq!(page.axe(), Vec::<String>::new());
    question.button("Remove for good").click();
    page.see("gone for good.");
    assert!(!page.storage().keys().any(|key| key.starts_with("inhouse/a/z/")), "nothing is packed any more");
    room.see("Nothing on this desk is finished or removed.");
    page.go("#/board");
    raise(&page, "Room for this", "Finance");
    page.reload();
    page.card("Room for this").here();
    nothing_went_wrong(&page);
}
