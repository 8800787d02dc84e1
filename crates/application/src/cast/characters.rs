use super::{Cast, CreateElementError, DeleteElementError};
use crate::{Actor, UpdateError, invalid::Checks, versions::update, voices::offered_voice};
use std::collections::BTreeSet;
use xinggen_domain::{
    CharacterId, DramaId,
    casting::cast_voices,
    character::{Age, Character, Gender, VoiceId},
    drama::Drama,
    error::StoreError,
    limits::{ALIASES, DESCRIPTION, NAME, Problem},
    plan::DramaPart,
    ports::TenantTx,
    script::Language,
};

/// A character to be added to a drama.
#[derive(Debug, Clone)]
pub struct CreateCharacter {
    /// The drama.
    pub drama_id: DramaId,
    /// The name, 1 to 100 characters, unique in the drama.
    pub name: String,
    /// At most 20 other names for the same person, each as long as a name.
    pub aliases: Vec<String>,
    /// Gender.
    pub gender: Gender,
    /// Age.
    pub age: Age,
    /// What the person looks like and is like, at most 2,000 characters; may be empty.
    pub description: String,
    /// One of the speech vendor's voices; without one, a fitting voice is chosen.
    pub voice: Option<VoiceId>,
}

/// What of a character is to be changed; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct CharacterChange {
    /// As in [`CreateCharacter`].
    pub name: Option<String>,
    /// As in [`CreateCharacter`].
    pub aliases: Option<Vec<String>>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Age.
    pub age: Option<Age>,
    /// As in [`CreateCharacter`].
    pub description: Option<String>,
    /// As in [`CreateCharacter`].
    pub voice: Option<VoiceId>,
}

impl Cast {
    /// Adds a character.
    ///
    /// # Errors
    /// See [`CreateElementError`].
    pub async fn create_character(
        &self,
        actor: Actor,
        create: CreateCharacter,
    ) -> Result<Character, CreateElementError> {
        let mut checks = Checks::default();
        let mut character = Character {
            id: self.ports.ids.id(),
            drama_id: create.drama_id,
            name: checks.text("name", NAME, &create.name),
            aliases: checks.take("aliases", take_aliases(&create.aliases)).unwrap_or_default(),
            gender: create.gender,
            age: create.age,
            description: checks.text("description", DESCRIPTION, &create.description),
            voice: create.voice.and_then(|voice| checks.take("voice", offered_voice(&self.ports, voice))),
            version: 1,
            created_at: self.ports.clock.now(),
        };
        checks.done()?;
        let (mut tx, drama) = self.begin(actor, create.drama_id, DramaPart::Characters).await?;
        if character.voice.is_none() {
            character.voice = self.fitting_voice(&mut *tx, &drama, &character).await?;
        }
        self.add(tx, character).await
    }

    /// A character; none when there is no such character.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_character(
        &self,
        actor: Actor,
        id: CharacterId,
    ) -> Result<Option<Character>, StoreError> {
        self.get(actor, id).await
    }

    /// The characters of a drama, in the order they were added; none when there is no such drama.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_characters(
        &self,
        actor: Actor,
        drama: DramaId,
    ) -> Result<Option<Vec<Character>>, StoreError> {
        self.list(actor, drama).await
    }

    /// Changes a character.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update_character(
        &self,
        actor: Actor,
        id: CharacterId,
        expected: Option<i64>,
        change: CharacterChange,
    ) -> Result<Character, UpdateError<Character>> {
        update(&self.ports, actor, id, expected, |character: &mut Character| {
            let (mut checks, description) = (Checks::default(), change.description.as_deref());
            checks.put_text(&mut character.name, "name", NAME, change.name.as_deref());
            checks.put_text(&mut character.description, "description", DESCRIPTION, description);
            if let Some(aliases) = change.aliases {
                character.aliases = checks.take("aliases", take_aliases(&aliases)).unwrap_or_default();
            }
            character.gender = change.gender.unwrap_or(character.gender);
            character.age = change.age.unwrap_or(character.age);
            if let Some(voice) = change.voice {
                character.voice = checks.take("voice", offered_voice(&self.ports, voice));
            }
            checks.done()
        })
        .await
    }

    /// Deletes a character with its takes.
    ///
    /// # Errors
    /// See [`DeleteElementError`].
    pub async fn delete_character(
        &self,
        actor: Actor,
        id: CharacterId,
        expected: Option<i64>,
    ) -> Result<(), DeleteElementError<Character>> {
        self.delete(actor, id, expected).await
    }

    /// The voice that a newcomer would get from a script, so that nobody is left without one.
    async fn fitting_voice(
        &self,
        tx: &mut dyn TenantTx,
        drama: &Drama,
        newcomer: &Character,
    ) -> Result<Option<VoiceId>, StoreError> {
        let language = language_of(tx, drama).await?;
        let mut cast = tx.characters().of_drama(drama.id).await?;
        cast.push(newcomer.clone());
        let voices = self.ports.vendors.speech.voices();
        cast_voices(&mut cast, drama.narrator_voice.as_ref(), &voices, language);
        Ok(cast.pop().and_then(|newcomer| newcomer.voice))
    }
}

/// The language of the drama's first script; Chinese until there is one.
async fn language_of(tx: &mut dyn TenantTx, drama: &Drama) -> Result<Language, StoreError> {
    let episodes = tx.episodes().of_drama(drama.id).await?;
    for episode in episodes {
        if let Some(script) = tx.scripts().of_episode(episode.id).await? {
            return Ok(script.language);
        }
    }
    Ok(Language::Chinese)
}

fn take_aliases(aliases: &[String]) -> Result<Vec<String>, Problem> {
    if aliases.len() > ALIASES as usize {
        return Err(Problem::TooMany { most: ALIASES });
    }
    let taken: Vec<String> = aliases.iter().map(|alias| NAME.take(alias)).collect::<Result<_, _>>()?;
    if taken.iter().collect::<BTreeSet<_>>().len() < taken.len() {
        return Err(Problem::Repeated);
    }
    Ok(taken)
}
