//! Events: collected while a transaction writes, numbered and written right before it commits.
//!
//! The row that numbers a user's events is the last lock that a transaction takes. Whoever holds it waits for nobody
//! any more, so it closes no circle of waits; and since it is held until the commit, numbers come in the order of the
//! commits and a rollback leaves no gap. Keys that are checked only at the commit lock jobs that the transaction has
//! added or locked before.

use crate::{
    error::store_error,
    home::OpenTx,
    rows::{
        EventRow, EventStreamRow,
        tables::{event_streams, events},
    },
};
use sea_orm::{
    DatabaseTransaction, EntityTrait, Insert, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;
use xinggen_domain::{
    Id, UserId,
    error::StoreError,
    event::EventBody,
    ports::{Clock, EventBus},
    time::Timestamp,
};

type Result<T> = std::result::Result<T, StoreError>;

/// How many events one statement writes: far below what both databases take in parameters.
const BATCH: usize = 4_000;

/// What a transaction has to tell its user, each thing once, as it was last written.
#[derive(Default)]
pub(crate) struct News(Vec<EventBody>);

impl News {
    /// Tells this, in the place of what was to be told of the same thing.
    pub(crate) fn tell(&mut self, body: EventBody) {
        self.0.retain(|other| !body.supersedes(other));
        self.0.push(body);
    }
}

/// Where news goes: the tables, and whoever listens.
#[derive(Clone)]
pub(crate) struct Outlet {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) bus: Option<Arc<dyn EventBus>>,
}

impl Outlet {
    /// Commits a transaction with its news, user by user in the order of their ids, so that two that tell several
    /// users do not wait for each other. `claimed_at` is when they had their turn, if this is a claim.
    pub(crate) async fn commit(
        &self,
        tx: OpenTx,
        news: BTreeMap<Uuid, News>,
        claimed_at: Option<Timestamp>,
    ) -> Result<()> {
        let now = self.clock.now();
        let mut told = Vec::new();
        for (owner, News(bodies)) in news.into_iter().filter(|(_, news)| !news.0.is_empty()) {
            write(tx.open()?, owner, bodies, now, claimed_at).await?;
            told.push(owner);
        }
        tx.commit().await?;
        if let Some(bus) = &self.bus {
            told.iter().for_each(|owner| bus.notify(UserId::from_uuid(*owner)));
        }
        Ok(())
    }
}

async fn write(
    tx: &DatabaseTransaction,
    owner: Uuid,
    bodies: Vec<EventBody>,
    now: Timestamp,
    claimed_at: Option<Timestamp>,
) -> Result<()> {
    let first = take_numbers(tx, owner, bodies.len(), claimed_at).await?;
    let rows: Result<Vec<EventRow>> =
        (first..).zip(bodies).map(|(number, body)| EventRow::of(owner, number, body, now)).collect();
    let mut rows = rows?.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let batch: Vec<events::ActiveModel> = rows.by_ref().take(BATCH).collect();
        Insert::many(batch).exec_without_returning(tx).await.map_err(store_error)?;
    }
    Ok(())
}

/// Takes so many numbers of the user's stream; the first of them.
async fn take_numbers(
    tx: &DatabaseTransaction,
    owner: Uuid,
    count: usize,
    claimed_at: Option<Timestamp>,
) -> Result<i64> {
    let count = i64::try_from(count).map_err(|error| StoreError::Backend(Box::new(error)))?;
    let row = EventStreamRow { user_id: owner, last_number: count, claimed_at };
    let last = Expr::col((event_streams::Entity, event_streams::Column::LastNumber));
    let mut further = OnConflict::column(event_streams::Column::UserId);
    further.value(event_streams::Column::LastNumber, last.add(count));
    if claimed_at.is_some() {
        further.update_column(event_streams::Column::ClaimedAt);
    }
    let insert = event_streams::Entity::insert(row.into_active_model()).on_conflict(further.clone());
    let stream = insert.exec_with_returning(tx).await.map_err(store_error)?;
    Ok(stream.last_number - count + 1)
}
