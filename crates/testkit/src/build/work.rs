use super::Build;
use xinggen_domain::{
    AssetId, UserId,
    ai_config::AiConfig,
    asset::{Asset, MediaKind, ObjectKey},
    cut::Cut,
    drama::Drama,
    episode::Episode,
    job::{Job, JobOrder, Operation},
    production::{CutOptions, NewProduction, Production, ProductionRecord, ProductionState},
    provenance::{Digest, ModelRef},
    sealed::Sealed,
    take::{Take, Target},
    vendor::ServiceKind,
};

impl Build {
    /// An active AI configuration for pictures, with every field set.
    #[must_use]
    pub fn ai_config(&self) -> AiConfig {
        let now = self.tick();
        AiConfig {
            id: self.id(),
            kind: ServiceKind::Image,
            model: ModelRef::new("someone", "pictures-1"),
            name: "画图".to_owned(),
            base_url: "https://api.example.com/v1".to_owned(),
            key: Sealed { key_id: "k1".to_owned(), bytes: vec![1, 2, 3] },
            hint: "cdef".to_owned(),
            active: true,
            priority: 7,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// A small picture of a user.
    #[must_use]
    pub fn asset(&self, user: UserId) -> Asset {
        let id: AssetId = self.id();
        Asset {
            id,
            kind: MediaKind::Image,
            key: ObjectKey::asset(user, id, "png"),
            mime: "image/png".to_owned(),
            bytes: 1234,
            sha256: Digest::of(id.to_string().as_bytes()),
            width: Some(1350),
            height: Some(2400),
            duration_ms: None,
            created_at: self.tick(),
        }
    }

    /// What a job for a drama is about, outside a production.
    #[must_use]
    pub fn order(&self, drama: &Drama, operation: Operation, target: Target) -> JobOrder {
        JobOrder {
            production_id: None,
            drama_id: drama.id,
            episode_id: None,
            operation,
            target,
            inputs: None,
        }
    }

    /// A queued job.
    #[must_use]
    pub fn job(&self, order: JobOrder) -> Job {
        Job::new(self.id(), order, false, self.tick())
    }

    /// A queued job for an image of a shot that no other job is for.
    #[must_use]
    pub fn image_job(&self, drama: &Drama) -> Job {
        self.job(self.order(drama, Operation::Image, Target::Shot(self.id())))
    }

    /// A selected take that a job made for its target.
    #[must_use]
    pub fn take(&self, job: &Job, asset: &Asset) -> Take {
        Take {
            id: self.id(),
            drama_id: job.drama_id,
            operation: job.operation,
            target: job.target,
            asset_id: asset.id,
            provenance: self.provenance(&job.target.uuid().to_string()),
            marks: vec![],
            selected: true,
            job_id: job.id,
            created_at: self.tick(),
        }
    }

    /// A cut whose four files are one asset.
    #[must_use]
    pub fn cut(&self, episode: &Episode, asset: &Asset) -> Cut {
        Cut {
            id: self.id(),
            episode_id: episode.id,
            video: asset.id,
            srt: asset.id,
            ass: asset.id,
            poster: asset.id,
            duration_ms: 61_300,
            frames_encoded: 24,
            provenance: self.provenance("cut"),
            created_at: self.tick(),
        }
    }

    /// A production of an episode in this state, whatever led to it.
    #[must_use]
    pub fn production_in(&self, episode: &Episode, state: ProductionState) -> Production {
        let mut production = self.production(episode);
        rewrite(&mut production, |record| record.state = state);
        production
    }

    /// A production that is being planned.
    #[must_use]
    pub fn production(&self, episode: &Episode) -> Production {
        let now = self.tick();
        let new = NewProduction {
            id: self.id(),
            drama_id: episode.drama_id,
            episode_id: episode.id,
            options: CutOptions { burn_subtitles: true, label: true },
            auto_approve: true,
            terms: None,
        };
        Production::planned(new, now)
    }
}

/// Changes a production past its own rules, for tests of what keeps or shows one.
pub fn rewrite(production: &mut Production, change: impl FnOnce(&mut ProductionRecord)) {
    let mut record = production.clone().into_record();
    change(&mut record);
    *production = record.into();
}
