//! The ports: what the house asks of the world. Adapters implement them; use cases hold them as trait objects.
//!
//! - [`UnitOfWork`] and [`TenantTx`]: everything of one tenant, one transaction at a time.
//! - Small ports for what crosses tenants: [`AccountDirectory`], [`SessionDirectory`], [`ApiKeys`],
//!   [`AllSecondFactors`], [`EventTickets`], [`VerificationCodes`], [`RateLimiter`], [`JobQueue`], [`AllJobs`], [`PriceBook`],
//!   [`PlatformAiConfigs`], [`RedemptionBatches`], [`LotExpiry`],
//!   [`Housekeeping`], [`LedgerAudit`].
//! - Identity: [`PasswordHasher`], [`PasswordMeter`], [`TokenIssuer`], [`CodeIssuer`], [`LinkSigner`],
//!   [`SecretSource`], [`OneTimeCodes`], [`SecretBox`].
//! - Letters: [`Postbox`], and behind it [`Mailer`] and [`SmsSender`].
//! - Vendors and renderers: [`StoryDivider`], [`TextModel`], [`ImageModel`], [`SpeechModel`], [`VideoModel`], [`Composer`],
//!   [`Labeller`]; [`VendorConnector`] for those behind an address and a key; [`ReadingGate`] before the reading of
//!   texts that a request waits for.
//! - What a vendor answers that takes its time: [`Submitted`], [`Polled`] with a [`VendorTicket`].
//! - [`BlobStore`], [`Dispatcher`] and [`JobSignal`], [`EventBus`], [`Clock`], [`IdSource`].

mod account;
mod ai_config;
mod all_jobs;
mod api_keys;
mod assets;
mod audit_log;
mod blob;
mod cast;
mod clock;
mod composer;
mod credits;
mod dramas;
mod erasure;
mod events;
mod housekeeping;
mod image;
mod jobs;
mod labeller;
mod ledger_audit;
mod link;
mod membership;
mod notify;
mod page;
mod password;
mod price;
mod productions;
mod queue;
mod quotes;
mod rate;
mod reading;
mod redemption;
mod requests;
mod second_factor;
mod secret;
mod sessions;
mod speech;
mod spending;
mod store;
mod story;
mod storyboard;
mod submission;
mod takes;
mod text;
mod ticket;
mod token;
mod vendor;
mod verification;
mod video;

pub use crate::IdSource;
pub use account::{AccountDirectory, Profile};
pub use ai_config::{AiConfigs, PlatformAiConfigs};
pub use all_jobs::{AllJobs, AllJobsFilter};
pub use api_keys::ApiKeys;
pub use assets::Assets;
pub use audit_log::{AuditLog, PlatformAuditLog};
pub use blob::{BlobStore, Scratch, ScratchFolder, StoredBlob};
pub use cast::{Characters, Props, Scenes};
pub use clock::Clock;
pub use composer::{ComposedCut, Composer, CutClip, CutRequest, JointRequest, PlacedVoice};
pub use credits::CreditAccounts;
pub use dramas::{Dramas, Episodes};
pub use erasure::Erasure;
pub use events::{EventBounds, EventBus, EventListener, Events};
pub use housekeeping::{Housekeeping, LotExpiry};
pub use image::{
    Figure, Frame, GeneratedImage, ImageModel, ImageRequest, ImageSubject, Person, Place, Reference,
    ReferenceSupport,
};
pub use jobs::{JobFilter, Jobs};
pub use labeller::Labeller;
pub use ledger_audit::{LedgerAudit, Violation};
pub use link::LinkSigner;
pub use membership::{Memberships, PlanBook};
pub use notify::{Letter, Mail, Mailer, Postbox, SendError, SmsSender};
pub use page::Page;
pub use password::{HashingBusy, PasswordHasher, PasswordMeter};
pub use price::PriceBook;
pub use productions::Productions;
pub use queue::{Dispatcher, Heartbeat, JobListener, JobQueue, JobSignal};
pub use quotes::Quotes;
pub use rate::RateLimiter;
pub use reading::{ReadingGate, ReadingPlace, ReadingRefused};
pub use redemption::{RedemptionBatches, Redemptions};
pub use requests::DoneRequests;
pub use second_factor::{AllSecondFactors, OneTimeCodes, OpenSecretError, SecondFactors, SecretBox};
pub use secret::SecretSource;
pub use sessions::{SessionDirectory, Sessions};
pub use speech::{Speech, SpeechModel, SpeechRequest};
pub use spending::SpendingBooks;
pub use store::{TenantTx, UnitOfWork};
pub use story::StoryDivider;
pub use storyboard::{Scripts, Shots};
pub use submission::{Polled, Submitted, VendorTicket};
pub use takes::{Cuts, Takes};
pub use text::{ScriptRequest, StoryboardRequest, TextModel};
pub use ticket::{EventTickets, TicketHolder};
pub use token::{AccessClaims, PublicKey, RefreshToken, TokenIssuer};
pub use vendor::{VendorCalls, VendorConnector};
pub use verification::{CodeIssuer, VerificationCodes};
pub use video::{Clip, VideoModel, VideoRequest};

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
