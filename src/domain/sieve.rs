//! What of the board is shown, in which order and in which form: one value, which an address can hold.
//!
//! Rules:
//! 1. Everything asked for has to hold. A person's words all have to occur, in any order, in the reference,
//!    the title, the texts, the names, the reasons or the notes; case and accents do not matter ([`super::fold`]).
//! 2. "None" can be asked for: nobody sees to it, no client, no service, effect not said.
//! 3. A filter by clock lets only open requests through; every other filter looks at all of them, as do those by what
//!    became of a request: taken back by the client, opened again.
//! 4. "Not" is the whole rest: what a condition lets through it holds back, and the other way round, those that are finished
//!    and those of which nothing is said as well. A request goes through where every "not" holds beside what is asked for.
//! 5. As pairs ([`View::pairs`]) only what differs from the usual is written. What cannot be read of an
//!    address is passed over: an address from elsewhere shows more, never something else.

use super::care::Tie;
use super::glance::Glance;
use super::ident::{ClientId, RequestId, ServiceId};
use super::moment::Moment;
use super::request::{Effect, Priority, Request, Stage};
use super::text::Name;
use chrono::NaiveDate;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub enum $name { #[default] $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its code, in addresses and in the key of its words.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

mod condition;
pub mod language;

pub use condition::{Condition, Key};

coded! {
    /// What a clock filter asks for.
    Facet {
        /// Everything.
        All = "all",
        /// Late or at risk, by a clock or by a promise.
        Pressing = "pressing",
        /// Late.
        Late = "late",
        /// At risk.
        AtRisk = "risk",
        /// Waiting for the client.
        Waiting = "waiting",
        /// There is time left, and nobody has to wait for it.
        Running = "run",
        /// Nothing measures it.
        Unmeasured = "none",
        /// The client is to hear of it.
        Tell = "tell",
        /// It has waited longer than agreed.
        Overlong = "overlong",
        /// Something stands in its way.
        Blocked = "blocked",
        /// The promised date has passed.
        PromiseOver = "promise-over",
        /// The promised date is near.
        PromiseNear = "promise-near",
        /// The client asked for news and has heard none since.
        Chased = "chased",
        /// A later request went first, and the client does not know yet.
        Bumped = "bumped",
        /// It is pressed for from above.
        FromAbove = "from-above",
        /// The client took it back.
        Withdrawn = "withdrawn",
        /// It was opened again after it was done.
        Reopened = "reopened",
    }
}

coded! {
    /// The order of what is shown.
    Sort {
        /// The next deadline first.
        Breach = "deadline",
        /// The oldest first.
        Age = "age",
        /// As the team has placed them.
        Rank = "own",
        /// By reference.
        Reference = "ref",
        /// By title.
        Title = "title",
        /// By client.
        Client = "client",
        /// By service.
        Service = "service",
        /// By stage.
        Stage = "stage",
        /// By priority, the gravest first.
        Priority = "priority",
        /// By the person who sees to it.
        Owner = "owner",
        /// By the date promised.
        Promise = "promise",
    }
}

coded! {
    /// The form it is shown in.
    Form {
        /// In lanes.
        Board = "board",
        /// In a table.
        Table = "table",
        /// In a calendar.
        Calendar = "calendar",
    }
}

coded! {
    /// What the lanes are split by.
    Group {
        /// Not at all.
        None = "none",
        /// By client.
        Client = "client",
        /// By service.
        Service = "service",
        /// By priority.
        Priority = "priority",
        /// By the person who sees to it.
        Owner = "owner",
        /// By how the clock stands.
        Clock = "clock",
        /// By the agreement that measures it.
        Agreement = "agreement",
    }
}

coded! {
    /// Where requests stand that are shown.
    Shelf {
        /// On the board.
        Board = "board",
        /// In the archive. An address says "1", as it did when there was nothing else.
        Archive = "1",
        /// Both.
        Both = "both",
    }
}

/// A filter of the board.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sieve {
    /// Words that all have to occur.
    pub text: String,
    /// Only for this client; inside nothing for "for nobody".
    pub client: Option<Option<ClientId>>,
    /// Only for this service.
    pub service: Option<Option<ServiceId>>,
    /// Only in this stage.
    pub stage: Option<Stage>,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Only where the clock stands so.
    pub facet: Facet,
    /// Only what this person sees to.
    pub owner: Option<Option<Name>>,
    /// Only with this label; inside nothing for "with none".
    pub label: Option<Option<Name>>,
    /// Only of this effect.
    pub effect: Option<Option<Effect>>,
    /// Only what hangs together with another request, in this way; inside nothing for "in any way".
    pub tie: Option<Option<Tie>>,
    /// Only what has waited for at least so many days.
    pub waiting: Option<u16>,
    /// Only what is promised before the end of this day; inside nothing for "nothing is promised".
    pub promised: Option<Option<NaiveDate>>,
    /// Nothing for which one of these holds, in the order of [`Sieve::leave_out`].
    pub without: Vec<Condition>,
    /// Where it stands.
    pub shelf: Shelf,
}

/// What of the board is shown, and how.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// What is let through.
    pub sieve: Sieve,
    /// In which order; none for this device's usual one.
    pub sort: Option<Sort>,
    /// The other way round; in tables.
    pub reversed: bool,
    /// In which form.
    pub form: Form,
    /// What the lanes are split by.
    pub group: Group,
}

/// When one looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looking {
    /// Now.
    pub now: Moment,
    /// The moment before which [`Sieve::promised`] asks for a promise.
    pub promised: Option<Moment>,
    /// The moment before which a promise of what is left out lies, where that is asked for.
    pub unpromised: Option<Moment>,
}

const NONE: &str = "-";
const ANY: &str = "any";

impl View {
    /// As pairs of a name and a value.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        let sieve = &self.sieve;
        let mut put = |key, value: Option<String>| out.extend(value.map(|value| (key, value)));
        put("view", (self.form != Form::Board).then(|| self.form.code().to_owned()));
        put("q", Some(sieve.text.trim().to_owned()).filter(|text| !text.is_empty()));
        for key in Key::ALL {
            put(key.code(), sieve.get(*key).map(|only| only.code()));
        }
        for not in &sieve.without {
            put("not", Some([not.key().code(), "-", &not.code()].concat()));
        }
        put("archive", (sieve.shelf != Shelf::Board).then(|| sieve.shelf.code().to_owned()));
        put("sort", self.sort.map(|sort| [if self.reversed { "-" } else { "" }, sort.code()].concat()));
        put("lanes", (self.group != Group::None).then(|| self.group.code().to_owned()));
        out
    }

    /// Takes one pair into account.
    pub fn take(&mut self, key: &str, value: &str) {
        let sieve = &mut self.sieve;
        match key {
            "view" => self.form = Form::parse(value).unwrap_or_default(),
            "q" => sieve.text = value.trim().to_owned(),
            "not" => {
                let not =
                    value.split_once('-').and_then(|(key, code)| Condition::parse(Key::parse(key)?, code));
                not.into_iter().for_each(|not| sieve.leave_out(not));
            }
            "archive" => sieve.shelf = Shelf::parse(value).unwrap_or_default(),
            "sort" => {
                self.reversed = value.starts_with('-');
                self.sort = Sort::parse(value.trim_start_matches('-'));
            }
            "lanes" => self.group = Group::parse(value).unwrap_or_default(),
            key => {
                if let Some(key) = Key::parse(key) {
                    sieve.set(key, Condition::parse(key, value));
                }
            }
        }
    }
}

/// A day as an address holds it: "2026-11-24".
pub fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

impl Sieve {
    /// True when everything on the board goes through.
    pub fn is_open(&self) -> bool {
        self.text.trim().is_empty() && Sieve { text: String::new(), ..self.clone() } == Sieve::default()
    }

    /// What the text asks for: words to be found in a folded text.
    pub fn words(&self) -> Vec<String> {
        super::fold::fold(&self.text).split_whitespace().map(str::to_owned).collect()
    }

    /// True for a request that goes through, but for the words.
    pub fn lets(&self, request: &Request, glance: Option<&Glance>, looking: &Looking) -> bool {
        Key::ALL.iter().all(|key| {
            self.get(*key).is_none_or(|only| only.holds(request, glance, looking.now, looking.promised))
        }) && !self.without.iter().any(|not| not.holds(request, glance, looking.now, looking.unpromised))
    }
}

/// The texts of every request, folded, each kept until its record changes.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// By id: how long the history was and its last stamp, and the text.
    known: Vec<(RequestId, Mark, Box<str>)>,
}

type Mark = (usize, Option<super::stamp::Stamp>);

impl Texts {
    /// Brings them up to date. `afresh` after something else than a request has changed: a client's name is
    /// part of the text of its requests.
    pub fn refresh(&mut self, desk: &super::workspace::Workspace, afresh: bool) {
        let old = if afresh { Vec::new() } else { std::mem::take(&mut self.known) };
        let mut before = old.into_iter().peekable();
        self.known.clear();
        for (id, request) in desk.requests() {
            while before.next_if(|(other, ..)| *other < id).is_some() {}
            let log = desk.log(super::ident::Subject::Request(id));
            let mark = (log.len(), log.last().map(|event| event.stamp));
            let kept = before.next_if(|(other, was, _)| *other == id && *was == mark);
            self.known.push(kept.unwrap_or_else(|| (id, mark, text_of(desk, id, request).into())));
        }
    }

    /// True where every word occurs.
    pub fn have(&self, id: RequestId, words: &[String]) -> bool {
        let at = self.known.binary_search_by_key(&id, |(other, ..)| *other);
        let text = at.ok().and_then(|at| self.known.get(at));
        text.is_some_and(|(.., text)| words.iter().all(|word| text.contains(word.as_str())))
    }
}

/// Everything that is written of a request, folded. A line break keeps a word from being found across two
/// fields.
fn text_of(desk: &super::workspace::Workspace, id: RequestId, request: &Request) -> String {
    use super::fact::Fact;
    use super::request::RequestFact;
    let mut out = String::new();
    let mut put = |text: &str| {
        if !text.is_empty() {
            super::fold::fold_into(text, &mut out);
            out.push('\n');
        }
    };
    put(&request.reference);
    put(request.title.as_ref().map(|title| title.as_str()).unwrap_or_default());
    let client = request.client.and_then(|id| desk.client_name(id));
    let service = request.service.and_then(|id| desk.service_name(id));
    for name in [client, service, request.requester.as_ref(), request.owner.as_ref()].into_iter().flatten() {
        put(name.as_str());
    }
    for label in &request.labels {
        put(label.as_str());
    }
    put(request.text.as_str());
    put(request.purpose.as_str());
    if let Some(refused) = &request.refused {
        put(refused.reason.as_str());
        put(refused.alternative.as_str());
    }
    let subject = super::ident::Subject::Request(id);
    let revoked = desk.revoked(subject);
    for event in desk.log(subject).iter().filter(|event| !revoked.contains(&event.stamp)) {
        let Fact::Request(fact) = &event.fact else { continue };
        match fact {
            RequestFact::Updated { text, .. }
            | RequestFact::Promised { reason: text, .. }
            | RequestFact::Withdrawn(text)
            | RequestFact::Reopened(text) => put(text.as_str()),
            RequestFact::Care(fact) => {
                fact.text().into_iter().chain(fact.name().map(Name::as_str)).for_each(&mut put);
            }
            RequestFact::Triage(fact) => fact.texts().into_iter().for_each(&mut put),
            RequestFact::Agreed(Some(agreed)) => {
                put(agreed.by.as_str());
                put(agreed.why.as_str());
            }
            RequestFact::BreachCause(cause) => put(cause.text.as_str()),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn back(view: &View) -> View {
        let mut read = View::default();
        for (key, value) in view.pairs() {
            read.take(key, &value);
        }
        read
    }

    #[test]
    fn every_view_reads_back_from_its_pairs() {
        assert_eq!(View::default().pairs(), []);
        let full = View {
            sieve: Sieve {
                text: "fix the export".into(),
                client: Some(Some(ClientId::from_parts(1, 2))),
                service: Some(None),
                stage: Some(Stage::Waiting),
                priority: Some(Priority::High),
                facet: Facet::AtRisk,
                owner: Some(Some(Name::new("Tom & Jerry = 2").unwrap())),
                label: Some(Some(Name::new("month-end").unwrap())),
                effect: Some(None),
                tie: Some(Some(Tie::BlockedBy)),
                waiting: Some(3),
                promised: Some(NaiveDate::from_ymd_opt(2026, 11, 24)),
                without: vec![Condition::Client(None), Condition::Label(Name::new("a - b").ok())],
                shelf: Shelf::Both,
            },
            sort: Some(Sort::Client),
            reversed: true,
            form: Form::Table,
            group: Group::Owner,
        };
        assert_eq!(full.pairs().len(), 18);
        assert_eq!(back(&full), full);
        for facet in Facet::ALL {
            let view = View { sieve: Sieve { facet: *facet, ..Sieve::default() }, ..View::default() };
            assert_eq!(back(&view), view);
        }
        for shelf in Shelf::ALL {
            let view = View { sieve: Sieve { shelf: *shelf, ..Sieve::default() }, ..View::default() };
            assert_eq!(back(&view), view);
        }
        let any_link = View { sieve: Sieve { tie: Some(None), ..Sieve::default() }, ..View::default() };
        assert_eq!(back(&any_link), any_link);
        for sort in Sort::ALL {
            let view = View { sort: Some(*sort), ..View::default() };
            assert_eq!(back(&view), view);
        }
    }

    #[test]
    fn what_cannot_be_read_of_an_address_is_passed_over() {
        let mut view = View::default();
        for (key, value) in [
            ("client", "zebra"),
            ("stage", "nowhere"),
            ("waiting", "-1"),
            ("waiting", "99999999"),
            ("promised", "2026-02-30"),
            ("link", "chain"),
            ("clock", ""),
            ("sort", "-"),
            ("view", "cube"),
            ("colour", "blue"),
            ("not", "client"),
            ("not", "client-zebra"),
            ("not", "clock-all"),
            ("not", "colour-blue"),
        ] {
            view.take(key, value);
        }
        assert_eq!(View { reversed: false, ..view }, View::default());
    }
}
