use crate::{
    Database,
    error::store_error,
    rows::tables::{
        audit_log, done_requests, dramas, events, orphan_objects, platform_audit_log, quotes, users,
    },
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Statement,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;
use xinggen_domain::{
    DramaId, Id, UserId, asset::ObjectKey, error::StoreError, ports::Housekeeping, time::Timestamp,
};

#[async_trait]
impl Housekeeping for Database {
    async fn trashed(
        &self,
        before: Timestamp,
        after: Option<DramaId>,
        limit: u32,
    ) -> Result<Vec<(UserId, DramaId)>, StoreError> {
        let query = dramas::Entity::find()
            .select_only()
            .columns([dramas::Column::UserId, dramas::Column::Id])
            .filter(Expr::cust(IN_TRASH))
            .filter(dramas::Column::DeletedAt.lt(before))
            .apply_if(after, |query, after| query.filter(dramas::Column::Id.gt(after.as_uuid())))
            .order_by_asc(dramas::Column::Id)
            .limit(u64::from(limit));
        let rows: Vec<(Uuid, Uuid)> = query.into_tuple().all(&self.reader).await.map_err(store_error)?;
        Ok(rows
            .into_iter()
            .map(|(user, drama)| (UserId::from_uuid(user), DramaId::from_uuid(drama)))
            .collect())
    }

    async fn orphans(&self, after: Option<&ObjectKey>, limit: u32) -> Result<Vec<ObjectKey>, StoreError> {
        let query = orphan_objects::Entity::find()
            .apply_if(after, |query, after| query.filter(orphan_objects::Column::Key.gt(after.as_str())))
            .order_by_asc(orphan_objects::Column::Key)
            .limit(u64::from(limit));
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        Ok(rows.into_iter().map(|row| ObjectKey::from_stored(row.key)).collect())
    }

    async fn forget_orphans(&self, keys: &[ObjectKey]) -> Result<(), StoreError> {
        for keys in keys.chunks(BATCH) {
            let keys = keys.iter().map(ObjectKey::as_str);
            let delete =
                orphan_objects::Entity::delete_many().filter(orphan_objects::Column::Key.is_in(keys));
            delete.exec(&self.writer).await.map_err(store_error)?;
        }
        Ok(())
    }

    async fn forget(&self, events: Timestamp, requests: Timestamp) -> Result<u64, StoreError> {
        let old = events::Entity::delete_many().filter(events::Column::CreatedAt.lt(events));
        let events = old.exec(&self.writer).await.map_err(store_error)?;
        let old = done_requests::Entity::delete_many().filter(done_requests::Column::CreatedAt.lt(requests));
        let requests = old.exec(&self.writer).await.map_err(store_error)?;
        Ok(events.rows_affected + requests.rows_affected)
    }

    async fn to_clear(
        &self,
        now: Timestamp,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>, StoreError> {
        let query = users::Entity::find()
            .select_only()
            .column(users::Column::Id)
            .filter(Expr::cust("clear_at IS NOT NULL"))
            .filter(users::Column::ClearAt.lte(now))
            .apply_if(after, |query, after| query.filter(users::Column::Id.gt(after.as_uuid())))
            .order_by_asc(users::Column::Id)
            .limit(u64::from(limit));
        let ids: Vec<Uuid> = query.into_tuple().all(&self.reader).await.map_err(store_error)?;
        Ok(ids.into_iter().map(UserId::from_uuid).collect())
    }

    async fn forget_quotes(&self, over: Timestamp) -> Result<u64, StoreError> {
        let old = quotes::Entity::delete_many().filter(quotes::Column::ExpiresAt.lt(over));
        Ok(old.exec(&self.writer).await.map_err(store_error)?.rows_affected)
    }

    async fn forget_addresses(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        let (user, entry) = (audit_log::Column::UserId, audit_log::Column::Id);
        let oldest = audit_log::Entity::find()
            .select_only()
            .columns([user, entry])
            .filter(Expr::cust(ADDRESSED))
            .filter(audit_log::Column::CreatedAt.lt(before))
            .order_by_asc(audit_log::Column::CreatedAt)
            .limit(u64::from(limit));
        let key = Expr::tuple([Expr::col(user), Expr::col(entry)]);
        let users = audit_log::Entity::update_many()
            .col_expr(audit_log::Column::Address, Expr::value(None::<String>))
            .filter(key.in_subquery(oldest.into_query()));
        let users = users.exec(&self.writer).await.map_err(store_error)?.rows_affected;
        let oldest = platform_audit_log::Entity::find()
            .select_only()
            .column(platform_audit_log::Column::Id)
            .filter(Expr::cust(ADDRESSED))
            .filter(platform_audit_log::Column::CreatedAt.lt(before))
            .order_by_asc(platform_audit_log::Column::CreatedAt)
            .limit(u64::from(limit));
        let platforms = platform_audit_log::Entity::update_many()
            .col_expr(platform_audit_log::Column::Address, Expr::value(None::<String>))
            .filter(platform_audit_log::Column::Id.in_subquery(oldest.into_query()));
        Ok(users + platforms.exec(&self.writer).await.map_err(store_error)?.rows_affected)
    }

    async fn shred(&self) -> Result<bool, StoreError> {
        if self.writer.get_database_backend() != DbBackend::Sqlite {
            return Ok(true);
        }
        // Deleted rows are overwritten in the file itself (`secure_delete`), but pages from before stand in the log
        // until it is emptied.
        let empty = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.writer.query_one_raw(empty).await.map_err(store_error)?;
        let busy: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(store_error)?;
        Ok(busy == 0)
    }
}

/// Entries that have an address: word for word the condition of their indexes.
const ADDRESSED: &str = "address IS NOT NULL";

/// Dramas that are in the trash and have their content: word for word the condition of their index.
const IN_TRASH: &str = "deleted_at IS NOT NULL AND NOT purged";

/// How many keys one statement names.
const BATCH: usize = 10_000;
