//! Settings: defaults, then `xinggen.toml` (or the file given), then `XINGGEN__SECTION__KEY`.

mod environment;
mod faults;
mod files;
mod hidden;
mod letters;
mod sections;

pub use hidden::{LoginUrl, Secret};
pub use sections::Settings;
pub(crate) use sections::{LogFormat, RegistrationChoice};

use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
    value::Value,
};
use ipnet::IpNet;
use std::{
    net::IpAddr,
    num::{NonZeroU32, NonZeroU64},
    path::Path,
    time::Duration,
};

use faults::unreadable;
use sections::PlanSection;
use xinggen_domain::plan::{PerDrama, Plan, Plans};

/// Every fault of the settings, by name.
#[derive(Debug, thiserror::Error)]
#[error("the settings are wrong:{}", .0.iter().map(|fault| format!("\n  - {fault}")).collect::<String>())]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// Reads the settings; `file` must be there when it is named, `xinggen.toml` is read when it is there.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        if let Some(file) = file.filter(|file| !file.is_file()) {
            return Err(SettingsError(vec![format!("there is no file {}", file.display())]));
        }
        let defaults = Self::default();
        let Ok(Value::Dict(_, known)) = Value::serialize(&defaults) else {
            return Err(SettingsError(vec!["the defaults are no table".to_owned()]));
        };
        let figment = Figment::from(Serialized::defaults(&defaults))
            .merge(Toml::file(file.unwrap_or(Path::new("xinggen.toml"))));
        let figment = environment::merge(figment, &known);
        let mut faults = unreadable(&figment, &known);
        let mut settings: Option<Self> = figment.extract().ok();
        faults.extend(settings.iter_mut().flat_map(Self::take_from_files));
        faults.extend(settings.iter().flat_map(Self::contradictions));
        match settings {
            Some(settings) if faults.is_empty() => Ok(settings),
            _ => Err(SettingsError(faults)),
        }
    }

    /// What can be read but makes no sense.
    fn contradictions(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let url = self.database.url.reveal();
        let known = ["postgres://", "postgresql://", "sqlite:"];
        if !url.is_empty() && !known.iter().any(|kind| url.starts_with(kind)) {
            faults.push("database.url must begin with postgres:// or sqlite:// (or be empty)".to_owned());
        }
        for (name, login) in
            [("system_url", &self.database.system_url), ("migrate_url", &self.database.migrate_url)]
        {
            let fits = login.reveal().starts_with("postgres") && url.starts_with("postgres");
            if !(login.is_empty() || fits) {
                faults.push(format!("database.{name} is a login to PostgreSQL, as database.url then is"));
            }
        }
        if self.label.enabled && self.label.producer.trim().is_empty() {
            faults.push("label.producer must name the producer while label.enabled is true".to_owned());
        }
        for (name, bind) in [("server.bind", &self.server.bind), ("worker.bind", &self.worker.bind)] {
            if bind.parse::<std::net::SocketAddr>().is_err() {
                faults.push(format!("{name} must be an address and a port, like 127.0.0.1:8080"));
            }
        }
        let web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        if !self.server.public_url.is_empty() && !web(&self.server.public_url) {
            faults.push("server.public_url must begin with http:// or https:// (or be empty)".to_owned());
        }
        if self.origins().iter().any(|origin| !web(origin) || origin.ends_with('/')) {
            faults.push(
                "server.origins must be origins like https://studio.example, without a slash".to_owned(),
            );
        }
        if let Err(fault) = self.trusted_proxies() {
            faults.push(fault);
        }
        faults.extend(self.letter_faults());
        for (name, program) in [
            ("ffmpeg", &self.programs.ffmpeg),
            ("ffprobe", &self.programs.ffprobe),
            ("espeak", &self.programs.espeak),
        ] {
            if program.trim().is_empty() {
                faults.push(format!("programs.{name} must name a program"));
            }
        }
        faults
    }

    /// The origins whose pages may call the API.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        let parts = self.server.origins.split(',').map(str::trim);
        parts.filter(|origin| !origin.is_empty()).map(str::to_owned).collect()
    }

    /// How long jobs, and after them requests, may take to end when the process stops.
    #[must_use]
    pub fn drain(&self) -> Duration {
        Duration::from_secs(u64::from(self.server.drain_seconds.get()))
    }

    /// What each plan allows.
    #[must_use]
    pub fn plans(&self) -> Plans {
        let plan = |plan: &PlanSection| Plan {
            running_jobs: NonZeroU32::new(plan.running_jobs),
            storage_bytes: NonZeroU64::new(plan.storage_bytes),
            dramas: NonZeroU32::new(plan.dramas),
            requests_per_minute: NonZeroU32::new(plan.requests_per_minute),
            per_drama: PerDrama {
                episodes: NonZeroU32::new(plan.episodes),
                characters: NonZeroU32::new(plan.characters),
                scenes: NonZeroU32::new(plan.scenes),
                props: NonZeroU32::new(plan.props),
            },
        };
        Plans { user: plan(&self.plans.user), vip: plan(&self.plans.vip) }
    }

    /// The networks of proxies that are believed.
    ///
    /// # Errors
    /// One of them cannot be read, and which.
    pub fn trusted_proxies(&self) -> Result<Vec<IpNet>, String> {
        let parts = self.server.trusted_proxies.split(',').map(str::trim).filter(|part| !part.is_empty());
        let read = |part: &str| {
            let network = part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| {
                format!(
                    "server.trusted_proxies: {part} is no network or address, like 10.0.0.0/8 or 192.0.2.7"
                )
            })
        };
        parts.map(read).collect()
    }

    /// Whether rows live in a file that only one process at a time should use.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        !self.database.url.reveal().starts_with("postgres")
    }

    /// The database's URL: as set, or the SQLite file in the data folder.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!("sqlite://{}?mode=rwc", self.data.join("xinggen.db").display())
        } else {
            self.database.url.reveal().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(toml: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, toml).expect("a file");
        Settings::load(Some(&file)).expect_err("wrong settings").0
    }

    #[test]
    fn every_fault_is_told_by_name() {
        let told = faults("[worker]\nslots = 0\n[database]\nmax_connections = \"many\"\n");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("database.max_connections") && told[1].contains("worker.slots"), "{told:?}");
        let told = faults("colour = 1\n[label]\nproducer = 'x'\nsize = 2\n");
        assert_eq!(told, ["there is no setting colour", "there is no setting label.size"]);
    }

    #[test]
    fn logins_of_their_own_are_for_postgres() {
        let told = faults("[database]\nsystem_url = 'postgres://system@db/x'\n");
        assert_eq!(told, ["database.system_url is a login to PostgreSQL, as database.url then is"]);
    }

    #[test]
    fn what_letters_lack_is_told_by_name() {
        let told = faults("[mail]\nurl = 'mailto:x'\n[sms]\naccess_key_id = 'LTAI'\nendpoint = 'x'\n");
        let names = ["mail.url", "mail.from", "sms.endpoint", "sms.access_key_secret", "sms.sign_name"];
        for name in names.into_iter().chain(["sms.template_code"]) {
            assert_eq!(told.iter().filter(|fault| fault.starts_with(name)).count(), 1, "{name}: {told:?}");
        }
        let told = faults(
            "[mail]\nurl = 'smtp://localhost'\nfrom = 'a@b.cn'\nusername = 'a'\npassword = 'x'\n\
             password_file = '/nowhere/at/all'\n[server]\ntrusted_proxies = '10.0.0.0/8, here'\n",
        );
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("mail.password and mail.password_file"), "{told:?}");
        assert!(told[1].contains("server.trusted_proxies: here"), "{told:?}");
    }

    #[test]
    fn what_files_lack_is_told_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let empty = folder.path().join("empty");
        std::fs::write(&empty, "\n").expect("a file");
        let told = faults(&format!(
            "[database]\nurl_file = '{}'\n[sms]\naccess_key_secret_file = '/nowhere/at/all'\n",
            empty.display()
        ));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("database.url_file: ") && told[0].ends_with(" is empty"), "{told:?}");
        assert!(told[1].starts_with("sms.access_key_secret_file: /nowhere/at/all"), "{told:?}");
    }

    #[test]
    fn a_login_in_a_file_counts_as_if_it_were_set() {
        let folder = tempfile::tempdir().expect("a folder");
        let (login, file) = (folder.path().join("login"), folder.path().join("settings.toml"));
        std::fs::write(&login, "postgres://a:secret@db/x\n").expect("a file");
        std::fs::write(&file, format!("[database]\nurl_file = '{}'\n", login.display())).expect("a file");
        let settings = Settings::load(Some(&file)).expect("right settings");
        assert_eq!(settings.database_url(), "postgres://a:secret@db/x");
        assert!(!settings.is_embedded());
        assert!(!format!("{settings:?}").contains("secret@"));
    }

    #[test]
    fn a_fault_does_not_show_the_secret() {
        let told = faults("[mail]\npassword = 271828\n[database]\nurl = ['postgres://a:271828@db/x']\n");
        assert_eq!(told, ["database.url: must be text, in quotes", "mail.password: must be text, in quotes"]);
    }

    #[test]
    fn registration_is_verified_once_letters_are_sent() {
        let mut settings = Settings::default();
        assert!(!settings.registration_is_verified());
        settings.mail.url = "smtp://localhost".to_owned();
        assert!(settings.registration_is_verified());
        settings.accounts.registration = RegistrationChoice::Open;
        assert!(!settings.registration_is_verified());
    }

    #[test]
    fn the_defaults_are_in_order() {
        let defaults = Settings::default();
        let Ok(Value::Dict(_, known)) = Value::serialize(&defaults) else { panic!("a table") };
        assert!(unreadable(&Figment::from(Serialized::defaults(&defaults)), &known).is_empty());
        assert!(defaults.contradictions().is_empty());
    }
}
