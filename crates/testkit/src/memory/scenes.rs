use super::{
    Result,
    table::{insert, parent, save, unique},
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeMap;
use xinggen_domain::{
    DramaId, SceneId,
    ports::Scenes,
    scene::{Scene, TimeOfDay, Weather},
};

pub(super) struct MemoryScenes<'a>(pub(super) &'a mut MemoryTx);

fn check_key(table: &BTreeMap<SceneId, Scene>, row: &Scene) -> Result<()> {
    let taken = |other: &Scene| other.id != row.id && key(other) == key(row);
    unique(table.values().any(taken), "place and time of a scene")
}

fn key(row: &Scene) -> (DramaId, &str, bool, TimeOfDay, Weather) {
    (row.drama_id, &row.place, row.interior, row.time_of_day, row.weather)
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

    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>> {
        self.0.read(|tenant| tenant.scenes.get(&id).cloned())
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
            rows.cloned().collect()
        })
    }
}
