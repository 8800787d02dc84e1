use crate::{
    ask::address_fault,
    openai::{OpenAiImages, listing, references},
};
use async_trait::async_trait;
use std::{sync::Arc, time::Duration};
use xinggen_domain::{
    engine::ModelRef,
    ports::{ImageModel, ReferenceSupport, VendorConnector},
    vendor::{AddressFault, ServiceKind, TrialError, VendorAccess},
};
use xinggen_outbound::{OpenClientError, OutboundClient, Reach};

/// How vendors are reached.
#[derive(Debug, Clone, Copy)]
pub struct AiSettings {
    /// Whether vendors may be on this machine and in its private networks: gateways and models of one's own.
    pub allow_private: bool,
    /// How long one picture may take.
    pub patience: Duration,
}

impl Default for AiSettings {
    fn default() -> Self {
        Self { allow_private: false, patience: Duration::from_secs(180) }
    }
}

/// The HTTP client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the client for AI vendors cannot be made: {0}")]
pub struct OpenVendorsError(#[source] OpenClientError);

/// Vendors that speak the OpenAI-compatible protocol.
pub struct HttpVendors {
    client: OutboundClient,
    settings: AiSettings,
}

impl HttpVendors {
    /// With these settings.
    ///
    /// # Errors
    /// The HTTP client cannot be made.
    pub fn new(settings: AiSettings) -> Result<Self, OpenVendorsError> {
        let reach = if settings.allow_private { Reach::Private } else { Reach::Public };
        Ok(Self { client: OutboundClient::new(reach).map_err(OpenVendorsError)?, settings })
    }
}

#[async_trait]
impl VendorConnector for HttpVendors {
    fn kinds(&self) -> &'static [ServiceKind] {
        &[ServiceKind::Image]
    }

    fn check_address(&self, base_url: &str) -> Result<(), AddressFault> {
        self.client.endpoint(base_url).map(|_| ()).map_err(address_fault)
    }

    async fn test(&self, access: &VendorAccess) -> Result<(), TrialError> {
        listing::test(&self.client, access).await
    }

    fn references(&self, model: &ModelRef) -> ReferenceSupport {
        references::support(&model.model)
    }

    fn images(&self, access: VendorAccess) -> Arc<dyn ImageModel> {
        Arc::new(OpenAiImages::new(self.client.clone(), access, self.settings.patience))
    }
}
