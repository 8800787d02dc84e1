use super::scope::{Act, owned};
use crate::{error::store_error, events::News};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DeleteMany, EntityTrait, IdenStatic,
    Insert, InsertMany, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryFilter, QuerySelect, Select,
    TryGetableMany, TryInsertResult, UpdateMany,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;
use xinggen_domain::{error::StoreError, event::EventBody};

type Result<T> = std::result::Result<T, StoreError>;

/// Bind parameters that both databases take in one statement (SQLite: 32,766; PostgreSQL: 65,535).
const MAX_PARAMETERS: usize = 30_000;

/// One call into the database on behalf of the owner; poisons its transaction unless it is [`done`](Self::done).
pub(crate) struct Call<'a> {
    tx: &'a DatabaseTransaction,
    owner: Uuid,
    news: &'a mut News,
    poisoned: &'a mut bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        tx: &'a DatabaseTransaction,
        owner: Uuid,
        news: &'a mut News,
        poisoned: &'a mut bool,
    ) -> Self {
        Self { tx, owner, news, poisoned }
    }

    /// Ends the call in good order.
    pub(crate) fn done<T>(self, value: T) -> Result<T> {
        *self.poisoned = false;
        Ok(value)
    }

    /// Lets the commit tell the owner this, in the place of what was to be told of the same thing.
    pub(crate) fn tell(&mut self, news: EventBody) {
        self.news.tell(news);
    }

    /// Whose rows the call may touch.
    pub(crate) fn owner(&self) -> Uuid {
        self.owner
    }

    /// A query for the owner's rows.
    pub(crate) fn find<E: EntityTrait>(&self) -> Select<E> {
        E::find().filter(owned::<E>(self.owner, Act::Find))
    }

    /// An update of the owner's rows.
    pub(crate) fn update<E: EntityTrait>(&self) -> UpdateMany<E> {
        E::update_many().filter(owned::<E>(self.owner, Act::Update))
    }

    /// A deletion of the owner's rows.
    pub(crate) fn delete<E: EntityTrait>(&self) -> DeleteMany<E> {
        E::delete_many().filter(owned::<E>(self.owner, Act::Delete))
    }

    /// A query of a table whose rows are nobody's.
    pub(crate) fn find_unowned<E: EntityTrait>(&self) -> Select<E> {
        E::find()
    }

    /// An update of a table whose rows are nobody's.
    pub(crate) fn update_unowned<E: EntityTrait>(&self) -> UpdateMany<E> {
        E::update_many()
    }

    /// Keeps others that take this advisory lock waiting until the transaction ends. On SQLite a transaction that writes is
    /// the only one anyway.
    pub(crate) async fn keep_others_out(&self, lock: i64) -> Result<()> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            let lock = format!("SELECT pg_advisory_xact_lock({lock})");
            self.tx.execute_unprepared(&lock).await.map_err(store_error)?;
        }
        Ok(())
    }

    /// The row of a query, or none.
    pub(crate) async fn one<E: EntityTrait>(&self, query: Select<E>) -> Result<Option<E::Model>> {
        query.one(self.tx).await.map_err(store_error)
    }

    /// How many rows a query has.
    pub(crate) async fn count<E: EntityTrait>(&self, query: Select<E>) -> Result<u64> {
        let count = query.select_only().expr(Expr::cust("COUNT(*)")).into_tuple().one(self.tx).await;
        let count: Option<i64> = count.map_err(store_error)?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    /// All rows of a query.
    pub(crate) async fn all<E: EntityTrait>(&self, query: Select<E>) -> Result<Vec<E::Model>> {
        query.all(self.tx).await.map_err(store_error)
    }

    /// The values of a query that selects columns by name.
    pub(crate) async fn values<E: EntityTrait, T: TryGetableMany>(&self, query: Select<E>) -> Result<Vec<T>> {
        query.into_tuple().all(self.tx).await.map_err(store_error)
    }

    /// Adds a row.
    pub(crate) async fn insert<M, A>(&self, row: M) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let insert = Insert::one(row.into_active_model());
        insert.exec_without_returning(self.tx).await.map_err(store_error)?;
        Ok(())
    }

    /// Adds rows, in as few statements as their number allows.
    pub(crate) async fn insert_all<M, A>(&self, rows: Vec<M>) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        self.insert_batches(rows, |insert| insert).await
    }

    /// As [`insert_all`](Self::insert_all), leaving out the rows that one is in the way of on this key.
    pub(crate) async fn insert_all_unless<M, A>(&self, rows: Vec<M>, conflict: &OnConflict) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        self.insert_batches(rows, |insert| insert.on_conflict(conflict.clone())).await
    }

    async fn insert_batches<M, A>(
        &self,
        rows: Vec<M>,
        with: impl Fn(InsertMany<A>) -> InsertMany<A>,
    ) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let columns = <A::Entity as EntityTrait>::Column::iter().count();
        let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
        while rows.peek().is_some() {
            let batch: Vec<A> = rows.by_ref().take(MAX_PARAMETERS / columns).collect();
            let insert = with(Insert::many(batch));
            insert.exec_without_returning(self.tx).await.map_err(store_error)?;
        }
        Ok(())
    }

    /// Adds a row unless one is in its way on this key; whether it was added.
    pub(crate) async fn insert_unless<M, A>(&self, row: M, conflict: OnConflict) -> Result<bool>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let insert = Insert::one(row.into_active_model()).on_conflict(conflict).try_insert();
        let added = insert.exec_without_returning(self.tx).await.map_err(store_error)?;
        Ok(matches!(added, TryInsertResult::Inserted(rows) if rows > 0))
    }

    /// Adds a row, or puts its values in the place of the one that has these key columns.
    pub(crate) async fn put<M, A>(&self, row: M, key: &[<A::Entity as EntityTrait>::Column]) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let values = <A::Entity as EntityTrait>::Column::iter()
            .filter(|column| !key.iter().any(|part| part.as_str() == column.as_str()));
        let replace = OnConflict::columns(key.iter().copied()).update_columns(values).to_owned();
        self.insert_unless(row, replace).await?;
        Ok(())
    }

    /// Runs an update; how many rows it changed.
    pub(crate) async fn change<E: EntityTrait>(&self, update: UpdateMany<E>) -> Result<u64> {
        let done = update.exec(self.tx).await.map_err(store_error)?;
        Ok(done.rows_affected)
    }

    /// Runs an update; the rows as they are after it.
    pub(crate) async fn change_and_read<E: EntityTrait>(
        &self,
        update: UpdateMany<E>,
    ) -> Result<Vec<E::Model>> {
        update.exec_with_returning(self.tx).await.map_err(store_error)
    }

    /// Runs a deletion; how many rows it deleted.
    pub(crate) async fn remove<E: EntityTrait>(&self, delete: DeleteMany<E>) -> Result<u64> {
        let done = delete.exec(self.tx).await.map_err(store_error)?;
        Ok(done.rows_affected)
    }

    /// Writes all but the keys of the owner's row with this id.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when there is none.
    pub(crate) async fn overwrite<M, A>(&self, what: &'static str, id: Uuid, row: M) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let update = self.update::<A::Entity>().set(changes(row)).filter(Expr::col("id").eq(id));
        some_row(what, self.change(update).await?)
    }

    /// As [`overwrite`](Self::overwrite), if the stored version is still this one; counts it up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when there is no such row of that version.
    pub(crate) async fn overwrite_version<M, A>(
        &self,
        what: &'static str,
        id: Uuid,
        version: i64,
        row: M,
    ) -> Result<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let update = self
            .update::<A::Entity>()
            .set(changes(row))
            .filter(Expr::col("id").eq(id))
            .filter(Expr::col("version").eq(version));
        some_row(what, self.change(update).await?)
    }
}

/// All columns of a row but its primary key, for an update.
fn changes<M, A>(row: M) -> A
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let mut changes = row.into_active_model().reset_all();
    for key in <A::Entity as EntityTrait>::PrimaryKey::iter() {
        changes.not_set(key.into_column());
    }
    changes
}

fn some_row(what: &'static str, changed: u64) -> Result<()> {
    if changed == 0 {
        return Err(StoreError::Stale(what));
    }
    Ok(())
}
