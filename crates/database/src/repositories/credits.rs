//! The tenant's credits. The aggregate decides; here its lots are loaded under a lock and its changes written.

mod changes;
mod names;

use super::{Result, all_of};
use crate::{
    rows::tables::{credit_hold_lots, credit_holds, credit_lots, credit_transactions, jobs, users},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Select,
    sea_query::{Expr, ExprTrait as _, LockType},
};
use uuid::Uuid;
use xinggen_domain::{
    Credits, Id, JobId,
    error::StoreError,
    event::EventBody,
    ledger::{
        CreditLedger, CreditTransaction, Hold, HoldPart, HoldState, Lot, StatementNames, TransactionKind,
    },
    ports::CreditAccounts,
    spending::StatementFilter,
};

pub(crate) struct SqlCredits<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl CreditAccounts for SqlCredits<'_> {
    async fn lock(&mut self) -> Result<CreditLedger> {
        let call = self.0.write()?;
        // Not against rows that refer to the user: whoever adds an event does, and nobody must wait behind the row
        // that numbers events.
        let ledger = load(&call, call.find::<users::Entity>().lock(LockType::NoKeyUpdate)).await?;
        call.done(ledger)
    }

    async fn save(&mut self, ledger: &mut CreditLedger) -> Result<()> {
        let mut call = self.0.write()?;
        let changes = ledger.take_changes();
        if !changes.is_empty() {
            let account = ledger.account();
            changes::write(&call, account, changes).await?;
            call.tell(EventBody::Credits { credits: account.credits, held: account.held });
        }
        call.done(())
    }

    async fn view(&mut self) -> Result<CreditLedger> {
        let call = self.0.read()?;
        let ledger = load(&call, call.find::<users::Entity>()).await?;
        call.done(ledger)
    }

    async fn hold_of(&mut self, job: JobId) -> Result<Option<Hold>> {
        let call = self.0.read()?;
        let query = call.find::<credit_holds::Entity>().filter(credit_holds::Column::JobId.eq(job.as_uuid()));
        let Some(row) = call.one(query).await? else {
            return call.done(None);
        };
        let query = call
            .find::<credit_hold_lots::Entity>()
            .filter(credit_hold_lots::Column::HoldId.eq(row.id))
            .order_by_asc(credit_hold_lots::Column::Position);
        let parts = call.all(query).await?.into_iter().map(HoldPart::from).collect();
        let hold = row.with_parts(parts)?;
        call.done(Some(hold))
    }

    async fn open_holds(&mut self) -> Result<Vec<Hold>> {
        let call = self.0.read()?;
        let open = credit_holds::Column::State.eq(HoldState::Open.code());
        let holds = call.find::<credit_holds::Entity>().filter(open).order_by_asc(credit_holds::Column::Id);
        let rows = call.all(holds).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let parts = call
            .find::<credit_hold_lots::Entity>()
            .filter(credit_hold_lots::Column::HoldId.is_in(ids))
            .order_by_asc(credit_hold_lots::Column::Position);
        let mut parts = call.all(parts).await?;
        let mut holds = Vec::with_capacity(rows.len());
        for row in rows {
            let own = parts.extract_if(.., |part| part.hold_id == row.id).map(HoldPart::from).collect();
            holds.push(row.with_parts(own)?);
        }
        call.done(holds)
    }

    async fn lots_of(&mut self, hold: &Hold) -> Result<Vec<Lot>> {
        let call = self.0.read()?;
        let ids = hold.parts.iter().map(|part| part.lot_id.as_uuid());
        let lots = call.find::<credit_lots::Entity>().filter(credit_lots::Column::Id.is_in(ids));
        let lots = all_of(call.all(lots).await?)?;
        call.done(lots)
    }

    async fn statement(&mut self, after: i64, limit: u32) -> Result<Vec<CreditTransaction>> {
        let call = self.0.read()?;
        let query = call
            .find::<credit_transactions::Entity>()
            .filter(credit_transactions::Column::Number.gt(after))
            .order_by_asc(credit_transactions::Column::Number)
            .limit(u64::from(limit));
        let entries = all_of(call.all(query).await?)?;
        call.done(entries)
    }

    async fn recent(
        &mut self,
        filter: StatementFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<CreditTransaction>> {
        let call = self.0.read()?;
        let mut query = call
            .find::<credit_transactions::Entity>()
            .filter(matching(&call, filter))
            .order_by_desc(credit_transactions::Column::Number)
            .limit(u64::from(limit));
        if let Some(before) = before {
            query = query.filter(credit_transactions::Column::Number.lt(before));
        }
        let entries = all_of(call.all(query).await?)?;
        call.done(entries)
    }

    async fn names(&mut self, entries: &[CreditTransaction]) -> Result<StatementNames> {
        let call = self.0.read()?;
        let names = names::of(&call, entries).await?;
        call.done(names)
    }

    async fn sum_of(&mut self, kinds: &[TransactionKind]) -> Result<Credits> {
        let call = self.0.read()?;
        // PostgreSQL sums whole numbers to a decimal.
        let sum = credit_transactions::Column::Amount.sum().cast_as("bigint");
        let query = call
            .find::<credit_transactions::Entity>()
            .select_only()
            .expr(sum)
            .filter(credit_transactions::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
        let sums: Vec<Option<i64>> = call.values(query).await?;
        let sum = sums.into_iter().flatten().sum();
        call.done(Credits::new(sum))
    }
}

fn matching(call: &Call<'_>, filter: StatementFilter) -> Condition {
    use credit_transactions::Column;
    let StatementFilter { kind, from, to, drama, episode, job } = filter;
    let of_job = |column: jobs::Column, id: Uuid| {
        let jobs = call.find::<jobs::Entity>().select_only().column(jobs::Column::Id).filter(column.eq(id));
        Column::JobId.in_subquery(jobs.into_query())
    };
    Condition::all()
        .add_option(kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option(from.map(|from| Column::CreatedAt.gte(from)))
        .add_option(to.map(|to| Column::CreatedAt.lt(to)))
        .add_option(drama.map(|drama| of_job(jobs::Column::DramaId, drama.as_uuid())))
        .add_option(episode.map(|episode| of_job(jobs::Column::EpisodeId, episode.as_uuid())))
        .add_option(job.map(|job| Column::JobId.eq(job.as_uuid())))
}

async fn load(call: &Call<'_>, account: Select<users::Entity>) -> Result<CreditLedger> {
    let row = call.one(account).await?.ok_or(StoreError::Stale("user"))?;
    let lots = call.find::<credit_lots::Entity>().filter(Expr::col(credit_lots::Column::Live));
    let lots = all_of(call.all(lots).await?)?;
    Ok(CreditLedger::load(row.into(), lots))
}
