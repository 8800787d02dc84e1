//! The ports inside one process pass the contract suites.

use std::sync::Arc;
use xinggen_domain::ports::{Dispatcher, EventBus, JobSignal, RateLimiter};
use xinggen_local::{LocalEventBus, LocalJobSignal, LocalRates};
use xinggen_testkit::{
    contract::{EventBusHarness, JobSignalHarness, RatesHarness},
    event_bus_contract, job_signal_contract, rates_contract,
};

struct Rates(LocalRates);

impl RatesHarness for Rates {
    fn limiter(&self) -> Arc<dyn RateLimiter> {
        Arc::new(self.0.clone())
    }
}

async fn rate_limiter() -> Rates {
    Rates(LocalRates::default())
}

rates_contract!(rate_limiter);

struct Bus(LocalEventBus);

impl EventBusHarness for Bus {
    fn bus(&self) -> Arc<dyn EventBus> {
        Arc::new(self.0.clone())
    }
}

async fn event_bus() -> Bus {
    Bus(LocalEventBus::default())
}

event_bus_contract!(event_bus);

struct Signal(LocalJobSignal);

impl JobSignalHarness for Signal {
    fn dispatcher(&self) -> Arc<dyn Dispatcher> {
        Arc::new(self.0.clone())
    }
    fn signal(&self) -> Arc<dyn JobSignal> {
        Arc::new(self.0.clone())
    }
}

async fn job_signal() -> Signal {
    Signal(LocalJobSignal::default())
}

job_signal_contract!(job_signal);
