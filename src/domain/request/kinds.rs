//! The words a request is described in: where it stands, how soon it matters, for whom it waits, how it ends.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its code: in stored data, in links and as the last part of its sentence's key.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }

            /// Its place among [`Self::ALL`].
            pub const fn index(self) -> u8 {
                self as u8
            }
        }
    };
}
pub(in crate::domain) use codes;

codes! {
    /// Where a request stands.
    Stage {
        /// Raised, nobody has looked yet.
        New = "new",
        /// Being triaged.
        Deciding = "deciding",
        /// Taken on, not begun.
        Accepted = "accepted",
        /// Being worked on.
        InProgress = "progress",
        /// The client has to act.
        Waiting = "waiting",
        /// The result is delivered.
        Done = "done",
        /// Delivered and confirmed, withdrawn or merged.
        Closed = "closed",
        /// Declined with a reason and an alternative.
        Declined = "declined",
    }
}

codes! {
    /// How soon it matters.
    Priority {
        /// Waiting does harm now.
        Urgent = "urgent",
        /// Waiting soon does harm.
        High = "high",
        /// The usual.
        Normal = "normal",
        /// It can wait.
        Low = "low",
    }
}

codes! {
    /// What it does for the people the organisation serves in the end.
    Effect {
        /// They would go without.
        Essential = "essential",
        /// They are better served.
        Useful = "useful",
        /// They would not notice.
        Preference = "preference",
    }
}

codes! {
    /// Who delivers to whom.
    Direction {
        /// The team delivers to the client.
        WeServe = "serve",
        /// The team asks the client for something.
        WeAsk = "ask",
    }
}

codes! {
    /// How a request came in.
    Channel {
        /// Typed in on this desk.
        Desk = "desk",
        /// By form.
        Form = "form",
        /// By e-mail.
        Mail = "mail",
        /// By chat.
        Chat = "chat",
        /// By telephone.
        Phone = "phone",
        /// In person.
        Person = "person",
        /// Out of an imported file.
        File = "file",
    }
}

codes! {
    /// For whom or what the work waits.
    PauseReason {
        /// The client.
        Client = "client",
        /// Another team of the organisation.
        OtherTeam = "team",
        /// A supplier outside.
        Supplier = "supplier",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// Why a request was declined.
    DeclineReason {
        /// It works against a goal of the organisation.
        Goal = "goal",
        /// It does nothing for the people served in the end.
        NoEffect = "effect",
        /// There is no capacity for it.
        Capacity = "capacity",
        /// It is outside what was agreed.
        Scope = "scope",
        /// Somebody else does this.
        OtherTeam = "team",
        /// Another reason, in words.
        Other = "other",
    }
}

codes! {
    /// How a closed request ended.
    Outcome {
        /// Delivered.
        Done = "done",
        /// The client took it back.
        Withdrawn = "withdrawn",
        /// It was the same as another one.
        Merged = "merged",
    }
}

impl Stage {
    /// True for Done and Closed: the result is there.
    pub fn is_resolved(self) -> bool {
        matches!(self, Stage::Done | Stage::Closed)
    }

    /// True when nothing more is to be done.
    pub fn is_finished(self) -> bool {
        matches!(self, Stage::Done | Stage::Closed | Stage::Declined)
    }
}

impl Priority {
    /// 4 for urgent down to 1 for low.
    pub fn level(self) -> u8 {
        4 - self.index()
    }
}
