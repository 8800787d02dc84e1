//! The labelled stories.

pub(super) struct Labelled {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) labels: &'static str,
}

macro_rules! story {
    ($folder:literal, $name:literal) => {
        Labelled {
            name: $name,
            text: include_str!(concat!("../../../../../", $folder, $name, ".txt")),
            labels: include_str!(concat!("../../../../../", $folder, $name, ".labels.tsv")),
        }
    };
}

pub(super) const STORIES: &[Labelled] = &[
    story!("docs/examples/", "old-camera"),
    story!("docs/examples/", "last-coffee"),
    story!("docs/examples/", "lighthouse-letter"),
    story!("docs/examples/", "night-shift"),
    story!("crates/animatic/tests/stories/", "webnovel-return"),
    story!("crates/animatic/tests/stories/", "children-lantern"),
    story!("crates/animatic/tests/stories/", "workplace-launch"),
    story!("crates/animatic/tests/stories/", "period-snow"),
    story!("crates/animatic/tests/stories/", "thriller-floor"),
    story!("crates/animatic/tests/stories/", "en-turns"),
    story!("crates/animatic/tests/stories/", "drought-well"),
    story!("crates/animatic/tests/stories/", "ferry-station"),
    story!("crates/animatic/tests/stories/", "school-umbrella"),
    story!("crates/animatic/tests/stories/", "courier-door"),
    story!("crates/animatic/tests/stories/", "shadow-fox"),
    story!("crates/animatic/tests/stories/", "cabin-ledger"),
    story!("crates/animatic/tests/stories/", "harbor-radio"),
    story!("crates/animatic/tests/stories/", "night-call"),
    story!("crates/animatic/tests/stories/", "noodle-shop"),
    story!("crates/animatic/tests/stories/", "ferry-inn"),
    story!("crates/animatic/tests/stories/", "laid-off"),
    story!("crates/animatic/tests/stories/", "orchard-bees"),
    story!("crates/animatic/tests/stories/", "basement-archive"),
    story!("crates/animatic/tests/stories/", "palace-medicine"),
    story!("crates/animatic/tests/stories/", "green-train"),
    story!("crates/animatic/tests/stories/", "small-goalkeeper"),
    story!("crates/animatic/tests/stories/", "deep-call"),
    story!("crates/animatic/tests/stories/", "room-1403"),
];
