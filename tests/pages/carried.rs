//! An agreement comes from the file of another desk with everything it needs, and goes as it came.

use crate::desk::{self, nothing_went_wrong, scratch, skipped, visit};
use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::edit::CalendarDraft;
use inhouse::domain::ident::CalendarId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Priority;
use inhouse::domain::text::Name;
use inhouse::store::one::{Carried, write};
use std::fs;
use std::path::PathBuf;

/// An agreement of another desk: its hours are open in those of two offices.
fn with_two_offices() -> PathBuf {
    let name = |text: &str| Name::new(text).expect("a name");
    let hours = |named: &str, zone: &str, opens: &[CalendarId]| CalendarDraft {
        name: name(named),
        zone: zone.into(),
        hours: Hours::weekly(Week::office(&[(540, 1_020)])),
        layers: Default::default(),
        opens: opens.iter().copied().collect(),
        files: Default::default(),
        opened: None,
    };
    let [far, near] = [1u128, 2].map(|id| CalendarId(id.into()));
    let mut terms = Version::default();
    let done = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).expect("a target");
    terms.targets.insert((ClockKind::Resolution, Priority::Normal), done);
    let carried = Carried {
        name: name("Payroll abroad"),
        clients: vec![name("Singapore")],
        services: vec![name("Payroll")],
        terms,
        hours: hours("Both offices", "Europe/Brussels", &[far, near]),
        support: None,
        offices: [
            (far, hours("Far office", "Asia/Singapore", &[])),
            (near, hours("Near office", "Europe/Brussels", &[])),
        ]
        .into(),
    };
    let path = scratch("payroll-abroad.json");
    fs::write(&path, write(&carried, Moment(1_794_214_800_000)).expect("terms that can be saved"))
        .expect("the target folder is writable");
    path
}

/// Three calendars, a client, a service and the agreement come as one step, and one Undo takes all of them back.
#[test]
fn with_the_hours_of_its_offices_it_is_one_step() {
    if skipped("what a step is does not depend on the browser") {
        return;
    }
    let page = desk::people();
    visit(&page, "Agreements", "Agreements");
    page.not_see("Far office");
    page.role("summary", "Take one in from a file").click();
    desk::give_file(&page, &with_two_offices());
    page.heading("Agreement: Payroll abroad").here();
    page.field("Done, Normal").holds("8");
    visit(&page, "Agreements", "Agreements");
    for there in ["Payroll abroad", "Both offices", "Far office", "Near office"] {
        page.see(there);
    }
    page.press("Control+z");
    page.not_see("Far office");
    page.not_see("Both offices");
    page.not_see("Near office");
    // The notice says what was undone, by its name.
    page.link("Payroll abroad").gone();
    visit(&page, "Clients", "Clients");
    page.not_see("Singapore");
    nothing_went_wrong(&page);
}
