use super::{
    Result,
    table::{insert, parent, save, unique},
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeMap;
use xinggen_domain::{CharacterId, DramaId, character::Character, ports::Characters};

pub(super) struct MemoryCharacters<'a>(pub(super) &'a mut MemoryTx);

fn check_key(table: &BTreeMap<CharacterId, Character>, row: &Character) -> Result<()> {
    let taken = |other: &Character| other.id != row.id && key(other) == key(row);
    unique(table.values().any(taken), "character name")
}

fn key(row: &Character) -> (DramaId, &str) {
    (row.drama_id, &row.name)
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

    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>> {
        self.0.read(|tenant| tenant.characters.get(&id).cloned())
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
            rows.cloned().collect()
        })
    }
}
