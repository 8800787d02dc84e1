use super::{Result, all_of, one_of};
use crate::{
    rows::{SceneRow, tables::scenes},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use xinggen_domain::{DramaId, Id, SceneId, ports::Scenes, scene::Scene};

pub(crate) struct SqlScenes<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Scenes for SqlScenes<'_> {
    async fn add(&mut self, scene: Scene) -> Result<()> {
        let call = self.0.write()?;
        call.insert(SceneRow::of(call.owner(), scene)).await?;
        call.done(())
    }

    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>> {
        let call = self.0.read()?;
        let query = call.find::<scenes::Entity>().filter(scenes::Column::Id.eq(id.as_uuid()));
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
        let query = call
            .find::<scenes::Entity>()
            .filter(scenes::Column::DramaId.eq(drama.as_uuid()))
            .order_by_asc(scenes::Column::Id);
        let scenes = all_of(call.all(query).await?)?;
        call.done(scenes)
    }
}
