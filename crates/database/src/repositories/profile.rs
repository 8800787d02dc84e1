use super::{Result, one_of};
use crate::{
    rows::{UserRow, tables::users},
    transaction::SqlTx,
};
use async_trait::async_trait;
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
        let user = one_of(call.one(call.find::<users::Entity>()).await?)?;
        call.done(user)
    }
}
