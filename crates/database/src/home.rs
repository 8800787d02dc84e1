//! Connections at home: opened, driven and given back on the runtime on which the database was connected.
//!
//! A socket belongs to the runtime on which it was opened, and dies with it. Requests run on runtimes of one thread
//! each, which end at a drain and stand still while they are busy; so whatever opens a connection or gives one back
//! runs in the context of the home runtime, wherever it is polled or dropped. Statements inside a transaction need
//! none of this: they only read and write a socket that is at home already.

use crate::error::store_error;
#[cfg(feature = "failpoints")]
use crate::failpoints::{Failpoint, reach, reach_by};
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, TransactionOptions, TransactionTrait,
};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};
use tokio::runtime::Handle;
use xinggen_domain::error::StoreError;

/// A pool whose connections live on one runtime. Clones share it.
#[derive(Clone)]
pub(crate) struct Pool {
    connections: DatabaseConnection,
    home: Handle,
}

impl Pool {
    /// These connections, at home on the runtime that this is called on.
    pub(crate) fn at_home(connections: DatabaseConnection) -> Self {
        Self { connections, home: Handle::current() }
    }

    /// The connections without their home, for what runs on it anyway: the migrations.
    pub(crate) fn bare(&self) -> &DatabaseConnection {
        &self.connections
    }

    pub(crate) async fn begin(&self, options: TransactionOptions) -> Result<OpenTx, StoreError> {
        let connections = self.connections.clone();
        let begun = self.run(async move { connections.begin_with_options(options).await }).await;
        let tx = begun.map_err(store_error)?;
        Ok(OpenTx { tx: Some(tx), home: self.home.clone() })
    }

    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        let connections = self.connections.clone();
        self.run(async move { connections.close().await }).await.map_err(store_error)
    }

    fn run<F: Future + Send + 'static>(&self, work: F) -> AtHome<F>
    where
        F::Output: Send,
    {
        AtHome::new(work, &self.home)
    }
}

/// Runs a statement; in the builds that have failpoints, with one on either side of it.
macro_rules! between_failpoints {
    ($statement:ident, $run:expr) => {{
        #[cfg(feature = "failpoints")]
        let again = $statement.clone();
        #[cfg(feature = "failpoints")]
        reach_by(Failpoint::Before, &again);
        let done = $run;
        #[cfg(feature = "failpoints")]
        reach_by(Failpoint::After, &again);
        done
    }};
}

#[async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.connections.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let connections = self.connections.clone();
        self.run(async move { between_failpoints!(statement, connections.execute_raw(statement).await) })
            .await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let (connections, sql) = (self.connections.clone(), sql.to_owned());
        self.run(async move { connections.execute_unprepared(&sql).await }).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let connections = self.connections.clone();
        self.run(async move { between_failpoints!(statement, connections.query_one_raw(statement).await) })
            .await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let connections = self.connections.clone();
        self.run(async move { between_failpoints!(statement, connections.query_all_raw(statement).await) })
            .await
    }
}

/// An open transaction; dropped, it is rolled back at home.
pub(crate) struct OpenTx {
    tx: Option<DatabaseTransaction>,
    home: Handle,
}

impl OpenTx {
    /// The connection inside it.
    ///
    /// # Errors
    /// None while it is open.
    pub(crate) fn open(&self) -> Result<&DatabaseTransaction, StoreError> {
        self.tx.as_ref().ok_or(StoreError::Poisoned)
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let tx = self.tx.take().ok_or(StoreError::Poisoned)?;
        #[cfg(feature = "failpoints")]
        reach(Failpoint::Before);
        let done = AtHome::new(tx.commit(), &self.home).await.map_err(store_error);
        #[cfg(feature = "failpoints")]
        reach(Failpoint::After);
        done
    }

    pub(crate) async fn rollback(mut self) -> Result<(), StoreError> {
        let tx = self.tx.take().ok_or(StoreError::Poisoned)?;
        AtHome::new(tx.rollback(), &self.home).await.map_err(store_error)
    }
}

impl Drop for OpenTx {
    fn drop(&mut self) {
        let _home = self.home.enter();
        drop(self.tx.take());
    }
}

/// Work that is polled in the context of its home. Whoever waits for it may go away: it is then seen through at home
/// and its outcome dropped there. A begin that is cut off between its statement and the answer would leave a
/// connection in a transaction that the driver does not know of, and what the next one writes would never be kept.
struct AtHome<F>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    work: Option<Pin<Box<F>>>,
    home: Handle,
}

impl<F> AtHome<F>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn new(work: F, home: &Handle) -> Self {
        Self { work: Some(Box::pin(work)), home: home.clone() }
    }
}

impl<F> Future for AtHome<F>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        let Some(work) = &mut this.work else {
            return Poll::Pending;
        };
        let _home = this.home.enter();
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            this.work = None;
        }
        polled
    }
}

impl<F> Drop for AtHome<F>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            // Waits for nobody but the database, and closing the pool waits for its connection.
            drop(self.home.spawn(async move { drop(work.await) }));
        }
    }
}
