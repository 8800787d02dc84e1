//! The API over the house, as `xinggen serve` puts it together.

use super::{place::Place, server::Server};
use crate::Failure;
use actix_web::web::Data;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use xinggen_api::{Api, ApiSettings, MetricsText, Probes};
use xinggen_application::{AccountsSettings, Registration, SignUp, Throttles};
use xinggen_domain::Credits;

/// Counts requests from now on; there is one count for the whole process.
pub(crate) fn metrics() -> Result<MetricsText, Failure> {
    static COUNTED: OnceLock<MetricsText> = OnceLock::new();
    if let Some(counted) = COUNTED.get() {
        return Ok(counted.clone());
    }
    let seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &seconds)?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder)?;
    Ok(COUNTED.get_or_init(|| Arc::new(move || handle.render())).clone())
}

/// How accounts are looked after.
pub(super) fn accounts() -> AccountsSettings {
    AccountsSettings {
        sign_up: SignUp { bonus: Credits::ZERO, bonus_days: None },
        registration: Registration::Open,
        admins_need_second_factor: false,
        throttles: Throttles::default(),
    }
}

pub(super) fn serve(place: &Place, metrics: &MetricsText) -> Result<Server, Failure> {
    let settings = ApiSettings {
        public_url: "http://localhost".to_owned(),
        body_limit: 1 << 20,
        upload_limit: 64 << 20,
        link_holds: Duration::from_secs(3600),
        listeners: 64,
        origins: vec![],
        trusted_proxies: vec![],
        accounts: accounts(),
    };
    let probes = Probes { ready: vec![], metrics: metrics.clone(), closing: CancellationToken::new() };
    let api = Api::new(&place.house.ports, settings, probes);
    let api = Data::new(api);
    Server::start(move || xinggen_api::configure(api.clone()))
}
