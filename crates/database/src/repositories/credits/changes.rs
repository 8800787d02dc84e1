use crate::{
    repositories::Result,
    rows::{
        HoldLotRow, HoldRow, LotRow, TransactionRow,
        tables::{credit_hold_lots, credit_lots, users},
    },
    transaction::Call,
};
use sea_orm::{
    ColumnTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use xinggen_domain::{
    Id,
    error::StoreError,
    ledger::{Account, Hold, LedgerChanges, Lot},
};

/// Writes what an aggregate changed. Parents come before what refers to them.
pub(super) async fn write(call: &Call<'_>, account: &Account, changes: LedgerChanges) -> Result<()> {
    let owner = call.owner();
    write_account(call, account).await?;
    let lots = changes.new_lots.into_iter().map(|lot| LotRow::of(owner, lot));
    call.insert_all(lots.collect()).await?;
    for lot in changes.changed_lots {
        write_lot(call, lot).await?;
    }
    add_holds(call, &changes.new_holds).await?;
    for hold in &changes.changed_holds {
        write_hold(call, hold).await?;
    }
    let entries = changes.entries.into_iter().map(|entry| TransactionRow::of(owner, entry));
    call.insert_all(entries.collect::<Result<Vec<_>>>()?).await
}

async fn write_account(call: &Call<'_>, account: &Account) -> Result<()> {
    let update = call
        .update::<users::Entity>()
        .col_expr(users::Column::Credits, Expr::value(account.credits.get()))
        .col_expr(users::Column::CreditsHeld, Expr::value(account.held.get()))
        .col_expr(users::Column::StatementEntries, Expr::value(account.entries));
    there(call.change(update).await?, "user")
}

async fn write_lot(call: &Call<'_>, lot: Lot) -> Result<()> {
    let row = LotRow::of(call.owner(), lot);
    let update = call
        .update::<credit_lots::Entity>()
        .col_expr(credit_lots::Column::Remaining, Expr::value(row.remaining))
        .col_expr(credit_lots::Column::Held, Expr::value(row.held))
        .col_expr(credit_lots::Column::Captured, Expr::value(row.captured))
        .col_expr(credit_lots::Column::CreditedBack, Expr::value(row.credited_back))
        .col_expr(credit_lots::Column::Refunded, Expr::value(row.refunded))
        .col_expr(credit_lots::Column::Expired, Expr::value(row.expired))
        .col_expr(credit_lots::Column::Returned, Expr::value(row.returned))
        .col_expr(credit_lots::Column::Live, Expr::value(row.live))
        .filter(credit_lots::Column::Id.eq(row.id));
    there(call.change(update).await?, "lot")
}

async fn add_holds(call: &Call<'_>, holds: &[Hold]) -> Result<()> {
    let owner = call.owner();
    call.insert_all(holds.iter().map(|hold| HoldRow::of(owner, hold)).collect()).await?;
    let parts = holds.iter().flat_map(|hold| {
        let numbered = (0..).zip(&hold.parts);
        numbered.map(|(position, part)| HoldLotRow::of(owner, hold.id.as_uuid(), position, part))
    });
    call.insert_all(parts.collect()).await
}

async fn write_hold(call: &Call<'_>, hold: &Hold) -> Result<()> {
    call.overwrite("hold", hold.id.as_uuid(), HoldRow::of(call.owner(), hold)).await?;
    // A part begins with nothing captured, so those that stay at nothing need no write.
    for part in hold.parts.iter().filter(|part| part.captured.is_positive()) {
        let update = call
            .update::<credit_hold_lots::Entity>()
            .col_expr(credit_hold_lots::Column::Captured, Expr::value(part.captured.get()))
            .col_expr(credit_hold_lots::Column::CreditedBack, Expr::value(part.credited_back.get()))
            .filter(
                credit_hold_lots::Column::HoldId
                    .eq(hold.id.as_uuid())
                    .and(credit_hold_lots::Column::LotId.eq(part.lot_id.as_uuid())),
            );
        there(call.change(update).await?, "hold")?;
    }
    Ok(())
}

fn there(rows: u64, what: &'static str) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale(what)) }
}
