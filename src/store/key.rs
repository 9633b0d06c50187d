//! Every key of the stored layout: the one place that builds and reads them.
//!
//! Layout, schema 1. Everything begins with `inhouse`, because all pages of one origin share one store.
//!
//! | key | value |
//! |---|---|
//! | `inhouse` | the root: schema and the spaces there are |
//! | `inhouse/here` | this device: theme, density, actor, order. Never exported |
//! | `inhouse/here/x/<n>` | what it remembered and could not be read, set aside |
//! | `inhouse/a/t` | the team |
//! | `inhouse/a/r/<id>` | one request: its events |
//! | `inhouse/a/c/<id>` … | a client; `s` service, `k` calendar, `g` agreement, `q` run, `m` mapping |
//! | `inhouse/a/z/<month>` | requests that came to their end long ago, packed ([`super::archive`]); `<month>.2` and so on hold more |
//! | `inhouse/a/j/<node>` | the journal: the last batch a tab wrote |
//! | `inhouse/a/d` | what was removed for good, and when |
//! | `inhouse/a/x/<n>` | a value that did not read, set aside with its old key and the reason |
//! | `inhouse/log/a` | when the space was last emptied: what the safe log noted before that is void |
//! | `inhouse/new/a` | the desk that takes the place of this one: its parts, once all of them are there |
//! | `inhouse/new/a/<ms>/<n>` | a part of it, packed |
//! | `inhouse/in/a/<ms>/<n>` | what one portion of an import brought, while it is brought in: to take it out again |
//! | `inhouse/out/a` | the import that goes out again, once that is settled |
//! | `inhouse/step/<n>` | a part of what a step to the next schema changes, packed ([`super::ledger::Step`]) |
//! | `inhouse/step/room` | nothing: the room that step needs |
//! | `inhouse/spare` | nothing: room kept free for the ways out of a full store |
//!
//! `a` is the space: one letter, so that keys stay short. A key this version does not know is left alone.

use crate::domain::ident::Subject;

/// The root key.
pub const ROOT: &str = "inhouse";
/// What this device remembers for itself.
pub const HERE: &str = "inhouse/here";
/// What the keys of its values that did not read begin with.
pub const HERE_ASIDE: &str = "inhouse/here/x/";
/// Room kept free for the ways out of a full store.
pub const SPARE: &str = "inhouse/spare";

/// What the keys of a step to the next schema begin with.
pub const STEP: &str = "inhouse/step/";

/// The keys of one space.
#[derive(Clone, Debug)]
pub struct Keys {
    space: String,
    prefix: String,
}

/// What a key names.
#[derive(Clone, PartialEq, Debug)]
pub enum Named {
    /// A record.
    Record(Subject),
    /// The journal of a tab.
    Journal(u32),
    /// A value set aside.
    SetAside(u32),
    /// Packed requests, by the name of their shard.
    Shard(String),
    /// What was removed for good.
    Marks,
    /// Something this version does not know.
    Unknown,
}

impl Keys {
    /// The keys of the space with this id.
    pub fn of(space: &str) -> Keys {
        Keys { space: space.to_owned(), prefix: format!("{ROOT}/{space}/") }
    }

    /// The id of the space.
    pub fn space(&self) -> &str {
        &self.space
    }

    /// The key that says when the space was last emptied. Outside of the space: emptying it is what it tells of.
    pub fn emptied(&self) -> String {
        format!("{ROOT}/log/{}", self.space)
    }

    /// What all of them begin with.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The key of a record.
    pub fn record(&self, subject: Subject) -> String {
        format!("{}{}", self.prefix, tail(subject))
    }

    /// The key of a tab's journal.
    pub fn journal(&self, node: u32) -> String {
        format!("{}j/{node:08x}", self.prefix)
    }

    /// The key of a value set aside.
    pub fn set_aside(&self, number: u32) -> String {
        format!("{}x/{number}", self.prefix)
    }

    /// The key of packed requests.
    pub fn shard(&self, name: &str) -> String {
        format!("{}z/{name}", self.prefix)
    }

    /// The key of what was removed for good.
    pub fn marks(&self) -> String {
        format!("{}d", self.prefix)
    }

    /// The key of the desk that takes the place of this one. Outside of the space, which it empties.
    pub fn coming(&self) -> String {
        format!("{ROOT}/new/{}", self.space)
    }

    /// What the keys of its parts begin with.
    pub fn parts(&self) -> String {
        format!("{ROOT}/new/{}/", self.space)
    }

    /// What the keys of the lists of imports that are under way begin with.
    pub fn lists(&self) -> String {
        format!("{ROOT}/in/{}/", self.space)
    }

    /// The key that names the import that goes out again.
    pub fn leaving(&self) -> String {
        format!("{ROOT}/out/{}", self.space)
    }

    /// What the keys of requests begin with.
    pub fn requests(&self) -> String {
        format!("{}r/", self.prefix)
    }

    /// What a key of this space names.
    pub fn read(&self, key: &str) -> Named {
        let Some(tail) = key.strip_prefix(&self.prefix) else { return Named::Unknown };
        if let Some(subject) = subject_of(tail) {
            return Named::Record(subject);
        }
        if tail == "d" {
            return Named::Marks;
        }
        match tail.split_once('/') {
            Some(("j", node)) => u32::from_str_radix(node, 16).map_or(Named::Unknown, Named::Journal),
            Some(("x", number)) => number.parse().map_or(Named::Unknown, Named::SetAside),
            Some(("z", name)) if !name.is_empty() => Named::Shard(name.to_owned()),
            _ => Named::Unknown,
        }
    }
}

/// A subject as the end of a key, such as `r/01J…`; also how files name records.
pub fn tail(subject: Subject) -> String {
    match subject {
        Subject::Team => "t".to_owned(),
        Subject::Request(id) => format!("r/{id}"),
        Subject::Client(id) => format!("c/{id}"),
        Subject::Service(id) => format!("s/{id}"),
        Subject::Calendar(id) => format!("k/{id}"),
        Subject::Agreement(id) => format!("g/{id}"),
        Subject::Run(id) => format!("q/{id}"),
        Subject::Mapping(id) => format!("m/{id}"),
    }
}

/// The subject that the end of a key names.
pub fn subject_of(tail: &str) -> Option<Subject> {
    if tail == "t" {
        return Some(Subject::Team);
    }
    let (kind, id) = tail.split_once('/')?;
    Some(match kind {
        "r" => Subject::Request(id.parse().ok()?),
        "c" => Subject::Client(id.parse().ok()?),
        "s" => Subject::Service(id.parse().ok()?),
        "k" => Subject::Calendar(id.parse().ok()?),
        "g" => Subject::Agreement(id.parse().ok()?),
        "q" => Subject::Run(id.parse().ok()?),
        "m" => Subject::Mapping(id.parse().ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ident::RequestId;

    #[test]
    fn keys_read_back_as_what_they_were_built_from() {
        let keys = Keys::of("a");
        let request = Subject::Request(RequestId::from_parts(1_700_000_000_000, 42));
        assert_eq!(keys.read(&keys.record(request)), Named::Record(request));
        assert_eq!(keys.read(&keys.record(Subject::Team)), Named::Record(Subject::Team));
        assert_eq!(keys.read(&keys.journal(0xabc)), Named::Journal(0xabc));
        assert_eq!(keys.read(&keys.set_aside(3)), Named::SetAside(3));
        assert_eq!(keys.read(&keys.shard("2026-05.2")), Named::Shard("2026-05.2".to_owned()));
        assert_eq!(keys.read(&keys.marks()), Named::Marks);
        assert_eq!(keys.read("inhouse/a/w/later"), Named::Unknown);
        assert_eq!(keys.read("inhouse/b/t"), Named::Unknown);
        assert_eq!(keys.read("inhouse/a/r/not-an-id"), Named::Unknown);
    }
}
