use crate::rows::convert::{id, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    api_key::{ApiKey, Scope, Scopes},
    error::StoreError,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// The codes, with commas between them.
    pub(crate) scopes: String,
    pub(crate) secret: String,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) expires_at: Option<DateTimeUtc>,
    pub(crate) last_used_at: Option<DateTimeUtc>,
    pub(crate) revoked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<ApiKey> for Model {
    fn from(key: ApiKey) -> Self {
        let scopes: Vec<_> = key.scopes.iter().map(Scope::code).collect();
        Self {
            user_id: key.user_id.as_uuid(),
            id: key.id.as_uuid(),
            name: key.name,
            scopes: scopes.join(","),
            secret: key.secret.to_string(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}

impl TryFrom<Model> for ApiKey {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let scopes = row.scopes.split(',').map(read).collect::<Result<Vec<Scope>, _>>()?;
        let scopes =
            Scopes::new(scopes).ok_or_else(|| StoreError::Corrupt("a key without scope".to_owned()))?;
        Ok(Self {
            id: id(row.id),
            user_id: id(row.user_id),
            name: row.name,
            scopes,
            secret: read(&row.secret)?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        })
    }
}
