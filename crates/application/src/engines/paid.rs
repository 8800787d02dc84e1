use crate::{Ports, jobs::store_failed, wording};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{
    JobId,
    error::{StoreError, VendorError, VendorErrorClass},
    job::ClaimedJob,
    ports::{GeneratedImage, ImageModel, ImageRequest, Progress, ReferenceSupport, TenantTx},
    provenance::ModelRef,
    time::Timestamp,
    vendor::{CallState, VendorCall, may_call_again},
};

/// Draws for money: each call is written down before it is made, so that none whose outcome is not known is ever made
/// again, whoever dies meanwhile.
pub(super) struct PaidImages {
    pub(super) ports: Ports,
    pub(super) claimed: ClaimedJob,
    pub(super) drawing: Arc<dyn ImageModel>,
}

impl PaidImages {
    /// Writes the call down, under the lease.
    async fn begin(&self) -> Result<VendorCall, VendorError> {
        let (job, ports) = (&self.claimed.job, &self.ports);
        let mut tx = ports.store.begin(self.claimed.user_id).await.map_err(store_failed)?;
        let locked = tx.jobs().lock_claimed(job.id, self.claimed.token).await.map_err(store_failed)?;
        // Looked at under the lock that a request to stop is written under: behind it no call begins.
        match locked {
            None => return Err(VendorError::new(VendorErrorClass::Unknown, wording::WORKER_LOST)),
            Some(job) if job.cancel_requested => {
                return Err(VendorError::new(VendorErrorClass::Unknown, wording::CALLED_OFF));
            }
            Some(_) => {}
        }
        let calls = tx.vendor_calls().of_job(job.id).await.map_err(store_failed)?;
        if !may_call_again(&calls) {
            tracing::error!(job.id = %job.id, "a paid call of this job has an unknown outcome; not made again");
            return Err(VendorError {
                lost: true,
                ..VendorError::new(VendorErrorClass::Unknown, wording::CALL_LOST)
            });
        }
        let call = VendorCall {
            id: ports.ids.id(),
            job_id: job.id,
            number: calls.last().map_or(1, |call| call.number + 1),
            model: self.drawing.model(),
            state: CallState::Sent,
            class: None,
            created_at: ports.clock.now(),
            ended_at: None,
        };
        tx.vendor_calls().add(call.clone()).await.map_err(store_failed)?;
        tx.commit().await.map_err(store_failed)?;
        Ok(call)
    }

    async fn end(&self, call: &VendorCall) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(self.claimed.user_id).await?;
        tx.vendor_calls().save(call).await?;
        tx.commit().await
    }
}

#[async_trait]
impl ImageModel for PaidImages {
    fn model(&self) -> ModelRef {
        self.drawing.model()
    }

    fn references(&self) -> ReferenceSupport {
        self.drawing.references()
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        let mut call = self.begin().await?;
        let drawn = self.drawing.draw(request, progress).await;
        call.state = match &drawn {
            Ok(_) => CallState::Answered,
            Err(error) if error.lost => CallState::Lost,
            Err(_) => CallState::Refused,
        };
        call.class = drawn.as_ref().err().map(|error| error.class);
        call.ended_at = Some(self.ports.clock.now());
        if call.state == CallState::Lost {
            tracing::error!(job.id = %call.job_id, "nobody knows whether the vendor did a paid call");
        }
        // As long as it says that the call is under way, it is not made again: that is the safe side.
        if let Err(error) = self.end(&call).await {
            tracing::warn!(job.id = %call.job_id, %error, "how a paid call ended was not written down");
        }
        drawn
    }
}

/// Writes off the call that was under way when its job ended without a worker that could wait for the answer: nobody is
/// charged, and what the vendor takes for it nobody knows.
pub(crate) async fn write_off(tx: &mut dyn TenantTx, job: JobId, now: Timestamp) -> Result<(), StoreError> {
    let calls = tx.vendor_calls().of_job(job).await?;
    for mut call in calls {
        if call.state == CallState::Sent {
            tracing::error!(job.id = %job, "a paid call of this job was broken off; nobody knows its outcome");
            call.state = CallState::Lost;
            call.ended_at = Some(now);
            tx.vendor_calls().save(&call).await?;
        }
    }
    Ok(())
}
