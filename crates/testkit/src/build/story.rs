use super::Build;
use xinggen_domain::{
    CharacterId,
    character::{Age, Character, Gender, VoiceId},
    drama::{AspectRatio, Drama, Style},
    episode::Episode,
    scene::{Prop, Scene, TimeOfDay, Weather},
    script::{Beat, Language, LineMode, Script, Utterance},
    shot::{CameraAngle, CameraMovement, Line, Shot, ShotSize},
    storyboard::Storyboard,
};

impl Build {
    /// An upright drama in ink without an import key.
    #[must_use]
    pub fn drama(&self) -> Drama {
        let now = self.tick();
        Drama {
            id: self.id(),
            title: "雪夜归人".to_owned(),
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
            narrator_voice: Some(VoiceId("voice-0".to_owned())),
            import_key: None,
            spending_cap: None,
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }

    /// An episode with a short source.
    #[must_use]
    pub fn episode(&self, drama: &Drama, number: u32) -> Episode {
        let now = self.tick();
        Episode {
            id: self.id(),
            drama_id: drama.id,
            number,
            title: format!("第{number}集"),
            source: "雪下了一夜。\n林晚：你回来了。\n陈默：我回来了。".to_owned(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// A young woman with a voice.
    #[must_use]
    pub fn character(&self, drama: &Drama, name: &str) -> Character {
        Character {
            id: self.id(),
            drama_id: drama.id,
            name: name.to_owned(),
            aliases: vec![format!("小{name}")],
            gender: Gender::Female,
            age: Age::Young,
            description: "短发，灰大衣".to_owned(),
            voice: Some(VoiceId("voice-1".to_owned())),
            version: 1,
            created_at: self.tick(),
        }
    }

    /// A place outside, at night, in snow.
    #[must_use]
    pub fn scene(&self, drama: &Drama, place: &str) -> Scene {
        Scene {
            id: self.id(),
            drama_id: drama.id,
            place: place.to_owned(),
            interior: false,
            time_of_day: TimeOfDay::Night,
            weather: Weather::Snow,
            description: "路灯下的雪".to_owned(),
            version: 1,
            created_at: self.tick(),
        }
    }

    /// A prop.
    #[must_use]
    pub fn prop(&self, drama: &Drama, name: &str) -> Prop {
        Prop {
            id: self.id(),
            drama_id: drama.id,
            name: name.to_owned(),
            description: "旧的，漆掉了一半".to_owned(),
            version: 1,
            created_at: self.tick(),
        }
    }

    /// A script of one beat: a narrated sentence, then a line of everyone present.
    #[must_use]
    pub fn script(&self, episode: &Episode, scene: &Scene, present: &[CharacterId]) -> Script {
        let told = utterance(None, LineMode::VoiceOver, "雪下了一夜。");
        let said = present.iter().map(|id| utterance(Some(*id), LineMode::Dialogue, "你回来了。"));
        Script {
            id: self.id(),
            episode_id: episode.id,
            language: Language::Chinese,
            beats: vec![Beat {
                scene_id: scene.id,
                present: present.to_vec(),
                utterances: std::iter::once(told).chain(said).collect(),
            }],
            provenance: self.provenance(&episode.source),
            created_at: self.tick(),
        }
    }

    /// The storyboard of an episode.
    #[must_use]
    pub fn storyboard(&self, episode: &Episode) -> Storyboard {
        Storyboard {
            episode_id: episode.id,
            provenance: self.provenance("storyboard"),
            created_at: self.tick(),
        }
    }

    /// A fixed medium shot of 3 s without anyone and without lines.
    #[must_use]
    pub fn shot(&self, episode: &Episode, scene: &Scene, number: u32) -> Shot {
        Shot {
            id: self.id(),
            episode_id: episode.id,
            number,
            beat: 1,
            scene_id: scene.id,
            size: ShotSize::Medium,
            angle: CameraAngle::Eye,
            movement: CameraMovement::Fixed,
            action: "雪落在屋檐上".to_owned(),
            cast: vec![],
            props: vec![],
            lines: vec![],
            planned_ms: 3000,
            measured_ms: None,
            image_prompt: "snow on the eaves".to_owned(),
            video_prompt: "slow snowfall".to_owned(),
            version: 1,
            created_at: self.tick(),
        }
    }

    /// A line that is not measured yet: dialogue, or the narrator's when nobody speaks.
    #[must_use]
    pub fn line(&self, speaker: Option<CharacterId>, text: &str) -> Line {
        let mode = if speaker.is_some() { LineMode::Dialogue } else { LineMode::VoiceOver };
        Line { id: self.id(), speaker, mode, text: text.to_owned(), start_ms: None, duration_ms: None }
    }
}

fn utterance(speaker: Option<CharacterId>, mode: LineMode, text: &str) -> Utterance<CharacterId> {
    Utterance { speaker, mode, text: text.to_owned(), action: "望着窗外".to_owned() }
}
