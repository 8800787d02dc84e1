use crate::{
    Database,
    error::store_error,
    rows::{UserRow, tables::users},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{
    Id, UserId,
    error::StoreError,
    identity::Identity,
    ports::{AccountDirectory, Page},
    time::Timestamp,
    user::{PasswordHash, Role, User, UserFilter},
};

#[async_trait]
impl AccountDirectory for Database {
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        self.with_password(users::Entity::find().filter(users::Column::Email.eq(email))).await
    }

    async fn find_by_phone(&self, phone: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        self.with_password(users::Entity::find().filter(users::Column::Phone.eq(phone))).await
    }

    async fn get(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = users::Entity::find_by_id(id.as_uuid()).one(&self.reader).await.map_err(store_error)?;
        row.map(User::try_from).transpose()
    }

    async fn list(
        &self,
        filter: &UserFilter,
        now: Timestamp,
        page: Page<UserId>,
    ) -> Result<Vec<User>, StoreError> {
        let mut query = users::Entity::find().order_by_desc(users::Column::Id).limit(u64::from(page.limit));
        if let Some(after) = page.after {
            query = query.filter(users::Column::Id.lt(after.as_uuid()));
        }
        if let Some(role) = filter.role {
            query = query.filter(of_role(role, now));
        }
        if let Some(status) = filter.status {
            query = query.filter(users::Column::Status.eq(status.code()));
        }
        query = match &filter.identity {
            Some(Identity::Email(email)) => query.filter(users::Column::Email.eq(email.as_str())),
            Some(Identity::Phone(phone)) => query.filter(users::Column::Phone.eq(phone.as_str())),
            None => query,
        };
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(User::try_from).collect()
    }
}

/// Users who have this role at this moment.
fn of_role(role: Role, now: Timestamp) -> Condition {
    let stored = |role: Role| Condition::all().add(users::Column::Role.eq(role.code()));
    match role {
        Role::Admin => stored(Role::Admin),
        Role::Vip => stored(Role::User).add(users::Column::VipUntil.gt(now)),
        Role::User => stored(Role::User).add(
            Condition::any().add(users::Column::VipUntil.is_null()).add(users::Column::VipUntil.lte(now)),
        ),
    }
}

impl Database {
    async fn with_password(
        &self,
        query: Select<users::Entity>,
    ) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        let row = query.one(&self.reader).await.map_err(store_error)?;
        let with_password = |mut row: UserRow| {
            let password = row.password_hash.take().map(PasswordHash);
            Ok((User::try_from(row)?, password))
        };
        row.map(with_password).transpose()
    }
}
