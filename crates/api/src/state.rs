//! What every handler can reach: the use cases and the settings of the API.

use ipnet::IpNet;
use std::{sync::Arc, time::Duration};
use tokio::{runtime::Handle, sync::Semaphore};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;
use xinggen_application::{
    Accounts, AccountsSettings, AiConfigs, ApiKeyDesk, Assets, Cast, CreditBooks, Dramas, Episodes,
    EventStream, Generations, JobAdmin, JobDesk, Ports, Productions, Quotas, Quotes, Records, RedemptionDesk,
    Shots, Takes, TwoFactor, Voices,
};
use xinggen_domain::ports::{Clock, IdSource, LinkSigner};

use crate::{
    body_room::BodyRoom,
    operation::Probes,
    pace::Pace,
    places::Places,
    problem::{Code, Problem},
};

/// Where the API's paths begin.
pub(crate) const API_PREFIX: &str = "/api/v1";
/// How many files of one user may be on their way to readers at once; a browser asks for six at a time.
const DOWNLOADS: usize = 64;
/// How many exports may be written at once. Each user begins two an hour at most.
const EXPORTS: usize = 16;

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// Where clients reach this server, without a slash at the end: what links begin with.
    pub public_url: String,
    /// The most bytes of a JSON body.
    pub body_limit: usize,
    /// The most bytes of an uploaded file.
    pub upload_limit: usize,
    /// How slowly bodies may come in; [`Pace::BODIES`] outside of tests.
    pub bodies: Pace,
    /// How long links to assets hold.
    pub link_holds: Duration,
    /// How many event streams a user may have open at this server.
    pub listeners: usize,
    /// Origins whose pages may call the API with credentials of their own; empty for none but this server's.
    pub origins: Vec<String>,
    /// How accounts are opened, and how often somebody may try.
    pub accounts: AccountsSettings,
    /// The networks of proxies that are believed when they tell from where a request comes.
    pub trusted_proxies: Vec<IpNet>,
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
    pub(crate) voices: Voices,
    pub(crate) shots: Shots,
    pub(crate) takes: Takes,
    pub(crate) assets: Assets,
    pub(crate) generations: Generations,
    pub(crate) quotes: Quotes,
    pub(crate) productions: Productions,
    pub(crate) jobs: JobDesk,
    pub(crate) job_admin: JobAdmin,
    pub(crate) credits: CreditBooks,
    pub(crate) redemptions: RedemptionDesk,
    pub(crate) ai_configs: AiConfigs,
    pub(crate) quotas: Quotas,
    pub(crate) records: Records,
    pub(crate) events: EventStream,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) links: Arc<dyn LinkSigner>,
    pub(crate) probes: Arc<Probes>,
    pub(crate) listeners: Places,
    /// Files that are being sent.
    pub(crate) downloads: Places,
    /// For JSON bodies.
    pub(crate) bodies: BodyRoom,
    /// For files that come in.
    pub(crate) uploads: BodyRoom,
    /// One for each export that may be written at once.
    pub(crate) exports: Arc<Semaphore>,
    /// That of the probes. Cancelled when the server stops: streams end, and readiness says no.
    pub(crate) closing: CancellationToken,
    runtime: Handle,
}

impl Api {
    /// Over these ports.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    #[must_use]
    pub fn new(ports: &Ports, settings: ApiSettings, probes: Probes) -> Self {
        Self {
            accounts: Accounts::new(ports.clone(), settings.accounts),
            keys: ApiKeyDesk::new(ports.clone()),
            two_factor: TwoFactor::new(ports.clone(), settings.accounts.admins_need_second_factor),
            dramas: Dramas::new(ports.clone()),
            episodes: Episodes::new(ports.clone()),
            cast: Cast::new(ports.clone()),
            voices: Voices::new(ports.clone()),
            shots: Shots::new(ports.clone()),
            takes: Takes::new(ports.clone()),
            assets: Assets::new(ports.clone()),
            generations: Generations::new(ports.clone()),
            quotes: Quotes::new(ports.clone()),
            productions: Productions::new(ports.clone()),
            jobs: JobDesk::new(ports.clone()),
            job_admin: JobAdmin::new(ports.clone()),
            credits: CreditBooks::new(ports.clone()),
            redemptions: RedemptionDesk::new(ports.clone()),
            ai_configs: AiConfigs::new(ports.clone()),
            quotas: Quotas::new(ports.clone()),
            records: Records::new(ports.clone()),
            events: EventStream::new(ports.clone()),
            clock: Arc::clone(&ports.clock),
            ids: Arc::clone(&ports.ids),
            links: Arc::clone(&ports.links),
            listeners: Places::new(settings.listeners, "xinggen_event_streams"),
            downloads: Places::new(DOWNLOADS, "xinggen_downloads"),
            bodies: BodyRoom::for_json(settings.body_limit),
            uploads: BodyRoom::for_uploads(settings.upload_limit),
            exports: Arc::new(Semaphore::new(EXPORTS)),
            closing: probes.closing.clone(),
            probes: Arc::new(probes),
            runtime: Handle::current(),
            settings,
        }
    }

    /// Does work that goes on beside the answer to a request: whoever waits for it hears of it by other means.
    pub(crate) fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work.in_current_span());
    }

    /// Does work of many statements in the runtime where the API was made. On the thread that serves the request,
    /// every answer of the database that arrives at another thread's connection would have to wake this one. Work
    /// that has begun goes on when the client hangs up.
    ///
    /// # Errors
    /// The work panicked, or the runtime ends.
    pub(crate) async fn apart<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Problem> {
        self.runtime.spawn(work.in_current_span()).await.map_err(|error| {
            tracing::error!(%error, "the work of a request broke off");
            Problem::new(Code::Internal)
        })
    }
}
