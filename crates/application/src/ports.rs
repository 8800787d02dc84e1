use std::sync::Arc;
use xinggen_domain::{
    plan::Plans,
    ports::{
        AccountDirectory, AllJobs, AllSecondFactors, ApiKeys, BlobStore, Clock, CodeIssuer, Composer,
        Dispatcher, EventBus, EventTickets, Housekeeping, IdSource, ImageModel, JobQueue, Labeller,
        LinkSigner, LotExpiry, OneTimeCodes, PasswordHasher, PasswordMeter, PlanBook, PlatformAiConfigs,
        PlatformAuditLog, Postbox, PriceBook, RateLimiter, ReadingGate, RedemptionBatches, Scratch,
        SecretBox, SecretSource, SessionDirectory, SpeechModel, StoryDivider, TextModel, TokenIssuer,
        UnitOfWork, VendorConnector, VerificationCodes, VideoModel,
    },
    pricing::ChargeMode,
    production::{CutOptions, Models},
    rate::Rate,
};

/// What writes, draws, speaks, films and composes.
#[derive(Clone)]
pub struct Vendors {
    /// Divides stories while a request waits.
    pub divider: Arc<dyn StoryDivider>,
    /// Writes scripts and storyboards.
    pub text: Arc<dyn TextModel>,
    /// Makes pictures.
    pub image: Arc<dyn ImageModel>,
    /// Speaks.
    pub speech: Arc<dyn SpeechModel>,
    /// Makes clips.
    pub video: Arc<dyn VideoModel>,
    /// Composes episodes.
    pub composer: Arc<dyn Composer>,
    /// Labels generated files.
    pub labeller: Arc<dyn Labeller>,
    /// Who stands as producer in the metadata label; none when the operator has switched labels off.
    pub producer: Option<String>,
}

impl Vendors {
    /// How a cut looks when nobody says otherwise: subtitles in the picture, labelled unless labels are off.
    #[must_use]
    pub fn everything(&self) -> CutOptions {
        CutOptions { burn_subtitles: true, label: self.producer.is_some() }
    }

    /// The models that are built in.
    #[must_use]
    pub fn models(&self) -> Models {
        Models {
            text: self.text.model(),
            image: self.image.model(),
            speech: self.speech.model(),
            video: self.video.model(),
            composer: self.composer.model(),
            image_mode: ChargeMode::Platform,
            image_config: None,
        }
    }
}

/// Every port that the use cases need.
#[derive(Clone)]
pub struct Ports {
    /// Transactions of a tenant.
    pub store: Arc<dyn UnitOfWork>,
    /// Finds accounts.
    pub accounts: Arc<dyn AccountDirectory>,
    /// Finds sessions.
    pub sessions: Arc<dyn SessionDirectory>,
    /// Keys of programs.
    pub api_keys: Arc<dyn ApiKeys>,
    /// The second factors of all users.
    pub second_factors: Arc<dyn AllSecondFactors>,
    /// Tickets that let a listener in once.
    pub tickets: Arc<dyn EventTickets>,
    /// Codes that were given out.
    pub verifications: Arc<dyn VerificationCodes>,
    /// Makes codes and marks.
    pub codes: Arc<dyn CodeIssuer>,
    /// What is noted of the platform, and of people of whom it is not known who they are.
    pub audit: Arc<dyn PlatformAuditLog>,
    /// Counts how often somebody tries.
    pub rates: Arc<dyn RateLimiter>,
    /// Counts requests: as often as there are any, so in memory.
    pub requests: Arc<dyn RateLimiter>,
    /// What each plan allows, as its rows say.
    pub plans: Plans,
    /// The rows of the plans.
    pub plan_book: Arc<dyn PlanBook>,
    /// Lets only so many requests have texts read at once.
    pub readings: Arc<dyn ReadingGate>,
    /// How often one user may have a story read for a request.
    pub story_rate: Rate,
    /// Sends letters, later.
    pub postbox: Arc<dyn Postbox>,
    /// Says how hard a password is to guess.
    pub meter: Arc<dyn PasswordMeter>,
    /// Hashes passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Issues and checks tokens.
    pub tokens: Arc<dyn TokenIssuer>,
    /// Seals secrets that are stored.
    pub secret_box: Arc<dyn SecretBox>,
    /// Random bits.
    pub secrets: Arc<dyn SecretSource>,
    /// Signs links to files.
    pub links: Arc<dyn LinkSigner>,
    /// Computes one-time codes.
    pub one_time: Arc<dyn OneTimeCodes>,
    /// The queue across tenants.
    pub queue: Arc<dyn JobQueue>,
    /// The jobs of all users, to look at.
    pub all_jobs: Arc<dyn AllJobs>,
    /// The price list.
    pub prices: Arc<dyn PriceBook>,
    /// Batches of redemption codes.
    pub batches: Arc<dyn RedemptionBatches>,
    /// Finds due lots.
    pub expiry: Arc<dyn LotExpiry>,
    /// Finds what has had its time.
    pub housekeeping: Arc<dyn Housekeeping>,
    /// Object storage.
    pub blobs: Arc<dyn BlobStore>,
    /// Local folders.
    pub scratch: Arc<dyn Scratch>,
    /// Wakes workers.
    pub dispatcher: Arc<dyn Dispatcher>,
    /// Wakes listeners to events.
    pub events: Arc<dyn EventBus>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// The platform's AI configurations.
    pub platform_ai_configs: Arc<dyn PlatformAiConfigs>,
    /// Reaches vendors by address and key.
    pub connector: Arc<dyn VendorConnector>,
    /// Vendors and renderers.
    pub vendors: Vendors,
}
