//! Years of requests at once, made of events as they are recorded: with the text of people, for stores that
//! press texts together.
#![allow(dead_code, clippy::unwrap_used)]

use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{ClientId, RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::rank::Rank;
use inhouse::domain::request::{Channel, Direction, MatchWhy, Priority, Raise, RequestFact, Stage};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::text::{Name, Note, Title};

/// Numbers that look random and repeat themselves (Marsaglia's xorshift64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() >> 11) as usize % n.max(1)
    }
}

/// Writes what people write: words drawn as often as they occur in a text of this project. Their order is random,
/// so that it presses worse than real sentences do.
pub struct Writer {
    words: Vec<String>,
}

impl Writer {
    pub fn new() -> Writer {
        let texts = [
            include_str!("../../src/words/en/request.txt"),
            include_str!("../../src/words/en/position.txt"),
            include_str!("../../src/words/en/agreement.txt"),
            include_str!("../../README.md"),
        ];
        let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '’'));
        let words = texts.iter().flat_map(|text| text.split_whitespace()).filter(is_word);
        Writer { words: words.map(str::to_owned).collect() }
    }

    /// A text of about this many letters.
    pub fn text(&self, dice: &mut Dice, letters: usize) -> String {
        let mut out = String::new();
        while out.chars().count() < letters {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&self.words[dice.below(self.words.len())]);
        }
        out.chars().take(letters).collect::<String>().trim().to_owned()
    }
}

const OWNERS: [&str; 6] =
    ["Anna Weiss", "Tom Aerts", "Mila Berg", "Jonas Keller", "Priya Nair", "Luc Martin"];

/// `n` requests raised evenly between two moments, 4.7 events and 200 letters of text each; every one closed a few
/// days later, or (`closed` is false) in work. References go on from `first`.
pub fn requests(
    n: usize,
    first: usize,
    (from, to): (Moment, Moment),
    closed: bool,
    clients: &[ClientId],
) -> Vec<(Subject, Vec<Event>)> {
    let (mut dice, writer) = (Dice(0x9E37_79B9_7F4A_7C15 ^ first as u64 ^ u64::from(closed)), Writer::new());
    let mut rank = Rank::between(None, None);
    let step = to.since(from).0 / n.max(1) as i64;
    (0..n)
        .map(|i| {
            let at = from + Span(step * i as i64 + (dice.roll() % 1_000_000) as i64);
            let random = u128::from(dice.roll()) << 64 | u128::from(dice.roll());
            let id = RequestId::from_parts(at.0, random);
            let node = [0x51a2_77c0, 0x0b3e_9912, 0xe4d0_4471][dice.below(3)];
            let mut log = Vec::new();
            let mut add = |after: Span, fact: RequestFact, dice: &mut Dice| {
                let moment = at + after;
                let actor = Some(Name::new(OWNERS[dice.below(OWNERS.len())]).unwrap());
                let stamp = Stamp { ms: moment.0, count: log.len() as u32, node };
                log.push(Event { stamp, at: moment, actor, source: Source::Live, fact: Fact::Request(fact) });
            };
            rank = Rank::between(Some(&rank), None);
            let raise = Raise {
                reference: format!("PEO-{}", first + i).into(),
                title: Title::new(&writer.text(&mut dice, 40)).unwrap(),
                client: clients.get(dice.below(clients.len())).copied(),
                requester: None,
                service: None,
                direction: Direction::WeServe,
                channel: Channel::Desk,
                priority: [Priority::Normal, Priority::Normal, Priority::High, Priority::Low][dice.below(4)],
                effect: None,
                purpose: Note::default(),
                text: Note::new(&writer.text(&mut dice, 120)).unwrap(),
                rank: rank.clone(),
            };
            add(Span::ZERO, RequestFact::Raised(Box::new(raise)), &mut dice);
            let hour = |dice: &mut Dice| Span((dice.roll() % 20_000_000) as i64);
            let soon = hour(&mut dice);
            let text = Note::new(&writer.text(&mut dice, 40)).unwrap();
            add(soon, RequestFact::Updated { text, visible: true, automatic: false }, &mut dice);
            if dice.below(10) < 7 {
                let owner = Some(Name::new(OWNERS[dice.below(OWNERS.len())]).unwrap());
                add(soon + hour(&mut dice), RequestFact::Assigned(owner), &mut dice);
            }
            let later = soon + Span::hours(6) + hour(&mut dice);
            add(later, RequestFact::Moved { stage: Stage::InProgress, rank: rank.clone() }, &mut dice);
            let end = later + Span::hours(10) + hour(&mut dice);
            if closed {
                add(end, RequestFact::Moved { stage: Stage::Closed, rank: rank.clone() }, &mut dice);
            } else {
                let why = MatchWhy { client: false, service: false, chosen: false };
                add(end, RequestFact::Pinned { agreement: None, why }, &mut dice);
            }
            (Subject::Request(id), log)
        })
        .collect()
}
