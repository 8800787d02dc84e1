use super::Ended;
use crate::{House, Settings, console, keys::key_source, system::SystemClock};
use clap::{Args, Subcommand};
use std::process::ExitCode;
use xinggen_application::{AiConfigs, Records, TwoFactor};
use xinggen_domain::{audit::AuditAct, ports::Clock as _};

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// List the keys, newest first.
    List(Which),
    /// Make a new key that is used from now on; the others go on serving what they were used for.
    Rotate(Which),
    /// Take an older key away: access tokens that it has signed are refused from now on.
    Retire {
        /// What the key is called, as `list` tells it.
        #[arg(allow_hyphen_values = true)]
        id: String,
        #[command(flatten)]
        which: Which,
    },
}

#[derive(Debug, Args)]
pub(super) struct Which {
    /// The keys that seal stored secrets, in the place of those that sign access tokens. A rotation seals all secrets
    /// anew, and a key that still seals one cannot be retired.
    #[arg(long)]
    secrets: bool,
}

impl Keys {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        match self {
            Self::List(Which { secrets: true }) => list_secrets(settings),
            Self::List(_) => list(settings),
            Self::Rotate(Which { secrets: true }) => rotate_secrets(settings).await,
            Self::Rotate(_) => rotate(settings).await,
            Self::Retire { id, which: Which { secrets: true } } => retire_secrets(settings, &id).await,
            Self::Retire { id, .. } => {
                key_source(settings).access_keys().retire(&id)?;
                note(settings, AuditAct::SigningKeyRetired, &id).await;
                told(format_args!("{id} is retired"))
            }
        }
    }
}

fn told(what: std::fmt::Arguments<'_>) -> Ended {
    console::say(what);
    Ok(ExitCode::SUCCESS)
}

/// Notes what was done to the keys. It is done, whether or not the database can be reached just now.
async fn note(settings: &Settings, act: AuditAct, key: &str) {
    let noted = match House::beside(settings).await {
        Ok(house) => Records::new(house.ports).operated(act, key).await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(error) = noted {
        console::tell(format_args!("xinggen: this is not noted in the audit log: {error}"));
    }
}

fn list(settings: &Settings) -> Ended {
    for key in key_source(settings).access_keys().list()? {
        let made = key.made.as_deref().unwrap_or("-");
        let does = if key.signs { "signs" } else { "verifies" };
        console::say(format_args!("{}  {does:<8}  {made}", key.id));
    }
    Ok(ExitCode::SUCCESS)
}

async fn rotate(settings: &Settings) -> Ended {
    let id = key_source(settings).access_keys().rotate(SystemClock.now())?;
    note(settings, AuditAct::SigningKeyRotated, &id).await;
    told(format_args!("{id} signs access tokens now; retire the key before in ten minutes or later"))
}

fn list_secrets(settings: &Settings) -> Ended {
    for (at, id) in key_source(settings).master_keys().list()?.iter().enumerate() {
        console::say(format_args!("{id}  {}", if at == 0 { "seals" } else { "opens" }));
    }
    Ok(ExitCode::SUCCESS)
}

async fn rotate_secrets(settings: &Settings) -> Ended {
    let id = key_source(settings).master_keys().rotate()?;
    console::say(format_args!("{id} seals secrets now"));
    note(settings, AuditAct::MasterKeyRotated, &id).await;
    let ports = House::beside(settings).await?.ports;
    let factors = TwoFactor::new(ports.clone(), false).reseal().await?;
    let vendors = AiConfigs::new(ports).reseal().await?;
    console::say(format_args!("{} secrets are sealed anew", factors.done + vendors.done));
    for (user, error) in &factors.broken {
        console::tell(format_args!("xinggen: the second factor of {user} stays as it is: {error}"));
    }
    for (_, id, error) in &vendors.broken {
        console::tell(format_args!("xinggen: the key of the AI configuration {id} stays as it is: {error}"));
    }
    let whole = factors.broken.is_empty() && vendors.broken.is_empty();
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn retire_secrets(settings: &Settings, id: &str) -> Ended {
    let ports = House::beside(settings).await?.ports;
    let used = TwoFactor::new(ports.clone(), false).is_sealed_with(id).await?
        || AiConfigs::new(ports).is_sealed_with(id).await?;
    if used {
        let why = format!("{id} still seals secrets; xinggen keys rotate --secrets seals them anew");
        return Err(why.into());
    }
    key_source(settings).master_keys().retire(id)?;
    note(settings, AuditAct::MasterKeyRetired, id).await;
    told(format_args!("{id} is retired"))
}
