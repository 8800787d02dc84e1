//! Spending caps while many order at once: the use case itself, over the store. A cap is held to by a sum that is read
//! before a hold is written, so it is worth just what the lock between the two is.

use super::{
    Broken, Kit, Outcome, StoreHarness,
    rivalry::{at_once, settle_one},
};
use crate::{TestWorld, start};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Barrier;
use xinggen_application::{
    Actor, CreditBooks, GenerationOrder, Generations, Ports, RequestGenerationError, RequestedJob,
};
use xinggen_domain::{
    Credits,
    drama::Drama,
    idempotency::IdempotencyKey,
    job::Operation,
    ports::{JobFilter, Page},
    pricing::Price,
    provenance::Digest,
    spending::{CapReached, CapScope, Spending, SpendingBy, SpendingFilter},
    take::Target,
    user::Role,
};

/// How many order at once.
const CLIENTS: usize = 64;
/// What one order costs.
const PRICE: i64 = 5;
/// What may be spent.
const CAP: i64 = 50;
/// What the user has: enough for all, so that only a cap refuses.
const CREDITS: i64 = 1000;

type Answer = Result<RequestedJob, RequestGenerationError>;

/// Somebody with credits, and the use cases over the store.
struct Studio<'a> {
    kit: Kit<'a>,
    ports: Ports,
    actor: Actor,
    price: Price,
    /// How many orders were taken.
    taken: Arc<AtomicUsize>,
}

impl<'a> Studio<'a> {
    async fn open(store: &'a dyn StoreHarness) -> Outcome<Self> {
        let kit = Kit::new(store).await?;
        let price = kit.image_price(PRICE).await?;
        let grant = kit.build.grant(CREDITS);
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
        let world = TestWorld { build: Arc::clone(&kit.build), ..TestWorld::new().await };
        let ports = Ports {
            store: store.unit_of_work(),
            prices: store.prices(),
            platform_ai_configs: store.platform_ai_configs(),
            ..world.ports()
        };
        let actor = Actor::new(kit.owner, Role::User);
        Ok(Self { kit, ports, actor, price, taken: Arc::default() })
    }

    /// A drama with so many props that can be drawn: an order for each.
    async fn orders(&self, drama: Drama, count: usize) -> Outcome<Vec<GenerationOrder>> {
        let mut tx = self.kit.begin().await?;
        tx.dramas().add(drama.clone()).await?;
        let mut orders = Vec::new();
        for at in 0..count {
            let prop = self.kit.build.prop(&drama, &format!("道具{at}"));
            orders.push(GenerationOrder { operation: Operation::Image, target: Target::Prop(prop.id) });
            tx.props().add(prop).await?;
        }
        tx.commit().await?;
        Ok(orders)
    }

    /// Sends all of them in the same moment. Every other job is done at once and charged, while others still ask: what
    /// is spent counts as what is held.
    async fn send(&self, orders: Vec<GenerationOrder>) -> Outcome<Vec<(GenerationOrder, Answer)>> {
        let barrier = Arc::new(Barrier::new(orders.len()));
        let clients = orders.into_iter().map(|order| {
            let (generations, actor) = (Generations::new(self.ports.clone()), self.actor);
            let (barrier, taken) = (Arc::clone(&barrier), Arc::clone(&self.taken));
            let (unit, build) = (self.kit.store.unit_of_work(), Arc::clone(&self.kit.build));
            let price = self.price.clone();
            async move {
                barrier.wait().await;
                let answer = generations.request(actor, order, key(order)).await;
                if let Ok(requested) = &answer {
                    let job = requested.job.clone();
                    if taken.fetch_add(1, Ordering::Relaxed) % 2 == 0 {
                        settle_one(unit, build, actor.user_id, job, price).await?;
                    }
                }
                Outcome::Ok((order, answer))
            }
        });
        at_once(clients.collect::<Vec<_>>()).await
    }

    /// What is spent and held, as many jobs as were taken, and a ledger that adds up.
    async fn check(&self, taken: i64) -> Outcome {
        let account = *self.kit.read().await?.credits().view().await?.account();
        let spent = CREDITS - account.credits.get();
        assert_eq!(spent + account.held.get(), taken * PRICE, "held and spent");
        assert_eq!(account.held.get(), taken / 2 * PRICE, "every other job is charged already");
        let page = Page { limit: 1000, after: None };
        let jobs = self.kit.read().await?.jobs().list(JobFilter::default(), page).await?;
        assert_eq!(jobs.len() as i64, taken, "a refused order leaves no job");
        self.kit.audit().await
    }
}

fn key(order: GenerationOrder) -> IdempotencyKey {
    let key = order.target.uuid().to_string();
    IdempotencyKey { operation: "generate".to_owned(), request: Digest::of(key.as_bytes()), key }
}

/// That just as many were taken as the cap pays for; the others were told that it is reached.
fn check_answers(answers: Vec<Answer>, scope: CapScope) -> Outcome {
    let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    let most = (CAP / PRICE) as usize;
    assert_eq!((taken.len(), refused.len()), (most, CLIENTS - most), "taken and refused");
    for answer in refused {
        let Err(RequestGenerationError::CapReached(reached)) = answer else {
            return Err(Broken::new(format!("refused for another reason: {answer:?}")));
        };
        let CapReached { limit, spent, held, needed, .. } = reached;
        assert_eq!(reached.scope, scope, "which cap");
        assert_eq!((limit.get(), needed.get()), (CAP, PRICE));
        assert_eq!((spent + held).get(), CAP, "nobody is refused before the cap is reached");
    }
    Ok(())
}

/// Of 64 orders at once under a cap of a day that pays for ten, exactly ten are taken.
pub async fn a_cap_of_a_day_pays_for_just_what_it_allows(store: &dyn StoreHarness) -> Outcome {
    let studio = Studio::open(store).await?;
    let books = CreditBooks::new(studio.ports.clone());
    books.set_daily_cap(studio.actor, Some(Credits::new(CAP))).await?;
    let orders = studio.orders(studio.kit.build.drama(), CLIENTS).await?;
    let answers = studio.send(orders).await?;
    check_answers(answers.into_iter().map(|(_, answer)| answer).collect(), CapScope::Day)?;
    let today = books.daily_cap(studio.actor).await?.today;
    assert_eq!((today.net().get(), today.held.get()), (CAP / 2, CAP / 2), "what counts today");
    studio.check(CAP / PRICE).await
}

/// Of 64 orders at once for a drama whose cap pays for ten, exactly ten are taken; those for another drama of the same
/// user, among them, are all.
pub async fn a_cap_of_a_drama_pays_for_just_what_it_allows(store: &dyn StoreHarness) -> Outcome {
    let studio = Studio::open(store).await?;
    let build = &studio.kit.build;
    let capped = Drama { spending_cap: Some(Credits::new(CAP)), ..build.drama() };
    let id = capped.id;
    let under_cap = studio.orders(capped, CLIENTS).await?;
    let free = studio.orders(build.drama(), 8).await?;
    let mut orders = under_cap.clone();
    for (at, order) in free.iter().enumerate() {
        orders.insert(at * 8, *order);
    }
    let answers = studio.send(orders).await?;
    let (of_capped, of_free): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(order, _)| under_cap.contains(order));
    assert_eq!(of_free.iter().filter(|(_, answer)| answer.is_ok()).count(), free.len(), "{of_free:?}");
    check_answers(of_capped.into_iter().map(|(_, answer)| answer).collect(), CapScope::Drama)?;
    let filter = SpendingFilter { drama: Some(id), ..SpendingFilter::default() };
    let totals = studio.kit.read().await?.spending().totals(SpendingBy::Drama, filter).await?;
    let on_drama = totals.into_iter().fold(Spending::default(), |sum, total| sum.plus(total.spending));
    assert_eq!((on_drama.net() + on_drama.held).get(), CAP, "what counts on the drama");
    studio.check(CAP / PRICE + free.len() as i64).await
}
