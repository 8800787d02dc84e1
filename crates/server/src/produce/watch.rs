use super::{Failure, bar::Bar};
use crate::House;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use xinggen_application::{
    Actor, CancelProductionError, CreditBooks, ProductionView, Productions, StartProduction,
};
use xinggen_domain::{
    Credits, EpisodeId, ProductionId,
    job::{JobState, Operation},
    production::{EpisodeState, Production, ProductionState},
};

/// How often the production is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// How watching ended.
pub(crate) enum Watched {
    /// The cut is there.
    Done(Box<EpisodeState>),
    /// It was interrupted. A production that was to be cancelled has stopped; another goes on with the next start.
    Interrupted,
}

/// What an interruption does to the production.
#[derive(Debug, Clone, Copy)]
pub(crate) enum WhenInterrupted {
    /// It is cancelled, and its holds are given back.
    Cancel,
    /// It stays as it is.
    Leave,
}

/// A production to be taken from its start to its end: by `produce`, and by the sample of `serve`.
pub(crate) struct Watch<'a> {
    pub(crate) house: &'a House,
    /// Whose episode it is.
    pub(crate) owner: Actor,
    /// Who stands behind credits that are missing: the operator.
    pub(crate) operator: Actor,
    pub(crate) burn_subtitles: bool,
    pub(crate) bar: &'a Bar,
    pub(crate) stop: &'a CancellationToken,
    pub(crate) when_interrupted: WhenInterrupted,
}

impl Watch<'_> {
    /// Starts the production of an episode, or goes on with the one that is live, tops up and approves what it is
    /// quoted, and waits for its end.
    pub(crate) async fn run(&self, episode_id: EpisodeId) -> Result<Watched, Failure> {
        let (owner, productions) = (self.owner, Productions::new(self.house.ports.clone()));
        let start = StartProduction { episode_id, auto_approve: false, burn_subtitles: self.burn_subtitles };
        let id = productions.start(owner, start).await?;
        productions.advance(owner.user_id, id).await?;
        loop {
            let view = productions.view(owner, id).await?.ok_or("the production is gone")?;
            show(self.bar, &view);
            let production = &view.production;
            match production.state {
                ProductionState::Done => {
                    let state = productions.episode(owner, production).await?.ok_or("the episode is gone")?;
                    return Ok(Watched::Done(Box::new(state)));
                }
                ProductionState::Failed => return Err(production.message.clone().into()),
                ProductionState::Cancelled => return Err("the production was cancelled".into()),
                ProductionState::AwaitingApproval => {
                    self.top_up(production).await?;
                    productions.approve(owner, id).await?;
                }
                ProductionState::Paused => {
                    self.top_up(production).await?;
                    productions.resume(owner, id).await?;
                }
                ProductionState::Planning | ProductionState::Running => {}
            }
            tokio::select! {
                () = sleep(LOOK) => {}
                () = self.stop.cancelled() => return self.interrupted(&productions, id).await,
            }
        }
    }

    /// Covers what the production is quoted beyond what its owner has, in an entry of its own that names the operator.
    async fn top_up(&self, production: &Production) -> Result<(), Failure> {
        let quoted = production.quote.unwrap_or_default().exact;
        let books = CreditBooks::new(self.house.ports.clone());
        let missing = quoted - books.available(self.owner).await?;
        if missing > Credits::ZERO {
            let reason = format!("本机制作预充值（报价 {quoted} 积分）");
            books.adjust(self.operator, self.owner.user_id, missing, &reason).await?;
        }
        Ok(())
    }

    async fn interrupted(&self, productions: &Productions, id: ProductionId) -> Result<Watched, Failure> {
        match self.when_interrupted {
            WhenInterrupted::Cancel => cancel(productions, self.owner, id).await,
            WhenInterrupted::Leave => Ok(Watched::Interrupted),
        }
    }
}

async fn cancel(productions: &Productions, actor: Actor, id: ProductionId) -> Result<Watched, Failure> {
    match productions.cancel(actor, id).await {
        Ok(()) | Err(CancelProductionError::Final(_)) => {}
        Err(error) => return Err(error.into()),
    }
    loop {
        let view = productions.view(actor, id).await?.ok_or("the production is gone")?;
        if view.jobs.iter().all(|job| job.state.is_final()) {
            return Ok(Watched::Interrupted);
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

const fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::Script => "writing the script",
        Operation::Storyboard => "drawing up the storyboard",
        Operation::Image => "drawing pictures",
        Operation::Voice => "speaking lines",
        Operation::Video => "filming clips",
        Operation::Cut => "composing the cut",
    }
}
