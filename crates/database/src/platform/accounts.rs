use crate::{
    Database,
    error::store_error,
    rows::{UserRow, tables::users},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use xinggen_domain::{
    Id, UserId,
    error::StoreError,
    ports::AccountDirectory,
    user::{PasswordHash, User},
};

#[async_trait]
impl AccountDirectory for Database {
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        let query = users::Entity::find().filter(users::Column::Email.eq(email));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        let with_password = |mut row: UserRow| {
            let password = row.password_hash.take().map(PasswordHash);
            Ok((User::try_from(row)?, password))
        };
        row.map(with_password).transpose()
    }

    async fn get(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = users::Entity::find_by_id(id.as_uuid()).one(&self.reader).await.map_err(store_error)?;
        row.map(User::try_from).transpose()
    }
}
