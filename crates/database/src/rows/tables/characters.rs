use crate::rows::{
    convert::{id, read},
    json::parse,
};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    character::{Character, VoiceId},
    error::StoreError,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "characters")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) name: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) aliases: Json,
    pub(crate) gender: String,
    pub(crate) age: String,
    pub(crate) description: String,
    pub(crate) voice: Option<String>,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a character of this owner.
    pub(crate) fn of(owner: Uuid, character: Character) -> Self {
        Self {
            user_id: owner,
            id: character.id.as_uuid(),
            drama_id: character.drama_id.as_uuid(),
            name: character.name,
            aliases: character.aliases.into(),
            gender: character.gender.code().to_owned(),
            age: character.age.code().to_owned(),
            description: character.description,
            voice: character.voice.map(|voice| voice.0),
            version: character.version,
            created_at: character.created_at,
        }
    }
}

impl TryFrom<Model> for Character {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: id(row.id),
            drama_id: id(row.drama_id),
            name: row.name,
            aliases: parse(row.aliases, "aliases")?,
            gender: read(&row.gender)?,
            age: read(&row.age)?,
            description: row.description,
            voice: row.voice.map(VoiceId),
            version: row.version,
            created_at: row.created_at,
        })
    }
}
