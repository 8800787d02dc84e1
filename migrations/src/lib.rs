//! The schema, as migrations that run on PostgreSQL and on SQLite from the same definitions.
//!
//! - Every tenant table begins with `user_id`, and keys between tenant tables are composite: (user_id, id). A row
//!   cannot hang on someone else's row even by mistake. Platform tables are few: `users` and `prices`.
//! - The application writes every id and every time: there are no SQL defaults but those that a required column
//!   of an older table needs. `CURRENT_TIMESTAMP` would even be wrong, because SQLite writes it in a form that does
//!   not compare with stored times.
//! - Foreign keys stand inside `CREATE TABLE`, because SQLite cannot add them later.
//! - A migration that was released is never changed. Whoever wants to change the schema adds a module
//!   `mYYYYMMDD_NNNNNN_what`, names it in [`Migrator`], and uses the words of the `schema` module for new tables.
#![warn(missing_docs)]

mod m20261122_000001_initial;
mod m20261122_000002_service;
mod m20261122_000005_spending;
mod migrator;
mod schema;

pub use migrator::Migrator;
