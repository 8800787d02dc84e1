use crate::rows::convert::{id, read, some_id, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{Id, error::StoreError, membership::MembershipTerm};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "membership_terms")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) plan: String,
    /// Of terms that are bought one after the other; nothing is sold yet, so it is empty.
    pub(crate) chain_id: Option<Uuid>,
    /// What the term was bought with; empty as well.
    pub(crate) order_id: Option<Uuid>,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) reason: String,
    pub(crate) starts_at: DateTimeUtc,
    pub(crate) ends_at: DateTimeUtc,
    pub(crate) state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a term of this owner.
    pub(crate) fn of(owner: Uuid, term: MembershipTerm) -> Self {
        Self {
            user_id: owner,
            id: term.id.as_uuid(),
            plan: term.plan.code().to_owned(),
            chain_id: None,
            order_id: None,
            actor_id: uuid(term.actor_id),
            reason: term.reason,
            starts_at: term.starts_at,
            ends_at: term.ends_at,
            state: term.state.code().to_owned(),
        }
    }
}

impl TryFrom<Model> for MembershipTerm {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            plan: read(&row.plan)?,
            actor_id: some_id(row.actor_id),
            reason: row.reason,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: read(&row.state)?,
        })
    }
}
