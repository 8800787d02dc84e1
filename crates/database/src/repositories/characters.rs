use super::{Result, all_of, kept, one_of, removal, takes};
use crate::{
    rows::{
        CharacterRow,
        tables::{characters, shot_cast, shot_lines},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use xinggen_domain::{
    CharacterId, DramaId, Id, character::Character, ports::Characters, script::Beat, take::Target,
};

pub(crate) struct SqlCharacters<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Characters for SqlCharacters<'_> {
    async fn add(&mut self, character: Character) -> Result<()> {
        let call = self.0.write()?;
        call.insert(CharacterRow::of(call.owner(), character)).await?;
        call.done(())
    }

    async fn delete(&mut self, id: CharacterId) -> Result<bool> {
        let call = self.0.write()?;
        let query = call.find::<characters::Entity>().filter(characters::Column::Id.eq(id.as_uuid()));
        let deleted = match call.one(query.lock_exclusive()).await? {
            Some(row) if !is_used(&call, &row).await? => {
                takes::remove_of(&call, Target::Character(id)).await?;
                call.remove(call.delete::<characters::Entity>().filter(characters::Column::Id.eq(row.id)))
                    .await?
                    > 0
            }
            _ => false,
        };
        call.done(deleted)
    }

    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>> {
        let call = self.0.read()?;
        let query = found(&call).filter(characters::Column::Id.eq(id.as_uuid()));
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
        let query = found(&call)
            .filter(characters::Column::DramaId.eq(drama.as_uuid()))
            .order_by_asc(characters::Column::Id);
        let characters = all_of(call.all(query).await?)?;
        call.done(characters)
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        let call = self.0.read()?;
        let query = found(&call).filter(characters::Column::DramaId.eq(drama.as_uuid()));
        let count = call.count(query).await?;
        call.done(count)
    }
}

fn found(call: &Call<'_>) -> Select<characters::Entity> {
    kept::of_drama(call, characters::Column::DramaId)
}

/// Whether a shot, a line or a script names a character.
async fn is_used(call: &Call<'_>, row: &CharacterRow) -> Result<bool> {
    let in_shot = call.find::<shot_cast::Entity>().filter(shot_cast::Column::CharacterId.eq(row.id)).limit(1);
    let in_line = call.find::<shot_lines::Entity>().filter(shot_lines::Column::SpeakerId.eq(row.id)).limit(1);
    if call.one(in_shot).await?.is_some() || call.one(in_line).await?.is_some() {
        return Ok(true);
    }
    let id = CharacterId::from_uuid(row.id);
    let names_it = |beat: &Beat| {
        beat.present.contains(&id) || beat.utterances.iter().any(|said| said.speaker == Some(id))
    };
    let scripts = removal::lock_scripts(call, row.drama_id).await?;
    Ok(scripts.iter().any(|script| script.beats.iter().any(names_it)))
}
