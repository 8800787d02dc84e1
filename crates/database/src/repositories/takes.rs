use super::{Result, all_of, one_of};
use crate::{
    rows::{TakeRow, tables::takes},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;
use uuid::Uuid;
use xinggen_domain::{
    DramaId, Id,
    job::Operation,
    ports::Takes,
    provenance::Digest,
    take::{Take, Target},
};

pub(crate) struct SqlTakes<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Takes for SqlTakes<'_> {
    async fn add(&mut self, take: Take) -> Result<()> {
        let call = self.0.write()?;
        if take.selected {
            let others = call
                .update::<takes::Entity>()
                .col_expr(takes::Column::Selected, Expr::value(false))
                .filter(takes::Column::TargetId.eq(take.target.uuid()))
                .filter(takes::Column::Operation.eq(take.operation.code()))
                .filter(takes::Column::TargetKind.eq(take.target.kind()))
                .filter(Expr::col(takes::Column::Selected));
            call.change(others).await?;
        }
        call.insert(TakeRow::of(call.owner(), take)?).await?;
        call.done(())
    }

    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>> {
        let call = self.0.read()?;
        let query = call
            .find::<takes::Entity>()
            .filter(any_of(targets))
            .filter(Expr::col(takes::Column::Selected))
            .order_by_asc(takes::Column::Id);
        let takes = all_of(call.all(query).await?)?;
        call.done(takes)
    }

    async fn find_made_from(
        &mut self,
        drama: DramaId,
        operation: Operation,
        inputs: Digest,
    ) -> Result<Option<Take>> {
        let call = self.0.read()?;
        let query = call
            .find::<takes::Entity>()
            .filter(takes::Column::DramaId.eq(drama.as_uuid()))
            .filter(takes::Column::Operation.eq(operation.code()))
            .filter(takes::Column::InputHash.eq(inputs.to_string()))
            .order_by_desc(takes::Column::Id)
            .limit(1);
        let take = one_of(call.one(query).await?)?;
        call.done(take)
    }
}

/// Takes of one of these targets; of none, no takes.
fn any_of(targets: &[Target]) -> Condition {
    let mut kinds: BTreeMap<&'static str, Vec<Uuid>> = BTreeMap::new();
    for target in targets {
        kinds.entry(target.kind()).or_default().push(target.uuid());
    }
    if kinds.is_empty() {
        return Condition::all().add(Expr::value(false));
    }
    kinds.into_iter().fold(Condition::any(), |any, (kind, ids)| {
        let of_kind = takes::Column::TargetKind.eq(kind);
        any.add(takes::Column::TargetId.is_in(ids).and(of_kind))
    })
}
