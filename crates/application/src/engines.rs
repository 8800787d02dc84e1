//! Which model does a job, and the model itself when it is done.
//!
//! It is decided when something is quoted or ordered, and kept with the job. A job whose configuration is gone by then
//! fails; it is never done by another vendor than it was quoted for.

mod paid;

pub(crate) use paid::write_off;

use crate::{Ports, ai_configs::access, jobs::WorkError, wording};
use paid::PaidImages;
use std::sync::Arc;
use xinggen_domain::{
    ai_config::{Engine, choose},
    error::{StoreError, VendorError, VendorErrorClass},
    job::{ClaimedJob, Operation},
    ports::{ImageModel, TenantTx},
    pricing::ChargeMode,
    production::Models,
    sealed::SecretLabel,
    vendor::ServiceKind,
};

impl Ports {
    /// What would do the tenant's jobs now.
    pub(crate) async fn models(&self, tx: &mut dyn TenantTx) -> Result<Models, StoreError> {
        let own = tx.ai_configs().active(ServiceKind::Image).await?;
        let platform =
            if own.is_empty() { tx.ai_configs().offered(ServiceKind::Image).await? } else { vec![] };
        let built_in = self.vendors.models();
        let images = choose(own, platform, &built_in.image);
        Ok(built_in.with_images(images))
    }

    /// What a job is done by: as it was decided, and what draws.
    pub(crate) async fn engine_of(
        &self,
        claimed: &ClaimedJob,
    ) -> Result<(Models, Arc<dyn ImageModel>), WorkError> {
        let built_in = || (self.vendors.models(), Arc::clone(&self.vendors.image));
        let Some(engine) = claimed.job.engine.clone().filter(|_| claimed.job.operation == Operation::Image)
        else {
            return Ok(built_in());
        };
        if engine.config.is_none() {
            return Ok(built_in());
        }
        let drawing = self.connect(claimed, &engine).await?;
        let paid = PaidImages { ports: self.clone(), claimed: claimed.clone(), drawing };
        Ok((self.vendors.models().with_images(engine), Arc::new(paid)))
    }

    /// Opens the configuration of a job.
    async fn connect(&self, claimed: &ClaimedJob, engine: &Engine) -> Result<Arc<dyn ImageModel>, WorkError> {
        let gone = || VendorError::new(VendorErrorClass::Invalid, wording::AI_CONFIG_GONE);
        let id = engine.config.ok_or_else(gone)?;
        let (config, label) = match engine.mode {
            ChargeMode::Byok => {
                let mut tx = self.store.begin_read(claimed.user_id).await?;
                (tx.ai_configs().get(id).await?, SecretLabel::ai_config(claimed.user_id, id))
            }
            ChargeMode::Platform => {
                (self.platform_ai_configs.get(id).await?, SecretLabel::platform_ai_config(id))
            }
        };
        let config = config.filter(|config| config.active).ok_or_else(gone)?;
        if config.model != engine.model {
            return Err(VendorError::new(VendorErrorClass::Invalid, wording::AI_CONFIG_CHANGED).into());
        }
        let lost = || VendorError::new(VendorErrorClass::Auth, wording::AI_KEY_LOST);
        Ok(self.connector.images(access(self, config, label).ok_or_else(lost)?))
    }
}
