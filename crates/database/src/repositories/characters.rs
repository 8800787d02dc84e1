use super::{Result, all_of, one_of};
use crate::{
    rows::{CharacterRow, tables::characters},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use xinggen_domain::{CharacterId, DramaId, Id, character::Character, ports::Characters};

pub(crate) struct SqlCharacters<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Characters for SqlCharacters<'_> {
    async fn add(&mut self, character: Character) -> Result<()> {
        let call = self.0.write()?;
        call.insert(CharacterRow::of(call.owner(), character)).await?;
        call.done(())
    }

    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>> {
        let call = self.0.read()?;
        let query = call.find::<characters::Entity>().filter(characters::Column::Id.eq(id.as_uuid()));
        let character = one_of(call.one(query).await?)?;
        call.done(character)
    }

    async fn save(&mut self, character: &mut Character) -> Result<()> {
        let call = self.0.write()?;
        let mut row = CharacterRow::of(call.owner(), character.clone());
        row.version += 1;
        call.overwrite_version("character", character.id.as_uuid(), character.version, row).await?;
        character.version += 1;
        call.done(())
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Character>> {
        let call = self.0.read()?;
        let query = call
            .find::<characters::Entity>()
            .filter(characters::Column::DramaId.eq(drama.as_uuid()))
            .order_by_asc(characters::Column::Id);
        let characters = all_of(call.all(query).await?)?;
        call.done(characters)
    }
}
