//! The desk's vocabulary, and nothing of how it is stored or shown.
//!
//! A **team** delivers to its **clients**: colleagues of the same organisation. A client raises a
//! **request**, asked by a requester, perhaps for a **service**; it goes through **stages**, gets a
//! **promise**, waits, is resolved or declined. An **agreement** between the team and a client says, in
//! **versions**, within how much of the opening time of a **calendar** a request is answered and resolved;
//! its **clocks** are read from what happened, never counted along. A **run** of the self-assessment holds
//! the team's answers on how it serves its clients.
//!
//! Everything is recorded as [`fact::Event`]s; the present state of a [`record::Record`] follows from them.
//! [`decide::decide`] turns what a person asks for into facts; [`workspace::Workspace::apply`] takes them in.
//! Time, zones, randomness and language come in as values: nothing here reads a clock.

pub mod agenda;
pub mod agreed;
pub mod agreeing;
pub mod agreement;
pub mod answered;
pub mod asked;
pub mod backtest;
pub mod bump;
pub mod calendar;
pub mod calendar_record;
pub mod care;
pub mod caring;
pub mod cause;
pub mod channel;
pub mod client;
pub mod clock;
pub mod column_sets;
pub mod columns;
pub mod contact;
pub mod counter;
pub mod counting;
pub mod cumulative;
pub mod day_file;
pub mod decide;
pub mod deciding;
pub mod derivation;
pub mod edit;
pub mod fact;
pub mod fairness;
pub mod finder;
pub mod flow;
pub mod fold;
pub mod forecast;
pub mod gain;
pub mod gap;
pub mod glance;
pub mod handover;
pub mod heeded;
pub mod holiday;
pub mod ident;
pub mod insight;
pub mod intake;
pub mod kept;
pub mod lane;
pub mod layers;
pub mod many;
pub mod mapping;
pub mod matched;
pub mod meeting;
pub mod moment;
pub mod month;
pub mod moves;
pub mod offices;
pub mod open;
pub mod openness;
pub mod outlook;
pub mod over;
pub mod pausing;
pub mod plain;
pub mod plot;
pub mod position;
pub mod pressed;
pub mod process;
pub mod promised;
pub mod quick;
pub mod quota;
pub mod rank;
pub mod record;
pub mod reference;
pub mod register;
pub mod reply;
pub mod request;
pub mod review;
pub mod reviewed;
pub mod rhythm;
pub mod run;
pub mod said;
pub mod series;
pub mod sheets;
pub mod sieve;
pub mod signed;
pub mod spent;
pub mod stamp;
pub mod standing;
pub mod survey;
pub mod team;
pub mod telling;
pub mod template;
pub mod text;
pub mod threshold;
pub mod timebook;
pub mod triage;
pub mod typed;
pub mod versions;
pub mod worked;
pub mod workspace;
pub mod zone;
