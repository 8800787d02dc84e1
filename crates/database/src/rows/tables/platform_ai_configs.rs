use crate::rows::convert::{id, narrow, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, ai_config::AiConfig, error::StoreError, provenance::ModelRef};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "platform_ai_configs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) vendor: String,
    pub(crate) model: String,
    pub(crate) name: String,
    pub(crate) base_url: String,
    pub(crate) sealed_key: String,
    pub(crate) key_hint: String,
    pub(crate) active: bool,
    pub(crate) priority: i64,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<AiConfig> for Model {
    fn from(config: AiConfig) -> Self {
        Self {
            id: config.id.as_uuid(),
            kind: config.kind.code().to_owned(),
            vendor: config.model.vendor,
            model: config.model.model,
            name: config.name,
            base_url: config.base_url,
            sealed_key: config.key.to_string(),
            key_hint: config.hint,
            active: config.active,
            priority: config.priority.into(),
            version: config.version,
            created_at: config.created_at,
            updated_at: config.updated_at,
        }
    }
}

impl TryFrom<Model> for AiConfig {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            kind: read(&row.kind)?,
            model: ModelRef { vendor: row.vendor, model: row.model },
            name: row.name,
            base_url: row.base_url,
            key: read(&row.sealed_key)?,
            hint: row.key_hint,
            active: row.active,
            priority: narrow(row.priority)?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
