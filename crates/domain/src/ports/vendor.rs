use super::{ImageModel, ReferenceSupport};
use crate::{
    engine::{ModelRef, ServiceKind},
    error::StoreError,
    limits::AddressFault,
    vendor::{TrialError, VendorAccess, VendorCall},
};
use async_trait::async_trait;
use std::sync::Arc;

/// Reaches vendors by address and key.
#[async_trait]
pub trait VendorConnector: Send + Sync {
    /// The kinds of service that vendors can do here.
    fn kinds(&self) -> &'static [ServiceKind];

    /// Whether this can be the address of a vendor. Where a name leads is looked at with each call, not here.
    fn check_address(&self, base_url: &str) -> Result<(), AddressFault>;

    /// Asks the vendor for its models, which costs nothing.
    async fn test(&self, access: &VendorAccess) -> Result<(), TrialError>;

    /// What a model does with pictures that a new one must agree with.
    fn references(&self, model: &ModelRef) -> ReferenceSupport;

    /// What draws there.
    fn images(&self, access: VendorAccess) -> Arc<dyn ImageModel>;
}

/// Calls of vendors that cost money.
#[async_trait]
pub trait VendorCalls: Send {
    /// Writes a call down.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the job has one of this number.
    async fn add(&mut self, call: VendorCall) -> Result<(), StoreError>;

    /// Writes down how a call ended.
    async fn save(&mut self, call: &VendorCall) -> Result<(), StoreError>;

    /// The calls of a job, in their order.
    async fn of_job(&mut self, job: crate::JobId) -> Result<Vec<VendorCall>, StoreError>;
}
