//! Ports on sea-orm: PostgreSQL, and SQLite for the embedded default.
