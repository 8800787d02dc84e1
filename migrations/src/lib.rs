//! The schema, as sea-orm migrations for PostgreSQL and SQLite.
