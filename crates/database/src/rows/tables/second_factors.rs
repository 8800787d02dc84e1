use crate::rows::convert::{id, narrow, read};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, second_factor::SecondFactor};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    pub(crate) secret: String,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) last_step: i64,
    /// The digests, with commas between them.
    pub(crate) recovery: String,
    pub(crate) failures: i64,
    pub(crate) failed_at: Option<DateTimeUtc>,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<SecondFactor> for Model {
    fn from(factor: SecondFactor) -> Self {
        let recovery: Vec<_> = factor.recovery.iter().map(ToString::to_string).collect();
        Self {
            user_id: factor.user_id.as_uuid(),
            secret: factor.secret.to_string(),
            confirmed_at: factor.confirmed_at,
            last_step: factor.last_step,
            recovery: recovery.join(","),
            failures: i64::from(factor.failures),
            failed_at: factor.failed_at,
            version: factor.version,
            created_at: factor.created_at,
        }
    }
}

impl TryFrom<Model> for SecondFactor {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let digests = row.recovery.split(',').filter(|digest| !digest.is_empty());
        Ok(Self {
            user_id: id(row.user_id),
            secret: read(&row.secret)?,
            confirmed_at: row.confirmed_at,
            last_step: row.last_step,
            recovery: digests.map(read).collect::<Result<_, _>>()?,
            failures: narrow(row.failures)?,
            failed_at: row.failed_at,
            version: row.version,
            created_at: row.created_at,
        })
    }
}
