use super::{Result, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    error::StoreError,
    ports::Erasure,
    pricing::ChargeMode,
    provenance::ModelRef,
    time::Timestamp,
    user::{User, UserStatus},
};

pub(super) struct MemoryErasure<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Erasure for MemoryErasure<'_> {
    async fn begin(&mut self, clear_at: Timestamp) -> Result<()> {
        self.0.write_all(|tenant, _| {
            let user = tenant.user.take().ok_or(StoreError::Stale("the account"))?;
            let status = UserStatus::Erased;
            tenant.user = Some(User { email: None, phone: None, name: String::new(), status, ..user });
            tenant.password = None;
            tenant.account.daily_cap = None;
            tenant.clear_at = Some(clear_at);
            Ok(())
        })
    }

    async fn finish(&mut self) -> Result<()> {
        self.0.write(|tenant| {
            tenant.sessions.clear();
            tenant.second_factor = None;
            tenant.proofs.clear();
            tenant.ai_configs.clear();
            tenant.events.clear();
            tenant.last_event = 0;
            tenant.last_start = None;
            tenant.quotes.clear();
            tenant.requests.clear();
            for drama in tenant.dramas.values_mut() {
                drama.title.clear();
                drama.narrator_voice = None;
                drama.import_key = None;
            }
            for job in tenant.jobs.values_mut() {
                job.message.clear();
                if let Some(error) = &mut job.error {
                    error.message.clear();
                }
                let own = job.engine.as_mut().filter(|engine| engine.mode == ChargeMode::Byok);
                if let Some(engine) = own {
                    engine.model = ModelRef::new("", "");
                    let calls = tenant.vendor_calls.values_mut().filter(|call| call.job_id == job.id);
                    calls.for_each(|call| call.model = ModelRef::new("", ""));
                }
            }
            tenant.clear_at = None;
            Ok(())
        })?;
        self.0.forget_access();
        Ok(())
    }
}
