use crate::schema::{index, index_where};
use sea_orm_migration::prelude::*;

/// Gives the new queries of the first tables their indexes, and takes away what no query uses any more.
pub(super) async fn replace(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // Jobs are claimed user by user now.
    manager.drop_index(Index::drop().name("idx_jobs_claim").table("jobs").to_owned()).await?;
    for index in added() {
        manager.create_index(index).await?;
    }
    Ok(())
}

fn added() -> Vec<IndexCreateStatement> {
    let queued = &["user_id", "run_at", "created_at", "id"];
    vec![
        index_where("jobs", "queued", queued, "state = 'queued'"),
        // Without lease_until, so that a heartbeat touches no index.
        index_where("jobs", "running_of", &["user_id"], "state = 'running'"),
        index("jobs", "drama", &["user_id", "drama_id", "id"]),
        index("jobs", "episode", &["user_id", "episode_id", "id"]),
        index("productions", "drama", &["user_id", "drama_id"]),
        index("productions", "episode", &["user_id", "episode_id", "id"]),
        index("takes", "target", &["user_id", "target_id", "id"]),
        index("takes", "asset", &["user_id", "asset_id"]),
        index_where("dramas", "trash", &["deleted_at"], "deleted_at IS NOT NULL AND NOT purged"),
    ]
}
