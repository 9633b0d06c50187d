//! Typed identifiers. A [`Subject`] names any record; each kind has its own id type, so that a
//! client's id cannot be passed where a request's is meant.

use std::fmt;
use std::str::FromStr;
use ulid::Ulid;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Ulid);

        impl $name {
            /// The id with this creation time (ms since 1970, negative read as 0) and these random bits.
            pub fn from_parts(ms: i64, random: u128) -> Self {
                $name(Ulid::from_parts(u64::try_from(ms).unwrap_or(0), random))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.to_string())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.to_string())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Ulid::from_string(text).map($name).map_err(|_| NotAnId)
            }
        }
    )*};
}

ids! {
    /// One request.
    RequestId;
    /// One internal client.
    ClientId;
    /// One service the team offers.
    ServiceId;
    /// One calendar of opening hours.
    CalendarId;
    /// One agreement (SLA) with its versions.
    AgreementId;
    /// One run of the self-assessment.
    RunId;
    /// One remembered column mapping of an import.
    MappingId;
}

/// Names one record of the desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// The team itself: name, zone, reference prefix. There is one.
    Team,
    /// A request.
    Request(RequestId),
    /// A client.
    Client(ClientId),
    /// A service.
    Service(ServiceId),
    /// A calendar.
    Calendar(CalendarId),
    /// An agreement.
    Agreement(AgreementId),
    /// A run of the self-assessment.
    Run(RunId),
    /// A remembered import mapping.
    Mapping(MappingId),
}

/// A 64-bit FNV-1a hash (Fowler, Noll, Vo 1991): the same bytes give the same number on every
/// device and in every version, which the standard library's hasher does not promise.
/// Used where two imports of one file must arrive at the same identifiers.
pub fn steady_hash(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
