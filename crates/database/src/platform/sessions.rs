use crate::{
    Database,
    error::store_error,
    rows::tables::{sessions, users},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use xinggen_domain::{
    Id, SessionId,
    error::StoreError,
    ports::SessionDirectory,
    session::{Session, Standing},
    user::User,
};

#[async_trait]
impl SessionDirectory for Database {
    async fn get(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let query = sessions::Entity::find().filter(sessions::Column::Id.eq(id.as_uuid()));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        row.map(Session::try_from).transpose()
    }

    async fn standing(&self, id: SessionId) -> Result<Option<Standing>, StoreError> {
        let Some(session) = SessionDirectory::get(self, id).await? else { return Ok(None) };
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
