use crate::{
    m20261122_000001_initial, m20261122_000002_service, m20261122_000003_tenants, m20261122_000004_accounts,
    m20261122_000005_spending, m20261122_000006_keys, m20261122_000007_records, m20261122_000008_ai_configs,
    m20261123_000009_leaving, m20261123_000010_terms, m20261123_000011_ticket_sessions,
    m20261130_000012_deaths, m20261130_000013_descriptions, m20261130_000014_own_sessions,
    m20261130_000015_memberships,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

/// All migrations, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_initial::Migration),
            Box::new(m20261122_000002_service::Migration),
            Box::new(m20261122_000003_tenants::Migration),
            Box::new(m20261122_000004_accounts::Migration),
            Box::new(m20261122_000005_spending::Migration),
            Box::new(m20261122_000006_keys::Migration),
            Box::new(m20261122_000007_records::Migration),
            Box::new(m20261122_000008_ai_configs::Migration),
            Box::new(m20261123_000009_leaving::Migration),
            Box::new(m20261123_000010_terms::Migration),
            Box::new(m20261123_000011_ticket_sessions::Migration),
            Box::new(m20261130_000012_deaths::Migration),
            Box::new(m20261130_000013_descriptions::Migration),
            Box::new(m20261130_000014_own_sessions::Migration),
            Box::new(m20261130_000015_memberships::Migration),
        ]
    }
}
