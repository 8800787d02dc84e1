//! The work of each operation: from the episode as it stands to something made. Nothing here writes to the
//! database; [`Made::record`] does, in the transaction that ends the job.

mod clip;
mod cut;
mod cut_files;
mod picture;
mod record;
mod script;
mod script_record;
mod storyboard;
mod voice;

use super::{run::WorkError, settle::Delivered};
use crate::Ports;
use xinggen_domain::{
    AssetId, UserId,
    asset::{Asset, MediaKind, ObjectKey},
    drama::FrameSize,
    job::Operation,
    label::ContentLabel,
    ports::{Progress, StoredBlob},
    production::{CutOptions, EpisodeState},
    provenance::Provenance,
    script::ScriptDraft,
    storyboard::StoryboardDraft,
    subtitle::SpeechMark,
    take::Target,
    time::Millis,
};

/// What a job needs at hand.
pub(super) struct Work<'a> {
    pub(super) ports: &'a Ports,
    pub(super) user: UserId,
    pub(super) state: &'a EpisodeState,
    pub(super) options: CutOptions,
    pub(super) progress: &'a dyn Progress,
}

/// What a job made.
pub(super) enum Made {
    Script { draft: ScriptDraft, provenance: Provenance, characters: i64 },
    Storyboard { draft: StoryboardDraft, provenance: Provenance },
    File { asset: Asset, provenance: Provenance, marks: Vec<SpeechMark>, delivered: Delivered },
    Cut(Box<cut::MadeCut>),
}

impl Made {
    pub(super) fn delivered(&self) -> Delivered {
        match self {
            Self::Script { characters, .. } => Delivered { characters: *characters, ms: 0 },
            Self::Storyboard { .. } => Delivered::nothing_counted(),
            Self::File { delivered, .. } => *delivered,
            Self::Cut(cut) => Delivered::ms(cut.duration_ms),
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

impl Work<'_> {
    pub(super) async fn make(&self, operation: Operation, target: Target) -> Result<Made, WorkError> {
        match (operation, target) {
            (Operation::Script, _) => self.script().await,
            (Operation::Storyboard, _) => self.storyboard().await,
            (Operation::Voice, Target::Line(line)) => self.voice(line).await,
            (Operation::Image, target) => self.picture(target).await,
            (Operation::Video, Target::Shot(shot)) => self.clip(shot).await,
            (Operation::Cut, _) => self.cut().await,
            (Operation::Voice | Operation::Video, _) => Err(WorkError::Missing("the target")),
        }
    }

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
