//! What every handler can reach: the use cases and the settings of the API.

use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use xinggen_application::{
    Accounts, ApiKeyDesk, Assets, Cast, CreditBooks, Dramas, Episodes, EventStream, Generations, JobDesk,
    Ports, Productions, Shots, SignUp, Takes, TwoFactor,
};
use xinggen_domain::ports::{Clock, IdSource, LinkSigner};

use crate::operation::{MetricsText, ReadyCheck};

/// Where the API's paths begin.
pub(crate) const API_PREFIX: &str = "/api/v1";

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// Where clients reach this server, without a slash at the end: what links begin with.
    pub public_url: String,
    /// The most bytes of a JSON body.
    pub body_limit: usize,
    /// The most bytes of an uploaded file.
    pub upload_limit: usize,
    /// How long links to assets hold.
    pub link_holds: Duration,
    /// How many event streams a user may have open at this server.
    pub listeners: usize,
    /// Origins whose pages may call the API with credentials of their own; empty for none but this server's.
    pub origins: Vec<String>,
    /// What a new account is given.
    pub sign_up: SignUp,
}

/// The use cases, the settings, and the little that handlers need beside them.
pub struct Api {
    pub(crate) settings: ApiSettings,
    pub(crate) accounts: Accounts,
    pub(crate) keys: ApiKeyDesk,
    pub(crate) two_factor: TwoFactor,
    pub(crate) dramas: Dramas,
    pub(crate) episodes: Episodes,
    pub(crate) cast: Cast,
    pub(crate) shots: Shots,
    pub(crate) takes: Takes,
    pub(crate) assets: Assets,
    pub(crate) generations: Generations,
    pub(crate) productions: Productions,
    pub(crate) jobs: JobDesk,
    pub(crate) credits: CreditBooks,
    pub(crate) events: EventStream,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) links: Arc<dyn LinkSigner>,
    pub(crate) ready: Vec<Arc<dyn ReadyCheck>>,
    pub(crate) metrics: MetricsText,
    pub(crate) listeners: crate::listeners::Listeners,
    /// Cancelled when the server stops: streams end, and readiness says no.
    pub(crate) closing: CancellationToken,
}

impl Api {
    /// Over these ports.
    #[must_use]
    pub fn new(
        ports: &Ports,
        settings: ApiSettings,
        ready: Vec<Arc<dyn ReadyCheck>>,
        metrics: MetricsText,
        closing: CancellationToken,
    ) -> Self {
        Self {
            accounts: Accounts::new(ports.clone(), settings.sign_up),
            keys: ApiKeyDesk::new(ports.clone()),
            two_factor: TwoFactor::new(ports.clone()),
            dramas: Dramas::new(ports.clone()),
            episodes: Episodes::new(ports.clone()),
            cast: Cast::new(ports.clone()),
            shots: Shots::new(ports.clone()),
            takes: Takes::new(ports.clone()),
            assets: Assets::new(ports.clone()),
            generations: Generations::new(ports.clone()),
            productions: Productions::new(ports.clone()),
            jobs: JobDesk::new(ports.clone()),
            credits: CreditBooks::new(ports.clone()),
            events: EventStream::new(ports.clone()),
            clock: Arc::clone(&ports.clock),
            ids: Arc::clone(&ports.ids),
            links: Arc::clone(&ports.links),
            listeners: crate::listeners::Listeners::new(settings.listeners),
            ready,
            metrics,
            closing,
            settings,
        }
    }
}
