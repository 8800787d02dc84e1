//! The words for what makes something: kinds of services, models, whose key pays, and the engine of a job.

use crate::{AiConfigId, code::coded, operation::Operation};

coded! {
    /// What a vendor does for us.
    pub enum ServiceKind {
        /// Writes.
        Text = "text",
        /// Draws.
        Image = "image",
        /// Films.
        Video = "video",
        /// Speaks.
        Speech = "speech",
    }
}

impl ServiceKind {
    /// The service that an operation needs; none for what is rendered here.
    #[must_use]
    pub const fn of(operation: Operation) -> Option<Self> {
        match operation {
            Operation::Script | Operation::Storyboard => Some(Self::Text),
            Operation::Image => Some(Self::Image),
            Operation::Voice => Some(Self::Speech),
            Operation::Video => Some(Self::Video),
            Operation::Cut => None,
        }
    }
}

coded! {
    /// Whose key a job runs on.
    pub enum ChargeMode {
        /// The platform's.
        Platform = "platform",
        /// The user's own.
        Byok = "byok",
    }
}

/// The model that made something: vendor and the vendor's name for the model, version included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ModelRef {
    /// The vendor, like `animatic`.
    pub vendor: String,
    /// The model, like `frames-1`.
    pub model: String,
}

impl ModelRef {
    /// A model of a vendor.
    #[must_use]
    pub fn new(vendor: &str, model: &str) -> Self {
        Self { vendor: vendor.to_owned(), model: model.to_owned() }
    }
}

/// What does a job, and on whose key: decided when it is quoted, and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    /// Vendor and model.
    pub model: ModelRef,
    /// On whose key.
    pub mode: ChargeMode,
    /// The configuration: a user's own in the mode [`Byok`](ChargeMode::Byok), otherwise the platform's. None for what
    /// is built in.
    pub config: Option<AiConfigId>,
}

impl Engine {
    /// What is built in.
    #[must_use]
    pub fn built_in(model: ModelRef) -> Self {
        Self { model, mode: ChargeMode::Platform, config: None }
    }
}

/// The models that a production would use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Models {
    /// Writes scripts and storyboards.
    pub text: ModelRef,
    /// Makes pictures.
    pub image: ModelRef,
    /// Speaks.
    pub speech: ModelRef,
    /// Makes clips.
    pub video: ModelRef,
    /// Composes.
    pub composer: ModelRef,
    /// On whose key pictures are made.
    pub image_mode: ChargeMode,
    /// By which AI configuration pictures are made; none by what is built in.
    pub image_config: Option<AiConfigId>,
}

impl Models {
    /// On whose key an operation is done.
    #[must_use]
    pub const fn mode_of(&self, operation: Operation) -> ChargeMode {
        match operation {
            Operation::Image => self.image_mode,
            _ => ChargeMode::Platform,
        }
    }

    /// The model for an operation.
    #[must_use]
    pub const fn of(&self, operation: Operation) -> &ModelRef {
        match operation {
            Operation::Script | Operation::Storyboard => &self.text,
            Operation::Image => &self.image,
            Operation::Voice => &self.speech,
            Operation::Video => &self.video,
            Operation::Cut => &self.composer,
        }
    }

    /// The same with pictures made by this.
    #[must_use]
    pub fn with_images(self, engine: Engine) -> Self {
        let Engine { model, mode, config } = engine;
        Self { image: model, image_mode: mode, image_config: config, ..self }
    }

    /// What does an operation.
    #[must_use]
    pub fn engine(&self, operation: Operation) -> Engine {
        let model = self.of(operation).clone();
        match operation {
            Operation::Image => Engine { model, mode: self.image_mode, config: self.image_config },
            _ => Engine::built_in(model),
        }
    }
}
