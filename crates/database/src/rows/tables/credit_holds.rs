use crate::rows::convert::{credits, id, read, read_some};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    error::StoreError,
    ledger::{Hold, HoldPart},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_holds")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) price_id: Uuid,
    pub(crate) amount: i64,
    pub(crate) captured: i64,
    pub(crate) credited_back: i64,
    pub(crate) state: String,
    pub(crate) quantity: i64,
    pub(crate) delivered: Option<i64>,
    pub(crate) rule: Option<String>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) closed_at: Option<DateTimeUtc>,
    pub(crate) job_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a hold of this owner, without its parts.
    pub(crate) fn of(owner: Uuid, hold: &Hold) -> Self {
        Self {
            user_id: owner,
            id: hold.id.as_uuid(),
            price_id: hold.price_id.as_uuid(),
            amount: hold.amount.get(),
            captured: hold.captured.get(),
            credited_back: hold.credited_back.get(),
            state: hold.state.code().to_owned(),
            quantity: hold.quantity,
            delivered: hold.delivered,
            rule: hold.rule.map(|rule| rule.code().to_owned()),
            created_at: hold.created_at,
            closed_at: hold.closed_at,
            job_id: hold.job_id.as_uuid(),
        }
    }

    /// The hold with its parts, in the order of spending.
    pub(crate) fn with_parts(self, parts: Vec<HoldPart>) -> Result<Hold, StoreError> {
        Ok(Hold {
            id: id(self.id),
            job_id: id(self.job_id),
            amount: credits(self.amount),
            captured: credits(self.captured),
            credited_back: credits(self.credited_back),
            state: read(&self.state)?,
            price_id: id(self.price_id),
            quantity: self.quantity,
            delivered: self.delivered,
            rule: read_some(self.rule.as_deref())?,
            parts,
            created_at: self.created_at,
            closed_at: self.closed_at,
        })
    }
}
