//! `xinggen serve`: the API, and a worker in the same process unless other processes work.
//!
//! The way: open the house → take up what a dead process left → start the worker → listen → tell where → make the
//! sample, if one is asked for → wait for Ctrl-C or SIGTERM → say no more readiness, end the streams, let jobs and then
//! requests end → stop. Jobs that do not end in time are taken up again by the next worker.

mod client;
mod counters;
mod sample;

pub(crate) use sample::Sample;

use crate::{House, HouseError, Settings, console, probes::probes};
use actix_web::web::Data;
use std::{
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use xinggen_api::{Api, ApiSettings, Connections};
use xinggen_application::{AccountsSettings, JobRecovery, Registration, SignUp, Throttles};
use xinggen_domain::{Credits, rate::Rate};

pub(crate) type Failure = Box<dyn std::error::Error>;

/// Which process runs the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// This one, beside the API.
    Here,
    /// Those that `xinggen worker` starts.
    Elsewhere,
}

/// Serves until told to stop, or until the sample is made when it is to stop then.
pub(crate) async fn run(
    settings: &Settings,
    work: Work,
    sample: Option<Sample>,
) -> Result<ExitCode, Failure> {
    if work == Work::Elsewhere && settings.is_embedded() {
        return Err(HouseError::NotShared("xinggen serve --no-worker").into());
    }
    let (stop, closing) = (CancellationToken::new(), CancellationToken::new());
    let tasks = TaskTracker::new();
    tasks.spawn(crate::produce::interrupt(stop.clone()));
    // Before the house is opened, so that a taken port is told at once.
    let listener = listen(&settings.server.bind, "server.bind")?;
    let address = listener.local_addr()?;
    let house = House::open(settings).await?;
    if house.is_alone() {
        JobRecovery::new(house.ports.clone()).after_restart().await?;
    }
    let drain = settings.drain();
    let working = CancellationToken::new();
    let worker = match work {
        Work::Here => tasks.spawn(house.worker().run(working.clone(), drain)),
        Work::Elsewhere => {
            let (requests, clock) = (Arc::clone(&house.ports.requests), Arc::clone(&house.ports.clock));
            tasks.spawn(counters::keep_small(requests, clock, counters::EVERY, working.clone()))
        }
    };
    let sending = CancellationToken::new();
    let courier = tasks.spawn(house.courier().run(sending.clone()));
    let api = Data::new(api(settings, &house, address, closing.clone())?);
    let keep_alive = Duration::from_secs(u64::from(settings.server.keep_alive_seconds.get()));
    let server = xinggen_api::serve(listener, api, Connections { keep_alive, drain })?;
    let handle = server.handle();
    let serving = tasks.spawn(server);
    let url = public_url(settings, address);
    warn_of_weak_settings(settings);
    tell(&url);
    let ended = match sample {
        Some(sample) => {
            let made = sample::make(settings, &house, &format!("http://{address}"), &sample, &stop).await;
            after_sample(&made, sample.once, &url, &stop).await
        }
        None => {
            stop.cancelled().await;
            ExitCode::SUCCESS
        }
    };
    console::tell("stopping: running requests and jobs may end");
    closing.cancel();
    // Jobs end first: whoever waits for one can still ask how it ended.
    working.cancel();
    worker.await?;
    handle.stop(true).await;
    serving.await??;
    // Whoever was told that a code is on its way gets it, if that does not take too long.
    sending.cancel();
    let _ = tokio::time::timeout(drain, courier).await;
    Ok(ended)
}

/// Listens on an address that the named setting gives.
pub(crate) fn listen(bind: &str, setting: &str) -> Result<TcpListener, Failure> {
    let refuse = |error| format!("cannot listen on {bind}: {error}; choose another with --bind or {setting}");
    let listener = TcpListener::bind(bind).map_err(refuse)?;
    Ok(listener)
}

/// Where strangers open accounts, one guessed or stolen password must not be enough to administrate.
fn warn_of_weak_settings(settings: &Settings) {
    if settings.registration_is_verified() && !settings.accounts.admins_need_second_factor {
        tracing::warn!(
            "administrators need no second factor: set accounts.admins_need_second_factor on a service in public"
        );
    }
}

fn public_url(settings: &Settings, address: SocketAddr) -> String {
    if !settings.server.public_url.is_empty() {
        return settings.server.public_url.trim_end_matches('/').to_owned();
    }
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        return format!("http://localhost:{}", address.port());
    }
    format!("http://{address}")
}

fn tell(url: &str) {
    console::say(format_args!("Xinggen serves at {url}"));
    console::say(format_args!("  Swagger UI   {url}/docs/"));
    console::say(format_args!("  OpenAPI      {url}/openapi.json"));
    console::say(format_args!("  health       {url}/healthz  {url}/readyz  {url}/metrics\n"));
}

/// What is said of the sample, and with which code to end; waits for the end unless the sample is all there is.
async fn after_sample(
    made: &Result<sample::Outcome, Failure>,
    once: bool,
    url: &str,
    stop: &CancellationToken,
) -> ExitCode {
    let code = match made {
        Ok(outcome) => {
            outcome.tell(url);
            ExitCode::SUCCESS
        }
        Err(error) => {
            console::tell(format_args!("xinggen: the sample was not made: {error}"));
            ExitCode::FAILURE
        }
    };
    if once || stop.is_cancelled() {
        return code;
    }
    console::say("Serving; Ctrl-C stops.");
    stop.cancelled().await;
    code
}

fn api(
    settings: &Settings,
    house: &House,
    address: SocketAddr,
    closing: CancellationToken,
) -> Result<Api, Failure> {
    let about = ApiSettings {
        public_url: public_url(settings, address),
        body_limit: settings.server.body_bytes.get(),
        upload_limit: settings.server.upload_bytes.get(),
        link_holds: Duration::from_secs(u64::from(settings.server.link_seconds.get())),
        listeners: settings.server.event_streams.get(),
        origins: settings.origins(),
        accounts: accounts(settings),
        trusted_proxies: settings.trusted_proxies()?,
    };
    Ok(Api::new(&house.ports, about, probes(house, closing)?))
}

/// How accounts are opened, and how often somebody may try.
pub(crate) fn accounts(settings: &Settings) -> AccountsSettings {
    let (days, throttle) = (settings.accounts.signup_days, &settings.throttle);
    AccountsSettings {
        sign_up: SignUp {
            bonus: Credits::new(i64::from(settings.accounts.signup_credits)),
            bonus_days: (days > 0).then_some(i64::from(days)),
        },
        registration: match settings.registration_is_verified() {
            true => Registration::Verified,
            false => Registration::Open,
        },
        admins_need_second_factor: settings.accounts.admins_need_second_factor,
        throttles: Throttles {
            logins: Rate::new(throttle.login_burst, throttle.login_seconds.get()),
            registrations: Rate::new(throttle.register_burst, throttle.register_seconds.get()),
            codes: Rate::new(throttle.code_burst, throttle.code_seconds.get()),
        },
    }
}
