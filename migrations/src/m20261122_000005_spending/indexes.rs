use crate::schema::{index, index_where};
use sea_orm_migration::prelude::*;

/// Gives the statement by time and by job, and the sum of open holds, their indexes.
pub(super) async fn add(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let added = [
        index("credit_transactions", "time", &["user_id", "created_at"]),
        index_where("credit_transactions", "job", &["user_id", "job_id"], "job_id IS NOT NULL"),
        index_where("credit_holds", "open", &["user_id"], "state = 'open'"),
    ];
    for index in added {
        manager.create_index(index).await?;
    }
    Ok(())
}
