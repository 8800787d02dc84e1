use super::{Result, all_of, kept, one_of};
use crate::{
    rows::{TakeRow, tables::takes},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;
use uuid::Uuid;
use xinggen_domain::{
    DramaId, Id, TakeId,
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
        let row = TakeRow::of(call.owner(), take)?;
        if row.selected {
            deselect(&call, &row).await?;
        }
        call.insert(row).await?;
        call.done(())
    }

    async fn get(&mut self, id: TakeId) -> Result<Option<Take>> {
        let call = self.0.read()?;
        let take = one_of(call.one(found(&call).filter(takes::Column::Id.eq(id.as_uuid()))).await?)?;
        call.done(take)
    }

    async fn of_target(&mut self, target: Target) -> Result<Vec<Take>> {
        let call = self.0.read()?;
        let query = found(&call).filter(of(target)).order_by_desc(takes::Column::Id);
        let takes = all_of(call.all(query).await?)?;
        call.done(takes)
    }

    async fn select(&mut self, id: TakeId) -> Result<bool> {
        let call = self.0.write()?;
        let by_id = takes::Column::Id.eq(id.as_uuid());
        let Some(row) = call.one(found(&call).filter(by_id.clone())).await? else {
            return call.done(false);
        };
        // In one order, so that of two who select at the same time the second sees what the first has selected.
        let rivals = call.find::<takes::Entity>().filter(rivals_of(&row)).order_by_asc(takes::Column::Id);
        call.all(rivals.lock_exclusive()).await?;
        deselect(&call, &row).await?;
        let select = call.update::<takes::Entity>().col_expr(takes::Column::Selected, Expr::value(true));
        let selected = call.change(select.filter(by_id)).await?;
        call.done(selected > 0)
    }

    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>> {
        let call = self.0.read()?;
        let query = found(&call)
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
        let query = found(&call)
            .filter(takes::Column::DramaId.eq(drama.as_uuid()))
            .filter(takes::Column::Operation.eq(operation.code()))
            .filter(takes::Column::InputHash.eq(inputs.to_string()))
            .order_by_desc(takes::Column::Id)
            .limit(1);
        let take = one_of(call.one(query).await?)?;
        call.done(take)
    }
}

fn found(call: &Call<'_>) -> Select<takes::Entity> {
    kept::of_drama(call, takes::Column::DramaId)
}

/// Deletes the takes of a target.
pub(super) async fn remove_of(call: &Call<'_>, target: Target) -> Result<()> {
    call.remove(call.delete::<takes::Entity>().filter(of(target))).await?;
    Ok(())
}

/// Leaves the target and the operation of a take without a selected one.
async fn deselect(call: &Call<'_>, row: &TakeRow) -> Result<()> {
    let others = call
        .update::<takes::Entity>()
        .col_expr(takes::Column::Selected, Expr::value(false))
        .filter(rivals_of(row))
        .filter(Expr::col(takes::Column::Selected));
    call.change(others).await?;
    Ok(())
}

/// Takes of the same target and operation.
fn rivals_of(row: &TakeRow) -> Condition {
    Condition::all()
        .add(takes::Column::TargetId.eq(row.target_id))
        .add(takes::Column::Operation.eq(row.operation.as_str()))
        .add(takes::Column::TargetKind.eq(row.target_kind.as_str()))
}

fn of(target: Target) -> Condition {
    Condition::all()
        .add(takes::Column::TargetId.eq(target.uuid()))
        .add(takes::Column::TargetKind.eq(target.kind()))
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
