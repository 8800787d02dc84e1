//! Changing rows that count their changes: who has seen an old version is shown the current one instead.

use crate::{Actor, Invalid, Ports};
use async_trait::async_trait;
use xinggen_domain::{
    AiConfigId, CharacterId, DramaId, EpisodeId, PropId, SceneId,
    ai_config::AiConfig,
    character::Character,
    drama::Drama,
    episode::Episode,
    error::StoreError,
    limits::Problem,
    ports::TenantTx,
    scene::{Prop, Scene},
};

/// Why a drama, an episode, a character, a scene or a prop was not updated; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError<T> {
    /// There is none.
    #[error("there is none with this id")]
    NotFound,
    /// It was changed since the version that the caller has seen.
    #[error("it was changed meanwhile")]
    Stale {
        /// As it stands.
        current: Box<T>,
    },
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the row that the caller has seen is not the one that there is.
#[derive(Debug)]
pub(crate) enum Outdated<T> {
    NotFound,
    Stale(Box<T>),
    Store(StoreError),
}

impl<T> From<StoreError> for Outdated<T> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Lets an error enum with `NotFound`, `Stale { current }` and `Store` take over what is outdated.
macro_rules! from_outdated {
    ($([$($generic:ident)?] $error:ty, $row:ty;)*) => {$(
        impl$(<$generic>)? From<$crate::versions::Outdated<$row>> for $error {
            fn from(outdated: $crate::versions::Outdated<$row>) -> Self {
                match outdated {
                    $crate::versions::Outdated::NotFound => Self::NotFound,
                    $crate::versions::Outdated::Stale(current) => Self::Stale { current },
                    $crate::versions::Outdated::Store(error) => Self::Store(error),
                }
            }
        }
    )*};
}
pub(crate) use from_outdated;

from_outdated! { [T] UpdateError<T>, T; }

/// A row that counts its changes.
#[async_trait]
pub(crate) trait Versioned: Clone + PartialEq + Send + Sync {
    type Id: Copy + Send + Sync;
    /// The field that has to be unique, for those that have one.
    const KEY: &'static str;
    fn id(&self) -> Self::Id;
    fn version(&self) -> i64;
    async fn load(tx: &mut dyn TenantTx, id: Self::Id) -> Result<Option<Self>, StoreError>;
    async fn save(&mut self, tx: &mut dyn TenantTx) -> Result<(), StoreError>;
}

macro_rules! versioned {
    ($($row:ident, $id:ident, $repository:ident, $key:literal;)*) => {$(
        #[async_trait]
        impl Versioned for $row {
            type Id = $id;
            const KEY: &'static str = $key;
            fn id(&self) -> $id { self.id }
            fn version(&self) -> i64 { self.version }
            async fn load(tx: &mut dyn TenantTx, id: $id) -> Result<Option<Self>, StoreError> {
                tx.$repository().get(id).await
            }
            async fn save(&mut self, tx: &mut dyn TenantTx) -> Result<(), StoreError> {
                tx.$repository().save(self).await
            }
        }
    )*};
}

versioned! {
    Drama, DramaId, dramas, "title";
    Episode, EpisodeId, episodes, "number";
    Character, CharacterId, characters, "name";
    Scene, SceneId, scenes, "place";
    Prop, PropId, props, "name";
    AiConfig, AiConfigId, ai_configs, "name";
}

/// Loads a row, if it is the version that the caller has seen (none: whichever).
pub(crate) async fn load_seen<T: Versioned>(
    tx: &mut dyn TenantTx,
    id: T::Id,
    expected: Option<i64>,
) -> Result<T, Outdated<T>> {
    let row = T::load(tx, id).await?.ok_or(Outdated::NotFound)?;
    if expected.is_some_and(|expected| expected != row.version()) {
        return Err(Outdated::Stale(Box::new(row)));
    }
    Ok(row)
}

/// Writes a row, and so keeps others from changing it until the end of the transaction. The transaction is over
/// when somebody was faster.
pub(crate) async fn save_seen<T: Versioned>(
    ports: &Ports,
    actor: Actor,
    mut tx: Box<dyn TenantTx>,
    row: &mut T,
) -> Result<Box<dyn TenantTx>, Outdated<T>> {
    match row.save(&mut *tx).await {
        Ok(()) => Ok(tx),
        Err(StoreError::Stale(_)) => {
            drop(tx);
            let mut tx = ports.store.begin_read(actor.user_id).await?;
            let current = T::load(&mut *tx, row.id()).await?.ok_or(Outdated::NotFound)?;
            Err(Outdated::Stale(Box::new(current)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes a row that the caller has seen, and commits; a change that changes nothing is not written.
pub(crate) async fn update<T: Versioned>(
    ports: &Ports,
    actor: Actor,
    id: T::Id,
    expected: Option<i64>,
    change: impl FnOnce(&mut T) -> Result<(), Invalid>,
) -> Result<T, UpdateError<T>> {
    let mut tx = ports.store.begin(actor.user_id).await?;
    let known = load_seen::<T>(&mut *tx, id, expected).await?;
    let mut row = known.clone();
    change(&mut row)?;
    if row == known {
        return Ok(row);
    }
    match save_seen(ports, actor, tx, &mut row).await {
        Ok(tx) => tx.commit().await?,
        Err(Outdated::Store(StoreError::Conflict(_))) => {
            return Err(Invalid::new(T::KEY, Problem::Taken).into());
        }
        Err(outdated) => return Err(outdated.into()),
    }
    Ok(row)
}
