use super::Ended;
use crate::{Settings, console, keys::key_source, system::SystemClock};
use clap::Subcommand;
use std::process::ExitCode;
use xinggen_domain::ports::Clock as _;

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// List the keys of access tokens, newest first.
    List,
    /// Make a new key that signs from now on; the others go on verifying.
    Rotate,
    /// Take an older key away: access tokens that it has signed are refused from now on.
    Retire {
        /// What the key is called, as `list` tells it.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
}

impl Keys {
    pub(super) fn run(self, settings: &Settings) -> Ended {
        let keys = key_source(settings).access_keys();
        match self {
            Self::List => {
                for key in keys.list()? {
                    let made = key.made.as_deref().unwrap_or("-");
                    let does = if key.signs { "signs" } else { "verifies" };
                    console::say(format_args!("{}  {does:<8}  {made}", key.id));
                }
            }
            Self::Rotate => {
                let id = keys.rotate(SystemClock.now())?;
                console::say(format_args!(
                    "{id} signs access tokens now; retire the key before in ten minutes or later"
                ));
            }
            Self::Retire { id } => {
                keys.retire(&id)?;
                console::say(format_args!("{id} is retired"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
