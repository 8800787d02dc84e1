use crate::schema::integer_null;
use sea_orm_migration::prelude::*;

/// Lets dramas and users have a cap.
pub(super) async fn add(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, mut column) in
        [("dramas", integer_null("spending_cap")), ("users", integer_null("daily_cap"))]
    {
        manager.alter_table(Table::alter().table(table).add_column(&mut column).take()).await?;
    }
    Ok(())
}
