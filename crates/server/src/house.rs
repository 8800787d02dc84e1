//! The house put together: adapters under the use cases.

use crate::{
    Settings,
    keys::key_source,
    readings::LocalReadings,
    settings::LoginUrl,
    system::{SystemClock, SystemIds},
};
use std::{
    fs::{self, File, TryLockError},
    io,
    num::NonZeroUsize,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};
use xinggen_ai::{AiSettings, HttpVendors, OpenVendorsError};
use xinggen_animatic::{AnimaticImages, AnimaticText, AnimaticVoices};
use xinggen_application::{Operators, Ports, Vendors};
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::{
    error::{BlobError, StoreError, VendorError},
    ports::{IdSource as _, Mailer, SmsSender},
    rate::Rate,
};
use xinggen_local::{LocalEventBus, LocalJobSignal, LocalRates};
use xinggen_media::{Ffmpeg, FfmpegCamera, FfmpegComposer, MediaLabeller};
use xinggen_notify::{AliyunSettings, AliyunSms, Courier, LogMailer, LogSms, SmtpMailer, SmtpSettings};
use xinggen_security::{LoadKeysError, Security, SecuritySettings, SystemSecrets, TotpCodes};
use xinggen_storage::{OpendalBlobStore, TempScratch};
use xinggen_worker::{Worker, WorkerSettings};

/// Why the house could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The data folder cannot be used.
    #[error("the data folder {path} cannot be used: {source}; choose another with --data")]
    Data {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process uses it.
    #[error("the data folder {0} is in use by another xinggen; wait for it or choose another with --data")]
    InUse(PathBuf),
    /// Several processes were to share what belongs to one alone; which command wanted that.
    #[error(
        "{0} needs a PostgreSQL in database.url: an SQLite database belongs to one process; use xinggen serve, which runs jobs itself"
    )]
    NotShared(&'static str),
    /// The schema lacks this many migrations, and the settings say that only `xinggen migrate` runs them.
    #[error("the database lacks {0} migrations, and database.migrate is false: run xinggen migrate first")]
    Behind(usize),
    /// The database failed.
    #[error("{}", explained(.0))]
    Store(#[from] StoreError),
    /// Storage failed.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The keys that sign tokens and links.
    #[error(transparent)]
    Keys(#[from] LoadKeysError),
    /// Mails or short messages cannot be sent as the settings say.
    #[error("{0}")]
    Letters(String),
    /// The client for AI vendors.
    #[error(transparent)]
    Connector(#[from] OpenVendorsError),
    /// A vendor lacks something on this machine.
    #[error("{}", .0.message)]
    Vendor(#[from] VendorError),
}

/// A database error with what is behind it, for whoever runs the machine.
fn explained(error: &StoreError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// Everything that runs in one process.
pub struct House {
    /// The ports of the use cases.
    pub ports: Ports,
    /// The database, for what is not a use case.
    pub database: Database,
    courier: Courier,
    signal: LocalJobSignal,
    slots: usize,
    address_days: u32,
    lock: Option<File>,
}

impl House {
    /// Opens the data folder, brings the schema up to date (unless that is left to `xinggen migrate`) and puts everything together. In the embedded mode the
    /// folder is this process's alone; several processes may share a PostgreSQL and the folder beside it.
    ///
    /// # Errors
    /// See [`HouseError`].
    pub async fn open(settings: &Settings) -> Result<Self, HouseError> {
        make_data(settings)?;
        let lock = if settings.is_embedded() { Some(lock_data(settings)?) } else { None };
        Self::put_together(settings, lock).await
    }

    /// As [`open`](Self::open), for what only reads and writes rows and may do so beside a running server.
    ///
    /// # Errors
    /// See [`HouseError`].
    pub async fn beside(settings: &Settings) -> Result<Self, HouseError> {
        make_data(settings)?;
        Self::put_together(settings, None).await
    }

    async fn put_together(settings: &Settings, lock: Option<File>) -> Result<Self, HouseError> {
        let events = LocalEventBus::default();
        let database = Self::connect(settings).await?.with_events(Arc::new(events.clone()));
        Self::bring_up_to_date(settings, &database).await?;
        let signal = LocalJobSignal::default();
        let courier = courier(settings).map_err(HouseError::Letters)?;
        let mut ports = ports(settings, &database, &courier, events, &signal, lock.is_some())?;
        let operators = Operators::new(ports.clone());
        operators.seed_prices().await?;
        ports.plans = operators.seed_plans(ports.plans).await?;
        let slots = settings.worker.slots.get();
        let address_days = settings.accounts.audit_address_days.get();
        Ok(Self { ports, database, courier, signal, slots, address_days, lock })
    }

    /// Whether no other process works on the same data.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.lock.is_some()
    }

    /// Connects to the database and nothing else.
    ///
    /// # Errors
    /// The database cannot be reached, or the folder for its file not be made.
    pub async fn connect(settings: &Settings) -> Result<Database, HouseError> {
        if settings.database.url.is_empty() {
            make_data(settings)?;
        }
        let max_connections = settings.database.max_connections.get();
        let own_login = |url: &LoginUrl| (!url.is_empty()).then(|| url.reveal().to_owned());
        let database = DatabaseSettings {
            system_url: own_login(&settings.database.system_url),
            migrate_url: own_login(&settings.database.migrate_url),
            ..DatabaseSettings::new(settings.database_url(), max_connections)
        };
        Ok(Database::connect(&database, Arc::new(SystemClock)).await?)
    }

    /// Brings the schema up to date, where that is not left to `xinggen migrate`.
    ///
    /// # Errors
    /// [`HouseError::Behind`] when it is left to that and has not been done; see also [`Database::migrate`].
    pub async fn bring_up_to_date(settings: &Settings, database: &Database) -> Result<(), HouseError> {
        if !settings.database.migrate {
            let pending = database.pending_migrations().await?.len();
            if pending > 0 {
                return Err(HouseError::Behind(pending));
            }
        }
        // With nothing to run this only checks what the logins may do.
        Ok(database.migrate().await?)
    }

    /// What sends letters, while it runs.
    #[must_use]
    pub fn courier(&self) -> Courier {
        self.courier.clone()
    }

    /// A worker for this process.
    #[must_use]
    pub fn worker(&self) -> Worker {
        // In one process requests to stop should be seen at once, and a beat costs next to nothing.
        let heartbeat = std::time::Duration::from_millis(500);
        let settings = WorkerSettings {
            slots: self.slots,
            caps: self.ports.plans.running(),
            heartbeat,
            address_days: self.address_days,
            ..WorkerSettings::default()
        };
        Worker::new(self.ports.clone(), Arc::new(self.signal.clone()), settings)
    }
}

/// Adapters under every port; `alone` says whether no other process uses the data folder.
fn ports(
    settings: &Settings,
    database: &Database,
    courier: &Courier,
    events: LocalEventBus,
    signal: &LocalJobSignal,
    alone: bool,
) -> Result<Ports, HouseError> {
    let security = security(settings)?;
    Ok(Ports {
        store: Arc::new(database.clone()),
        accounts: Arc::new(database.clone()),
        sessions: Arc::new(database.clone()),
        api_keys: Arc::new(database.clone()),
        second_factors: Arc::new(database.clone()),
        tickets: Arc::new(database.clone()),
        verifications: Arc::new(database.clone()),
        codes: Arc::new(security.codes),
        rates: Arc::new(database.clone()),
        requests: Arc::new(LocalRates::default()),
        plans: settings.plans(),
        plan_book: Arc::new(database.clone()),
        readings: Arc::new(LocalReadings::new(cores())),
        story_rate: Rate::new(settings.throttle.story_burst, settings.throttle.story_seconds.get()),
        postbox: Arc::new(courier.clone()),
        meter: Arc::new(security.meter),
        passwords: Arc::new(security.passwords),
        tokens: Arc::new(security.tokens),
        secrets: Arc::new(SystemSecrets),
        links: Arc::new(security.links),
        one_time: Arc::new(TotpCodes),
        secret_box: Arc::new(security.secret_box),
        queue: Arc::new(database.clone()),
        all_jobs: Arc::new(database.clone()),
        prices: Arc::new(database.clone()),
        batches: Arc::new(database.clone()),
        audit: Arc::new(database.clone()),
        platform_ai_configs: Arc::new(database.clone()),
        connector: Arc::new(connector(settings)?),
        expiry: Arc::new(database.clone()),
        housekeeping: Arc::new(database.clone()),
        blobs: Arc::new(OpendalBlobStore::disk(&settings.data.join("objects"))?),
        scratch: Arc::new(TempScratch::new(&scratch(settings, alone))),
        dispatcher: Arc::new(signal.clone()),
        events: Arc::new(events),
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        vendors: vendors(settings)?,
    })
}

/// Where renderers put their files: a folder of this process.
fn scratch(settings: &Settings, alone: bool) -> PathBuf {
    let folder = settings.data.join("scratch");
    if alone {
        // Whatever is there belongs to a process that is gone: this one holds the lock.
        let _ = fs::remove_dir_all(&folder);
        return folder;
    }
    folder.join(SystemIds.next().to_string())
}

fn security(settings: &Settings) -> Result<Security, LoadKeysError> {
    let about = SecuritySettings {
        issuer: "xinggen".to_owned(),
        audience: "xinggen-api".to_owned(),
        hashes_at_once: None,
    };
    Security::open(&key_source(settings), &about)
}

/// Mails and short messages as the settings say: sent, or written to the log.
fn courier(settings: &Settings) -> Result<Courier, String> {
    let (mail, sms) = (&settings.mail, &settings.sms);
    if settings.sends_mail() != settings.sends_sms() {
        let (kind, setting) = if settings.sends_mail() {
            ("phone numbers", "sms.access_key_id")
        } else {
            ("e-mail addresses", "mail.url")
        };
        tracing::warn!("codes for {kind} are not sent but written here, for {setting} is empty");
    }
    let mailer: Arc<dyn Mailer> = if settings.sends_mail() {
        let smtp = SmtpSettings {
            url: mail.url.clone(),
            username: (!mail.username.is_empty()).then(|| mail.username.clone()),
            password: mail.password.reveal().to_owned(),
            from: mail.from.clone(),
        };
        Arc::new(SmtpMailer::new(&smtp).map_err(|error| error.to_string())?)
    } else {
        Arc::new(LogMailer)
    };
    let sms: Arc<dyn SmsSender> = if settings.sends_sms() {
        let aliyun = AliyunSettings {
            endpoint: sms.endpoint.clone(),
            access_key_id: sms.access_key_id.clone(),
            access_key_secret: sms.access_key_secret.reveal().to_owned(),
            sign_name: sms.sign_name.clone(),
            template_code: sms.template_code.clone(),
        };
        let sender = AliyunSms::new(aliyun, Arc::new(SystemClock), Arc::new(SystemIds));
        Arc::new(sender.map_err(|error| error.to_string())?)
    } else {
        Arc::new(LogSms)
    };
    Ok(Courier::new(mailer, sms))
}

/// How many cores there are for this process. As many stories are read at once for requests; jobs that read have the
/// worker's slots beside those.
fn cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// ffmpeg as the settings name it. Each of the parallel jobs gets its share of the cores.
pub(crate) fn ffmpeg(settings: &Settings) -> Ffmpeg {
    let threads = u32::try_from(cores().get() / settings.worker.slots.get()).unwrap_or(1).max(1);
    Ffmpeg::new(&settings.programs.ffmpeg, &settings.programs.ffprobe, threads)
}

/// AI vendors behind an address and a key.
fn connector(settings: &Settings) -> Result<HttpVendors, OpenVendorsError> {
    HttpVendors::new(AiSettings {
        allow_private: settings.vendors.allow_private_addresses,
        patience: Duration::from_secs(settings.vendors.image_seconds.get().into()),
    })
}

fn vendors(settings: &Settings) -> Result<Vendors, VendorError> {
    let ffmpeg = ffmpeg(settings);
    let text = Arc::new(AnimaticText::with_threads(cores(), settings.worker.slots));
    Ok(Vendors {
        divider: text.clone(),
        text,
        image: Arc::new(AnimaticImages::new()?),
        speech: Arc::new(AnimaticVoices::new(&settings.programs.espeak)),
        video: Arc::new(FfmpegCamera::new(ffmpeg.clone())),
        composer: Arc::new(FfmpegComposer::new(ffmpeg)),
        labeller: Arc::new(MediaLabeller),
        producer: settings.label.enabled.then(|| settings.label.producer.clone()),
    })
}

fn make_data(settings: &Settings) -> Result<(), HouseError> {
    fs::create_dir_all(&settings.data)
        .map_err(|source| HouseError::Data { path: settings.data.clone(), source })
}

fn lock_data(settings: &Settings) -> Result<File, HouseError> {
    let path = settings.data.clone();
    let refuse = |source| HouseError::Data { path: path.clone(), source };
    let lock = File::create(settings.data.join("lock")).map_err(refuse)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(HouseError::InUse(path)),
        Err(TryLockError::Error(source)) => Err(HouseError::Data { path, source }),
    }
}
