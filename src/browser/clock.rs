//! The clock of this device.

use crate::domain::moment::Moment;
use crate::store::ports::Clock;

/// `Date.now()`, looked up at every call: whoever replaces it (a test that moves the clock) is obeyed.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateNow;

impl Clock for DateNow {
    fn now(&self) -> Moment {
        Moment(js_sys::Date::now() as i64)
    }
}
