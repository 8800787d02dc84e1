use crate::{
    Database,
    error::store_error,
    rows::{UserRow, tables::users},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use xinggen_domain::{error::StoreError, ports::AccountDirectory, user::User};

#[async_trait]
impl AccountDirectory for Database {
    async fn find_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let query = users::Entity::find().filter(users::Column::Email.eq(email));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        row.map(User::try_from).transpose()
    }

    async fn add(&self, user: User) -> Result<(), StoreError> {
        let insert = users::Entity::insert(UserRow::from(user).into_active_model());
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }
}
