//! What finished work was good for, in words.

use crate::domain::gain::Gain;
use crate::words::say_dyn;

/// What a kind is called.
pub fn gain_name(gain: &Gain) -> String {
    match gain {
        Gain::Own(name) => name.to_string(),
        usual => say_dyn!("gain.", usual.code()),
    }
}
