//! The forty requests of the sample desk.

use super::stories::{Act, Story, judge, story};
use crate::domain::care::Tie::{Blocks, SameCause};
use crate::domain::cause::BreachCause;
use crate::domain::request::Channel::{Chat, Desk, Form, Mail, Person, Phone};
use crate::domain::request::Effect::{Essential, Preference, Useful};
use crate::domain::request::Priority::{High, Low, Normal, Urgent};
use crate::domain::request::Stage::{Accepted, Closed, Deciding, Done, InProgress, Waiting};
use crate::domain::request::{DeclineReason, PauseReason};
use crate::domain::triage::Impact::{Many, One, Team};
use crate::domain::triage::Urgency::{Slow, Stop};
use Act::{
    Again, Answered, Ask, Benefit, Block, Chased, Complain, Confirm, Decline, Escalate, First, Label, Late,
    Later, Means, Note, Pause, Promise, Rate, Reply, Risk, Say, Scope, Seen, Settle, Talk, Tell, Thank, Tick,
    Tie, To, With, Withdraw,
};

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
// Which goal of the organisation a request serves.
const PAID: Option<usize> = Some(0);
const REGION: Option<usize> = Some(1);
const HIRES: Option<usize> = Some(2);
// Requests others hang together with, by their places here.
const BONUS: usize = 7;
const BANDS: usize = 8;
const TEMP_PAY: usize = 28;

/// The requests, in the order of the keys of their titles.
pub const STORIES: &[Story] = &[
    // New
    story(
        (WAREHOUSE, PAYROLL, High, Some(Essential), Phone),
        145,
        MILA,
        &[(120, judge(Team, Stop, PAID, 120, 2)), (118, Label("label.export"))],
    ),
    story((CARE, None, Normal, Some(Useful), Mail), 50, JO, &[]),
    story(
        (SINGAPORE, CONTRACTS, Normal, Some(Essential), Form),
        80,
        TOM,
        &[(65, judge(One, Stop, None, 120, 1)), (40, First("first.visa"))],
    )
    .meant(),
    story((SALES, None, Low, Some(Preference), Chat), 70, MILA, &[]),
    story(
        (FINANCE, PAYROLL, Normal, Some(Essential), Mail),
        95,
        TOM,
        &[(90, judge(One, Stop, PAID, 120, 1))],
    ),
    // Deciding
    story(
        (CARE, CONTRACTS, Normal, Some(Useful), Mail),
        200,
        JO,
        &[(190, To(Deciding)), (188, Seen), (180, judge(Team, Slow, None, 480, 1))],
    ),
    story(
        (WAREHOUSE, None, Low, Some(Useful), Person),
        300,
        MILA,
        &[(280, To(Deciding)), (270, Later(DeclineReason::Capacity, -4_200))],
    ),
    story(
        (SALES, None, High, Some(Useful), Mail),
        400,
        TOM,
        &[
            (330, Say("say.read")),
            (320, To(Deciding)),
            (310, judge(Team, Stop, REGION, 960, 3)),
            (150, Note("note.works-council")),
            (35, Tell("tell.region")),
        ],
    )
    .meant(),
    // Accepted
    story(
        (FINANCE, None, High, Some(Essential), Mail),
        330,
        TOM,
        &[
            (270, judge(Many, Slow, REGION, 1_440, 3)),
            (260, Say("say.yes")),
            (250, To(Accepted)),
            (249, Promise(-510)),
            (248, Means("means.bands")),
            (247, Means("means.bands-signed")),
            (245, Tie(Blocks, BONUS)),
        ],
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
        &[
            (1_605, judge(Team, Slow, HIRES, 960, 2)),
            (1_600, Say("say.start")),
            (1_590, To(Accepted)),
            (1_580, Promise(-300)),
            (1_000, Tick(1)),
        ],
    )
    .meant()
    .by_template(),
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
        &[(420, To(Accepted)), (410, Promise(-700)), (240, Tie(Blocks, BANDS))],
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
            (248, Means("means.file")),
            (247, Means("means.bank")),
            (240, Note("note.export")),
            (235, Label("label.export")),
            (230, Tie(SameCause, TEMP_PAY)),
            (200, Tick(1)),
            (120, Chased("chased.friday")),
            (100, Again(-90, "again.test")),
            (98, Say("say.later")),
            (30, Chased("chased.again")),
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
            (60, Escalate("escalate.law", "head", -420)),
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
            (210, Pause(PauseReason::OtherTeam)),
            (205, Block("block.rules", "finance.by", -600)),
        ],
    ),
    story(
        (CARE, None, Normal, Some(Useful), Mail),
        1_300,
        TOM,
        &[
            (1_150, Say("say.yes")),
            (1_100, To(Accepted)),
            (1_090, Promise(-900)),
            (600, To(InProgress)),
            (500, Talk("talk.shifts")),
            (300, Scope("scope.shifts")),
        ],
    ),
    story(
        (SINGAPORE, CONTRACTS, Normal, Some(Essential), Mail),
        1_200,
        MILA,
        &[
            (1_150, Say("say.start")),
            (1_000, To(InProgress)),
            (990, Promise(-1_000)),
            (250, Risk("risk.landlord")),
        ],
    ),
    story(
        (CARE, None, Low, Some(Useful), Person),
        2_000,
        JO,
        &[
            (1_700, Say("say.yes")),
            (900, To(InProgress)),
            (890, Promise(-1_700)),
            (700, Ask("ask.names")),
            (520, Answered("answer.names")),
            (130, Ask("ask.reader")),
        ],
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
        &[
            (660, Say("say.start")),
            (650, Means("means.net")),
            (600, To(InProgress)),
            (385, Tick(1)),
            (380, Say("say.result")),
            (379, To(Done)),
            (200, Rate(5, 5, "rate.fast")),
        ],
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
            (890, Late(BreachCause::Waiting, "late.law")),
            (500, Rate(4, 2, "rate.late")),
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
        &[
            (9_420, Say("say.start")),
            (9_000, To(InProgress)),
            (8_400, To(Done)),
            (8_000, To(Closed)),
            (7_990, Rate(5, 4, "rate.audit")),
        ],
    ),
    story(
        (WAREHOUSE, LEARNING, Low, Some(Essential), Form),
        9_000,
        JO,
        &[
            (8_700, Say("say.yes")),
            (8_000, To(InProgress)),
            (6_000, To(Done)),
            (5_900, With(MILA)),
            (5_600, Confirm),
            (5_590, Rate(5, 5, "rate.course")),
            (5_580, Thank("thank.course")),
            (4_000, Benefit("benefit.course")),
        ],
    ),
    story(
        (CARE, HIRING, Normal, Some(Useful), Mail),
        8_500,
        JO,
        &[
            (8_300, Say("say.start")),
            (7_900, To(InProgress)),
            (7_000, Escalate("escalate.guide", "head", 6_600)),
            (6_700, Settle("settle.guide")),
            (6_000, To(Done)),
            (5_800, Confirm),
        ],
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
            (6_400, Complain("complain.laptop")),
            (6_300, Reply("reply.laptop")),
        ],
    ),
    story(
        (SINGAPORE, CONTRACTS, Normal, Some(Essential), Mail),
        7_000,
        MILA,
        &[(6_800, Say("say.start")), (6_500, To(InProgress)), (5_200, To(Done)), (5_000, Confirm)],
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
