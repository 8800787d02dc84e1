//! Environments, built of solids in metres.

mod open;
mod room;
mod sky;

use super::{
    place::{Setting, setting_of},
    stage::Stage,
};
use xinggen_domain::ports::Place;

/// Builds the environment of a place.
pub(crate) fn draw(stage: &mut Stage<'_>, place: &Place) {
    let setting = setting_of(place);
    if place.interior && setting != Setting::Vehicle {
        room::draw(stage, setting);
    } else {
        sky::draw(stage);
        open::draw(stage, setting);
    }
}
