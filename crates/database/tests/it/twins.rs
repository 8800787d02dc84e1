//! Two users whose rows have the same ids and different content. An id alone then says nothing: a statement that
//! forgets its owner finds, changes or deletes the other's row, which two users with ids of their own would not show.

mod world;

use crate::support::{TestDatabase, on_both};
use world::{Twin, rows_of, twins};
use xinggen_domain::{
    drama::Drama,
    job::Operation,
    ledger::TransactionKind,
    ports::{JobFilter, Page, TenantTx, UnitOfWork},
    shot::Shot,
    spending::StatementFilter,
    take::Take,
};
use xinggen_testkit::start;

on_both!(each_reads_its_own, each_writes_its_own, each_deletes_its_own, each_has_a_trash_of_its_own);

async fn each_reads_its_own(test: TestDatabase) {
    for twin in twins(&test).await {
        let mut tx = twin.database.begin_read(twin.owner).await.expect("a reader");
        reads_the_story(&twin, tx.as_mut()).await;
        reads_the_results(&twin, tx.as_mut()).await;
        reads_the_books(&twin, tx.as_mut()).await;
    }
}

async fn reads_the_story(twin: &Twin, tx: &mut dyn TenantTx) {
    let page = Page { limit: 9, after: None };
    let (drama, episode) = (twin.drama.id, twin.episode.id);
    assert_eq!(tx.profile().get().await.expect("a look").expect("the user").id, twin.owner);
    assert_eq!(tx.dramas().get(drama).await.expect("a look"), Some(twin.drama.clone()));
    assert_eq!(tx.dramas().list(page).await.expect("a list"), std::slice::from_ref(&twin.drama));
    assert_eq!(tx.episodes().get(episode).await.expect("a look"), Some(twin.episode.clone()));
    assert_eq!(tx.episodes().of_drama(drama).await.expect("a list"), std::slice::from_ref(&twin.episode));
    assert_eq!(tx.characters().get(twin.cast[0].id).await.expect("a look"), Some(twin.cast[0].clone()));
    assert_eq!(tx.characters().of_drama(drama).await.expect("a list"), twin.cast);
    assert_eq!(tx.scenes().get(twin.scenes[0].id).await.expect("a look"), Some(twin.scenes[0].clone()));
    assert_eq!(tx.scenes().of_drama(drama).await.expect("a list"), twin.scenes);
    assert_eq!(tx.props().get(twin.props[0].id).await.expect("a look"), Some(twin.props[0].clone()));
    assert_eq!(tx.props().of_drama(drama).await.expect("a list"), twin.props);
    assert_eq!(tx.scripts().of_episode(episode).await.expect("a look"), Some(twin.script.clone()));
    assert_eq!(tx.shots().storyboard_of(episode).await.expect("a look"), Some(twin.storyboard.clone()));
    assert_eq!(tx.shots().of_episode(episode).await.expect("a list"), std::slice::from_ref(&twin.shot));
    assert_eq!(tx.shots().get(twin.shot.id).await.expect("a look"), Some(twin.shot.clone()));
}

async fn reads_the_results(twin: &Twin, tx: &mut dyn TenantTx) {
    let assets = twin.assets.each_ref().map(|asset| asset.id);
    assert_eq!(tx.assets().get(assets[0]).await.expect("a look"), Some(twin.assets[0].clone()));
    assert_eq!(tx.assets().get_many(&assets).await.expect("a look").len(), 2);
    assert_eq!(tx.assets().list(None, Page { limit: 9, after: None }).await.expect("a list").len(), 2);
    let (chosen, aside) = (&twin.takes[0], &twin.takes[1]);
    let both = [aside.clone(), chosen.clone()];
    assert_eq!(tx.takes().get(chosen.id).await.expect("a look"), Some(chosen.clone()));
    assert_eq!(tx.takes().of_target(chosen.target).await.expect("a list"), both);
    assert_eq!(tx.takes().selected_of(&[chosen.target]).await.expect("a list"), std::slice::from_ref(chosen));
    let made = tx.takes().find_made_from(twin.drama.id, Operation::Image, chosen.provenance.hash).await;
    assert_eq!(made.expect("a look"), Some(aside.clone()));
    assert_eq!(tx.cuts().of_episode(twin.episode.id).await.expect("a list"), std::slice::from_ref(&twin.cut));
    let production = &twin.production;
    assert_eq!(tx.productions().live_of(twin.episode.id).await.expect("a look"), Some(production.clone()));
    assert_eq!(tx.productions().list(None, Page { limit: 9, after: None }).await.expect("a list").len(), 1);
    assert_eq!(
        tx.jobs().of_production(production.id).await.expect("a list"),
        std::slice::from_ref(&twin.job)
    );
    let live = tx.jobs().live_of(twin.job.operation, twin.job.target).await.expect("a look");
    assert_eq!(live, Some(twin.job.clone()));
    assert_eq!(
        tx.jobs().list(JobFilter::default(), Page { limit: 9, after: None }).await.expect("a list").len(),
        2
    );
}

async fn reads_the_books(twin: &Twin, tx: &mut dyn TenantTx) {
    let ledger = tx.credits().view().await.expect("the account");
    assert_eq!((ledger.account().credits.get(), ledger.lots().count()), (twin.granted, 1));
    let hold = tx.credits().hold_of(twin.job.id).await.expect("a look").expect("a hold");
    assert_eq!(hold.parts.len(), 1);
    assert_eq!(tx.credits().statement(0, 9).await.expect("the statement").len(), 1);
    assert_eq!(
        tx.credits().recent(StatementFilter::default(), None, 9).await.expect("the statement").len(),
        1
    );
    let sum = tx.credits().sum_of(TransactionKind::ALL).await.expect("a sum");
    assert_eq!(sum.get(), twin.granted);
    let done = tx.requests().find(&twin.request.key).await.expect("a look");
    assert_eq!(done, Some(twin.request.clone()));
    let events = tx.events().after(0, 99).await.expect("the events");
    let bounds = tx.events().bounds().await.expect("the bounds");
    assert_eq!((events.len() as i64, bounds.first), (bounds.last, 1));
}

async fn each_writes_its_own(test: TestDatabase) {
    let [one, two] = twins(&test).await;
    let before = rows_of(&test, two.owner).await;
    let mut tx = one.database.begin(one.owner).await.expect("a transaction");
    tx.dramas().save(&mut one.drama.clone()).await.expect("a save");
    tx.episodes().save(&mut one.episode.clone()).await.expect("a save");
    tx.characters().save(&mut one.cast[0].clone()).await.expect("a save");
    tx.scenes().save(&mut one.scenes[0].clone()).await.expect("a save");
    tx.props().save(&mut one.props[0].clone()).await.expect("a save");
    tx.productions().save(&mut one.production.clone()).await.expect("a save");
    tx.scripts().put(one.script.clone()).await.expect("a script");
    tx.shots().put_storyboard(one.storyboard.clone()).await.expect("a storyboard");
    let shot = Shot { action: "转身".to_owned(), ..one.shot.clone() };
    tx.shots().replace(one.episode.id, vec![shot]).await.expect("a shot");
    assert!(tx.takes().select(one.takes[1].id).await.expect("a choice"));
    assert!(!tx.requests().add(one.request.clone()).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    one.settle().await;
    assert_eq!(rows_of(&test, two.owner).await, before);
}

async fn each_deletes_its_own(test: TestDatabase) {
    let [one, two] = twins(&test).await;
    let before = rows_of(&test, two.owner).await;
    let mut tx = one.database.begin(one.owner).await.expect("a transaction");
    assert!(tx.characters().delete(one.cast[1].id).await.expect("a deletion"));
    assert!(tx.scenes().delete(one.scenes[1].id).await.expect("a deletion"));
    assert!(tx.props().delete(one.props[1].id).await.expect("a deletion"));
    assert!(tx.assets().remove(one.assets[1].id).await.expect("a removal"));
    assert!(!tx.assets().remove(one.assets[0].id).await.expect("a removal"), "it is in use");
    tx.episodes().delete(one.episode.id).await.expect("a deletion");
    assert!(tx.assets().remove(one.assets[0].id).await.expect("a removal"), "used by the other alone");
    tx.commit().await.expect("a commit");
    assert_eq!(rows_of(&test, two.owner).await, before);
}

async fn each_has_a_trash_of_its_own(test: TestDatabase) {
    let [one, two] = twins(&test).await;
    let mut trashed = Drama { deleted_at: Some(start()), ..one.drama.clone() };
    let mut tx = one.database.begin(one.owner).await.expect("a transaction");
    tx.dramas().save(&mut trashed).await.expect("a save");
    tx.commit().await.expect("a commit");
    let mut tx = one.database.begin_read(one.owner).await.expect("a reader");
    assert_eq!(
        tx.episodes().get(one.episode.id).await.expect("a look"),
        None,
        "the other's is not its drama"
    );
    assert_eq!(tx.shots().get(one.shot.id).await.expect("a look"), None);
    assert_eq!(tx.takes().get(one.takes[0].id).await.expect("a look"), None::<Take>);
    assert_eq!(tx.dramas().get_trashed(one.drama.id).await.expect("a look"), Some(trashed));
    drop(tx);
    let before = rows_of(&test, two.owner).await;
    let mut tx = two.database.begin(two.owner).await.expect("a transaction");
    assert_eq!(tx.episodes().get(two.episode.id).await.expect("a look").as_ref(), Some(&two.episode));
    assert_eq!(tx.dramas().get_trashed(two.drama.id).await.expect("a look"), None);
    tx.dramas().purge(two.drama.id).await.expect("nothing of its own is in the trash");
    tx.commit().await.expect("a commit");
    assert_eq!(rows_of(&test, two.owner).await, before);
    let mut tx = one.database.begin(one.owner).await.expect("a transaction");
    tx.dramas().purge(one.drama.id).await.expect("a purge");
    tx.commit().await.expect("a commit");
    assert_eq!(rows_of(&test, two.owner).await, before);
}
