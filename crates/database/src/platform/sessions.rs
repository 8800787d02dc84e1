use crate::{
    Database,
    error::store_error,
    rows::{SessionRow, tables::sessions},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, UpdateMany, sea_query::Expr};
use xinggen_domain::{
    Id, SessionId, error::StoreError, ports::Sessions, provenance::Digest, session::Session, time::Timestamp,
};

#[async_trait]
impl Sessions for Database {
    async fn add(&self, session: Session) -> Result<(), StoreError> {
        let insert = sessions::Entity::insert(SessionRow::from(session).into_active_model());
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }

    async fn get(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let query = sessions::Entity::find().filter(sessions::Column::Id.eq(id.as_uuid()));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        row.map(Session::try_from).transpose()
    }

    async fn replace(&self, session: Session, expected: Digest) -> Result<bool, StoreError> {
        let id = session.id;
        let row = SessionRow::from(session);
        let update = not_ended(id)
            .col_expr(sessions::Column::Secret, Expr::value(row.secret))
            .col_expr(sessions::Column::Previous, Expr::value(row.previous))
            .col_expr(sessions::Column::RefreshedAt, Expr::value(row.refreshed_at))
            .col_expr(sessions::Column::EndedAt, Expr::value(row.ended_at))
            .filter(sessions::Column::Secret.eq(expected.to_string()));
        let done = update.exec(&self.writer).await.map_err(store_error)?;
        Ok(done.rows_affected == 1)
    }

    async fn end(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let update = not_ended(id).col_expr(sessions::Column::EndedAt, Expr::value(now));
        update.exec(&self.writer).await.map_err(store_error)?;
        Ok(())
    }
}

/// An update of a session that has not ended.
fn not_ended(id: SessionId) -> UpdateMany<sessions::Entity> {
    sessions::Entity::update_many()
        .filter(sessions::Column::Id.eq(id.as_uuid()))
        .filter(sessions::Column::EndedAt.is_null())
}
