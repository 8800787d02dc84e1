//! What the house keeps, and for how long.

use crate::house::{House, key, story};
use chrono::Duration;
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};
use xinggen_application::{
    Actor, CreditBooks, EventStream, GenerationOrder, Housekeeping, Operators, Records,
    RequestGenerationError, RequestedJob, Swept,
};
use xinggen_domain::{
    Credits, DramaId, EpisodeId,
    drama::TRASH_DAYS,
    event::{EVENT_DAYS, EventBody},
    idempotency::KEY_HOURS,
    job::{JobState, Operation},
    ports::{BlobStore as _, Clock as _, UnitOfWork as _},
    take::Target,
    user::Role,
};

async fn trash(house: &House, drama: DramaId) {
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    let mut drama = tx.dramas().get(drama).await.expect("read").expect("there");
    drama.deleted_at = Some(house.world.clock.now());
    tx.dramas().save(&mut drama).await.expect("saved");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_drama_in_the_trash_keeps_its_files_for_its_time_and_then_goes() {
    let house = House::with_credits(2000).await;
    let drama = house.produce(story()).await.production.drama_id;
    let keeping = Housekeeping::new(house.world.ports());
    let spent = house.spent().await;
    let cut = house.statement().await.len();
    trash(&house, drama).await;
    house.world.clock.advance(Duration::days(TRASH_DAYS));
    let swept = keeping.sweep().await.expect("swept");
    assert_eq!((swept.dramas, swept.objects), (0, 0), "its last moment is not over");
    let files = house.world.blobs.keys().len();
    house.world.clock.advance(Duration::seconds(1));
    let swept = keeping.sweep().await.expect("swept");
    assert_eq!(swept.dramas, 1);
    assert!(swept.objects > 10 && house.world.blobs.keys().len() == files - swept.objects as usize);
    assert_eq!((house.spent().await, house.statement().await.len()), (spent, cut), "the statement stays");
    assert_eq!(keeping.sweep().await.expect("swept"), Swept::default(), "a second sweep finds nothing");
    house.check_settled().await;
}

#[tokio::test]
async fn nothing_that_is_in_use_goes() {
    let house = House::with_credits(2000).await;
    house.produce(story()).await;
    let files = house.world.blobs.keys();
    house.world.clock.advance(Duration::days(400));
    let swept = Housekeeping::new(house.world.ports()).sweep().await.expect("swept");
    assert_eq!((swept.dramas, swept.objects), (0, 0));
    assert_eq!(house.world.blobs.keys(), files);
    for key in files {
        assert!(house.world.blobs.exists(&key).await.expect("asked"));
    }
}

async fn ask_for_script(house: &House, episode: EpisodeId) -> Result<RequestedJob, RequestGenerationError> {
    let order = GenerationOrder { operation: Operation::Script, target: Target::Episode(episode) };
    house.generations().request(house.user, order, key("a")).await
}

#[tokio::test]
async fn keys_and_events_are_forgotten_by_age() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let keeping = Housekeeping::new(house.world.ports());
    let first = ask_for_script(&house, episode).await.expect("ordered").job;
    house.desk().cancel(house.user, first.id).await.expect("cancelled");
    house.world.clock.advance(Duration::hours(KEY_HOURS));
    keeping.sweep().await.expect("swept");
    let again = ask_for_script(&house, episode).await.expect("known");
    assert!(again.again && again.job.state == JobState::Cancelled);
    house.world.clock.advance(Duration::seconds(1));
    let anew = ask_for_script(&house, episode).await.expect("ordered");
    assert!(!anew.again, "the key is free again, though nobody has swept");
    let again = ask_for_script(&house, episode).await.expect("known");
    assert!(again.again && again.job.id == anew.job.id, "and stands for what it made now");
    house.desk().cancel(house.user, anew.job.id).await.expect("cancelled");
    house.world.clock.advance(Duration::hours(KEY_HOURS) + Duration::seconds(1));
    keeping.sweep().await.expect("swept");
    assert!(!ask_for_script(&house, episode).await.expect("ordered").again, "swept, it is free as well");

    let events = EventStream::new(house.world.ports());
    let before = events.bounds(house.user).await.expect("read");
    house.world.clock.advance(Duration::days(EVENT_DAYS) + Duration::seconds(1));
    keeping.sweep().await.expect("swept");
    let page = events.after(house.user, 0, 100).await.expect("read");
    assert_eq!(page.events, []);
    assert_eq!((page.bounds.first, page.bounds.last), (before.last + 1, before.last), "numbers go on");
}

#[tokio::test]
async fn the_stream_pages_in_order_and_wakes_who_listens() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let events = EventStream::new(house.world.ports());
    let before = events.bounds(house.user).await.expect("read").last;
    let mut listener = events.listen(house.user);
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered");
    let heard = tokio::time::timeout(std::time::Duration::from_secs(5), listener.heard()).await;
    heard.expect("the commit was not told");
    house.world.work().await;
    let page = events.after(house.user, before, 1000).await.expect("read");
    let numbers: Vec<i64> = page.events.iter().map(|event| event.number).collect();
    assert_eq!(numbers, (before + 1..=page.bounds.last).collect::<Vec<_>>());
    let first = events.after(house.user, before, 2).await.expect("read").events;
    assert_eq!(first, page.events[..2]);
    let states = page.events.iter().filter_map(|event| match &event.body {
        EventBody::Job(news) => Some(news.state),
        _ => None,
    });
    let states: Vec<JobState> = states.collect();
    assert_eq!(states.first(), Some(&JobState::Queued));
    assert_eq!(states.last(), Some(&JobState::Succeeded));
    let held = page.events.iter().filter_map(|event| match event.body {
        EventBody::Credits { held, .. } => Some(held),
        _ => None,
    });
    assert_eq!(held.collect::<Vec<_>>(), [Credits::new(5), Credits::ZERO]);
    let neighbour = house.world.user(0).await;
    let theirs = events.after(neighbour, 0, 1000).await.expect("read").events;
    assert!(theirs.iter().all(|event| !page.events.contains(event)));
}

#[tokio::test]
async fn servers_that_begin_at_once_agree_on_prices_and_operator() {
    let house = House::with_credits(0).await;
    let ports = house.world.ports();
    let before = ports.prices.list().await.expect("read").0;
    let fresh = Arc::new(xinggen_testkit::MemoryStore::with_clock(&house.world.clock));
    let other =
        xinggen_application::Ports { prices: fresh.clone(), store: fresh.clone(), accounts: fresh, ..ports };
    let operators = Operators::new(other.clone());
    operators.seed_prices().await.expect("seeded");
    let mut ids: Vec<_> = other.prices.list().await.expect("read").0.iter().map(|price| price.id).collect();
    let mut known: Vec<_> = before.iter().map(|price| price.id).collect();
    ids.sort();
    known.sort();
    assert_eq!(ids, known, "another server seeds the very same rows");
    let (one, two) = tokio::join!(operators.local(), operators.local());
    assert_eq!(one.expect("there"), two.expect("there"));
}

#[tokio::test]
async fn network_addresses_are_forgotten_after_their_time() {
    let house = House::with_credits(0).await;
    let somewhere = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
    let actor = Actor { role: Role::Admin, address: somewhere, ..house.user };
    let books = CreditBooks::new(house.world.ports());
    books.adjust(actor, house.user.user_id, Credits::new(5), "更正").await.expect("adjusted");
    house.reprice(Operation::Cut, 7, None).await.expect("a price");
    let records = Records::new(house.world.ports());
    let addresses = async || {
        let own = records.own(house.user, None, 9).await.expect("read");
        own.iter().map(|entry| entry.address).collect::<Vec<_>>()
    };
    let keeping = Housekeeping::new(house.world.ports()).forgetting_addresses_after(10);
    house.world.clock.advance(Duration::days(10) - Duration::seconds(2));
    assert_eq!(keeping.sweep().await.expect("swept").addresses, 0);
    assert_eq!(addresses().await, [somewhere], "its last moment is not over");
    house.world.clock.advance(Duration::seconds(2));
    assert_eq!(keeping.sweep().await.expect("swept").addresses, 1);
    assert_eq!(addresses().await, [None], "the entry stays");
    assert_eq!(keeping.sweep().await.expect("swept").addresses, 0);
}
