//! Quotes that are kept, and prices that change between a quote and what follows from it.

use crate::{
    ai_configs::pictures,
    house::{House, key, story},
};
use chrono::Duration;
use xinggen_application::{
    Actor, AddPriceError, AiConfigs, ApproveProductionError, CreateAiConfig, CreditBooks, GenerationOrder,
    Housekeeping, Invalid, NewPrice, QuoteGenerationError, QuoteNote, RequestGenerationError,
    RequestProductionError, RequestedProduction, StartProduction, UnusableQuote,
};
use xinggen_domain::{
    Credits, EpisodeId, QuoteId,
    job::Operation,
    limits::Problem,
    ports::{Clock as _, UnitOfWork as _},
    pricing::{ChargeMode, Price, PriceUnit},
    production::ProductionState,
    quote::{QUOTE_KEPT_HOURS, Quote, QuoteFault},
    take::Target,
    time::Timestamp,
    user::Role,
};

impl House {
    /// A new price of a run for everybody, from a moment on or from a second later on.
    pub(crate) async fn reprice(
        &self,
        operation: Operation,
        amount: i64,
        valid_from: Option<Timestamp>,
    ) -> Result<Price, AddPriceError> {
        let admin = Actor { role: Role::Admin, ..self.user };
        if valid_from.is_none() {
            self.world.clock.advance(Duration::seconds(1));
        }
        let new = NewPrice {
            operation,
            vendor: None,
            model: None,
            mode: ChargeMode::Platform,
            unit: PriceUnit::Run,
            amount: Credits::new(amount),
            valid_from,
            reason: "涨价".to_owned(),
        };
        CreditBooks::new(self.world.ports()).add_price(admin, new).await
    }

    async fn start_quoted(
        &self,
        episode_id: EpisodeId,
        quote: QuoteId,
        text: &str,
    ) -> Result<RequestedProduction, RequestProductionError> {
        let start = StartProduction { episode_id, auto_approve: false, burn_subtitles: true };
        self.productions.request_quoted(self.user, start, quote, key(text)).await
    }

    async fn script_quote(&self, episode: EpisodeId) -> Quote {
        self.quotes().keep_generation(self.user, episode, script(episode)).await.expect("quoted")
    }

    async fn kept(&self, quote: QuoteId) -> Option<Quote> {
        let mut tx = self.world.store.begin_read(self.user.user_id).await.expect("begun");
        tx.quotes().get(quote).await.expect("read")
    }
}

fn script(episode: EpisodeId) -> GenerationOrder {
    GenerationOrder { operation: Operation::Script, target: Target::Episode(episode) }
}

fn fault_of<T: std::fmt::Debug>(refused: Result<T, RequestProductionError>) -> UnusableQuote {
    match refused {
        Err(RequestProductionError::Quote(unusable)) => unusable,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_production_is_started_for_what_was_quoted() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
    assert_eq!((quote.amount().exact, quote.forecast.images.mode), (Credits::new(15), ChargeMode::Platform));
    assert_eq!(house.kept(quote.id).await.as_ref(), Some(&quote));
    house.world.clock.advance(Duration::minutes(10) - Duration::microseconds(1));
    let started = house.start_quoted(episode, quote.id, "a").await.expect("within its time");
    assert_eq!(started.production.quote, Some(quote.amount()));
    house.world.clock.advance(Duration::minutes(10));
    let again = house.start_quoted(episode, quote.id, "a").await.expect("known");
    assert!(
        again.again && again.production.id == started.production.id,
        "asked again, it is not checked again"
    );
}

#[tokio::test]
async fn a_quote_that_does_not_hold_starts_nothing_and_brings_a_new_one() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
    let before = house.trace().await;
    let unknown = fault_of(house.start_quoted(episode, house.world.build.id(), "a").await);
    assert_eq!(unknown, UnusableQuote { fault: QuoteFault::Unknown, fresh: None });
    let single = house.script_quote(episode).await;
    let other = fault_of(house.start_quoted(episode, single.id, "a").await);
    assert_eq!(other, UnusableQuote { fault: QuoteFault::ForOther, fresh: None });
    let plain = StartProduction { episode_id: episode, auto_approve: false, burn_subtitles: false };
    let other = house.productions.request_quoted(house.user, plain, quote.id, key("a")).await;
    assert_eq!(fault_of(other).fault, QuoteFault::ForOther, "with subtitles is not without");
    let neighbour = house.world.user(100).await;
    let start = StartProduction { burn_subtitles: true, ..plain };
    let foreign = house.productions.request_quoted(neighbour, start, quote.id, key("a")).await;
    assert!(matches!(foreign, Err(RequestProductionError::NotFound)), "{foreign:?}");

    house.world.clock.advance(Duration::minutes(10) + Duration::microseconds(1));
    let over = fault_of(house.start_quoted(episode, quote.id, "a").await);
    assert_eq!(over.fault, QuoteFault::Expired);
    let fresh = over.fresh.expect("a new one").quote;
    assert_eq!((fresh.amount(), house.trace().await), (quote.amount(), before));
    house.reprice(Operation::Storyboard, 12, None).await.expect("added");
    let changed = fault_of(house.start_quoted(episode, fresh.id, "a").await);
    let dearer = changed.fresh.expect("a new one").quote;
    assert_eq!((changed.fault, dearer.amount().exact), (QuoteFault::Changed, Credits::new(17)));
    assert_eq!(house.trace().await, before, "nothing was started or held");
    let started = house.start_quoted(episode, dearer.id, "a").await.expect("for the new quote");
    assert_eq!(started.production.state, ProductionState::Running);
}

#[tokio::test]
async fn a_generation_is_had_for_what_was_quoted_or_not_at_all() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let quote = house.script_quote(episode).await;
    assert_eq!((quote.amount().exact, quote.amount().ceiling), (Credits::new(5), Credits::ZERO));
    let ask = async |order, quote, text: &str| {
        house.generations().request_quoted(house.user, order, quote, key(text)).await
    };
    let storyboard = GenerationOrder { operation: Operation::Storyboard, target: Target::Episode(episode) };
    house.reprice(Operation::Script, 6, None).await.expect("added");
    let before = house.trace().await;
    let changed = ask(script(episode), quote.id, "a").await;
    let Err(RequestGenerationError::Quote(changed)) = changed else { panic!("{changed:?}") };
    let fresh = changed.fresh.expect("a new one").quote;
    assert_eq!((changed.fault, fresh.amount().exact), (QuoteFault::Changed, Credits::new(6)));
    assert_eq!(house.trace().await, before);
    let ordered = ask(script(episode), fresh.id, "a").await.expect("for the new quote");
    assert_eq!(house.held().await, Credits::new(6));
    house.world.work().await;
    assert_eq!(house.job(ordered.job.id).await.state, xinggen_domain::job::JobState::Succeeded);
    let other = ask(storyboard, fresh.id, "b").await;
    let Err(RequestGenerationError::Quote(other)) = other else { panic!("{other:?}") };
    assert_eq!((other.fault, other.fresh), (QuoteFault::ForOther, None));
}

#[tokio::test]
async fn the_row_of_the_hold_decides_the_charge() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let quoted = house.quotes().of_generation(house.user, script(episode)).await.expect("quoted");
    let dear = house.reprice(Operation::Script, 9, None).await.expect("added");
    let job = house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered").job;
    let hold = house.desk().hold_of(house.user, job.id).await.expect("read").expect("a hold");
    assert_eq!(
        (hold.price_id, hold.amount),
        (dear.id, Credits::new(9)),
        "the price at the hold, not {quoted:?}"
    );
    house.reprice(Operation::Script, 1, None).await.expect("added");
    house.world.work().await;
    assert_eq!(house.spent().await, Credits::new(9), "the hold keeps its row");
    house.check_settled().await;
}

#[tokio::test]
async fn what_is_approved_is_what_was_shown() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, false).await;
    house.world.work().await;
    let shown = house.view(id).await.production;
    assert_eq!(shown.state, ProductionState::AwaitingApproval);
    for amount in [6, 1] {
        house.reprice(Operation::Cut, amount, None).await.expect("added");
        let refused = house.productions.approve(house.user, id).await;
        let Err(ApproveProductionError::QuoteChanged(quote)) = refused else { panic!("{refused:?}") };
        let exact = shown.quote.expect("a quote").exact - Credits::new(5 - amount);
        assert_eq!(quote.exact, exact, "the cut costs {amount} in the place of 5");
        let waiting = house.view(id).await.production;
        assert_eq!((waiting.state, waiting.quote), (ProductionState::AwaitingApproval, Some(quote)));
        assert_eq!((house.held().await, waiting.approved), (Credits::ZERO, Credits::ZERO));
    }
    house.productions.approve(house.user, id).await.expect("what is shown now");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn quotes_are_forgotten_a_day_after_they_are_over() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let quote = house.script_quote(episode).await;
    let sweep = async || Housekeeping::new(house.world.ports()).sweep().await.expect("swept");
    house.world.clock.advance(quote.expires_at - house.world.clock.now() + Duration::hours(QUOTE_KEPT_HOURS));
    sweep().await;
    assert_eq!(house.kept(quote.id).await.as_ref(), Some(&quote));
    house.world.clock.advance(Duration::microseconds(1));
    sweep().await;
    assert_eq!(house.kept(quote.id).await, None);
}

#[tokio::test]
async fn prices_are_added_by_admins_from_now_on_and_kept_for_ever() {
    let house = House::with_credits(100).await;
    let books = CreditBooks::new(house.world.ports());
    let now = house.world.clock.now();
    let tomorrow = now + Duration::days(1);
    let before = books.price_history().await.expect("read").len();
    let past = house.reprice(Operation::Cut, 7, Some(now - Duration::microseconds(1))).await;
    assert!(
        matches!(&past, Err(AddPriceError::Invalid(wrong)) if *wrong == Invalid::new("valid_from", Problem::Past)),
        "{past:?}"
    );
    let negative = house.reprice(Operation::Cut, -1, None).await;
    assert!(
        matches!(&negative, Err(AddPriceError::Invalid(wrong)) if wrong.fields()[0].field == "amount"),
        "{negative:?}"
    );
    let new = NewPrice {
        operation: Operation::Cut,
        vendor: None,
        model: None,
        mode: ChargeMode::Platform,
        unit: PriceUnit::Run,
        amount: Credits::new(0),
        valid_from: None,
        reason: String::new(),
    };
    let refused = books.add_price(house.user, new).await;
    assert!(matches!(refused, Err(AddPriceError::Forbidden)), "{refused:?}");
    let later = house.reprice(Operation::Cut, 7, Some(tomorrow)).await.expect("added");
    let soon = house.reprice(Operation::Cut, 6, None).await.expect("added");
    let history = books.price_history().await.expect("read");
    let is_cut = |row: &&Price| row.operation == Operation::Cut && row.mode == ChargeMode::Platform;
    let cuts: Vec<_> = history.iter().filter(is_cut).collect();
    assert_eq!(history.len(), before + 2);
    assert_eq!((cuts[0].id, cuts[1].id, cuts.len()), (later.id, soon.id, 3), "the latest first");
    let cut = async || {
        let prices = books.prices().await.expect("read");
        prices.iter().find(is_cut).expect("a price").id
    };
    assert_eq!(cut().await, soon.id);
    house.world.clock.advance(Duration::days(1));
    assert_eq!(cut().await, later.id);
}

#[tokio::test]
async fn a_production_on_ones_own_key_is_started_and_approved_for_what_was_quoted() {
    let house = House::with_credits(2000).await;
    let configs = AiConfigs::new(house.world.ports());
    let own = configs.create(house.user, pictures("我的")).await.expect("made").id;
    let episode = house.episode(story()).await;
    let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
    assert_eq!((quote.forecast.images.mode, quote.forecast.images.config), (ChargeMode::Byok, Some(own)));
    assert_eq!(house.kept(quote.id).await.as_ref(), Some(&quote));
    let started = house.start_quoted(episode, quote.id, "a").await.expect("just that is still true");
    house.world.work().await;
    let waiting = house.view(started.production.id).await.production;
    assert_eq!(waiting.state, ProductionState::AwaitingApproval);
    house.productions.approve(house.user, waiting.id).await.expect("it costs what it was shown to");
    house.world.work().await;
    assert_eq!(house.state(waiting.id).await, ProductionState::Done);
    assert!(house.world.connector.images.calls.count() > 3, "the own key drew");
    house.check_settled().await;
}

#[tokio::test]
async fn a_quote_says_when_looks_may_differ_from_shot_to_shot() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let notes = async || {
        let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
        house.quotes().notes(&quote.forecast)
    };
    assert_eq!(notes().await, [], "what is built in draws the same look from the same words");
    let configs = AiConfigs::new(house.world.ports());
    configs.create(house.user, pictures("我的")).await.expect("made");
    assert_eq!(notes().await, [], "a model that takes references");
    let words =
        CreateAiConfig { priority: 9, model: "pictures-of-words".to_owned(), ..pictures("文生图") };
    configs.create(house.user, words).await.expect("made");
    assert_eq!(notes().await, [QuoteNote::ReferencesNotTaken]);
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    let scene = house.look(episode).await.scenes[0].id;
    let order = GenerationOrder { operation: Operation::Image, target: Target::Scene(scene) };
    let scene = house.quotes().keep_generation(house.user, episode, order).await.expect("quoted");
    assert_eq!(house.quotes().notes(&scene.forecast), [], "a scene refers to nothing");
}

#[tokio::test]
async fn a_quote_is_for_what_would_do_the_work() {
    let house = House::with_credits(2000).await;
    let configs = AiConfigs::new(house.world.ports());
    configs.create(house.user, pictures("我的")).await.expect("made");
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    let scene = house.look(episode).await.scenes[0].id;
    let order = GenerationOrder { operation: Operation::Image, target: Target::Scene(scene) };
    let quote = house.quotes().keep_generation(house.user, episode, order).await.expect("quoted");
    let whole = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
    let better = CreateAiConfig { priority: 9, model: "pictures-9".to_owned(), ..pictures("更好") };
    let better = configs.create(house.user, better).await.expect("made").id;
    let before = house.trace().await;
    let refused = house.generations().request_quoted(house.user, order, quote.id, key("a")).await;
    let Err(RequestGenerationError::Quote(unusable)) = refused else { panic!("{refused:?}") };
    let fresh = unusable.fresh.expect("a new quote").quote;
    assert_eq!((unusable.fault, fresh.forecast.images.config), (QuoteFault::Changed, Some(better)));
    let unusable = fault_of(house.start_quoted(episode, whole.id, "b").await);
    assert_eq!(unusable.fault, QuoteFault::Changed);
    assert_eq!(house.trace().await, before, "nothing was written");
    let made =
        house.generations().request_quoted(house.user, order, fresh.id, key("c")).await.expect("ordered");
    assert_eq!(made.job.engine.and_then(|engine| engine.config), Some(better));
}

#[tokio::test]
async fn a_quote_is_for_what_belongs_to_its_episode() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    let state = house.look(episode).await;
    let (build, user) = (&house.world.build, house.user.user_id);
    let (second, elsewhere) = (build.episode(&state.drama, 2), build.drama());
    let stranger = build.episode(&elsewhere, 1);
    let mut tx = house.world.store.begin(user).await.expect("begun");
    tx.dramas().add(elsewhere).await.expect("added");
    tx.episodes().add(second.clone()).await.expect("added");
    tx.episodes().add(stranger.clone()).await.expect("added");
    tx.commit().await.expect("committed");
    let shot = &state.shots[0];
    let line = state.lines().next().expect("a line").id;
    let order = |operation, target| GenerationOrder { operation, target };
    let of_episode = [
        order(Operation::Image, Target::Shot(shot.id)),
        order(Operation::Video, Target::Shot(shot.id)),
        order(Operation::Voice, Target::Line(line)),
        order(Operation::Script, Target::Episode(episode)),
    ];
    let of_drama = [
        order(Operation::Image, Target::Scene(shot.scene_id)),
        order(Operation::Image, Target::Character(state.characters[0].id)),
        order(Operation::Image, Target::Prop(state.props[0].id)),
    ];
    let refused = async |named, order| {
        let refused = house.quotes().keep_generation(house.user, named, order).await;
        assert!(matches!(refused, Err(QuoteGenerationError::NotFound)), "{order:?}: {refused:?}");
    };
    for order in of_episode.into_iter().chain(of_drama) {
        let quote = house.quotes().keep_generation(house.user, episode, order).await.expect("quoted");
        assert_eq!(quote.episode_id, episode);
        refused(stranger.id, order).await;
    }
    for order in of_episode {
        refused(second.id, order).await;
    }
    for order in of_drama {
        house.quotes().keep_generation(house.user, second.id, order).await.expect("of the same drama");
    }
}
