//! What was spent on what: the statement and the open holds, seen through their jobs.

use super::Result;
use crate::{
    rows::{
        convert::{id, read},
        tables::{credit_holds, credit_transactions, jobs, shot_lines, users},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, Select, sea_query::Expr,
};
use std::collections::BTreeMap;
use uuid::Uuid;
use xinggen_domain::{
    Credits, Id,
    error::StoreError,
    ledger::TransactionKind,
    ports::SpendingBooks,
    spending::{Spending, SpendingBy, SpendingFilter, SpendingTotal, SpentOn},
};

pub(crate) struct SqlSpending<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl SpendingBooks for SqlSpending<'_> {
    async fn totals(&mut self, by: SpendingBy, filter: SpendingFilter) -> Result<Vec<SpendingTotal>> {
        let call = self.0.read()?;
        let mut totals: BTreeMap<SpentOn, Spending> = BTreeMap::new();
        let mut found = grouped(&call, charges(&call, filter), by).await?;
        // A job that holds something has no charge yet: none is counted twice.
        found.extend(grouped(&call, holds(&call, filter), by).await?);
        for (on, spending) in found {
            let total = totals.entry(on).or_default();
            *total = total.plus(spending);
        }
        let totals = totals.into_iter().map(|(on, spending)| SpendingTotal { on, spending });
        call.done(totals.collect())
    }

    async fn set_daily_cap(&mut self, cap: Option<Credits>) -> Result<()> {
        let call = self.0.write()?;
        let update = call
            .update::<users::Entity>()
            .col_expr(users::Column::DailyCap, Expr::value(cap.map(Credits::get)));
        if call.change(update).await? == 0 {
            return Err(StoreError::Stale("user"));
        }
        call.done(())
    }
}

/// Charges and what was returned of them: what they come to, and of how many jobs.
fn charges(call: &Call<'_>, filter: SpendingFilter) -> Select<credit_transactions::Entity> {
    use credit_transactions::{Column, Entity};
    let job = Entity::belongs_to(jobs::Entity)
        .from((Column::UserId, Column::JobId))
        .to((jobs::Column::UserId, jobs::Column::Id));
    // PostgreSQL sums whole numbers to a decimal.
    let sum = |condition: &str, amount: &str| {
        Expr::cust(format!(
            "CAST(SUM(CASE WHEN credit_transactions.kind {condition} 'CREDIT_BACK' THEN {amount} ELSE 0 END) AS bigint)"
        ))
    };
    let kinds = TransactionKind::OF_GENERATING.iter().map(|kind| kind.code());
    call.find::<Entity>()
        .select_only()
        .expr(sum("<>", "-credit_transactions.amount"))
        .expr(sum("=", "credit_transactions.amount"))
        .expr(Expr::cust("CAST(0 AS bigint)"))
        .expr(Expr::cust("COUNT(DISTINCT credit_transactions.job_id)"))
        .join(JoinType::InnerJoin, job.into())
        .filter(Column::Kind.is_in(kinds))
        .filter(of(filter))
        .filter(
            Condition::all()
                .add_option(filter.from.map(|from| Column::CreatedAt.gte(from)))
                .add_option(filter.to.map(|to| Column::CreatedAt.lt(to))),
        )
}

/// Open holds: what they come to, and of how many jobs.
fn holds(call: &Call<'_>, filter: SpendingFilter) -> Select<credit_holds::Entity> {
    use credit_holds::{Column, Entity};
    let job = Entity::belongs_to(jobs::Entity)
        .from((Column::UserId, Column::JobId))
        .to((jobs::Column::UserId, jobs::Column::Id));
    call.find::<Entity>()
        .select_only()
        .expr(Expr::cust("CAST(0 AS bigint)"))
        .expr(Expr::cust("CAST(0 AS bigint)"))
        .expr(Expr::cust("CAST(SUM(credit_holds.amount) AS bigint)"))
        .expr(Expr::cust("COUNT(*)"))
        .join(JoinType::InnerJoin, job.into())
        .filter(Expr::cust(OPEN))
        .filter(of(filter))
}

/// Which holds are open: word for word the condition of their index.
const OPEN: &str = "credit_holds.state = 'open'";

fn of(filter: SpendingFilter) -> Condition {
    Condition::all()
        .add_option(filter.drama.map(|drama| jobs::Column::DramaId.eq(drama.as_uuid())))
        .add_option(filter.episode.map(|episode| jobs::Column::EpisodeId.eq(episode.as_uuid())))
}

/// Sums of a query over jobs, by what the jobs were for.
async fn grouped<E: EntityTrait>(
    call: &Call<'_>,
    sums: Select<E>,
    by: SpendingBy,
) -> Result<Vec<(SpentOn, Spending)>> {
    let column = match by {
        SpendingBy::Drama => "jobs.drama_id",
        SpendingBy::Episode => "jobs.episode_id",
        SpendingBy::Shot => SHOT,
        SpendingBy::Operation => return by_operation(call, sums).await,
    };
    let sums = if by == SpendingBy::Shot { with_lines(sums) } else { sums };
    let query = sums.expr(Expr::cust(column)).group_by(Expr::cust(column));
    let rows: Vec<(i64, i64, i64, i64, Option<Uuid>)> = call.values(query).await?;
    let on = |key: Option<Uuid>| match (by, key) {
        (SpendingBy::Drama, Some(key)) => SpentOn::Drama(id(key)),
        (SpendingBy::Episode, Some(key)) => SpentOn::Episode(id(key)),
        (SpendingBy::Shot, Some(key)) => SpentOn::Shot(id(key)),
        _ => SpentOn::Rest,
    };
    Ok(rows
        .into_iter()
        .map(|(charged, back, held, jobs, key)| (on(key), sum(charged, back, held, jobs)))
        .collect())
}

/// The shot that a job made something for.
const SHOT: &str =
    "CASE jobs.target_kind WHEN 'shot' THEN jobs.target_id WHEN 'line' THEN shot_lines.shot_id END";

fn with_lines<E: EntityTrait>(sums: Select<E>) -> Select<E> {
    let line = jobs::Entity::belongs_to(shot_lines::Entity)
        .from((jobs::Column::UserId, jobs::Column::TargetId))
        .to((shot_lines::Column::UserId, shot_lines::Column::Id));
    sums.join(JoinType::LeftJoin, line.into())
}

async fn by_operation<E: EntityTrait>(call: &Call<'_>, sums: Select<E>) -> Result<Vec<(SpentOn, Spending)>> {
    let query = sums.column(jobs::Column::Operation).group_by(jobs::Column::Operation);
    let rows: Vec<(i64, i64, i64, i64, String)> = call.values(query).await?;
    let read = |(charged, back, held, jobs, operation): (i64, i64, i64, i64, String)| {
        Ok((SpentOn::Operation(read(&operation)?), sum(charged, back, held, jobs)))
    };
    rows.into_iter().map(read).collect()
}

fn sum(charged: i64, credited_back: i64, held: i64, jobs: i64) -> Spending {
    Spending {
        charged: Credits::new(charged),
        credited_back: Credits::new(credited_back),
        held: Credits::new(held),
        jobs,
    }
}
