//! A trial that costs nothing: the list of models.

use super::{fault::Refusal, wire::ModelsAnswer};
use crate::ask::{Body, ask};
use std::time::Duration;
use xinggen_domain::{
    error::VendorErrorClass as Class,
    vendor::{AccessFault, TrialError, VendorAccess},
};
use xinggen_outbound::{Bounds, Method, OutboundClient, OutboundError};

/// Gateways list thousands of models.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(20), bytes: 4 << 20 };

/// Whether the vendor lets us in and has the model.
pub(crate) async fn test(client: &OutboundClient, access: &VendorAccess) -> Result<(), TrialError> {
    let answer = ask(client, access, (Method::GET, "models"), Body::None, BOUNDS).await;
    let answer = answer.map_err(|error| silent(&error))?;
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

fn silent(error: &OutboundError) -> TrialError {
    bare(match error {
        OutboundError::Address(_) | OutboundError::TooLong => AccessFault::WrongAddress,
        OutboundError::NotSent(_) | OutboundError::Broken(_) => AccessFault::Unreachable,
    })
}

fn bare(fault: AccessFault) -> TrialError {
    TrialError { fault, told: String::new() }
}
