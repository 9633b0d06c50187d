//! A first mapping from the names of columns and the words in them; a person then looks at it.
//!
//! Rules:
//! 1. A column gets the part its header names, whatever its case, spaces and signs. Each part goes to one
//!    column, each column to one part.
//! 2. With a case, a time and an activity, or a time and cases that repeat, a row is an event; else a request.
//! 3. Resolving is "resolve", "resolved", "solved", "verified" and the like, alone or said of the ticket:
//!    "Resolve ticket" is, "Resolve SW anomaly" is not.
//! 4. Numbered priorities: 1 is the highest, as most programs have it, except where the column is called
//!    seriousness, urgency, importance or weight: there more is more, with 4 as the highest.

use super::mapping::{Kind, Mapping, Meaning, Role, Shape, Standing};
use super::moment::{DateOrder, order_evidence};
use super::table::Table;
use crate::domain::request::Priority;
use std::collections::{BTreeMap, BTreeSet};

/// Headers by part, the likeliest first: letters and figures only, in lower case.
const HEADERS: &[(Role, &str)] = &[
    (
        Role::Case,
        "case caseid caseconceptname ticket ticketid ticketnumber ticketno reference ref requestid requestnumber \
         incident incidentid incidentnumber issuekey key issueid id number nr no",
    ),
    (
        Role::Time,
        "timestamp eventtime timetimestamp datetime time completetimestamp changedat occurred occurredat when at \
         date",
    ),
    (Role::Activity, "activity activityname event eventname conceptname action step change"),
    (Role::Title, "title subject summary shortdescription topicline name"),
    (
        Role::Client,
        "client clientname customer customername department businessunit company organisation organization team \
         costcentre costcenter",
    ),
    (Role::Service, "service servicename requesttype servicetype"),
    (Role::Topic, "product component category subcategory type issuetype"),
    (
        Role::Requester,
        "requester requestername requestedby reporter raisedby openedby caller contact askedby from",
    ),
    (
        Role::Agent,
        "agent owner assignee assignedto assignedagent resource orgresource handler technician responsible",
    ),
    (Role::Priority, "priority prio seriousness urgency severity importance weight"),
    (Role::Text, "description text details body comment message note notes"),
    (Role::Purpose, "purpose why benefit justification"),
    (Role::Status, "status stage state column list"),
    (
        Role::Raised,
        "raised raisedat created createdat createdon createddate creationdate opened openedat reported submitted \
         submittedat received requested dateopened datecreated",
    ),
    (
        Role::Responded,
        "responded respondedat firstresponse firstresponseat firstresponsetime firstreply firstrepliedat \
         firstanswer",
    ),
    (
        Role::Resolved,
        "resolved resolvedat resolvedon resolutiondate resolutiontime solved solvedat completed completedat done \
         doneat finished delivered",
    ),
    (Role::Closed, "closed closedat closedon closeddate dateclosed closingdate"),
    (Role::Promised, "promised promisedat promiseddate duedate due dueby deadline targetdate"),
];

/// Words that only say what kind of thing a case is.
const OBJECTS: [&str; 6] = ["ticket", "case", "request", "issue", "incident", "the"];

/// A mapping of the table by its headers and words.
pub fn guess(table: &Table) -> Mapping {
    let mut mapping = Mapping::new(Shape::Events);
    mapping.columns = columns(table);
    let column = |role: Role| mapping.columns.get(&role).and_then(|name| table.column(name));
    let timed = column(Role::Time).is_some();
    let repeats = column(Role::Case).is_some_and(|at| {
        let mut seen = BTreeSet::new();
        (0..table.len()).any(|row| !seen.insert(table.cell(row, at)))
    });
    let events = timed && column(Role::Case).is_some() && (column(Role::Activity).is_some() || repeats);
    if !events {
        mapping.shape = Shape::Requests;
        // A lone "date" or "time" of a request is when it was raised.
        if let (Some(name), false) =
            (mapping.columns.remove(&Role::Time), mapping.columns.contains_key(&Role::Raised))
        {
            mapping.columns.insert(Role::Raised, name);
        }
    }
    fill_words(&mut mapping, table);
    mapping
}

/// Maps the words of the columns that have words and are mapped: all of them, or, of those that are
/// mapped already, only new ones. To be called again after a column was chosen by hand.
pub(super) fn fill_words(mapping: &mut Mapping, table: &Table) {
    let column = |mapping: &Mapping, role| mapping.column(role).and_then(|name: &str| table.column(name));
    if let Some(at) = column(mapping, Role::Activity).filter(|_| mapping.shape == Shape::Events) {
        for (word, _) in distinct(table, at) {
            mapping.activities.entry(word.to_owned()).or_insert_with(|| meaning(word));
        }
    }
    if let Some(at) = column(mapping, Role::Status).filter(|_| mapping.shape == Shape::Requests) {
        for (word, _) in distinct(table, at) {
            if let (false, Some(standing)) = (mapping.statuses.contains_key(word), standing(word)) {
                mapping.statuses.insert(word.to_owned(), standing);
            }
        }
    }
    if let Some(at) = column(mapping, Role::Priority) {
        let words: Vec<&str> = distinct(table, at).into_keys().collect();
        let header = plain(mapping.column(Role::Priority).unwrap_or_default());
        for (word, priority) in priorities(&header, &words) {
            mapping.priorities.entry(word.to_owned()).or_insert(priority);
        }
    }
    let times = [Role::Time, Role::Raised, Role::Responded, Role::Resolved, Role::Closed, Role::Promised];
    let columns = times.into_iter().filter_map(|role| column(mapping, role));
    mapping.order = order(table, columns).0;
}

/// The most different words a column is looked at for: one with more holds no vocabulary.
const MOST_WORDS: usize = 200;

/// The different texts of a column, with how often each stands there; nothing is left out but empty cells.
/// A column of very many different ones is cut off at [`MOST_WORDS`].
pub(super) fn distinct(table: &Table, column: usize) -> BTreeMap<&str, usize> {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..table.len() {
        let cell = table.cell(row, column);
        if let Some(count) = out.get_mut(cell) {
            *count += 1;
        } else if !cell.is_empty() && out.len() < MOST_WORDS {
            out.insert(cell, 1);
        }
    }
    out
}

/// The order of dates in these columns, and whether nothing in them says so although it matters.
pub(super) fn order(table: &Table, columns: impl Iterator<Item = usize>) -> (DateOrder, bool) {
    let (mut day, mut month, mut dots, mut open) = (false, false, false, false);
    for column in columns {
        for row in 0..table.len() {
            if let Some((first, second, dotted)) = order_evidence(table.cell(row, column)) {
                day |= first > 12;
                month |= second > 12;
                dots |= dotted;
                open |= first != second;
            }
        }
    }
    let order = if month && !day { DateOrder::MonthFirst } else { DateOrder::DayFirst };
    (order, open && day == month && !dots)
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn columns(table: &Table) -> BTreeMap<Role, String> {
    let mut free: Vec<(String, &String)> = table.headers().iter().map(|h| (plain(h), h)).collect();
    let mut out = BTreeMap::new();
    for (role, names) in HEADERS {
        let found =
            names.split_whitespace().find_map(|name| free.iter().position(|(header, _)| header == name));
        if let Some(at) = found {
            out.insert(*role, free.remove(at).1.clone());
        }
    }
    out
}

fn meaning(activity: &str) -> Meaning {
    let lower = activity.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let of_case = words.iter().any(|w| OBJECTS.contains(w));
    let words: Vec<&str> = words.into_iter().filter(|w| !OBJECTS.contains(w)).collect();
    let all = words.join(" ");
    let alone = words.len() == 1;
    let begins = |stems: &[&str]| stems.iter().any(|stem| all.starts_with(stem));
    let has = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    if has(&["reopen"]) || begins(&["re open"]) {
        Meaning::new(Kind::Progress, true)
    } else if has(&["invalid", "reject", "declin", "refus", "wontfix"]) || begins(&["won t", "wont "]) {
        Meaning::new(Kind::Decline, false)
    } else if has(&["duplicat", "merge"]) {
        Meaning::new(Kind::Merge, false)
    } else if has(&["withdr", "cancel"]) {
        Meaning::new(Kind::Withdraw, false)
    } else if alone
        && begins(&["resolve", "solve", "verif", "done", "fixed", "complete", "deliver", "finish"])
    {
        Meaning::new(Kind::Resolve, false)
    } else if alone && begins(&["close", "closing", "archive"]) {
        Meaning::new(Kind::Close, false)
    } else if has(&["wait", "pending", "suspend", "pause"]) || begins(&["on hold", "hold"]) {
        Meaning::new(Kind::Wait, false)
    } else if begins(&["take in charge", "taken in charge", "acknowledg", "accept", "take over"]) {
        Meaning::new(Kind::Acknowledge, true)
    } else if begins(&["repl", "respon", "answer", "first response", "first reply"]) {
        Meaning::new(Kind::Reply, true)
    } else if begins(&["insert", "creat", "open", "rais", "submit", "regist"]) && (of_case || alone) {
        Meaning::new(Kind::Raise, false)
    } else if begins(&[
        "require",
        "create",
        "schedule",
        "start",
        "work",
        "escalat",
        "investigat",
        "in progress",
    ]) {
        Meaning::new(Kind::Progress, true)
    } else {
        Meaning::NOTE
    }
}

fn standing(word: &str) -> Option<Standing> {
    let text = word.to_lowercase();
    let has = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    if let Some(exact) = Standing::parse(&text) {
        return Some(exact);
    }
    Some(if has(&["duplicat", "merge"]) {
        Standing::Merged
    } else if has(&["withdr", "cancel"]) {
        Standing::Withdrawn
    } else if has(&["declin", "reject", "refus", "invalid", "won't"]) {
        Standing::Declined
    } else if has(&["clos", "archiv"]) {
        Standing::Closed
    } else if has(&["resolv", "solved", "done", "fixed", "complete", "deliver", "finish"]) {
        Standing::Done
    } else if has(&["wait", "pending", "hold", "block", "feedback"]) {
        Standing::Waiting
    } else if has(&["progress", "doing", "working", "active", "assigned", "started", "wip"]) {
        Standing::InProgress
    } else if has(&["triag", "decid", "review", "approval"]) {
        Standing::Deciding
    } else if has(&["accept", "approved", "plan", "ready", "selected"]) {
        Standing::Accepted
    } else if has(&["new", "open", "to do", "todo", "backlog", "inbox", "submitted", "received"]) {
        Standing::New
    } else {
        return None;
    })
}

/// What the words of a priority column mean, those that can be read.
fn priorities<'t>(header: &str, words: &[&'t str]) -> Vec<(&'t str, Priority)> {
    let number = |word: &str| {
        let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        word.get(word.len() - digits..)?.parse::<u32>().ok()
    };
    let top = words.iter().filter_map(|w| number(w)).max().unwrap_or(0).max(4);
    let more_is_more = ["serious", "urgen", "importan", "weight"].iter().any(|stem| header.contains(stem));
    let by_word = |word: &str| {
        let text = word.to_lowercase();
        let has = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
        if has(&["urgent", "critical", "blocker", "highest", "immediate", "emergency"]) {
            Some(Priority::Urgent)
        } else if has(&["high", "major", "important"]) {
            Some(Priority::High)
        } else if has(&["low", "minor", "trivial", "planning"]) {
            Some(Priority::Low)
        } else if has(&["normal", "medium", "moderate", "standard"]) {
            Some(Priority::Normal)
        } else {
            None
        }
    };
    let by_number = |word: &str| {
        let place =
            number(word).map(|n| if more_is_more { top.saturating_sub(n) } else { n.saturating_sub(1) })?;
        Some(match place {
            0 => Priority::Urgent,
            1 => Priority::High,
            2 => Priority::Normal,
            _ => Priority::Low,
        })
    };
    words.iter().filter_map(|word| Some((*word, by_word(word).or_else(|| by_number(word))?))).collect()
}
