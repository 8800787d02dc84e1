//! The one place where statements are limited to their owner. SQLite has no policies behind it, so `make mutants`
//! takes it away from one table's statements at a time and wants to see a test fail.

#[cfg(feature = "mutants")]
mod mutant;

#[cfg(not(feature = "mutants"))]
mod mutant {
    /// No statement ever goes without its scope.
    pub(super) const fn is_unscoped(_table: &str, _act: super::Act) -> bool {
        false
    }
}

use sea_orm::{
    EntityTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// What a statement does with the rows that it is limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Find,
    Update,
    Delete,
}

/// Whether a row is the owner's, as a condition.
pub(super) fn owned<E: EntityTrait>(owner: Uuid, act: Act) -> Expr {
    let entity = E::default();
    let table = entity.table_name();
    if mutant::is_unscoped(table, act) {
        return Expr::value(true);
    }
    // A user is its own tenant.
    let tenant = if table == "users" { "id" } else { "user_id" };
    Expr::col((entity, tenant)).eq(owner)
}
