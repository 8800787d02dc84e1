//! A trial that costs nothing: the list of models.

use super::{fault::Refusal, wire::ModelsAnswer};
use reqwest::Method;
use std::time::Duration;
use xinggen_domain::{
    error::VendorErrorClass as Class,
    vendor::{AccessFault, TrialError, VendorAccess},
};
use xinggen_outbound::{Bounds, Guarded, Unanswered};

/// Gateways list thousands of models.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(20), bytes: 4 << 20 };

/// Whether the vendor lets us in and has the model.
pub(crate) async fn test(guarded: &Guarded, access: &VendorAccess) -> Result<(), TrialError> {
    let asked = (Method::GET, access.base_url.as_str(), "models");
    let answer = guarded.ask(asked, &access.key, None, BOUNDS).await.map_err(|error| silent(&error))?;
    if !answer.status.is_success() {
        let Refusal { class, told, .. } = Refusal::of(&answer, &access.key);
        let fault = match class {
            Class::Auth => AccessFault::Auth,
            Class::Balance => AccessFault::Balance,
            Class::RateLimit => AccessFault::RateLimit,
            Class::Capacity | Class::Timeout => AccessFault::Failing,
            _ => AccessFault::WrongAddress,
        };
        return Err(TrialError { fault, told });
    }
    let models: ModelsAnswer =
        serde_json::from_slice(&answer.body).map_err(|_| bare(AccessFault::WrongAddress))?;
    let listed = models.data.iter().any(|model| model.id == access.model.model);
    if listed { Ok(()) } else { Err(bare(AccessFault::ModelNotListed)) }
}

fn silent(error: &Unanswered) -> TrialError {
    bare(match error {
        Unanswered::Address(_) | Unanswered::TooLong => AccessFault::WrongAddress,
        Unanswered::NotSent(_) | Unanswered::Broken(_) => AccessFault::Unreachable,
    })
}

fn bare(fault: AccessFault) -> TrialError {
    TrialError { fault, told: String::new() }
}
