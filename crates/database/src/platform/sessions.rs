use crate::{
    Database,
    error::store_error,
    rows::{
        SessionRow,
        tables::{sessions, users},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, UpdateMany, sea_query::Expr,
};
use xinggen_domain::{
    Id, SessionId, UserId,
    error::StoreError,
    ports::Sessions,
    provenance::Digest,
    session::{Session, Standing},
    time::Timestamp,
    user::User,
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

    async fn of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let query = sessions::Entity::find()
            .filter(sessions::Column::UserId.eq(user.as_uuid()))
            .filter(sessions::Column::EndedAt.is_null())
            .order_by_desc(sessions::Column::CreatedAt)
            .order_by_desc(sessions::Column::Id);
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(Session::try_from).collect()
    }

    async fn standing(&self, id: SessionId) -> Result<Option<Standing>, StoreError> {
        let Some(session) = Sessions::get(self, id).await? else { return Ok(None) };
        let user = users::Entity::find_by_id(session.user_id.as_uuid());
        let user = user.one(&self.reader).await.map_err(store_error)?.map(User::try_from).transpose()?;
        Ok(user.map(|user| Standing {
            session,
            role: user.role,
            vip_until: user.vip_until,
            status: user.status,
        }))
    }
}

/// An update of a session that has not ended.
fn not_ended(id: SessionId) -> UpdateMany<sessions::Entity> {
    sessions::Entity::update_many()
        .filter(sessions::Column::Id.eq(id.as_uuid()))
        .filter(sessions::Column::EndedAt.is_null())
}
