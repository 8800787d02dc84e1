use super::turns::{self, Kind};
use crate::{
    error::store_error,
    rows::{JobRow, tables::jobs},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, UpdateMany,
    sea_query::{
        Expr, ExprTrait, Func, LockBehavior, LockType, Order, Query, SelectStatement, SubQueryStatement,
    },
};
use uuid::Uuid;
use xinggen_domain::{Id, LeaseToken, error::StoreError, job::JobState, plan::RunningCaps, time::Timestamp};

/// Which advisory lock claims take: any number will do, as long as nothing else takes it.
const CLAIMS: i64 = 0x636c_6169_6d73;

/// Lets claims in one after the other until their transactions end, so that each counts what the others have claimed
/// and no cap is passed. On SQLite a transaction that writes is the only one anyway.
pub(super) async fn one_at_a_time(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({CLAIMS})");
        tx.execute_unprepared(&lock).await.map_err(store_error)?;
    }
    Ok(())
}

/// Claims one due job per token, each the oldest of the user whose turn it is, until nobody is left. All claims are
/// made together or not at all, so that none is lost when a later one fails.
pub(super) async fn claim(
    tx: &DatabaseTransaction,
    kind: Kind,
    tokens: &[LeaseToken],
    caps: RunningCaps,
    (now, until): (Timestamp, Timestamp),
) -> Result<Vec<JobRow>, StoreError> {
    let mut waiting = turns::waiting(tx, kind, now).await?;
    let mut rows = Vec::with_capacity(tokens.len());
    for token in tokens {
        // Others claim at the same time: whoever was thought to wait may have nothing left.
        while let Some(place) = turns::next(&waiting, caps) {
            let update = one(kind, waiting[place].user, *token, (now, until));
            let claimed = update.exec_with_returning(tx).await.map_err(store_error)?;
            if claimed.is_empty() {
                waiting.swap_remove(place);
                continue;
            }
            waiting[place].starts(now);
            rows.extend(claimed);
            break;
        }
    }
    Ok(rows)
}

fn one(
    kind: Kind,
    user: Uuid,
    token: LeaseToken,
    (now, until): (Timestamp, Timestamp),
) -> UpdateMany<jobs::Entity> {
    let first_start = Func::coalesce([Expr::col(jobs::Column::StartedAt), Expr::value(now)]);
    let oldest = Expr::from(SubQueryStatement::from(oldest_due(kind, user, now)));
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(JobState::Running.code()))
        .col_expr(jobs::Column::Attempt, Expr::col(jobs::Column::Attempt).add(1))
        .col_expr(jobs::Column::LeaseToken, Expr::value(token.as_uuid()))
        .col_expr(jobs::Column::LeaseUntil, Expr::value(until))
        .col_expr(jobs::Column::StartedAt, first_start.into())
        .col_expr(jobs::Column::Progress, Expr::value(0_i64))
        .filter(jobs::Column::UserId.eq(user))
        // Equality, so that PostgreSQL runs the query once: under IN it may run it again for more rows and lock
        // more than one.
        .filter(Expr::col(jobs::Column::Id).eq(oldest))
}

fn oldest_due(kind: Kind, user: Uuid, now: Timestamp) -> SelectStatement {
    Query::select()
        .column(jobs::Column::Id)
        .from(jobs::Entity)
        .and_where(Expr::cust(kind.condition()))
        .and_where(jobs::Column::UserId.eq(user))
        .and_where(jobs::Column::RunAt.lte(now))
        .order_by(jobs::Column::RunAt, Order::Asc)
        .order_by(jobs::Column::CreatedAt, Order::Asc)
        .order_by(jobs::Column::Id, Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .take()
}
