use super::FakeImages;
use crate::sync::locked;
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use xinggen_domain::{
    error::VendorError,
    ports::{GeneratedImage, ImageModel, ImageRequest, Progress, ReferenceSupport, VendorConnector},
    provenance::ModelRef,
    vendor::{AddressFault, ServiceKind, TrialError, VendorAccess},
};

/// Vendors behind an address and a key: every one draws as [`FakeImages`] does, and remembers with what it was reached.
#[derive(Debug, Default)]
pub struct FakeVendors {
    /// What was drawn, by whichever vendor.
    pub images: Arc<FakeImages>,
    reached: Mutex<Vec<VendorAccess>>,
    trials: Mutex<Vec<TrialError>>,
}

impl FakeVendors {
    /// With what vendors were reached so far, for drawing and for trials.
    pub fn reached(&self) -> Vec<VendorAccess> {
        locked(&self.reached).clone()
    }

    /// The next trial fails with this.
    pub fn fail_trial(&self, error: TrialError) {
        locked(&self.trials).push(error);
    }
}

#[async_trait]
impl VendorConnector for FakeVendors {
    fn kinds(&self) -> &'static [ServiceKind] {
        &[ServiceKind::Image]
    }

    fn check_address(&self, base_url: &str) -> Result<(), AddressFault> {
        if base_url.starts_with("https://") { Ok(()) } else { Err(AddressFault::NotHttps) }
    }

    async fn test(&self, access: &VendorAccess) -> Result<(), TrialError> {
        locked(&self.reached).push(access.clone());
        locked(&self.trials).pop().map_or(Ok(()), Err)
    }

    /// Models whose name ends in `-words` take none.
    fn references(&self, model: &ModelRef) -> ReferenceSupport {
        if model.model.ends_with("-words") { ReferenceSupport::None } else { ReferenceSupport::UpTo(16) }
    }

    fn images(&self, access: VendorAccess) -> Arc<dyn ImageModel> {
        locked(&self.reached).push(access.clone());
        let references = self.references(&access.model);
        Arc::new(Drawing { model: access.model, references, images: Arc::clone(&self.images) })
    }
}

struct Drawing {
    model: ModelRef,
    references: ReferenceSupport,
    images: Arc<FakeImages>,
}

#[async_trait]
impl ImageModel for Drawing {
    fn model(&self) -> ModelRef {
        self.model.clone()
    }

    fn references(&self) -> ReferenceSupport {
        self.references
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        self.images.draw(request, progress).await
    }
}
