//! How the clocks of an agreement count, besides how much its targets are: from when in the day a request is one
//! of the next day, whose word the next update waits for, how long whoever takes a request over has, until when all
//! of it is a pilot, and what a change of priority and opening again do to what was counted.
//!
//! Rules:
//! 1. *Cut-off.* What is raised at or after the cut-off, on a day with opening hours that have not ended yet,
//!    counts as raised on the next day that opens, for targets in working days ("asked before 15:00, done
//!    tomorrow"). Targets in hours know the hour already, and what is raised after closing or on a closed day
//!    is of the next day anyway. The cut-off is a time by the clock of the calendar's zone. Where working days
//!    end by the same time (C36 of [`super::clock`]), they count from the opening of that next day.
//! 2. *Next update.* Either a rhythm, from one answer to the next ([`UpdateBy::Rhythm`], the default), or an
//!    answer to what the client says ([`UpdateBy::Reply`]): rule C30 of [`super::clock`]. Who promises both has a clock for
//!    each (C38).
//! 3. *Hand-over.* Whoever takes a request over has so much counted time until it is done or passed on
//!    ([`super::handover`]).
//! 4. *Pilot.* What is raised up to the end of the last day of the pilot is measured and is no breach: it is
//!    counted apart and asks for no cause. The request keeps this for good, as it keeps its version. (Written
//!    agreements are commonly tried for a period before their targets bind.)
//! 5. *Another priority.* The new target counts from the beginning ([`OnPriority::Retarget`], the default), or leaves
//!    standing what was broken before ([`OnPriority::Onward`]), or counts from the change ([`OnPriority::Anew`]):
//!    rules C29, C31 and C32 of [`super::clock`]. (FreeITSM offers the same three.)
//! 6. *Opened again.* The clock continues ([`OnReopen::Continue`], the default) or each time counts anew
//!    ([`OnReopen::Anew`]): rules C15 and C33. (FreeITSM and osTicket have both.)
//! 7. *Longest pause.* What waits longer than so much time comes up as a reminder: [`super::pausing`].
//! 8. *Answers.* The client answers what the team asks within so much time: [`super::answered`]. It moves no clock.

use super::clock::{ClockKind, Target};
use super::moment::Moment;
use super::open::OpenTime;
use super::zone::ZoneTable;
use chrono::{NaiveDate, Timelike};

/// What the next-update clock waits for (rule 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum UpdateBy {
    /// From one answer to the next.
    #[default]
    Rhythm,
    /// From what the client says to the answer.
    Reply,
}

/// What a change of priority does to the clocks (rule 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum OnPriority {
    /// The new target counts from the beginning, and nothing else.
    #[default]
    Retarget,
    /// The same from here on: what was late before stays late.
    Onward,
    /// The new target counts from the change.
    Anew,
}

/// What opening a resolved request again does to its clock (rule 6).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum OnReopen {
    /// It goes on where it stood.
    #[default]
    Continue,
    /// It begins again with the whole target.
    Anew,
}

/// How the clocks count.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Counting {
    /// From this minute of the day on, a request is one of the next day (rule 1).
    pub cut_off: Option<u16>,
    /// What the next-update clock waits for (rule 2).
    pub update_by: UpdateBy,
    /// How long whoever takes a request over has (rule 3).
    pub hand_over: Option<Target>,
    /// The last day of the pilot (rule 4).
    pub pilot: Option<NaiveDate>,
    /// What a change of priority does (rule 5).
    pub on_priority: OnPriority,
    /// What opening again does (rule 6).
    pub on_reopen: OnReopen,
    /// How long a pause lasts before somebody is reminded (rule 7).
    pub longest_pause: Option<Target>,
    /// Within which time the client answers what the team asks (rule 8).
    pub answers: Option<Target>,
}

impl Counting {
    /// True for a request of the pilot (rule 4).
    pub fn is_pilot(&self, raised: Moment, zone: &ZoneTable) -> bool {
        self.pilot.is_some_and(|last| zone.to_local(raised).date() <= last)
    }

    /// True where a clock counts from its beginning whatever happens on the way (rules 5 and 6).
    pub fn is_through(&self) -> bool {
        self.on_priority != OnPriority::Anew && self.on_reopen == OnReopen::Continue
    }

    /// A target as it counts for what was raised then: working days from the cut-off on are as much open time
    /// as lies between, one day later (rule 1); any other target is what it is.
    pub fn target(
        &self,
        target: &Target,
        clock: ClockKind,
        raised: Moment,
        open: &OpenTime,
        zone: &ZoneTable,
    ) -> Target {
        let later = || {
            let cut_off = self.cut_off.filter(|_| !clock.is_waits())?;
            target.working_days()?;
            let local = zone.to_local(raised);
            if local.hour() * 60 + local.minute() < u32::from(cut_off) {
                return None;
            }
            let closing = open.end_of_working_day(raised, 0)?;
            if zone.to_local(Moment(closing.0 - 1)).date() != local.date() {
                return None;
            }
            target.days_from(raised, closing, open)
        };
        later().unwrap_or(*target)
    }
}
