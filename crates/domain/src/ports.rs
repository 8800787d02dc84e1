//! The ports: what the house asks of the world. Adapters implement them; use cases hold them as trait objects.
//!
//! - [`UnitOfWork`] and [`TenantTx`]: everything of one tenant, one transaction at a time.
//! - Small ports for what crosses tenants: [`AccountDirectory`], [`Sessions`], [`ApiKeys`],
//!   [`SecondFactors`], [`EventTickets`], [`VerificationCodes`], [`RateLimiter`], [`JobQueue`], [`AllJobs`], [`PriceBook`],
//!   [`PlatformAiConfigs`], [`RedemptionBatches`], [`LotExpiry`],
//!   [`Housekeeping`], [`LedgerAudit`].
//! - Identity: [`PasswordHasher`], [`PasswordMeter`], [`TokenIssuer`], [`CodeIssuer`], [`LinkSigner`],
//!   [`SecretSource`], [`OneTimeCodes`], [`SecretBox`].
//! - Letters: [`Postbox`], and behind it [`Mailer`] and [`SmsSender`].
//! - Vendors and renderers: [`TextModel`], [`ImageModel`], [`SpeechModel`], [`VideoModel`], [`Composer`],
//!   [`Labeller`]; [`VendorConnector`] for those behind an address and a key; [`ReadingGate`] before the reading of
//!   texts that a request waits for.
//! - [`BlobStore`], [`Dispatcher`] and [`JobSignal`], [`EventBus`], [`Clock`], [`IdSource`].

mod ai_config;
mod all_jobs;
mod api_keys;
mod blob;
mod clock;
mod erasure;
mod events;
mod identity;
mod image;
mod membership;
mod notify;
mod platform;
mod queue;
mod quotes;
mod reading;
mod records;
mod repositories;
mod second_factor;
mod speech;
mod spending;
mod store;
mod text;
mod vendor;
mod verification;
mod video;

pub use crate::IdSource;
pub use ai_config::{AiConfigs, PlatformAiConfigs};
pub use all_jobs::{AllJobs, AllJobsFilter};
pub use api_keys::ApiKeys;
pub use blob::{BlobStore, Scratch, ScratchFolder, StoredBlob};
pub use clock::Clock;
pub use erasure::Erasure;
pub use events::{EventBounds, EventBus, EventListener, Events};
pub use identity::{
    AccessClaims, AccountDirectory, EventTickets, HashingBusy, LinkSigner, PasswordHasher, PasswordMeter,
    Profile, PublicKey, RefreshToken, SecretSource, Sessions, TicketHolder, TokenIssuer,
};
pub use image::{
    Figure, Frame, GeneratedImage, ImageModel, ImageRequest, ImageSubject, Person, Place, Reference,
    ReferenceSupport,
};
pub use membership::{Memberships, PlanBook};
pub use notify::{Letter, Mail, Mailer, Postbox, SendError, SmsSender};
pub use platform::{Housekeeping, LedgerAudit, LotExpiry, PriceBook, Violation};
pub use queue::{Dispatcher, Heartbeat, JobListener, JobQueue, JobSignal};
pub use quotes::Quotes;
pub use reading::{ReadingGate, ReadingPlace, ReadingRefused};
pub use records::{AuditLog, PlatformAuditLog, RedemptionBatches, Redemptions};
pub use repositories::{
    Assets, Characters, CreditAccounts, Cuts, DoneRequests, Dramas, Episodes, JobFilter, Jobs, Page,
    Productions, Props, Scenes, Scripts, Shots, Takes,
};
pub use second_factor::{OneTimeCodes, OpenSecretError, SecondFactors, SecretBox};
pub use speech::{Speech, SpeechModel, SpeechRequest};
pub use spending::SpendingBooks;
pub use store::{TenantTx, UnitOfWork};
pub use text::{ScriptRequest, StoryboardRequest, TextModel};
pub use vendor::{VendorCalls, VendorConnector};
pub use verification::{CodeIssuer, RateLimiter, VerificationCodes};
pub use video::{
    Clip, ComposedCut, Composer, CutClip, CutRequest, JointRequest, Labeller, PlacedVoice, VideoModel,
    VideoRequest,
};

/// Where long work tells how far it is. Calls are cheap; whoever listens thins them out.
pub trait Progress: Send + Sync {
    /// `percent` is 0 to 100; `message` is in the user's language and may be empty.
    fn report(&self, percent: u8, message: &str);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _percent: u8, _message: &str) {}
}
