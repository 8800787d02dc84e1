use crate::rows::convert::{credits, id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    error::StoreError,
    ledger::Account,
    user::{PasswordHash, User},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) status: String,
    pub(crate) password_hash: Option<String>,
    pub(crate) credits: i64,
    pub(crate) credits_held: i64,
    pub(crate) statement_entries: i64,
    pub(crate) daily_cap: Option<i64>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) clear_at: Option<DateTimeUtc>,
    pub(crate) vip_until: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a new user: the account is empty.
    pub(crate) fn of(user: User, password: Option<PasswordHash>) -> Self {
        Self {
            id: user.id.as_uuid(),
            email: user.email,
            phone: user.phone,
            name: user.name,
            role: user.role.code().to_owned(),
            status: user.status.code().to_owned(),
            password_hash: password.map(|hash| hash.0),
            credits: 0,
            credits_held: 0,
            statement_entries: 0,
            daily_cap: None,
            created_at: user.created_at,
            clear_at: None,
            vip_until: user.vip_until,
        }
    }
}

impl TryFrom<Model> for User {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            email: row.email,
            phone: row.phone,
            name: row.name,
            role: read(&row.role)?,
            vip_until: row.vip_until,
            status: read(&row.status)?,
            created_at: row.created_at,
        })
    }
}

impl From<Model> for Account {
    fn from(row: Model) -> Self {
        Self {
            user_id: id(row.id),
            credits: credits(row.credits),
            held: credits(row.credits_held),
            entries: row.statement_entries,
            daily_cap: row.daily_cap.map(credits),
        }
    }
}
