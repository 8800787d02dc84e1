use super::Ended;
use crate::{House, Settings, console, produce::print_statement};
use clap::Subcommand;
use std::process::ExitCode;
use xinggen_application::Operators;
use xinggen_domain::ports::LedgerAudit;

#[derive(Debug, Subcommand)]
pub(super) enum Ledger {
    /// Check every invariant of the ledger.
    Check,
    /// Print the local operator's statement.
    Statement,
}

impl Ledger {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        match self {
            Self::Check => check(settings).await,
            Self::Statement => {
                let house = House::open(settings).await?;
                let operator = Operators::new(house.ports.clone()).local().await?;
                print_statement(&house, operator, 0).await?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn check(settings: &Settings) -> Ended {
    let database = House::connect(settings).await?;
    House::bring_up_to_date(settings, &database).await?;
    let violations = database.check().await.map_err(crate::HouseError::from)?;
    if violations.is_empty() {
        console::say("every invariant of the ledger holds");
        return Ok(ExitCode::SUCCESS);
    }
    for violation in &violations {
        console::say(format_args!("broken: {} ({})", violation.invariant, violation.subject));
    }
    console::tell(format_args!("xinggen: {} invariants of the ledger are broken", violations.len()));
    Ok(ExitCode::FAILURE)
}
