//! `xinggen worker`: a worker without the API, beside servers that share its PostgreSQL and its data folder.
//!
//! The way: listen for health checks → put the adapters together → work → wait for Ctrl-C or SIGTERM → say no more readiness, claim
//! nothing more and let jobs end → stop. Jobs that do not end in time are put back for the next worker.

use crate::{
    House, HouseError, Settings, console,
    probes::probes,
    serve::{Failure, listen},
};
use std::process::ExitCode;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Works until told to stop.
pub(crate) async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    if settings.is_embedded() {
        return Err(HouseError::NotShared("xinggen worker").into());
    }
    let (stop, closing) = (CancellationToken::new(), CancellationToken::new());
    let tasks = TaskTracker::new();
    tasks.spawn(crate::produce::interrupt(stop.clone()));
    let listener = listen(&settings.worker.bind, "worker.bind")?;
    let port = listener.local_addr()?.port();
    let house = House::open(settings).await?;
    let working = CancellationToken::new();
    let mut worker = tasks.spawn(house.worker().run(working.clone(), settings.drain()));
    let server = xinggen_api::serve_probes(listener, probes(&house, closing.clone())?)?;
    let handle = server.handle();
    let serving = tasks.spawn(server);
    console::say(format_args!("Xinggen works; its health is at http://localhost:{port}"));
    tokio::select! {
        () = stop.cancelled() => {}
        // A process that no longer works must not go on saying that it is well.
        broken = &mut worker => {
            broken?;
            return Err("the worker ended by itself".into());
        }
    }
    console::tell("stopping: running jobs may end");
    closing.cancel();
    working.cancel();
    worker.await?;
    handle.stop(true).await;
    serving.await??;
    Ok(ExitCode::SUCCESS)
}
