use crate::rows::{
    convert::{credits, id, read, some_id, uuid},
    json::{description_of, description_to_text},
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, ledger::CreditTransaction};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_transactions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) amount: i64,
    pub(crate) balance_after: i64,
    pub(crate) description: String,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) job_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of an entry of this owner.
    pub(crate) fn of(owner: Uuid, entry: CreditTransaction) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: owner,
            id: entry.id.as_uuid(),
            number: entry.number,
            kind: entry.kind.code().to_owned(),
            amount: entry.amount.get(),
            balance_after: entry.balance_after.get(),
            description: description_to_text(entry.description)?,
            actor_id: uuid(entry.actor_id),
            created_at: entry.created_at,
            job_id: uuid(entry.job_id),
        })
    }
}

impl TryFrom<Model> for CreditTransaction {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            number: row.number,
            kind: read(&row.kind)?,
            amount: credits(row.amount),
            balance_after: credits(row.balance_after),
            description: description_of(&row.description)?,
            job_id: some_id(row.job_id),
            actor_id: some_id(row.actor_id),
            created_at: row.created_at,
        })
    }
}
