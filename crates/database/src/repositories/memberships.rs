use super::{Result, all_of};
use crate::{
    rows::{TermRow, tables::membership_terms},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, sea_query::Expr};
use xinggen_domain::{
    Id, TermId,
    membership::{MembershipTerm, TermState},
    ports::Memberships,
};

pub(crate) struct SqlMemberships<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Memberships for SqlMemberships<'_> {
    async fn list(&mut self) -> Result<Vec<MembershipTerm>> {
        let call = self.0.read()?;
        let query = call.find::<membership_terms::Entity>().order_by_desc(membership_terms::Column::Id);
        let terms = all_of(call.all(query).await?)?;
        call.done(terms)
    }

    async fn add(&mut self, term: MembershipTerm) -> Result<()> {
        let call = self.0.write()?;
        call.insert(TermRow::of(call.owner(), term)).await?;
        call.done(())
    }

    async fn revoke(&mut self, id: TermId) -> Result<bool> {
        let call = self.0.write()?;
        let update = call
            .update::<membership_terms::Entity>()
            .col_expr(membership_terms::Column::State, Expr::value(TermState::Revoked.code()))
            .filter(membership_terms::Column::Id.eq(id.as_uuid()))
            .filter(membership_terms::Column::State.eq(TermState::Granted.code()));
        let revoked = call.change(update).await? == 1;
        call.done(revoked)
    }
}
