//! Tenants kept apart by the database itself, where it can: roles and row-level security on PostgreSQL. Nothing
//! changes on SQLite.

mod roles;

use crate::guard::{
    self,
    Act::{self, Delete, Insert, Select, Update},
};
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            roles::make(manager).await?;
        }
        guard::users(manager).await?;
        guard::statement(manager, "credit_transactions").await?;
        for table in OF_TENANTS {
            guard::tenant(manager, table).await?;
        }
        for (table, acts) in ACROSS_TENANTS {
            guard::across_tenants(manager, table, acts).await?;
        }
        guard::platform(manager, "prices", &[Select, Insert]).await
    }
}

const OF_TENANTS: [&str; 26] = [
    "dramas",
    "episodes",
    "characters",
    "scenes",
    "props",
    "scripts",
    "storyboards",
    "shots",
    "shot_cast",
    "shot_props",
    "shot_lines",
    "productions",
    "jobs",
    "job_waits",
    "assets",
    "takes",
    "cuts",
    "credit_lots",
    "credit_holds",
    "credit_hold_lots",
    "sessions",
    "event_tickets",
    "event_streams",
    "events",
    "done_requests",
    "orphan_objects",
];

/// What the ports across tenants do: look accounts up, keep sessions and tickets, claim jobs and tell of them, find
/// what is due, sweep what has had its time, and audit the ledger.
const ACROSS_TENANTS: [(&str, &[Act]); 14] = [
    ("users", &[Select]),
    ("sessions", &[Select, Insert, Update]),
    ("event_tickets", &[Select, Insert, Delete]),
    ("jobs", &[Select, Update]),
    ("event_streams", &[Select, Insert, Update]),
    ("events", &[Select, Insert, Delete]),
    ("productions", &[Select]),
    ("dramas", &[Select]),
    ("credit_lots", &[Select]),
    ("credit_holds", &[Select]),
    ("credit_hold_lots", &[Select]),
    ("credit_transactions", &[Select]),
    ("done_requests", &[Select, Delete]),
    ("orphan_objects", &[Select, Delete]),
];
