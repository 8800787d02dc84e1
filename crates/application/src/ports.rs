use std::sync::Arc;
use xinggen_domain::{
    ports::{
        AccountDirectory, BlobStore, Clock, Composer, Dispatcher, IdSource, ImageModel, JobQueue, Labeller,
        LotExpiry, PriceBook, Scratch, SpeechModel, TextModel, UnitOfWork, VideoModel,
    },
    production::Models,
};

/// Whom the house asks to write, draw, speak, film and compose.
#[derive(Clone)]
pub struct Vendors {
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
    /// The models behind these vendors.
    #[must_use]
    pub fn models(&self) -> Models {
        Models {
            text: self.text.model(),
            image: self.image.model(),
            speech: self.speech.model(),
            video: self.video.model(),
            composer: self.composer.model(),
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
    /// The queue across tenants.
    pub queue: Arc<dyn JobQueue>,
    /// The price list.
    pub prices: Arc<dyn PriceBook>,
    /// Finds due lots.
    pub expiry: Arc<dyn LotExpiry>,
    /// Object storage.
    pub blobs: Arc<dyn BlobStore>,
    /// Local folders.
    pub scratch: Arc<dyn Scratch>,
    /// Wakes workers.
    pub dispatcher: Arc<dyn Dispatcher>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Vendors and renderers.
    pub vendors: Vendors,
}
