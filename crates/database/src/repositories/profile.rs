use super::{Result, one_of};
use crate::{
    rows::{UserRow, tables::users},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use xinggen_domain::{
    Id,
    error::StoreError,
    ports::Profile,
    user::{PasswordHash, User},
};

pub(crate) struct SqlProfile<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Profile for SqlProfile<'_> {
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<()> {
        let call = self.0.write()?;
        if user.id.as_uuid() != call.owner() {
            return Err(StoreError::Backend("an account is opened by its own tenant".into()));
        }
        call.insert(UserRow::of(user, password)).await?;
        call.done(())
    }

    async fn get(&mut self) -> Result<Option<User>> {
        let call = self.0.read()?;
        // `users` has no `user_id`: its id is the tenant.
        let query = users::Entity::find().filter(users::Column::Id.eq(call.owner()));
        let user = one_of(call.one(query).await?)?;
        call.done(user)
    }
}
