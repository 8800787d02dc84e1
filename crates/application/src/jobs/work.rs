//! The work of each operation: from the episode as it stands to something made. Nothing here writes to the
//! database; [`record`](super::record) does, in the transaction that ends the job.

mod clip;
mod cut;
mod cut_files;
mod part;
mod picture;
mod script;
mod storyboard;
mod voice;

pub(super) use cut::MadeCut;
pub(super) use storyboard::Indexed;

use super::errors::WorkError;
use crate::Ports;
use std::sync::Arc;
use xinggen_domain::{
    AssetId, UserId,
    asset::{Asset, MediaKind, ObjectKey},
    drama::FrameSize,
    error::{VendorError, VendorErrorClass},
    job::Operation,
    label::ContentLabel,
    ports::{ImageModel, Progress, StoredBlob},
    pricing::Measure,
    production::{CutOptions, EpisodeState, Models},
    provenance::Provenance,
    script::{DraftError, ScriptDraft},
    storyboard::StoryboardDraft,
    subtitle::SpeechMark,
    take::Target,
    time::Millis,
};

/// What a job needs at hand.
///
/// `S` is what it is made from: the drama alone for pictures of its cast, scenes and props, so that they need no
/// episode; the episode for everything else.
pub(super) struct Work<'a, S> {
    pub(super) ports: &'a Ports,
    pub(super) user: UserId,
    pub(super) state: &'a S,
    pub(super) options: CutOptions,
    pub(super) progress: &'a dyn Progress,
    /// What the job is done by.
    pub(super) models: Models,
    /// What draws.
    pub(super) images: Arc<dyn ImageModel>,
}

/// What a job made.
#[derive(Clone)]
pub(super) enum Made {
    Script { draft: ScriptDraft, provenance: Provenance, characters: i64 },
    Storyboard { draft: StoryboardDraft, indexed: Indexed, provenance: Provenance },
    Takes { takes: Vec<MadeTake>, delivered: Measure },
    Cut(Box<MadeCut>),
}

/// A file that becomes a take of a target.
#[derive(Clone)]
pub(super) struct MadeTake {
    pub(super) target: Target,
    pub(super) asset: Asset,
    pub(super) provenance: Provenance,
    pub(super) marks: Vec<SpeechMark>,
}

impl Made {
    pub(super) fn delivered(&self) -> Measure {
        match self {
            Self::Script { characters, .. } => Measure::of_characters(*characters),
            Self::Storyboard { .. } => Measure::ONE,
            Self::Takes { delivered, .. } => *delivered,
            Self::Cut(cut) => Measure::of_ms(i64::from(cut.duration_ms)),
        }
    }
}

/// The facts of a file that its maker knows.
pub(super) struct Facts {
    pub(super) kind: MediaKind,
    pub(super) mime: &'static str,
    pub(super) size: Option<FrameSize>,
    pub(super) duration_ms: Option<Millis>,
}

impl Work<'_, EpisodeState> {
    pub(super) async fn make(&self, operation: Operation, target: Target) -> Result<Made, WorkError> {
        match (operation, target) {
            (Operation::Script, _) => self.script().await,
            (Operation::Storyboard, _) => self.storyboard().await,
            (Operation::Voice, Target::Line(line)) => self.voice(line).await,
            (Operation::Voice, Target::Shot(shot)) => self.voices(shot).await,
            (Operation::Image, Target::Shot(shot)) => self.frame(shot).await,
            (Operation::Video, Target::Shot(shot)) => self.clip(shot).await,
            (Operation::Cut, _) => self.cut().await,
            (Operation::Voice | Operation::Image | Operation::Video, _) => {
                Err(WorkError::Missing("the target"))
            }
        }
    }
}

impl<S: Sync> Work<'_, S> {
    /// The metadata label of a file that is to be stored under this id; none when labels are switched off.
    fn label(&self, asset: AssetId) -> Option<ContentLabel> {
        let producer = self.ports.vendors.producer.as_ref().filter(|_| self.options.label)?;
        Some(ContentLabel::new(producer, asset))
    }

    fn key(&self, id: AssetId, extension: &str) -> ObjectKey {
        ObjectKey::asset(self.user, id, extension)
    }

    fn asset(&self, id: AssetId, key: ObjectKey, stored: StoredBlob, facts: Facts) -> Asset {
        Asset {
            id,
            kind: facts.kind,
            key,
            mime: facts.mime.to_owned(),
            bytes: stored.bytes,
            sha256: stored.sha256,
            width: facts.size.map(|size| size.width),
            height: facts.size.map(|size| size.height),
            duration_ms: facts.duration_ms,
            created_at: self.ports.clock.now(),
        }
    }
}

/// A broken answer may come out better the next time.
fn unusable(fault: DraftError) -> VendorError {
    VendorError::caused_by(
        VendorErrorClass::Unknown,
        format!("the model's answer is unusable: {fault}"),
        fault,
    )
}
