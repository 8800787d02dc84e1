use super::{
    Result,
    removal::remove_part,
    table::{insert, parent, save, unique},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeMap;
use xinggen_domain::{
    DramaId, SceneId,
    ports::Scenes,
    scene::{Scene, TimeOfDay, Weather},
    take::Target,
};

pub(super) struct MemoryScenes<'a>(pub(super) &'a mut MemoryTx);

fn check_key(table: &BTreeMap<SceneId, Scene>, row: &Scene) -> Result<()> {
    let taken = |other: &Scene| other.id != row.id && key(other) == key(row);
    unique(table.values().any(taken), "place and time of a scene")
}

fn key(row: &Scene) -> (DramaId, &str, bool, TimeOfDay, Weather) {
    (row.drama_id, &row.place, row.interior, row.time_of_day, row.weather)
}

fn is_used(tenant: &TenantData, id: SceneId) -> bool {
    let mut beats = tenant.scripts.values().flat_map(|script| &script.beats);
    tenant.shots.values().any(|shot| shot.scene_id == id) || beats.any(|beat| beat.scene_id == id)
}

#[async_trait]
impl Scenes for MemoryScenes<'_> {
    async fn add(&mut self, row: Scene) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, row.drama_id, "drama")?;
            check_key(&tenant.scenes, &row)?;
            insert(&mut tenant.scenes, row.id, row, "scene id")
        })
    }

    async fn delete(&mut self, id: SceneId) -> Result<bool> {
        self.0.write(|tenant| {
            if is_used(tenant, id) {
                return Ok(false);
            }
            Ok(remove_part(tenant, |tenant| &mut tenant.scenes, id, Target::Scene(id)))
        })
    }

    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>> {
        self.0.read(|tenant| tenant.scenes.get(&id).filter(|row| tenant.shows(row.drama_id)).cloned())
    }

    async fn save(&mut self, row: &mut Scene) -> Result<()> {
        self.0.write(|tenant| {
            check_key(&tenant.scenes, row)?;
            save(&mut tenant.scenes, row)
        })
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Scene>> {
        self.0.read(|tenant| {
            let rows = tenant.scenes.values().filter(|row| row.drama_id == drama);
            rows.filter(|row| tenant.shows(row.drama_id)).cloned().collect()
        })
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        Ok(self.of_drama(drama).await?.len() as u64)
    }
}
