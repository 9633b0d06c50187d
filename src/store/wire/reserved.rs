//! Codes named from the start that have no screen in this version. They are kept and written back as
//! they are; a later version gives them their meaning without a migration.

/// Facts of a request.
pub const REQUEST: &[&str] = &["started", "complex", "notice-shown", "entry-point", "team"];

/// Facts of the team and of people.
pub const TEAM: &[&str] = &["t.reserve", "t.jargon", "t.member", "t.absence"];

/// Facts of clients and services.
pub const CLIENT: &[&str] =
    &["c.kind", "c.way", "c.answer", "c.choice", "c.tier", "c.checkin", "c.sent", "c.win"];

/// Facts of agreements.
pub const AGREEMENT: &[&str] = &["g.exclusion", "g.interval", "g.duty-due", "g.duty-met", "g.measured"];

/// Facts of records that have no screen yet: columns, labels, views, templates, recurrence, goals, criteria,
/// notes on the time line, improvement actions, client sheets.
pub const OTHERS: &[&str] = &[
    "column.set",
    "label.set",
    "view.set",
    "template.set",
    "recurrence.set",
    "goal.set",
    "criteria.set",
    "timeline.note",
    "action.set",
    "q.invited",
    "q.texts",
    "q.positions",
    "q.sheet",
    "q.draft",
    "q.target",
    "q.own",
];

/// True for a code that is reserved.
pub fn is_reserved(code: &str) -> bool {
    [REQUEST, TEAM, CLIENT, AGREEMENT, OTHERS].iter().any(|list| list.contains(&code))
}
