use super::{Result, all_of, kept, one_of, removal, takes};
use crate::{
    rows::{
        SceneRow,
        tables::{scenes, shots},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{DramaId, Id, SceneId, ports::Scenes, scene::Scene, take::Target};

pub(crate) struct SqlScenes<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Scenes for SqlScenes<'_> {
    async fn add(&mut self, scene: Scene) -> Result<()> {
        let call = self.0.write()?;
        call.insert(SceneRow::of(call.owner(), scene)).await?;
        call.done(())
    }

    async fn delete(&mut self, id: SceneId) -> Result<bool> {
        let call = self.0.write()?;
        let query = call.find::<scenes::Entity>().filter(scenes::Column::Id.eq(id.as_uuid()));
        let deleted = match call.one(query.lock_exclusive()).await? {
            Some(row) if !is_used(&call, &row).await? => {
                takes::remove_of(&call, Target::Scene(id)).await?;
                call.remove(call.delete::<scenes::Entity>().filter(scenes::Column::Id.eq(row.id))).await? > 0
            }
            _ => false,
        };
        call.done(deleted)
    }

    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>> {
        let call = self.0.read()?;
        let query = found(&call).filter(scenes::Column::Id.eq(id.as_uuid()));
        let scene = one_of(call.one(query).await?)?;
        call.done(scene)
    }

    async fn save(&mut self, scene: &mut Scene) -> Result<()> {
        let call = self.0.write()?;
        let mut row = SceneRow::of(call.owner(), scene.clone());
        row.version += 1;
        call.overwrite_version("scene", scene.id.as_uuid(), scene.version, row).await?;
        scene.version += 1;
        call.done(())
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Scene>> {
        let call = self.0.read()?;
        let query =
            found(&call).filter(scenes::Column::DramaId.eq(drama.as_uuid())).order_by_asc(scenes::Column::Id);
        let scenes = all_of(call.all(query).await?)?;
        call.done(scenes)
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        let call = self.0.read()?;
        let query = found(&call).filter(scenes::Column::DramaId.eq(drama.as_uuid()));
        let count = call.count(query).await?;
        call.done(count)
    }
}

fn found(call: &Call<'_>) -> Select<scenes::Entity> {
    kept::of_drama(call, scenes::Column::DramaId)
}

/// Whether a shot or a script names a scene.
async fn is_used(call: &Call<'_>, row: &SceneRow) -> Result<bool> {
    let in_shot = call.find::<shots::Entity>().filter(shots::Column::SceneId.eq(row.id)).limit(1);
    if call.one(in_shot).await?.is_some() {
        return Ok(true);
    }
    let id = SceneId::from_uuid(row.id);
    let scripts = removal::lock_scripts(call, row.drama_id).await?;
    Ok(scripts.iter().any(|script| script.beats.iter().any(|beat| beat.scene_id == id)))
}
