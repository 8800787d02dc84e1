//! The second factor: enrolling it, proving by it, and giving it up.

mod confirm;
mod create;
mod delete;
mod one;
mod recovery;
mod step_up;
mod view;

use crate::problem::{Code, Problem, refusals};
use utoipa_actix_web::service_config::ServiceConfig;
use xinggen_application::ProveError;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(one::get_two_factor)
        .service(create::create_two_factor)
        .service(confirm::confirm_two_factor)
        .service(delete::delete_two_factor)
        .service(recovery::create_recovery_codes)
        .service(step_up::create_step_up);
}

impl From<ProveError> for Problem {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Wrong => Self::new(Code::WrongDigits),
            ProveError::Paused { seconds } => {
                Self::new(Code::TooManyAttempts).with("seconds", seconds).retry_after(seconds)
            }
            ProveError::Off => Self::new(Code::TwoFactorOff),
            ProveError::Store(error) => error.into(),
        }
    }
}

refusals! {
    /// What a code of the second factor is refused with.
    ProveRefusals = [WrongDigits, TooManyAttempts, TwoFactorOff];
}
