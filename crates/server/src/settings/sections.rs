use super::{LoginUrl, Secret};
use serde::{Deserialize, Serialize};
use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};
use xinggen_domain::audit::ADDRESS_DAYS;

/// Everything that can be set. The defaults are the embedded mode: SQLite and files in `./data`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The data folder of the embedded mode.
    pub data: PathBuf,
    /// Where rows live.
    pub database: DatabaseSection,
    /// Where and how the service listens.
    pub server: ServerSection,
    /// New accounts.
    pub accounts: AccountsSection,
    /// How often one network address may try, and one user have a story read.
    pub throttle: ThrottleSection,
    /// The server that mails are sent by.
    pub mail: MailSection,
    /// The service that short messages are sent by.
    pub sms: SmsSection,
    /// Where the secrets are.
    pub keys: KeysSection,
    /// What users may have and do.
    pub plans: PlansSection,
    /// How jobs are run.
    pub worker: WorkerSection,
    /// The programs that are started.
    pub programs: ProgramsSection,
    /// AI vendors behind an address and a key.
    pub vendors: VendorsSection,
    /// The labels of generated content.
    pub label: LabelSection,
    /// What is logged: a filter like `info` or `xinggen=debug`, on standard error.
    pub log: String,
    /// How log lines are written: `text` for people, `json` for machines.
    pub log_format: LogFormat,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Where rows live.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// `postgres://…` or `sqlite://…`; empty for a SQLite file in the data folder.
    pub url: LoginUrl,
    /// A file that holds it, in the place of it.
    pub url_file: PathBuf,
    /// A login of its own for what crosses tenants; empty: that of `url`. PostgreSQL only.
    pub system_url: LoginUrl,
    /// A file that holds it, in the place of it.
    pub system_url_file: PathBuf,
    /// The owner's login, for migrations; empty: that of `url`. PostgreSQL only.
    pub migrate_url: LoginUrl,
    /// A file that holds it, in the place of it.
    pub migrate_url_file: PathBuf,
    /// Whether a process that starts brings the schema up to date. When not, it refuses to start on a schema that is
    /// behind, and `xinggen migrate` alone runs migrations.
    pub migrate: bool,
    /// How many connections at most, and half as many for what crosses tenants; SQLite has one writer in any case.
    pub max_connections: NonZeroU32,
}

/// Where and how the service listens.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    /// The address and port; `0.0.0.0:8080` for every network of the machine.
    pub bind: String,
    /// Where clients reach it, like `https://xinggen.example`; empty for the address it listens on.
    pub public_url: String,
    /// Origins whose pages may call the API, like `https://studio.example`; comma-separated.
    pub origins: String,
    /// Networks of proxies that are believed when they tell in X-Forwarded-For from where a request comes, like
    /// `10.0.0.0/8`; comma-separated.
    pub trusted_proxies: String,
    /// The most bytes of a JSON body.
    pub body_bytes: NonZeroUsize,
    /// The most bytes of an uploaded file.
    pub upload_bytes: NonZeroUsize,
    /// How many seconds links to files hold.
    pub link_seconds: NonZeroU32,
    /// How many event streams one user may have open here.
    pub event_streams: NonZeroUsize,
    /// How many seconds a connection may wait for its next request. More than a proxy in front waits, or it sends
    /// requests into connections that are just being closed.
    pub keep_alive_seconds: NonZeroU32,
    /// How many seconds running requests and jobs may take to end when the process stops.
    pub drain_seconds: NonZeroU32,
}

/// New accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountsSection {
    /// The credits that a new account is given.
    pub signup_credits: u32,
    /// After how many days what is left of them goes; 0 for never.
    pub signup_days: u32,
    /// What somebody needs to open an account.
    pub registration: RegistrationChoice,
    /// Whether administrators have to enrol a second factor before they change anything.
    pub admins_need_second_factor: bool,
    /// After how many days the audit logs forget network addresses.
    pub audit_address_days: NonZeroU32,
}

/// What somebody needs to open an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationChoice {
    /// `verified` once mails or short messages are sent, `open` before: nobody could get a code.
    Auto,
    /// A password is enough.
    Open,
    /// A code that was sent to the e-mail address or phone number.
    Verified,
}

/// How often one network address may try, and one user have a story read: so many at once, then one in so many seconds.
/// Nothing is counted where `…_burst` is 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottleSection {
    /// Failed logins and wrong codes at once.
    pub login_burst: u32,
    /// Seconds to one more.
    pub login_seconds: NonZeroU32,
    /// Registrations at once.
    pub register_burst: u32,
    /// Seconds to one more.
    pub register_seconds: NonZeroU32,
    /// Requests for codes at once.
    pub code_burst: u32,
    /// Seconds to one more.
    pub code_seconds: NonZeroU32,
    /// Stories of one user at once, to be divided into episodes; each instance counts for itself.
    pub story_burst: u32,
    /// Seconds to one more.
    pub story_seconds: NonZeroU32,
}

/// The server that mails are sent by.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    /// `smtps://host:465`, `smtp://host:587?tls=required`, `smtp://localhost:25`; empty to write mails to the log.
    pub url: String,
    /// The account at the server; empty where it lets everybody in.
    pub username: String,
    /// Its password.
    pub password: Secret,
    /// A file that holds the password, in the place of it.
    pub password_file: PathBuf,
    /// Who stands as the sender, like `Xinggen <no-reply@xinggen.example>`.
    pub from: String,
}

/// The service that short messages are sent by: Aliyun's.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSection {
    /// Where it is.
    pub endpoint: String,
    /// The id of the access key; empty to write codes to the log.
    pub access_key_id: String,
    /// Its secret.
    pub access_key_secret: Secret,
    /// A file that holds the secret, in the place of it.
    pub access_key_secret_file: PathBuf,
    /// The approved signature.
    pub sign_name: String,
    /// The approved template, whose one variable is `code`.
    pub template_code: String,
}

/// Where the secrets are: files, so that several instances can share them and none is seen in the settings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysSection {
    /// The file with the keys of access tokens, newest first; empty for `keys/access.pem` in the data folder.
    pub access_file: String,
    /// The file with the secret of refresh tokens and links; empty for `keys/secret` in the data folder.
    pub secret_file: String,
    /// The file with the keys that seal stored secrets, newest first; empty for `keys/master` in the data folder.
    pub master_file: String,
}

/// How jobs are run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerSection {
    /// How many jobs run at once.
    pub slots: NonZeroUsize,
    /// Where `xinggen worker` answers health checks and metrics.
    pub bind: String,
}

/// What users may have and do, by role; administrators as much as they like.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlansSection {
    /// Users without a membership.
    pub user: PlanSection,
    /// Users with one.
    pub vip: PlanSection,
}

/// What somebody may have and do; 0 for as much as they like.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSection {
    /// Jobs that run at once; more of them wait.
    pub running_jobs: u32,
    /// Bytes of files.
    pub storage_bytes: u64,
    /// Dramas outside the trash.
    pub dramas: u32,
    /// Requests in a minute; each instance counts for itself.
    pub requests_per_minute: u32,
    /// Episodes of one drama; 0, here and below, for as many as a drama can have.
    pub episodes: u32,
    /// Characters of one drama.
    pub characters: u32,
    /// Scenes of one drama.
    pub scenes: u32,
    /// Props of one drama.
    pub props: u32,
}

impl PlanSection {
    /// Nothing is limited but jobs at once, to this many, and what one drama may have.
    const fn of_jobs(running_jobs: u32) -> Self {
        Self {
            running_jobs,
            storage_bytes: 0,
            dramas: 0,
            requests_per_minute: 0,
            episodes: 200,
            characters: 200,
            scenes: 200,
            props: 500,
        }
    }
}

/// The programs that are started; names on the PATH or paths.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramsSection {
    /// ffmpeg.
    pub ffmpeg: String,
    /// ffprobe.
    pub ffprobe: String,
    /// The speech program.
    pub espeak: String,
}

/// AI vendors behind an address and a key, as users and administrators configure them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorsSection {
    /// Whether they may be on this machine and in its private networks. Whoever may configure one then reaches whatever
    /// is there, so it is for machines whose users are trusted.
    pub allow_private_addresses: bool,
    /// How many seconds one picture may take.
    pub image_seconds: NonZeroU32,
}

/// The labels that generated content must carry in China.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelSection {
    /// Whether cuts, clips, images and voices are labelled.
    pub enabled: bool,
    /// Who stands as their producer.
    pub producer: String,
}

impl Default for ThrottleSection {
    fn default() -> Self {
        Self {
            login_burst: 10,
            login_seconds: const { NonZeroU32::new(20).unwrap() },
            register_burst: 100,
            register_seconds: const { NonZeroU32::new(60).unwrap() },
            code_burst: 20,
            code_seconds: const { NonZeroU32::new(60).unwrap() },
            story_burst: 20,
            story_seconds: const { NonZeroU32::new(15).unwrap() },
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: "data".into(),
            database: DatabaseSection {
                url: LoginUrl::default(),
                url_file: PathBuf::new(),
                system_url: LoginUrl::default(),
                system_url_file: PathBuf::new(),
                migrate_url: LoginUrl::default(),
                migrate_url_file: PathBuf::new(),
                migrate: true,
                max_connections: const { NonZeroU32::new(8).unwrap() },
            },
            server: ServerSection {
                bind: "127.0.0.1:8080".to_owned(),
                public_url: String::new(),
                origins: String::new(),
                trusted_proxies: String::new(),
                body_bytes: const { NonZeroUsize::new(1 << 20).unwrap() },
                upload_bytes: const { NonZeroUsize::new(64 << 20).unwrap() },
                link_seconds: const { NonZeroU32::new(3600).unwrap() },
                event_streams: const { NonZeroUsize::new(64).unwrap() },
                keep_alive_seconds: const { NonZeroU32::new(75).unwrap() },
                drain_seconds: const { NonZeroU32::new(20).unwrap() },
            },
            accounts: AccountsSection {
                signup_credits: 1_000,
                signup_days: 0,
                registration: RegistrationChoice::Auto,
                admins_need_second_factor: false,
                audit_address_days: const { NonZeroU32::new(ADDRESS_DAYS).unwrap() },
            },
            throttle: ThrottleSection::default(),
            mail: MailSection {
                url: String::new(),
                username: String::new(),
                password: Secret::default(),
                password_file: PathBuf::new(),
                from: String::new(),
            },
            sms: SmsSection {
                endpoint: "https://dysmsapi.aliyuncs.com".to_owned(),
                access_key_id: String::new(),
                access_key_secret: Secret::default(),
                access_key_secret_file: PathBuf::new(),
                sign_name: String::new(),
                template_code: String::new(),
            },
            keys: KeysSection::default(),
            // One's own machine has room for whatever one likes.
            plans: PlansSection { user: PlanSection::of_jobs(4), vip: PlanSection::of_jobs(8) },
            worker: WorkerSection {
                slots: const { NonZeroUsize::new(2).unwrap() },
                bind: "127.0.0.1:8081".to_owned(),
            },
            programs: ProgramsSection {
                ffmpeg: "ffmpeg".to_owned(),
                ffprobe: "ffprobe".to_owned(),
                espeak: "espeak-ng".to_owned(),
            },
            vendors: VendorsSection {
                allow_private_addresses: false,
                image_seconds: const { NonZeroU32::new(180).unwrap() },
            },
            label: LabelSection { enabled: true, producer: "Xinggen".to_owned() },
            // What clients send wrong has a line of ours; the framework would call it an error.
            log: "warn,actix_http::h1=off,xinggen_api=info".to_owned(),
            log_format: LogFormat::Text,
        }
    }
}
