use super::{
    Result,
    removal::remove_part,
    table::{insert, parent, save, unique},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeMap;
use xinggen_domain::{DramaId, PropId, ports::Props, scene::Prop, take::Target};

pub(super) struct MemoryProps<'a>(pub(super) &'a mut MemoryTx);

fn check_key(table: &BTreeMap<PropId, Prop>, row: &Prop) -> Result<()> {
    let taken = |other: &Prop| other.id != row.id && key(other) == key(row);
    unique(table.values().any(taken), "prop name")
}

fn key(row: &Prop) -> (DramaId, &str) {
    (row.drama_id, &row.name)
}

fn is_used(tenant: &TenantData, id: PropId) -> bool {
    tenant.shots.values().any(|shot| shot.props.contains(&id))
}

#[async_trait]
impl Props for MemoryProps<'_> {
    async fn add(&mut self, row: Prop) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, row.drama_id, "drama")?;
            check_key(&tenant.props, &row)?;
            insert(&mut tenant.props, row.id, row, "prop id")
        })
    }

    async fn delete(&mut self, id: PropId) -> Result<bool> {
        self.0.write(|tenant| {
            if is_used(tenant, id) {
                return Ok(false);
            }
            Ok(remove_part(tenant, |tenant| &mut tenant.props, id, Target::Prop(id)))
        })
    }

    async fn get(&mut self, id: PropId) -> Result<Option<Prop>> {
        self.0.read(|tenant| tenant.props.get(&id).filter(|row| tenant.shows(row.drama_id)).cloned())
    }

    async fn save(&mut self, row: &mut Prop) -> Result<()> {
        self.0.write(|tenant| {
            check_key(&tenant.props, row)?;
            save(&mut tenant.props, row)
        })
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Prop>> {
        self.0.read(|tenant| {
            let rows = tenant.props.values().filter(|row| row.drama_id == drama);
            rows.filter(|row| tenant.shows(row.drama_id)).cloned().collect()
        })
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        Ok(self.of_drama(drama).await?.len() as u64)
    }
}
