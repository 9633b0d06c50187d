//! What people call the ways by which one writes or speaks.

use crate::domain::channel::{WAYS, WayWords};
use crate::domain::request::Channel;
use crate::say;

/// The words people have for each way.
pub fn way_words() -> Vec<WayWords> {
    let words = |channel| match channel {
        Channel::Mail => say!("way_words.mail"),
        Channel::Chat => say!("way_words.chat"),
        Channel::Phone => say!("way_words.phone"),
        _ => say!("way_words.person"),
    };
    WAYS.map(|channel| (channel, words(channel).split('|').map(str::to_owned).collect())).to_vec()
}
