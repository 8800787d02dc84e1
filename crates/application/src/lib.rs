//! The use cases of Xinggen: what a person or a clock can ask for.
//!
//! Each context is a struct over [`Ports`]; its methods take an [`Actor`] and plain inputs, orchestrate, and keep
//! every rule in the domain. A use case that writes opens one transaction, waits for nothing but the database
//! inside it, and takes its locks in the order credits → jobs → assets → production tables.
//!
//! - [`Accounts`] registers people, signs them in and says who shows a token.
//! - [`ApiKeyDesk`] makes, lists and revokes keys of programs, and says who shows one.
//! - [`TwoFactor`] enrols second factors and says who may do what is dangerous.
//! - [`Stories`] imports a story: a drama with its episodes.
//! - [`Dramas`] and [`Episodes`] make, change and delete those; [`Cast`] does it for characters, scenes and props.
//! - [`Shots`] edits storyboards by hand; [`Takes`] shows and selects what was made; [`Assets`] keeps files.
//! - [`Quotes`] says what something would cost, and keeps it for an order.
//! - [`Generations`] makes one thing that somebody asks for.
//! - [`Productions`] starts, approves, advances, pauses and cancels the durable runs that make episodes.
//! - [`JobDesk`] shows, cancels and retries jobs.
//! - [`JobRunner`] does one claimed job from vendor to settled hold; [`JobRecovery`] takes up what a dead worker left.
//! - [`AiConfigs`] keeps addresses and keys of vendors; which of them does a job is decided when it is quoted.
//! - [`Records`] shows who did what.
//! - [`Quotas`] says what a plan allows and how somebody stands with theirs.
//! - [`EventStream`] reads and listens to a user's events; [`Housekeeping`] clears away what has had its time.
//! - [`CreditBooks`] gives, returns, shows and sweeps credits; [`RedemptionDesk`] makes and redeems codes; [`Operators`] knows the local operator.
//!
//! To add a use case: a file in its context with one error enum, a method on the context's struct, and a test
//! over the testkit's world.
#![warn(missing_docs)]

mod accounts;
mod actor;
mod ai_configs;
mod api_keys;
mod assets;
mod cast;
mod credits;
mod dramas;
mod engines;
mod episodes;
mod events;
mod generations;
mod housekeeping;
mod invalid;
mod jobs;
mod noted;
mod operators;
mod ports;
mod prices;
mod productions;
mod quotas;
mod quotes;
mod records;
mod redemptions;
mod requests;
mod shots;
mod spending;
mod state;
mod stories;
mod takes;
mod targets;
mod two_factor;
mod versions;
mod voices;
mod wording;

pub use accounts::{
    Accounts, AccountsSettings, BeginExportError, BindIdentityError, CLEAR_MINUTES, ChangePasswordError,
    ChangeUserError, CodeAnswer, CreateUser, CreateUserError, EraseAccountError, GrantTerm, IssuedTicket,
    LoginError, Membership, MembershipError, NotAdmin, PasswordFault, Reauth, ReauthError,
    RefreshSessionError, Register, RegisterError, Registration, RequestCodeError, ResetPasswordError,
    RevokeSessionError, SentCode, SetPasswordError, SignUp, SignedIn, TICKET_SECONDS, Throttled, Throttles,
    UnbindIdentityError, UserChange,
};
pub use actor::Actor;
pub use ai_configs::{
    AiConfigChange, AiConfigOwner, AiConfigs, CreateAiConfig, CreateAiConfigError, PlatformAiConfigError,
    ResealedAiConfigs, TestAiConfigError,
};
pub use api_keys::{ApiKeyDesk, BELIEVED_MS, CreateApiKey, CreateApiKeyError, CreatedApiKey, KeyHolder};
pub use assets::{
    AssetReader, Assets, RemoveAssetError, SaveAssetError, Upload, UploadAssetError, UploadLimits,
};
pub use cast::{
    Cast, CharacterChange, CreateCharacter, CreateElementError, CreateProp, CreateScene, DeleteElementError,
    PropChange, SceneChange,
};
pub use credits::{
    ACT_CREDITS, AdjustCreditsError, CreditBooks, Gift, GiveCredits, GiveCreditsError, InspectCreditsError,
    Inspection, Return, Standing, StatementEntry,
};
pub use dramas::{CreateDrama, CreateDramaError, DramaChange, Dramas, RestoreDramaError, TrashDramaError};
pub use episodes::{
    CreateEpisode, CreateEpisodeError, DeleteEpisodeError, EpisodeChange, EpisodeView, Episodes,
};
pub use events::{EventPage, EventStream};
pub use generations::{Generations, RequestGenerationError, RequestedJob};
pub use housekeeping::{Housekeeping, Swept};
pub use invalid::{Invalid, InvalidField};
pub use jobs::{
    CancelJobError, Ended, JobAdmin, JobDesk, JobRecovery, JobRunner, ManageJobError, ReadJobsError,
    RetryJobError, Worked,
};
pub use operators::{OPERATOR_EMAIL, Operators};
pub use ports::{Ports, Vendors};
pub use prices::{AddPriceError, NewPrice};
pub use productions::{
    ApproveProductionError, CancelProductionError, PauseProductionError, ProductionView, Productions,
    RequestProductionError, RequestedProduction, ResumeProductionError, StartProduction,
    StartProductionError,
};
pub use quotas::{PlanStanding, Quotas};
pub use quotes::{
    FreshQuote, GenerationOrder, QuoteGenerationError, QuoteNote, QuoteProductionError, Quotes, UnusableQuote,
};
pub use records::{ReadRecordsError, Records};
pub use redemptions::{
    MakeBatch, MakeBatchError, RedeemCodeError, Redeemed, RedemptionDesk, RevokeBatchError,
};
pub use shots::{AddLine, CreateShot, EditShotsError, EditedShot, LineChange, ShotChange, Shots};
pub use spending::{DailyCap, SetCapError};
pub use state::load_episode;
pub use stories::{ImportStory, ImportStoryError, ImportedStory, STORY_CHARACTERS, Stories};
pub use takes::{SelectTakeError, TakeView, Takes};
pub use two_factor::{EnrolError, Enrolled, EnrolmentView, ProveError, Resealed, TwoFactor};
pub use versions::UpdateError;
pub use voices::{SampleError, Voices};
