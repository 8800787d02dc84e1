use super::{Failure, bar::Bar};
use crate::House;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use xinggen_application::{
    Actor, CancelProductionError, CreditBooks, ProductionView, Productions, StartProduction,
};
use xinggen_domain::{
    Credits, ProductionId,
    episode::Episode,
    job::{JobState, Operation},
    production::{EpisodeState, Production, ProductionState},
};

/// How often the production is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// How watching ended.
pub(super) enum Watched {
    /// The cut is there.
    Done(Box<EpisodeState>),
    /// It was interrupted, and everything has stopped.
    Cancelled,
}

/// Starts the production of an episode, or goes on with the one that is live, tops up and approves what it is
/// quoted, and waits for its end.
pub(super) async fn watch(
    house: &House,
    actor: Actor,
    episode: &Episode,
    burn_subtitles: bool,
    bar: &Bar,
    stop: &CancellationToken,
) -> Result<Watched, Failure> {
    let productions = Productions::new(house.ports.clone());
    let start = StartProduction { episode_id: episode.id, auto_approve: false, burn_subtitles };
    let id = productions.start(actor, start).await?;
    productions.advance(actor.user_id, id).await?;
    loop {
        let view = productions.view(actor, id).await?.ok_or("the production is gone")?;
        show(bar, &view);
        let production = &view.production;
        match production.state {
            ProductionState::Done => {
                let state = productions.episode(actor, production).await?.ok_or("the episode is gone")?;
                return Ok(Watched::Done(Box::new(state)));
            }
            ProductionState::Failed => return Err(production.message.clone().into()),
            ProductionState::Cancelled => return Err("the production was cancelled".into()),
            ProductionState::AwaitingApproval => {
                top_up(house, actor, production).await?;
                productions.approve(actor, id).await?;
            }
            ProductionState::Paused => {
                top_up(house, actor, production).await?;
                productions.resume(actor, id).await?;
            }
            ProductionState::Planning | ProductionState::Running => {}
        }
        tokio::select! {
            () = sleep(LOOK) => {}
            () = stop.cancelled() => return cancel(&productions, actor, id).await,
        }
    }
}

/// Covers what the production is quoted beyond what the operator has, in an entry of its own.
async fn top_up(house: &House, actor: Actor, production: &Production) -> Result<(), Failure> {
    let quoted = production.quote.unwrap_or_default().exact;
    let books = CreditBooks::new(house.ports.clone());
    let missing = quoted - books.available(actor).await?;
    if missing > Credits::ZERO {
        let reason = format!("本机制作预充值（报价 {quoted} 积分）");
        books.adjust(actor, actor.user_id, missing, &reason).await?;
    }
    Ok(())
}

async fn cancel(productions: &Productions, actor: Actor, id: ProductionId) -> Result<Watched, Failure> {
    match productions.cancel(actor, id).await {
        Ok(()) | Err(CancelProductionError::Final(_)) => {}
        Err(error) => return Err(error.into()),
    }
    loop {
        let view = productions.view(actor, id).await?.ok_or("the production is gone")?;
        if view.jobs.iter().all(|job| job.state.is_final()) {
            return Ok(Watched::Cancelled);
        }
        sleep(LOOK).await;
    }
}

fn show(bar: &Bar, view: &ProductionView) {
    let jobs = &view.jobs;
    let done = jobs.iter().filter(|job| job.state.is_final()).count() as u64;
    let mut running: Vec<_> =
        jobs.iter().filter(|job| job.state == JobState::Running).map(|job| word(job.operation)).collect();
    running.dedup();
    bar.show(done, jobs.len() as u64, &running.join(", "));
}

pub(crate) const fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::Script => "writing the script",
        Operation::Storyboard => "drawing up the storyboard",
        Operation::Image => "drawing pictures",
        Operation::Voice => "speaking lines",
        Operation::Video => "filming clips",
        Operation::Cut => "composing the cut",
    }
}
