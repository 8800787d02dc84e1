//! Environments, built of solids in metres. A place has one layout for all shots: only the camera moves.

mod built;
mod furniture;
mod homes;
mod land;
mod nature;
mod old;
mod shell;
mod sky;
mod town;
mod trade;
mod transit;
mod water;
mod work;

use super::{
    place::{Setting, setting_of},
    stage::Stage,
};
use xinggen_domain::ports::Place;

/// Builds the environment of a place. Half of all places have their left and right exchanged.
pub(crate) fn draw(stage: &mut Stage<'_>, place: &Place) {
    if stage.seed.salted("mirror").chance(0.5) {
        stage.camera.mirror = -1.0;
    }
    let build: fn(&mut Stage<'_>) = match (setting_of(place), place.interior) {
        (Setting::LivingRoom, _) => homes::living_room,
        (Setting::Bedroom, _) => homes::bedroom,
        (Setting::Kitchen, _) => homes::kitchen,
        (Setting::Bathroom, _) => homes::bathroom,
        (Setting::Room, _) => homes::room,
        (Setting::Library, _) => homes::library,
        (Setting::Office, _) => work::office,
        (Setting::MeetingRoom, _) => work::meeting_room,
        (Setting::Classroom, _) => work::classroom,
        (Setting::Ward, _) => work::ward,
        (Setting::Corridor, _) => work::corridor,
        (Setting::Court, _) => work::court,
        (Setting::Police, _) => work::police,
        (Setting::Prison, _) => work::prison,
        (Setting::Cafe, _) => trade::cafe,
        (Setting::Restaurant, _) => trade::restaurant,
        (Setting::Teahouse, _) => trade::teahouse,
        (Setting::Bar, _) => trade::bar,
        (Setting::Theatre, _) => trade::theatre,
        (Setting::Wedding, _) => trade::wedding,
        (Setting::Shop, true) => trade::shop,
        (Setting::Shop, false) => town::shop_front,
        (Setting::Station, _) => transit::station,
        (Setting::BusStop, _) => transit::bus_stop,
        (Setting::Carriage, _) => transit::carriage,
        (Setting::Airport, _) => transit::airport,
        (Setting::Vehicle, true) => transit::vehicle,
        (Setting::Vehicle, false) => transit::kerb,
        (Setting::Warehouse, _) => old::warehouse,
        (Setting::Palace, _) => old::palace,
        (Setting::Courtyard, _) => old::courtyard,
        (Setting::Temple, true) => old::temple_hall,
        (Setting::Temple, false) => old::temple_gate,
        (Setting::Street, _) => town::street,
        (Setting::Alley, _) => town::alley,
        (Setting::Rooftop, _) => town::rooftop,
        (Setting::Campus, _) => town::campus,
        (Setting::Park, _) => land::park,
        (Setting::Forest, _) => land::forest,
        (Setting::Mountain, _) => land::mountain,
        (Setting::Seaside, _) => water::seaside,
        (Setting::River, _) => water::river,
        (Setting::Village, _) => land::village,
        (Setting::Desert, _) => land::desert,
        (Setting::Outdoors, _) => land::outdoors,
    };
    build(stage);
}
