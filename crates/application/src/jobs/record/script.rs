//! A script draft becomes rows: people, places and things that the drama has already are found again.

use super::episode_of;
use crate::{
    Ports,
    jobs::{errors::RecordError, gone::Gone},
};
use xinggen_domain::{
    CharacterId, DramaId, SceneId,
    casting::{cast_narrator, cast_voices},
    character::{Age, Character, Gender},
    drama::Drama,
    error::StoreError,
    job::Job,
    limits::ALIASES,
    ports::TenantTx,
    provenance::Provenance,
    scene::{Prop, Scene},
    script::{
        Beat, BeatDraft, CharacterDraft, Language, PropDraft, SceneDraft, Script, ScriptDraft, Utterance,
    },
};

pub(super) async fn record_script(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    job: &Job,
    draft: ScriptDraft,
    provenance: Provenance,
) -> Result<(), RecordError> {
    let episode_id = episode_of(job)?;
    tx.episodes().get(episode_id).await?.ok_or(Gone::Episode)?;
    let language = draft.language;
    let mut recorder = Recorder { ports, drama: job.drama_id, tx };
    let cast = recorder.cast(draft.characters, language).await?;
    let scenes = recorder.scenes(draft.scenes).await?;
    recorder.props(draft.props).await?;
    let beat_of = |beat: BeatDraft| {
        Some(Beat {
            scene_id: *scenes.get(beat.scene)?,
            present: beat.present.into_iter().filter_map(|at| cast.get(at).copied()).collect(),
            utterances: beat
                .utterances
                .into_iter()
                .map(|said| Utterance {
                    speaker: said.speaker.and_then(|at| cast.get(at).copied()),
                    mode: said.mode,
                    text: said.text,
                    action: said.action,
                })
                .collect(),
        })
    };
    let script = Script {
        id: ports.ids.id(),
        episode_id,
        language,
        beats: draft.beats.into_iter().filter_map(beat_of).collect(),
        provenance,
        created_at: ports.clock.now(),
    };
    tx.scripts().put(script).await?;
    Ok(())
}

struct Recorder<'a> {
    ports: &'a Ports,
    drama: DramaId,
    tx: &'a mut dyn TenantTx,
}

impl Recorder<'_> {
    /// The ids of these people, in order; new ones are added, and everyone without a voice gets one.
    async fn cast(
        &mut self,
        drafts: Vec<CharacterDraft>,
        language: Language,
    ) -> Result<Vec<CharacterId>, RecordError> {
        let stored = self.tx.characters().of_drama(self.drama).await?;
        let mut cast = stored.clone();
        let ids: Vec<_> = drafts.into_iter().map(|draft| self.find_or_push(&mut cast, draft)).collect();
        let narrator = self.narrator(language).await?;
        let voices = self.ports.vendors.speech.voices();
        cast_voices(&mut cast, narrator.narrator_voice.as_ref(), &voices, language);
        for (at, mut character) in cast.into_iter().enumerate() {
            match stored.get(at) {
                None => self.tx.characters().add(character).await?,
                Some(old) if *old != character => self.tx.characters().save(&mut character).await?,
                Some(_) => {}
            }
        }
        Ok(ids)
    }

    fn find_or_push(&self, cast: &mut Vec<Character>, draft: CharacterDraft) -> CharacterId {
        let same = |known: &Character| {
            known.name == draft.name
                || known.aliases.contains(&draft.name)
                || draft.aliases.contains(&known.name)
        };
        if let Some(known) = cast.iter_mut().find(|known| same(known)) {
            learn(known, draft);
            return known.id;
        }
        let character = Character {
            id: self.ports.ids.id(),
            drama_id: self.drama,
            name: draft.name,
            aliases: draft.aliases.into_iter().take(ALIASES as usize).collect(),
            gender: draft.gender,
            age: draft.age,
            description: draft.description,
            voice: None,
            version: 1,
            created_at: self.ports.clock.now(),
        };
        let id = character.id;
        cast.push(character);
        id
    }

    /// The drama, with a narrator's voice that stays.
    async fn narrator(&mut self, language: Language) -> Result<Drama, RecordError> {
        let drama = self.tx.dramas().get(self.drama).await?;
        let mut drama = drama.ok_or(Gone::Drama)?;
        if drama.narrator_voice.is_none() {
            drama.narrator_voice = cast_narrator(&self.ports.vendors.speech.voices(), language);
            self.tx.dramas().save(&mut drama).await?;
        }
        Ok(drama)
    }

    /// The ids of these places, in order; new ones are added.
    async fn scenes(&mut self, drafts: Vec<SceneDraft>) -> Result<Vec<SceneId>, StoreError> {
        let mut scenes = self.tx.scenes().of_drama(self.drama).await?;
        let mut ids = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let known = scenes.iter().find(|scene| {
                (&scene.place, scene.interior, scene.time_of_day, scene.weather)
                    == (&draft.place, draft.interior, draft.time_of_day, draft.weather)
            });
            if let Some(known) = known {
                ids.push(known.id);
                continue;
            }
            let SceneDraft { place, interior, time_of_day, weather, description } = draft;
            let scene = Scene {
                id: self.ports.ids.id(),
                drama_id: self.drama,
                place,
                interior,
                time_of_day,
                weather,
                description,
                version: 1,
                created_at: self.ports.clock.now(),
            };
            ids.push(scene.id);
            self.tx.scenes().add(scene.clone()).await?;
            scenes.push(scene);
        }
        Ok(ids)
    }

    async fn props(&mut self, drafts: Vec<PropDraft>) -> Result<(), StoreError> {
        let known = self.tx.props().of_drama(self.drama).await?;
        for draft in drafts {
            if known.iter().any(|prop| prop.name == draft.name) {
                continue;
            }
            let prop = Prop {
                id: self.ports.ids.id(),
                drama_id: self.drama,
                name: draft.name,
                description: draft.description,
                version: 1,
                created_at: self.ports.clock.now(),
            };
            self.tx.props().add(prop).await?;
        }
        Ok(())
    }
}

/// A later episode may tell what an earlier one left open; it never overrides, so looks and voices stay. Nobody gets
/// more aliases than can be given by hand: texts are read with all of them.
fn learn(known: &mut Character, draft: CharacterDraft) {
    if known.gender == Gender::Unknown {
        known.gender = draft.gender;
    }
    if known.age == Age::Adult && known.description.is_empty() {
        known.age = draft.age;
    }
    if known.description.is_empty() {
        known.description = draft.description;
    }
    for alias in draft.aliases.into_iter().chain([draft.name]) {
        let full = known.aliases.len() >= ALIASES as usize;
        if !full && alias != known.name && !known.aliases.contains(&alias) {
            known.aliases.push(alias);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_testkit::Build;

    #[test]
    fn scripts_give_nobody_more_aliases_than_there_may_be() {
        let build = Build::default();
        let mut known = Character { aliases: Vec::new(), ..build.character(&build.drama(), "林晚") };
        for episode in 0..10 {
            let draft = CharacterDraft {
                name: format!("晚{episode}"),
                aliases: (0..5).map(|at| format!("小{episode}{at}")).collect(),
                gender: Gender::Unknown,
                age: Age::Adult,
                description: String::new(),
            };
            learn(&mut known, draft);
        }
        assert_eq!(known.aliases.len(), 20);
        assert_eq!(
            known.aliases[..6],
            ["小00", "小01", "小02", "小03", "小04", "晚0"],
            "the first ones stay"
        );
    }
}
