use super::Result;
use std::collections::BTreeMap;
use xinggen_domain::{
    AiConfigId, CharacterId, DramaId, EpisodeId, ProductionId, PropId, SceneId,
    ai_config::AiConfig,
    character::Character,
    drama::Drama,
    episode::Episode,
    error::StoreError,
    ports::Page,
    production::Production,
    scene::{Prop, Scene},
};

/// A row refers to one that its tenant does not have.
#[derive(Debug, thiserror::Error)]
#[error("a row refers to a {0} that is not there")]
struct NoParent(&'static str);

/// Checks that a row is there for another one to refer to.
pub(super) fn parent<I: Ord, R>(table: &BTreeMap<I, R>, id: I, what: &'static str) -> Result<()> {
    if table.contains_key(&id) { Ok(()) } else { Err(StoreError::Backend(NoParent(what).into())) }
}

/// Checks a unique key: no row may have it already.
pub(super) fn unique(taken: bool, key: &str) -> Result<()> {
    if taken { Err(StoreError::Conflict(key.to_owned())) } else { Ok(()) }
}

/// Adds a row under an id that is not there yet.
pub(super) fn insert<I: Ord, R>(table: &mut BTreeMap<I, R>, id: I, row: R, key: &str) -> Result<()> {
    unique(table.contains_key(&id), key)?;
    table.insert(id, row);
    Ok(())
}

/// A page of the rows that match, newest first.
pub(super) fn newest<I: Ord + Copy, R: Clone>(
    table: &BTreeMap<I, R>,
    page: Page<I>,
    matches: impl Fn(&R) -> bool,
) -> Vec<R> {
    let behind = table.iter().rev().filter(|(id, _)| page.after.is_none_or(|after| **id < after));
    let matching = behind.map(|(_, row)| row).filter(|row| matches(row));
    matching.take(page.limit as usize).cloned().collect()
}

/// A row whose changes are counted.
pub(super) trait Versioned: Clone {
    type Id: Ord + Copy;
    const WHAT: &'static str;
    fn id(&self) -> Self::Id;
    fn version(&mut self) -> &mut i64;
}

/// Writes a row over the one with the same id and version, and counts the version up.
pub(super) fn save<R: Versioned>(table: &mut BTreeMap<R::Id, R>, row: &mut R) -> Result<()> {
    let version = *row.version();
    let stored = table.get_mut(&row.id()).ok_or(StoreError::Stale(R::WHAT))?;
    if *stored.version() != version {
        return Err(StoreError::Stale(R::WHAT));
    }
    *row.version() = version + 1;
    *stored = row.clone();
    Ok(())
}

macro_rules! versioned {
    ($($row:ident, $id:ident, $what:literal;)*) => {$(
        impl Versioned for $row {
            type Id = $id;
            const WHAT: &'static str = $what;
            fn id(&self) -> $id { self.id }
            fn version(&mut self) -> &mut i64 { &mut self.version }
        }
    )*};
}

versioned! {
    AiConfig, AiConfigId, "AI configuration";
    Drama, DramaId, "the drama";
    Episode, EpisodeId, "the episode";
    Character, CharacterId, "the character";
    Scene, SceneId, "the scene";
    Prop, PropId, "the prop";
}

impl Versioned for Production {
    type Id = ProductionId;
    const WHAT: &'static str = "the production";
    fn id(&self) -> ProductionId {
        self.id
    }
    fn version(&mut self) -> &mut i64 {
        self.version_mut()
    }
}
