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
    CharacterId, DramaId, character::Character, ports::Characters, script::Beat, shot::Shot, take::Target,
};

pub(super) struct MemoryCharacters<'a>(pub(super) &'a mut MemoryTx);

fn check_key(table: &BTreeMap<CharacterId, Character>, row: &Character) -> Result<()> {
    let taken = |other: &Character| other.id != row.id && key(other) == key(row);
    unique(table.values().any(taken), "character name")
}

fn key(row: &Character) -> (DramaId, &str) {
    (row.drama_id, &row.name)
}

fn is_used(tenant: &TenantData, id: CharacterId) -> bool {
    let in_shot =
        |shot: &Shot| shot.cast.contains(&id) || shot.lines.iter().any(|line| line.speaker == Some(id));
    let in_beat = |beat: &Beat| {
        beat.present.contains(&id) || beat.utterances.iter().any(|said| said.speaker == Some(id))
    };
    let mut scripts = tenant.scripts.values();
    tenant.shots.values().any(in_shot) || scripts.any(|script| script.beats.iter().any(in_beat))
}

#[async_trait]
impl Characters for MemoryCharacters<'_> {
    async fn add(&mut self, row: Character) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, row.drama_id, "drama")?;
            check_key(&tenant.characters, &row)?;
            insert(&mut tenant.characters, row.id, row, "character id")
        })
    }

    async fn delete(&mut self, id: CharacterId) -> Result<bool> {
        self.0.write(|tenant| {
            if is_used(tenant, id) {
                return Ok(false);
            }
            Ok(remove_part(tenant, |tenant| &mut tenant.characters, id, Target::Character(id)))
        })
    }

    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>> {
        self.0.read(|tenant| tenant.characters.get(&id).filter(|row| tenant.shows(row.drama_id)).cloned())
    }

    async fn save(&mut self, row: &mut Character) -> Result<()> {
        self.0.write(|tenant| {
            check_key(&tenant.characters, row)?;
            save(&mut tenant.characters, row)
        })
    }

    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Character>> {
        self.0.read(|tenant| {
            let rows = tenant.characters.values().filter(|row| row.drama_id == drama);
            rows.filter(|row| tenant.shows(row.drama_id)).cloned().collect()
        })
    }

    async fn count(&mut self, drama: DramaId) -> Result<u64> {
        Ok(self.of_drama(drama).await?.len() as u64)
    }
}
