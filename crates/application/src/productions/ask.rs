//! When a production has to ask its owner before it goes on.

use crate::wording;
use xinggen_domain::{
    production::{Breach, Forecast, InvalidTransition, Production, Stage},
    time::Timestamp,
};

/// Lets a production wait for its owner where they have not agreed to what is to come, this stage and all behind it. True
/// when it waits.
pub(super) fn ask(
    production: &mut Production,
    stage: Stage,
    rest: &Forecast,
    now: Timestamp,
) -> Result<bool, InvalidTransition> {
    let breach = production.terms.as_ref().and_then(|terms| terms.breach(rest));
    let exact = stage >= Stage::Parts && !production.auto_approve;
    let asks = breach.is_some() || (exact && production.approved < rest.quote().exact);
    if asks {
        wait(production, rest, breach, now)?;
    }
    Ok(asks)
}

/// Waits with the quote of what is to come, and says what is another than it was told.
pub(super) fn wait(
    production: &mut Production,
    rest: &Forecast,
    breach: Option<Breach>,
    now: Timestamp,
) -> Result<(), InvalidTransition> {
    let message = match breach {
        Some(Breach::Engine) => wording::drawn_by_another(&rest.images),
        Some(Breach::Amount { left, total }) => wording::beyond_agreed(left, total),
        Some(Breach::Unanswered) | None => String::new(),
    };
    production.await_approval(rest, message, now)
}
