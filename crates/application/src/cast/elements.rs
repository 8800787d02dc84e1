//! What characters, scenes and props have in common.

use super::Cast;
use crate::{
    Actor, Invalid,
    versions::{Versioned, from_outdated, load_seen, save_seen},
};
use async_trait::async_trait;
use xinggen_domain::{
    DramaId,
    character::Character,
    drama::Drama,
    error::StoreError,
    limits::Problem,
    plan::{DramaPart, QuotaReached},
    ports::TenantTx,
    scene::{Prop, Scene},
};

/// Why a character, a scene or a prop was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateElementError {
    /// There is no such drama.
    #[error("no such drama")]
    NotFound,
    /// A value cannot be, or another one of the drama has the name already.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a character, a scene or a prop was not deleted; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeleteElementError<T> {
    /// There is none.
    #[error("there is none with this id")]
    NotFound,
    /// It was changed since the version that the caller has seen.
    #[error("it was changed meanwhile")]
    Stale {
        /// As it stands.
        current: Box<T>,
    },
    /// A shot, a line or a script uses it.
    #[error("a shot, a line or a script uses it")]
    InUse,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_outdated! { [T] DeleteElementError<T>, T; }

/// A row that belongs to a drama and can be shown in shots.
#[async_trait]
pub(super) trait Element: Versioned {
    async fn add(tx: &mut dyn TenantTx, row: Self) -> Result<(), StoreError>;
    async fn delete(tx: &mut dyn TenantTx, id: Self::Id) -> Result<bool, StoreError>;
    async fn of_drama(tx: &mut dyn TenantTx, drama: DramaId) -> Result<Vec<Self>, StoreError>;
}

macro_rules! elements {
    ($($row:ident, $repository:ident;)*) => {$(
        #[async_trait]
        impl Element for $row {
            async fn add(tx: &mut dyn TenantTx, row: Self) -> Result<(), StoreError> {
                tx.$repository().add(row).await
            }
            async fn delete(tx: &mut dyn TenantTx, id: Self::Id) -> Result<bool, StoreError> {
                tx.$repository().delete(id).await
            }
            async fn of_drama(tx: &mut dyn TenantTx, drama: DramaId) -> Result<Vec<Self>, StoreError> {
                tx.$repository().of_drama(drama).await
            }
        }
    )*};
}

elements! {
    Character, characters;
    Scene, scenes;
    Prop, props;
}

impl Cast {
    pub(super) async fn get<T: Element>(&self, actor: Actor, id: T::Id) -> Result<Option<T>, StoreError> {
        T::load(&mut *self.ports.store.begin_read(actor.user_id).await?, id).await
    }

    pub(super) async fn list<T: Element>(
        &self,
        actor: Actor,
        drama: DramaId,
    ) -> Result<Option<Vec<T>>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let Some(drama) = tx.dramas().get(drama).await? else {
            return Ok(None);
        };
        Ok(Some(T::of_drama(&mut *tx, drama.id).await?))
    }

    /// A transaction for one more element of a drama. Locks the account first, so that of many at once no more are added
    /// than the plan allows.
    pub(super) async fn begin(
        &self,
        actor: Actor,
        drama: DramaId,
        part: DramaPart,
    ) -> Result<(Box<dyn TenantTx>, Drama), CreateElementError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.profile().lock().await?;
        let drama = tx.dramas().get(drama).await?.ok_or(CreateElementError::NotFound)?;
        match self.ports.too_many_in_drama(&mut *tx, actor, drama.id, part).await? {
            Some(reached) => Err(reached.into()),
            None => Ok((tx, drama)),
        }
    }

    pub(super) async fn add<T: Element>(
        &self,
        mut tx: Box<dyn TenantTx>,
        row: T,
    ) -> Result<T, CreateElementError> {
        match T::add(&mut *tx, row.clone()).await {
            Err(StoreError::Conflict(_)) => return Err(Invalid::new(T::KEY, Problem::Taken).into()),
            added => added?,
        }
        tx.commit().await?;
        Ok(row)
    }

    pub(super) async fn delete<T: Element>(
        &self,
        actor: Actor,
        id: T::Id,
        expected: Option<i64>,
    ) -> Result<(), DeleteElementError<T>> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut row = load_seen::<T>(&mut *tx, id, expected).await?;
        if expected.is_some() {
            // Deleting does not look at versions; writing does.
            tx = save_seen(&self.ports, actor, tx, &mut row).await?;
        }
        if !T::delete(&mut *tx, id).await? {
            return Err(DeleteElementError::InUse);
        }
        Ok(tx.commit().await?)
    }
}
