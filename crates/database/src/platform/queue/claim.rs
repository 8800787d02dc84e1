use crate::{
    error::store_error,
    rows::{JobRow, tables::jobs},
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, SqliteTransactionMode, TransactionOptions,
    TransactionTrait, UpdateMany,
    sea_query::{
        Expr, ExprTrait, Func, LockBehavior, LockType, Order, Query, SelectStatement, SubQueryStatement,
    },
};
use xinggen_domain::{Id, LeaseToken, error::StoreError, job::JobState, time::Timestamp};

/// Claims one due job per token, oldest first, until there is none. All claims are made together or not at all, so
/// that none is lost when a later one fails.
pub(super) async fn claim(
    db: &DatabaseConnection,
    tokens: &[LeaseToken],
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<JobRow>, StoreError> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.begin_with_options(options).await.map_err(store_error)?;
    let mut rows = Vec::with_capacity(tokens.len());
    for token in tokens {
        let claimed = one(*token, now, until).exec_with_returning(&tx).await;
        let claimed = claimed.map_err(store_error)?;
        if claimed.is_empty() {
            break;
        }
        rows.extend(claimed);
    }
    tx.commit().await.map_err(store_error)?;
    Ok(rows)
}

fn one(token: LeaseToken, now: Timestamp, until: Timestamp) -> UpdateMany<jobs::Entity> {
    let first_start = Func::coalesce([Expr::col(jobs::Column::StartedAt), Expr::value(now)]);
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(JobState::Running.code()))
        .col_expr(jobs::Column::Attempt, Expr::col(jobs::Column::Attempt).add(1))
        .col_expr(jobs::Column::LeaseToken, Expr::value(token.as_uuid()))
        .col_expr(jobs::Column::LeaseUntil, Expr::value(until))
        .col_expr(jobs::Column::StartedAt, first_start.into())
        .col_expr(jobs::Column::Progress, Expr::value(0_i64))
        // Equality, so that PostgreSQL runs the query once: under IN it may run it again for more rows and lock
        // more than one.
        .filter(Expr::col(jobs::Column::Id).eq(Expr::from(SubQueryStatement::from(oldest_due(now)))))
}

fn oldest_due(now: Timestamp) -> SelectStatement {
    Query::select()
        .column(jobs::Column::Id)
        .from(jobs::Entity)
        .and_where(Expr::cust("state = 'queued'"))
        .and_where(jobs::Column::RunAt.lte(now))
        .order_by(jobs::Column::RunAt, Order::Asc)
        .order_by(jobs::Column::CreatedAt, Order::Asc)
        .order_by(jobs::Column::Id, Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .take()
}
