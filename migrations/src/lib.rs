//! The schema, as migrations that run on PostgreSQL and on SQLite from the same definitions.
//!
//! - Every tenant table begins with `user_id`, and keys between tenant tables are composite: (user_id, id). A row
//!   cannot hang on someone else's row even by mistake. Platform tables are few: `users`, `prices`, redemption codes,
//!   and what has to be known before it is known whose it is.
//! - The application writes every id and every time: there are no SQL defaults but those that a required column
//!   of an older table needs. `CURRENT_TIMESTAMP` would even be wrong, because SQLite writes it in a form that does
//!   not compare with stored times.
//! - On PostgreSQL every table has an owner that is neither of the two roles that use it; the `guard` module says who
//!   may do what. A tenant table has row-level security, forced on its owner too: a migration that reads or changes
//!   rows lifts that for its transaction (`NO FORCE ROW LEVEL SECURITY`, and `FORCE` again). One that forgets it fails:
//!   `row_security` is off while migrations run.
//! - Foreign keys stand inside `CREATE TABLE`, because SQLite cannot add them later.
//! - A migration that was released is never changed. Whoever wants to change the schema adds a module
//!   `mYYYYMMDD_NNNNNN_what`, names it in [`Migrator`], and makes new tables by the words of `schema`, and says
//!   who may use them by those of `guard`.
#![warn(missing_docs)]

mod append_only;
mod guard;
mod m20261122_000001_initial;
mod m20261122_000002_service;
mod m20261122_000003_tenants;
mod m20261122_000004_accounts;
mod m20261122_000005_spending;
mod m20261122_000006_keys;
mod m20261122_000007_records;
mod m20261122_000008_ai_configs;
mod m20261123_000009_leaving;
mod m20261123_000010_terms;
mod m20261123_000011_ticket_sessions;
mod m20261130_000012_deaths;
mod m20261130_000013_descriptions;
mod m20261130_000014_own_sessions;
mod m20261130_000015_memberships;
mod migrator;
mod rewrite;
mod schema;

pub use migrator::Migrator;
