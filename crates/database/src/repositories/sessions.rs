use super::{Result, all_of, one_of};
use crate::{
    rows::{
        SessionRow, StepUpRow,
        tables::{sessions, step_ups},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany,
    sea_query::{Expr, LockType},
};
use xinggen_domain::{Id, SessionId, error::StoreError, ports::Sessions, session::Session, time::Timestamp};

pub(crate) struct SqlSessions<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Sessions for SqlSessions<'_> {
    async fn add(&mut self, session: Session) -> Result<()> {
        let call = self.0.write()?;
        if session.user_id.as_uuid() != call.owner() {
            return Err(StoreError::Backend("a session is opened by its own tenant".into()));
        }
        call.insert(SessionRow::from(session)).await?;
        call.done(())
    }

    async fn get(&mut self, id: SessionId) -> Result<Option<Session>> {
        let call = self.0.read()?;
        let query = call.find::<sessions::Entity>().filter(sessions::Column::Id.eq(id.as_uuid()));
        let session = one_of(call.one(query).await?)?;
        call.done(session)
    }

    async fn lock(&mut self, id: SessionId) -> Result<Option<Session>> {
        let call = self.0.write()?;
        // No stronger: proofs and tickets that refer to the session are added beside it.
        let query = call.find::<sessions::Entity>().lock(LockType::NoKeyUpdate);
        let session = one_of(call.one(query.filter(sessions::Column::Id.eq(id.as_uuid()))).await?)?;
        call.done(session)
    }

    async fn list(&mut self) -> Result<Vec<Session>> {
        let call = self.0.read()?;
        let query = call
            .find::<sessions::Entity>()
            .filter(sessions::Column::EndedAt.is_null())
            .order_by_desc(sessions::Column::CreatedAt)
            .order_by_desc(sessions::Column::Id);
        let live = all_of(call.all(query).await?)?;
        call.done(live)
    }

    async fn save(&mut self, session: Session) -> Result<()> {
        let call = self.0.write()?;
        let row = SessionRow::from(session);
        let update = not_ended(&call)
            .filter(sessions::Column::Id.eq(row.id))
            .col_expr(sessions::Column::Secret, Expr::value(row.secret))
            .col_expr(sessions::Column::Previous, Expr::value(row.previous))
            .col_expr(sessions::Column::RefreshedAt, Expr::value(row.refreshed_at));
        if call.change(update).await? == 0 {
            return Err(StoreError::Stale("the session"));
        }
        call.done(())
    }

    async fn end(&mut self, id: SessionId, now: Timestamp) -> Result<bool> {
        let call = self.0.write()?;
        let update = not_ended(&call)
            .filter(sessions::Column::Id.eq(id.as_uuid()))
            .col_expr(sessions::Column::EndedAt, Expr::value(Some(now)));
        let ended = call.change(update).await?;
        call.done(ended > 0)
    }

    async fn end_all(&mut self, except: Option<SessionId>, now: Timestamp) -> Result<u64> {
        let call = self.0.write()?;
        let mut update = not_ended(&call).col_expr(sessions::Column::EndedAt, Expr::value(Some(now)));
        if let Some(except) = except {
            update = update.filter(sessions::Column::Id.ne(except.as_uuid()));
        }
        let ended = call.change(update).await?;
        call.done(ended)
    }

    async fn prove(&mut self, id: SessionId, now: Timestamp) -> Result<()> {
        let call = self.0.write()?;
        let row = StepUpRow { user_id: call.owner(), session_id: id.as_uuid(), proved_at: now };
        call.put(row, &[step_ups::Column::UserId, step_ups::Column::SessionId]).await?;
        call.done(())
    }

    async fn proved_at(&mut self, id: SessionId) -> Result<Option<Timestamp>> {
        let call = self.0.read()?;
        let query = call.find::<step_ups::Entity>().filter(step_ups::Column::SessionId.eq(id.as_uuid()));
        let row = call.one(query).await?;
        call.done(row.map(|row| row.proved_at))
    }
}

/// An update of the owner's sessions that have not ended.
fn not_ended(call: &Call<'_>) -> UpdateMany<sessions::Entity> {
    call.update::<sessions::Entity>().filter(sessions::Column::EndedAt.is_null())
}
