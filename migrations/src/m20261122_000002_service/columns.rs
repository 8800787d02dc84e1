use crate::schema::{boolean, text, text_null, time_null};
use sea_orm_migration::prelude::*;

/// Adds columns to the tables that are there, each by a statement of its own, as SQLite wants it.
///
/// A required one needs a default for the rows that are there, and SQLite cannot take it away afterwards. The
/// application writes the columns nevertheless.
pub(super) async fn add(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        ("users", text("status").default("active").take()),
        ("users", text_null("password_hash")),
        ("dramas", time_null("deleted_at")),
        ("dramas", boolean("purged").default(false).take()),
    ];
    for (table, mut column) in columns {
        manager.alter_table(Table::alter().table(table).add_column(&mut column).take()).await?;
    }
    Ok(())
}
