//! The forty requests of the sample desk.

use super::stories::{Act, Story, story};
use crate::domain::request::Channel::{Chat, Desk, Form, Mail, Person, Phone};
use crate::domain::request::Effect::{Essential, Preference, Useful};
use crate::domain::request::Priority::{High, Low, Normal, Urgent};
use crate::domain::request::Stage::{Accepted, Closed, Deciding, Done, InProgress, Waiting};
use crate::domain::request::{DeclineReason, PauseReason};
use Act::{Again, Decline, Note, Pause, Promise, Say, Seen, To, Withdraw};

const FINANCE: usize = 0;
const CARE: usize = 1;
const WAREHOUSE: usize = 2;
const SALES: usize = 3;
const SINGAPORE: usize = 4;
const PAYROLL: Option<usize> = Some(0);
const HIRING: Option<usize> = Some(1);
const CONTRACTS: Option<usize> = Some(2);
const LEARNING: Option<usize> = Some(3);
const TOM: usize = 0;
const MILA: usize = 1;
const JO: usize = 2;

/// The requests, in the order of the keys of their titles.
pub const STORIES: &[Story] = &[
    // New
    story((WAREHOUSE, PAYROLL, High, Some(Essential), Phone), 145, MILA, &[]),
    story((CARE, None, Normal, Some(Useful), Mail), 50, JO, &[]),
    story((SINGAPORE, CONTRACTS, Normal, Some(Essential), Form), 80, TOM, &[]).meant(),
    story((SALES, None, Low, Some(Preference), Chat), 70, MILA, &[]),
    story((FINANCE, PAYROLL, Normal, Some(Essential), Mail), 95, TOM, &[]),
    // Deciding
    story((CARE, CONTRACTS, Normal, Some(Useful), Mail), 200, JO, &[(190, To(Deciding)), (188, Seen)]),
    story((WAREHOUSE, None, Low, Some(Useful), Person), 300, MILA, &[(280, To(Deciding))]),
    story(
        (SALES, None, High, Some(Useful), Mail),
        400,
        TOM,
        &[(330, Say("say.read")), (320, To(Deciding)), (150, Note("note.works-council"))],
    )
    .meant(),
    // Accepted
    story(
        (FINANCE, None, High, Some(Essential), Mail),
        330,
        TOM,
        &[(260, Say("say.yes")), (250, To(Accepted)), (249, Promise(-510))],
    )
    .meant(),
    story(
        (WAREHOUSE, None, Normal, Some(Useful), Person),
        800,
        MILA,
        &[(650, Say("say.yes")), (640, To(Accepted)), (639, Promise(-900))],
    ),
    story(
        (CARE, HIRING, Normal, Some(Essential), Form),
        1_750,
        JO,
        &[(1_600, Say("say.start")), (1_590, To(Accepted)), (1_580, Promise(-300))],
    )
    .meant(),
    story(
        (SALES, LEARNING, Low, Some(Useful), Mail),
        900,
        JO,
        &[(600, Say("say.yes")), (590, To(Accepted)), (580, Promise(-1_500))],
    ),
    story(
        (FINANCE, None, Normal, Some(Useful), Desk),
        500,
        TOM,
        &[(420, To(Accepted)), (410, Promise(-700))],
    )
    .asked(),
    // In progress
    story(
        (FINANCE, PAYROLL, High, Some(Essential), Mail),
        330,
        TOM,
        &[
            (290, Say("say.found")),
            (285, Promise(20)),
            (250, To(InProgress)),
            (240, Note("note.export")),
            (100, Again(-90, "again.test")),
            (98, Say("say.later")),
        ],
    )
    .meant(),
    story(
        (WAREHOUSE, CONTRACTS, High, Some(Essential), Phone),
        970,
        MILA,
        &[
            (900, Say("say.start")),
            (890, Promise(60)),
            (860, To(InProgress)),
            (70, Again(-420, "again.law")),
            (68, Say("say.later")),
        ],
    ),
    story(
        (SALES, PAYROLL, Normal, Some(Useful), Form),
        1_000,
        JO,
        &[
            (850, Say("say.start")),
            (700, To(InProgress)),
            (690, Promise(-600)),
            (200, Pause(PauseReason::OtherTeam)),
        ],
    ),
    story(
        (CARE, None, Normal, Some(Useful), Mail),
        1_300,
        TOM,
        &[(1_150, Say("say.yes")), (1_100, To(Accepted)), (1_090, Promise(-900)), (600, To(InProgress))],
    ),
    story(
        (SINGAPORE, CONTRACTS, Normal, Some(Essential), Mail),
        1_200,
        MILA,
        &[(1_150, Say("say.start")), (1_000, To(InProgress)), (990, Promise(-1_000))],
    ),
    story(
        (CARE, None, Low, Some(Useful), Person),
        2_000,
        JO,
        &[(1_700, Say("say.yes")), (900, To(InProgress)), (890, Promise(-1_700))],
    ),
    // Waiting on the client
    story(
        (WAREHOUSE, HIRING, Normal, Some(Essential), Mail),
        1_600,
        MILA,
        &[(1_450, Say("say.draft")), (1_300, To(InProgress)), (1_290, Promise(-700)), (700, To(Waiting))],
    ),
    story(
        (FINANCE, PAYROLL, Urgent, Some(Essential), Phone),
        900,
        TOM,
        &[(880, Say("say.list")), (860, To(InProgress)), (855, Promise(-800)), (780, To(Waiting))],
    )
    .meant(),
    story(
        (CARE, CONTRACTS, Normal, Some(Essential), Form),
        4_300,
        JO,
        &[(4_100, Say("say.start")), (4_050, Promise(2_600)), (4_000, To(InProgress)), (3_360, To(Waiting))],
    ),
    story(
        (SALES, None, Low, Some(Preference), Chat),
        1_900,
        JO,
        &[(1_600, Say("say.examples")), (1_500, To(InProgress)), (1_200, To(Waiting))],
    ),
    // Done
    story(
        (FINANCE, PAYROLL, High, Some(Essential), Mail),
        700,
        TOM,
        &[(660, Say("say.start")), (600, To(InProgress)), (380, Say("say.result")), (379, To(Done))],
    ),
    story(
        (WAREHOUSE, CONTRACTS, Normal, Some(Essential), Mail),
        3_200,
        MILA,
        &[
            (3_050, Say("say.start")),
            (3_040, Promise(1_500)),
            (2_500, To(InProgress)),
            (1_600, Again(800, "again.law")),
            (900, Say("say.result")),
            (899, To(Done)),
        ],
    ),
    story(
        (CARE, None, Normal, Some(Useful), Form),
        2_400,
        JO,
        &[(2_250, Say("say.yes")), (2_240, Promise(1_200)), (2_000, To(InProgress)), (1_300, To(Done))],
    ),
    story(
        (SINGAPORE, None, Low, Some(Useful), Mail),
        1_800,
        MILA,
        &[(1_500, Say("say.yes")), (1_000, To(InProgress)), (500, To(Done))],
    ),
    story(
        (SALES, HIRING, High, Some(Useful), Phone),
        1_500,
        TOM,
        &[(1_420, Say("say.start")), (1_400, To(InProgress)), (1_000, Say("say.result")), (999, To(Done))],
    ),
    story(
        (WAREHOUSE, PAYROLL, Urgent, Some(Essential), Person),
        1_300,
        TOM,
        &[(1_180, Say("say.found")), (1_170, To(InProgress)), (950, To(Done))],
    ),
    // Closed
    story(
        (FINANCE, PAYROLL, Normal, Some(Essential), Mail),
        9_500,
        TOM,
        &[(9_420, Say("say.start")), (9_000, To(InProgress)), (8_400, To(Done)), (8_000, To(Closed))],
    ),
    story(
        (WAREHOUSE, LEARNING, Low, Some(Essential), Form),
        9_000,
        JO,
        &[(8_700, Say("say.yes")), (8_000, To(InProgress)), (6_000, To(Done)), (5_600, To(Closed))],
    ),
    story(
        (CARE, HIRING, Normal, Some(Useful), Mail),
        8_500,
        JO,
        &[(8_300, Say("say.start")), (7_900, To(InProgress)), (6_000, To(Done)), (5_800, To(Closed))],
    ),
    story(
        (SALES, HIRING, High, Some(Useful), Phone),
        7_600,
        MILA,
        &[
            (7_500, Say("say.start")),
            (7_400, To(InProgress)),
            (7_300, To(Waiting)),
            (7_000, To(InProgress)),
            (6_700, To(Done)),
            (6_500, To(Closed)),
        ],
    ),
    story(
        (SINGAPORE, CONTRACTS, Normal, Some(Essential), Mail),
        7_000,
        MILA,
        &[(6_800, Say("say.start")), (6_500, To(InProgress)), (5_200, To(Done)), (5_000, To(Closed))],
    ),
    story(
        (FINANCE, PAYROLL, High, Some(Useful), Mail),
        6_200,
        TOM,
        &[(6_170, Say("say.found")), (6_100, To(InProgress)), (5_900, To(Done)), (5_600, To(Closed))],
    ),
    story(
        (SALES, None, Low, Some(Preference), Chat),
        5_200,
        JO,
        &[(4_900, Say("say.read")), (4_600, Withdraw("withdrawn"))],
    ),
    // Declined
    story(
        (SALES, HIRING, Normal, Some(Preference), Mail),
        700,
        TOM,
        &[(600, Say("say.read")), (590, To(Deciding)), (520, Decline(DeclineReason::Goal))],
    ),
    story(
        (SINGAPORE, PAYROLL, Low, Some(Preference), Mail),
        1_500,
        MILA,
        &[(1_300, Decline(DeclineReason::Scope))],
    ),
    story(
        (WAREHOUSE, PAYROLL, Normal, Some(Preference), Person),
        4_500,
        TOM,
        &[(4_350, Say("say.read")), (4_100, Decline(DeclineReason::NoEffect))],
    ),
    story(
        (CARE, HIRING, High, Some(Useful), Phone),
        3_600,
        JO,
        &[(3_560, To(Deciding)), (3_500, Decline(DeclineReason::Goal))],
    ),
];
