use crate::rows::convert::{credits, id};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, ledger::HoldPart};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_hold_lots")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) hold_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) lot_id: Uuid,
    pub(crate) position: i64,
    pub(crate) amount: i64,
    pub(crate) captured: i64,
    pub(crate) credited_back: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a part of a hold; `position` is its place in the order of spending.
    pub(crate) fn of(owner: Uuid, hold: Uuid, position: i64, part: &HoldPart) -> Self {
        Self {
            user_id: owner,
            hold_id: hold,
            lot_id: part.lot_id.as_uuid(),
            position,
            amount: part.amount.get(),
            captured: part.captured.get(),
            credited_back: part.credited_back.get(),
        }
    }
}

impl From<Model> for HoldPart {
    fn from(row: Model) -> Self {
        Self {
            lot_id: id(row.lot_id),
            amount: credits(row.amount),
            captured: credits(row.captured),
            credited_back: credits(row.credited_back),
        }
    }
}
