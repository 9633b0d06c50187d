//! The small parts every screen is built from. Markup and class names are those of `style/parts`.

pub mod channels;
pub mod clock;
pub mod days;
pub mod dialog;
pub mod drop;
pub mod due;
pub mod field;
pub mod gain;
pub mod icon;
pub mod lexicon;
pub mod passed;
pub mod register;
pub mod shares;
pub mod stage;
pub mod strong;
pub mod way;
