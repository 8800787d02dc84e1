//! The entities and their columns, one file per table, by its name.

pub(crate) mod assets;
pub(crate) mod characters;
pub(crate) mod credit_hold_lots;
pub(crate) mod credit_holds;
pub(crate) mod credit_lots;
pub(crate) mod credit_transactions;
pub(crate) mod cuts;
pub(crate) mod dramas;
pub(crate) mod episodes;
pub(crate) mod job_waits;
pub(crate) mod jobs;
pub(crate) mod prices;
pub(crate) mod productions;
pub(crate) mod props;
pub(crate) mod scenes;
pub(crate) mod scripts;
pub(crate) mod shot_cast;
pub(crate) mod shot_lines;
pub(crate) mod shot_props;
pub(crate) mod shots;
pub(crate) mod storyboards;
pub(crate) mod takes;
pub(crate) mod users;
