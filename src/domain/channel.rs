//! The way a client prefers, and the way it was written.
//!
//! Rules:
//! 1. What a client prefers is kept in words of its own. Ways the desk knows are recognised in them, by the words people have
//!    for each; of what is not recognised, nothing is said.
//! 2. An update may say by which way it went ([`CareFact::Sent`](super::care::CareFact::Sent)). Where that is none of those
//!    recognised, whoever writes is told so. It is a hint: there may be a reason.

use super::plain::found;
use super::request::Channel;

/// The ways of an update.
pub const WAYS: [Channel; 4] = [Channel::Mail, Channel::Chat, Channel::Phone, Channel::Person];

/// The words people have for a way.
pub type WayWords = (Channel, Vec<String>);

/// The ways that are named in what a client prefers (rule 1).
pub fn preferred(text: &str, words: &[WayWords]) -> Vec<Channel> {
    let named = words.iter().filter(|(_, all)| !found(text, all.iter().map(String::as_str)).is_empty());
    named.map(|(channel, _)| *channel).collect()
}

/// True where this way is none of those a client is known to prefer (rule 2).
pub fn is_other_way(text: &str, sent: Channel, words: &[WayWords]) -> bool {
    let preferred = preferred(text, words);
    !preferred.is_empty() && !preferred.contains(&sent)
}
