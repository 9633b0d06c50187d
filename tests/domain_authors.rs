//! Who wrote a version, and the number by which two people see that they hold the same text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/dealing.rs"]
mod dealing;

use dealing::*;
use inhouse::domain::agreement::{Side, Status, Version};
use inhouse::domain::edit::{AgreementDraft, Edit};
use inhouse::domain::ident::AgreementId;
use inhouse::domain::signed::{changed, signature};
use inhouse::domain::text::Note;

fn code(desk: &Desk, id: AgreementId) -> String {
    signature(&desk.desk, desk.newest(id).1).code()
}

fn writers(version: &Version) -> Vec<&str> {
    version.authors.iter().map(|name| name.as_str()).collect()
}

#[test]
fn a_version_names_everybody_who_wrote_a_term_of_it() {
    let mut desk = Desk::new();
    desk.actor = Some(name("Ann"));
    let id = desk.save(None, desk.draft(8));
    desk.actor = Some(name("Ben"));
    desk.save(Some(id), desk.draft(4));
    desk.actor = Some(name("Ann"));
    desk.save(Some(id), desk.draft(6));
    assert_eq!(writers(desk.newest(id).1), ["Ann", "Ben"]);
    // Who puts it in force and who accepts it has not written it.
    desk.actor = Some(name("Cleo"));
    desk.save(Some(id), AgreementDraft { publish: true, ..desk.draft(6) });
    desk.act(Edit::Accept(id, Side::Client, acceptance("Dan"))).unwrap();
    assert_eq!(writers(desk.newest(id).1), ["Ann", "Ben"]);
    // The next version is of who wrote that one; nobody is named where nobody is known.
    desk.save(Some(id), desk.draft(5));
    assert_eq!(writers(desk.newest(id).1), ["Cleo"]);
    desk.actor = None;
    let other = desk.save(None, desk.draft(8));
    assert_eq!(writers(desk.newest(other).1), Vec::<&str>::new());
}

// Worked out elsewhere, in Python: FNV-1a of 64 bits over each part and a byte 0xff after it. The terms are the parts
// "target", "normal", "1", "28800000", "open", "1", "75": 22d5e4fbaff86b54. The hours are "open", "UTC", and for each day
// "day", its number, and from Monday to Friday "540", "1020": 6579a923eeaaef8a. Of these two the number begins 541351ca.
#[test]
fn the_number_of_a_text_is_the_same_for_ever() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    let signed = signature(&desk.desk, desk.newest(id).1);
    assert_eq!((signed.terms, signed.hours), (0x22d5_e4fb_aff8_6b54, 0x6579_a923_eeaa_ef8a));
    assert_eq!(code(&desk, id), "541351ca");
    // Another term and other hours are another text; back as it was, it is the same.
    desk.save(Some(id), desk.draft(9));
    assert_ne!(code(&desk, id), "541351ca");
    desk.save(Some(id), desk.draft(8));
    assert_eq!(code(&desk, id), "541351ca");
    desk.hours(|hours| hours.week.0[0][0].to = 960);
    assert_ne!(code(&desk, id), "541351ca");
}

#[test]
fn a_signature_a_change_made_void_stays_to_be_seen_until_that_side_signs_again() {
    let mut desk = Desk::new();
    let proposed = |draft: AgreementDraft| {
        let terms = Version { status: Status::Proposed, ..draft.terms.clone() };
        AgreementDraft { terms, ..draft }
    };
    let id = desk.save(None, proposed(desk.draft(8)));
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    let signed = desk.newest(id).1.accepted_by(Side::Client).unwrap().signature.unwrap();
    assert_eq!(signed.code(), "541351ca");

    let mut other = desk.draft(9);
    other.terms.expects = Note::new("By noon").unwrap();
    desk.save(Some(id), proposed(other.clone()));
    let version = desk.newest(id).1;
    assert_eq!(version.accepted_by(Side::Client), None);
    let was = version.voided_by(Side::Client).unwrap();
    assert_eq!((was.name.as_str(), was.signature.unwrap().code()), ("Ann", "541351ca".to_owned()));
    assert_eq!(version.voided_by(Side::Provider), None, "that side had not signed");

    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    let version = desk.newest(id).1;
    assert_eq!((version.voided_by(Side::Client), changed(&desk.desk, version, Side::Client)), (None, None));
}
