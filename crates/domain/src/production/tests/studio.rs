use super::super::{CutOptions, EpisodeState, Step, plan, script_inputs, storyboard_inputs};
use crate::{
    Id,
    asset::{Asset, MediaKind, ObjectKey},
    character::{Age, Character, Gender, VoiceId},
    cut::Cut,
    drama::{AspectRatio, Drama, Style},
    engine::{ChargeMode, ModelRef, Models},
    episode::Episode,
    operation::{Operation, Target},
    provenance::{Digest, Provenance},
    scene::{Prop, Scene, TimeOfDay, Weather},
    script::{Beat, Language, LineMode, Script, Utterance},
    shot::{CameraAngle, CameraMovement, Line, Shot, ShotSize},
    storyboard::{Storyboard, measure},
    take::Take,
    time::Timestamp,
};
use chrono::DateTime;
use uuid::Uuid;

const NOW: Timestamp = DateTime::UNIX_EPOCH;

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

/// An episode of two shots in one scene: one with a character who speaks and a prop, one narrated. Makes what
/// the plan asks for, without any vendor.
pub(super) struct Studio {
    pub(super) state: EpisodeState,
    pub(super) models: Models,
    pub(super) options: CutOptions,
    made: u128,
}

impl Studio {
    /// Nothing is made yet.
    pub(super) fn empty() -> Self {
        let model = |name| ModelRef::new("test", name);
        Self {
            state: state(),
            models: Models {
                text: model("text"),
                image: model("image"),
                speech: model("speech"),
                video: model("video"),
                composer: model("composer"),
                image_mode: ChargeMode::Platform,
                image_config: None,
            },
            options: CutOptions { burn_subtitles: true, label: true },
            made: 1000,
        }
    }

    /// Everything is made.
    pub(super) fn produced() -> Self {
        let mut studio = Self::empty();
        studio.produce();
        studio
    }

    pub(super) fn plan(&self) -> Vec<Step> {
        plan(&self.state, &self.models, self.options)
    }

    pub(super) fn episode(&self) -> Target {
        Target::Episode(self.state.episode.id)
    }
    pub(super) fn character(&self, at: usize) -> Target {
        Target::Character(self.state.characters[at].id)
    }
    pub(super) fn scene(&self) -> Target {
        Target::Scene(self.state.scenes[0].id)
    }
    pub(super) fn prop(&self) -> Target {
        Target::Prop(self.state.props[0].id)
    }
    pub(super) fn shot(&self, at: usize) -> Target {
        Target::Shot(id(51 + at as u128))
    }
    pub(super) fn line(&self, at: usize) -> Target {
        Target::Line(id(61 + at as u128))
    }

    /// Makes all that is ready, round by round, until nothing is left. Tells how much each round made.
    pub(super) fn produce(&mut self) -> Vec<usize> {
        let mut rounds = vec![];
        loop {
            let steps = self.plan();
            let Some(stage) = steps.first().map(|step| step.stage) else {
                return rounds;
            };
            let ready = |step: &&Step| step.stage == stage && step.after.is_empty();
            let ready: Vec<Step> = steps.iter().filter(ready).cloned().collect();
            assert!(!ready.is_empty() && rounds.len() < 20, "a production must come to its end");
            rounds.push(ready.len());
            for step in ready {
                self.make(&step);
            }
            let voices = self.state.voice_durations();
            let shots = std::mem::take(&mut self.state.shots);
            self.state.shots = measure(shots, &voices, || panic!("nothing is split here"));
        }
    }

    fn make(&mut self, step: &Step) {
        let inputs = step.inputs.clone().unwrap();
        match step.operation {
            Operation::Script => self.write(),
            Operation::Storyboard => self.draw(),
            Operation::Cut => self.compose(inputs),
            Operation::Image | Operation::Voice | Operation::Video => self.take(step, inputs),
        }
    }

    /// Writes the script.
    pub(super) fn write(&mut self) {
        let inputs = script_inputs(&self.state, &self.models.text);
        self.state.script = Some(script(inputs));
    }

    /// Draws up the storyboard.
    pub(super) fn draw(&mut self) {
        let provenance = storyboard_inputs(&self.state, &self.models.text).unwrap();
        self.state.storyboard =
            Some(Storyboard { episode_id: self.state.episode.id, provenance, created_at: NOW });
        if self.state.shots.is_empty() {
            self.state.shots = shots();
        }
    }

    fn compose(&mut self, provenance: Provenance) {
        self.state.cut = Some(Cut {
            id: id(1),
            episode_id: self.state.episode.id,
            video: id(1),
            srt: id(1),
            ass: id(1),
            poster: id(1),
            duration_ms: 0,
            frames_encoded: 0,
            provenance,
            created_at: NOW,
        });
    }

    fn take(&mut self, step: &Step, provenance: Provenance) {
        self.made += 1;
        let asset = asset(self.made, provenance.hash, step.operation);
        let taken = |take: &Take| (take.operation, take.target) == (step.operation, step.target);
        self.state.takes.retain(|take| !taken(take));
        self.state.takes.push(Take {
            id: id(self.made),
            drama_id: self.state.drama.id,
            operation: step.operation,
            target: step.target,
            asset_id: asset.id,
            provenance,
            marks: vec![],
            selected: true,
            job_id: id(1),
            created_at: NOW,
        });
        self.state.assets.push(asset);
    }
}

/// A file whose bytes follow from its inputs.
fn asset(number: u128, inputs: Digest, operation: Operation) -> Asset {
    Asset {
        id: id(number),
        kind: MediaKind::Image,
        key: ObjectKey::intermediate(id(1), inputs, "bin"),
        mime: "application/octet-stream".to_owned(),
        bytes: 1,
        sha256: Digest::of(inputs.as_bytes()),
        width: None,
        height: None,
        duration_ms: (operation == Operation::Voice).then_some(2000),
        created_at: NOW,
    }
}

fn character(number: u128, name: &str) -> Character {
    Character {
        id: id(number),
        drama_id: id(1),
        name: name.to_owned(),
        aliases: vec![],
        gender: Gender::Female,
        age: Age::Young,
        description: String::new(),
        voice: Some(VoiceId(name.to_owned())),
        version: 1,
        created_at: NOW,
    }
}

fn state() -> EpisodeState {
    EpisodeState {
        drama: Drama {
            deleted_at: None,
            id: id(1),
            title: "雪夜归人".to_owned(),
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
            narrator_voice: Some(VoiceId("旁白".to_owned())),
            import_key: None,
            spending_cap: None,
            version: 1,
            created_at: NOW,
            updated_at: NOW,
        },
        episode: Episode {
            id: id(2),
            drama_id: id(1),
            number: 1,
            title: "第一集".to_owned(),
            source: "你回来了。雪停了吗。".to_owned(),
            version: 1,
            created_at: NOW,
            updated_at: NOW,
        },
        script: None,
        storyboard: None,
        characters: vec![character(11, "林晚"), character(12, "陈默")],
        scenes: vec![Scene {
            id: id(21),
            drama_id: id(1),
            place: "老街".to_owned(),
            interior: false,
            time_of_day: TimeOfDay::Night,
            weather: Weather::Snow,
            description: String::new(),
            version: 1,
            created_at: NOW,
        }],
        props: vec![Prop {
            id: id(31),
            drama_id: id(1),
            name: "怀表".to_owned(),
            description: String::new(),
            version: 1,
            created_at: NOW,
        }],
        shots: vec![],
        takes: vec![],
        assets: vec![],
        cut: None,
    }
}

fn script(provenance: Provenance) -> Script {
    Script {
        id: id(41),
        episode_id: id(2),
        language: Language::Chinese,
        beats: vec![Beat {
            scene_id: id(21),
            present: vec![id(11)],
            utterances: vec![Utterance {
                speaker: Some(id(11)),
                mode: LineMode::Dialogue,
                text: "你回来了。".to_owned(),
                action: String::new(),
            }],
        }],
        provenance,
        created_at: NOW,
    }
}

fn shots() -> Vec<Shot> {
    let shot = |number: u32, text: &str| Shot {
        id: id(50 + u128::from(number)),
        episode_id: id(2),
        number,
        beat: 1,
        scene_id: id(21),
        size: ShotSize::Medium,
        angle: CameraAngle::Eye,
        movement: CameraMovement::Fixed,
        action: String::new(),
        cast: vec![],
        props: vec![],
        lines: vec![Line {
            id: id(60 + u128::from(number)),
            speaker: None,
            mode: LineMode::VoiceOver,
            text: text.to_owned(),
            start_ms: None,
            duration_ms: None,
        }],
        planned_ms: 4000,
        measured_ms: None,
        image_prompt: String::new(),
        video_prompt: String::new(),
        version: 1,
        created_at: NOW,
    };
    let mut shots = vec![shot(1, "你回来了。"), shot(2, "雪停了吗。")];
    shots[0].cast = vec![id(11)];
    shots[0].props = vec![id(31)];
    shots[0].lines[0].speaker = Some(id(11));
    shots[0].lines[0].mode = LineMode::Dialogue;
    shots
}
