//! One tenant after another's rows, as the tenants' role, table by table.

use super::{
    graph::Tenants,
    table::{REFUSED, Skin, TenantTable, Tried, attempt, begin, loot},
};
use sea_orm::{DatabaseConnection, DatabaseTransaction};

/// What an attack on this table gets, in words; nothing when the table is guarded.
pub(super) async fn faults(db: &DatabaseConnection, table: &TenantTable, tenants: Tenants) -> Vec<String> {
    let tx = begin(db).await;
    faults_within(&tx, table, tenants).await
}

/// As [`faults`], inside a transaction of a connection that no tenant has used.
pub(super) async fn faults_within(
    tx: &DatabaseTransaction,
    table: &TenantTable,
    tenants: Tenants,
) -> Vec<String> {
    let TenantTable { name, key } = table;
    let Tenants { rich, other } = tenants;
    let (count, insert) = loot(tx, table, rich).await;
    loot(tx, table, other).await;
    let mut faults = Vec::new();
    // The connection remembers that the setting was there, so whoever comes without goes first.
    for skin in [Skin::NoTenant, Skin::EmptyTenant, Skin::Tenant(other)] {
        let reads = format!("SELECT FROM {name} WHERE {key} = '{rich}'");
        note(&mut faults, skin, &reads, attempt(tx, skin, &reads).await, |tried| *tried == Ok(0));
        for touch in [
            format!("SELECT FROM {name} WHERE {key} = '{rich}' FOR KEY SHARE"),
            format!("UPDATE {name} SET {key} = {key} WHERE {key} = '{rich}'"),
            format!("UPDATE {name} SET {key} = '{other}' WHERE {key} = '{rich}'"),
            format!("DELETE FROM {name} WHERE {key} = '{rich}'"),
        ] {
            note(&mut faults, skin, &touch, attempt(tx, skin, &touch).await, reaches_nothing);
        }
        let give = format!("UPDATE {name} SET {key} = '{rich}' WHERE {key} = '{other}'");
        let gives = if skin == Skin::Tenant(other) { is_refused } else { reaches_nothing };
        note(&mut faults, skin, &give, attempt(tx, skin, &give).await, gives);
        note(&mut faults, skin, &insert, attempt(tx, skin, &insert).await, is_refused);
    }
    let own = format!("SELECT FROM {name}");
    note(&mut faults, Skin::Tenant(rich), &own, attempt(tx, Skin::Tenant(rich), &own).await, |tried| {
        *tried == Ok(count)
    });
    faults
}

fn note(faults: &mut Vec<String>, skin: Skin, sql: &str, tried: Tried, good: impl Fn(&Tried) -> bool) {
    if !good(&tried) {
        faults.push(format!("{skin:?}: {sql}: {tried:?}"));
    }
}

/// No row was there for it. A key or a trigger that stops it would mean that one was.
fn reaches_nothing(tried: &Tried) -> bool {
    *tried == Ok(0) || is_refused(tried)
}

fn is_refused(tried: &Tried) -> bool {
    tried.as_ref().is_err_and(|code| code == REFUSED)
}
