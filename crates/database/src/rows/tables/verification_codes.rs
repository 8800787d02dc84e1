use sea_orm::entity::prelude::*;
use xinggen_domain::verification::PendingCode;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) request: String,
    pub(crate) seal: String,
    pub(crate) tries: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) until: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<PendingCode> for Model {
    fn from(code: PendingCode) -> Self {
        Self {
            request: code.request.to_string(),
            seal: code.seal.to_string(),
            tries: i64::from(code.tries),
            created_at: code.created_at,
            until: code.until,
        }
    }
}
