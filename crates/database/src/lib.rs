//! The ports of the domain on sea-orm: PostgreSQL for a cluster, SQLite for the embedded default. One set of rows
//! and repositories serves both; what differs is in `connect`, `migrate`, `error` and the triggers of the schema.
//!
//! ```no_run
//! use xinggen_database::{Database, DatabaseSettings};
//! use std::sync::Arc;
//! use xinggen_domain::{UserId, error::StoreError, ports::{Clock, UnitOfWork}};
//!
//! # async fn example(owner: UserId, clock: Arc<dyn Clock>) -> Result<(), StoreError> {
//! let settings = DatabaseSettings::new("sqlite://data/xinggen.db", 10);
//! let database = Database::connect(&settings, clock).await?;
//! database.migrate().await?;
//!
//! let mut tx = database.begin(owner).await?;
//! let ledger = tx.credits().lock().await?;
//! # let _ = ledger;
//! tx.commit().await
//! # }
//! ```
//!
//! # How it is laid out
//!
//! - `database` is the front: [`Database`] is the `UnitOfWork` and, in `platform` and `audit`, every small port
//!   across tenants.
//! - `transaction` holds one tenant's transaction. A repository reaches the database only through a `Call`, whose
//!   statements are limited to the owner before the repository sees them, and which poisons the transaction unless
//!   it ends in `done`.
//! - `roles` has what keeps tenants apart on PostgreSQL when a statement forgets its owner.
//! - `events` numbers and writes what a transaction has to tell, right before it commits.
//! - `repositories` has one file per aggregate: queries, and nothing that decides.
//! - `rows` has one file per table: its columns, and the way to the model and back.
//!
//! # Adding a repository
//!
//! 1. A trait in the domain's ports, an accessor in `TenantTx`, and a suite in the testkit that the memory store
//!    passes.
//! 2. A migration with the table: `TableSchema::tenant` gives it `user_id`, the composite key and the key to its
//!    user; parents are named by `child_of`; `index_of_user` or `unique_of_user` gives it its index; `guard::tenant`
//!    lets PostgreSQL keep it to its tenant.
//! 3. `rows/tables/<table>.rs`: the columns in a `Model`, `Model::of(owner, entity)`, and `TryFrom<Model>`. A value
//!    that the model cannot take is `StoreError::Corrupt`.
//! 4. `repositories/<aggregate>.rs`: each method opens one call with `read()` or `write()`, uses its `find`, `update`
//!    and `delete`, and returns through `done`. What is read to be changed is read with `lock_exclusive`: PostgreSQL
//!    needs it, SQLite ignores it because only one transaction writes at a time. An expected conflict is
//!    `insert_unless` and a row count, never an error that is caught.
//! 5. The suite in the contract runs on both databases by itself. Add what only a database can get wrong.
//!
//! # What must not be
//!
//! - No SQL that decides an order or a rule of the ledger: the aggregate decides, this crate writes.
//! - No wait for anything but the database inside a transaction, and no second one: SQLite has one writer, so it
//!   would wait for itself.
//! - No value filled in by SQL. Times and ids come with the entity; `CURRENT_TIMESTAMP` would not even compare with
//!   stored times on SQLite.
//! - No statement, begin or end of a transaction around [`home`]: connections live on the runtime on which the
//!   database was connected, and a begin that is cut off half-way is seen through there.
//! - No bound value in the condition of a partial index (`ON CONFLICT … WHERE`, `WHERE state = 'queued'`): the
//!   databases recognise the index only by the literal.
#![warn(missing_docs)]

mod audit;
mod connect;
mod database;
mod error;
mod events;
#[cfg(feature = "failpoints")]
pub mod failpoints;
mod flights;
mod home;
mod migrate;
mod platform;
mod repositories;
mod roles;
mod rows;
mod transaction;

pub use database::{Database, DatabaseSettings};
