use std::time::Duration;
use xinggen_domain::{audit::ADDRESS_DAYS, plan::RunningCaps};

/// How a worker works.
#[derive(Debug, Clone, Copy)]
pub struct WorkerSettings {
    /// How many jobs run at once.
    pub slots: usize,
    /// Of a user who has so many jobs running, anywhere, none is claimed.
    pub caps: RunningCaps,
    /// How long a claim holds without a heartbeat.
    pub lease: Duration,
    /// How often leases are extended and requests to stop are seen. Well below `lease`.
    pub heartbeat: Duration,
    /// How often to look for jobs without a signal.
    pub poll: Duration,
    /// How long a job that runs alone waits at most before a busy worker claims nothing else until it is empty.
    pub patience: Duration,
    /// How often to look for what dead workers left.
    pub sweep: Duration,
    /// How often to clear away what has had its time.
    pub housekeeping: Duration,
    /// After how many days the audit logs forget network addresses.
    pub address_days: u32,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            slots: 2,
            caps: RunningCaps::each(4),
            lease: Duration::from_secs(60),
            heartbeat: Duration::from_secs(15),
            poll: Duration::from_secs(1),
            patience: Duration::from_secs(10),
            sweep: Duration::from_secs(10),
            housekeeping: Duration::from_secs(600),
            address_days: ADDRESS_DAYS,
        }
    }
}
