use super::Generations;
use crate::{
    Actor, FreshQuote, GenerationOrder, QuoteGenerationError, UnusableQuote,
    quotes::{Sized, check, renewable, single},
    requests::{Once, from_not_once},
    spending::cap_reached,
};
use xinggen_domain::{
    Credits, Id as _, JobId, QuoteId,
    ai_config::Engine,
    audit::AuditEntry,
    error::StoreError,
    idempotency::{IdempotencyKey, MadeKind},
    job::{Job, JobOrder, Operation},
    ledger::{Hold, InsufficientCredits},
    plan::QuotaReached,
    ports::TenantTx,
    pricing::JobQuote,
    production::{Missing, NoPrice, QuotedStep},
    quote::QuotedOrder,
    spending::CapReached,
    take::Target,
    time::Timestamp,
};

/// What a request for a generation came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedJob {
    /// The job as it is now.
    pub job: Job,
    /// What was held for it.
    pub quoted: Credits,
    /// What was charged; none while it is not over.
    pub charged: Option<Credits>,
    /// Whether the same request made it before; nothing was made this time.
    pub again: bool,
}

/// Why nothing was ordered; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RequestGenerationError {
    /// There is no such target, or the operation makes nothing for it.
    #[error("no such target")]
    NotFound,
    /// The key was used for another request.
    #[error("the key was used for another request")]
    KeyReused,
    /// A request with the key is being done; what it makes is not known yet.
    #[error("a request with the key is being done")]
    InFlight,
    /// What it would be made from is not there yet.
    #[error("what it is made from is missing")]
    NotReady(Vec<Missing>),
    /// A job that makes the same is under way.
    #[error("a job that makes the same is under way")]
    AlreadyRunning(Box<Job>),
    /// There is too little for it.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// A cap does not allow it.
    #[error(transparent)]
    CapReached(#[from] CapReached),
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The price list is incomplete.
    #[error(transparent)]
    NoPrice(#[from] NoPrice),
    /// It cannot be had for what the quote says.
    #[error(transparent)]
    Quote(#[from] UnusableQuote),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_not_once! { RequestGenerationError }

/// What an order refers to.
#[derive(Clone, Default)]
pub(crate) struct Named {
    /// The job that it tries again.
    pub(crate) retry_of: Option<JobId>,
    /// The quote for which it is to be had.
    pub(crate) quote: Option<QuoteId>,
    /// With how many deaths the job begins.
    pub(crate) deaths: u32,
    /// What is noted in the audit log of its user when the job is made.
    pub(crate) noted: Option<AuditEntry>,
}

impl Generations {
    /// Orders one generation. The hold, the job and the key under which the request is remembered commit together;
    /// the same request under the same key gets the same job again, as it is then.
    ///
    /// # Errors
    /// See [`RequestGenerationError`].
    pub async fn request(
        &self,
        actor: Actor,
        order: GenerationOrder,
        key: IdempotencyKey,
    ) -> Result<RequestedJob, RequestGenerationError> {
        self.place(actor, order, Named::default(), key).await
    }

    /// The same for just what was quoted: nothing is written when it would cost something else now.
    ///
    /// # Errors
    /// See [`RequestGenerationError`].
    pub async fn request_quoted(
        &self,
        actor: Actor,
        order: GenerationOrder,
        quote: QuoteId,
        key: IdempotencyKey,
    ) -> Result<RequestedJob, RequestGenerationError> {
        let named = Named { quote: Some(quote), ..Named::default() };
        let fault = match self.place(actor, order, named, key).await {
            Err(RequestGenerationError::Quote(unusable)) => unusable.fault,
            other => return other,
        };
        let mut fresh = None;
        if let Some(episode) = renewable(&self.ports, actor, fault, quote).await? {
            let kept = self.quotes.keep_generation(actor, episode, order).await;
            fresh = Some(Box::new(FreshQuote::of(kept.map_err(unquoted)?, &self.ports)));
        }
        Err(UnusableQuote { fault, fresh }.into())
    }

    pub(crate) async fn place(
        &self,
        actor: Actor,
        order: GenerationOrder,
        Named { retry_of, quote: named, deaths, noted }: Named,
        key: IdempotencyKey,
    ) -> Result<RequestedJob, RequestGenerationError> {
        let prices = self.ports.prices.list().await?;
        let mut once = Once::begin(&self.ports, actor.user_id, key).await?;
        let mut ledger = once.tx().credits().lock().await?;
        if let Some(made) = once.made_before(self.ports.clock.now()).await? {
            return made_before(once.tx(), JobId::from_uuid(made)).await;
        }
        let tx = once.tx();
        lock_measured(tx, order).await?;
        let basis = self.ports.basis(tx, &prices).await?;
        let now = basis.now;
        let sized = self.quotes.size_up(tx, order, &basis.models).await?;
        let sized = sized.ok_or(RequestGenerationError::NotFound)?;
        if !sized.missing.is_empty() {
            return Err(RequestGenerationError::NotReady(sized.missing));
        }
        if let Some(job) = under_way(tx, order, &sized).await? {
            return Err(RequestGenerationError::AlreadyRunning(Box::new(job)));
        }
        if let (Some(episode), Some(shots)) = (sized.episode, &sized.measured) {
            tx.shots().replace(episode, shots.clone()).await?;
        }
        let quote = basis.quote(&sized.step)?;
        if let Some(named) = named {
            let images = basis.models.engine(Operation::Image);
            check_quote(tx, named, order, (quote, images), now).await?;
        }
        let engine = Some(basis.models.engine(order.operation));
        let job =
            Job { retry_of, engine, deaths, ..Job::new(self.ports.ids.id(), job_order(&sized), false, now) };
        let of_drama = (sized.drama, sized.cap);
        if let Some(reached) = cap_reached(tx, &ledger, of_drama, quote.amount, now).await? {
            return Err(reached.into());
        }
        if let Some(reached) = self.ports.no_room_for(tx, actor, order.operation, sized.drama).await? {
            return Err(reached.into());
        }
        ledger.hold(job.id, quote, now, &*self.ports.ids)?;
        if !tx.jobs().add(job.clone(), &[]).await? {
            return Err(
                StoreError::Conflict(format!("a live {} of {:?}", order.operation, order.target)).into()
            );
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        if let Some(entry) = noted {
            tx.audit().add(entry).await?;
        }
        once.commit(MadeKind::Job, job.id.as_uuid(), now).await?;
        self.ports.dispatcher.dispatch(&[job.id]).await;
        Ok(RequestedJob { job, quoted: quote.amount, charged: None, again: false })
    }
}

/// Locks the episode whose shots an order measures.
async fn lock_measured(
    tx: &mut dyn TenantTx,
    GenerationOrder { operation, target }: GenerationOrder,
) -> Result<(), StoreError> {
    let episode = match (operation, target) {
        (Operation::Cut, Target::Episode(id)) => Some(id),
        (Operation::Video, Target::Shot(id)) => tx.shots().get(id).await?.map(|shot| shot.episode_id),
        _ => None,
    };
    if let Some(episode) = episode {
        tx.episodes().lock(episode).await?;
    }
    Ok(())
}

/// Holds an order to the quote that it names.
async fn check_quote(
    tx: &mut dyn TenantTx,
    named: QuoteId,
    GenerationOrder { operation, target }: GenerationOrder,
    (quote, images): (JobQuote, Engine),
    now: Timestamp,
) -> Result<(), RequestGenerationError> {
    let forecast = single(QuotedStep { operation, target, quote }, images);
    let order = QuotedOrder::Single { operation, target };
    Ok(check(tx, named, order, &forecast, now).await?.map_err(UnusableQuote::from)?)
}

fn unquoted(error: QuoteGenerationError) -> RequestGenerationError {
    match error {
        QuoteGenerationError::NotFound => RequestGenerationError::NotFound,
        QuoteGenerationError::NoPrice(no_price) => no_price.into(),
        QuoteGenerationError::Store(error) => error.into(),
    }
}

/// The job that the same request made before.
async fn made_before(tx: &mut dyn TenantTx, id: JobId) -> Result<RequestedJob, RequestGenerationError> {
    let job = tx.jobs().get(id).await?.ok_or(RequestGenerationError::NotFound)?;
    let hold = tx.credits().hold_of(job.id).await?;
    let amount = |of: fn(&Hold) -> Credits| hold.as_ref().map_or(Credits::ZERO, of);
    let (quoted, captured) = (amount(|hold| hold.amount), amount(|hold| hold.captured));
    let charged = job.state.is_final().then_some(captured);
    Ok(RequestedJob { job, quoted, charged, again: true })
}

/// A live job that makes the same, or some of it.
async fn under_way(
    tx: &mut dyn TenantTx,
    order: GenerationOrder,
    sized: &Sized,
) -> Result<Option<Job>, StoreError> {
    for target in [order.target].iter().chain(&sized.overlaps) {
        let live = tx.jobs().live_of(order.operation, *target).await?;
        if live.is_some() {
            return Ok(live);
        }
    }
    Ok(None)
}

fn job_order(sized: &Sized) -> JobOrder {
    JobOrder {
        production_id: None,
        drama_id: sized.drama,
        episode_id: sized.episode,
        operation: sized.step.operation,
        target: sized.step.target,
        inputs: sized.step.inputs.as_ref().map(|inputs| inputs.hash),
    }
}
