//! What productions cost, and what happens when there is not enough.

use crate::house::{House, story};
use xinggen_application::CreditBooks;
use xinggen_domain::{
    Credits, job::Operation, ledger::TransactionKind, production::ProductionState, script::Language,
};

#[tokio::test]
async fn everything_made_is_charged_once_by_its_price() {
    let house = House::with_credits(2000).await;
    let view = house.produce(story()).await;
    let statement = house.statement().await;
    let of = |kind| {
        statement.iter().filter(|entry| entry.kind == kind).map(|entry| entry.amount).collect::<Vec<_>>()
    };
    assert_eq!(of(TransactionKind::GenerateScript), [Credits::new(-5)]);
    assert_eq!(of(TransactionKind::GenerateStoryboard), [Credits::new(-10)]);
    assert_eq!(of(TransactionKind::GenerateCut), [Credits::new(-5)]);
    let images = of(TransactionKind::GenerateImage);
    let made = view.jobs.iter().filter(|job| job.operation == Operation::Image).count();
    assert_eq!(images, vec![Credits::new(-5); made]);
    let stated = house.stated().await;
    let words = |language| stated.iter().map(|entry| entry.words(language)).collect::<Vec<String>>();
    for (language, expected) in [
        (
            Language::Chinese,
            [
                "剧本 · 《雪夜》第 1 集",
                "配音 · 镜头 1 台词 · 《雪夜》第 1 集",
                "画面 · 镜头 1 · 《雪夜》第 1 集",
                "人工调整",
            ],
        ),
        (
            Language::English,
            [
                "Script · 《雪夜》, episode 1",
                "Voice · line of shot 1 · 《雪夜》, episode 1",
                "Image · shot 1 · 《雪夜》, episode 1",
                "Adjustment",
            ],
        ),
    ] {
        let words = words(language);
        assert!(words.iter().all(|words| !words.is_empty()));
        for expected in expected {
            assert!(words.iter().any(|words| words == expected), "{expected:?} is not in {words:?}");
        }
    }
    let books = CreditBooks::new(house.world.ports());
    let standing = books.standing(house.user).await.expect("read");
    assert_eq!(
        (standing.spent, standing.available),
        (house.spent().await, Credits::new(2000) - standing.spent)
    );
    house.check_settled().await;
}

#[tokio::test]
async fn a_production_waits_for_approval_of_an_exact_quote() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, false).await;
    house.world.work().await;
    let production = house.view(id).await.production;
    assert_eq!(production.state, ProductionState::AwaitingApproval);
    let quote = production.quote.expect("a quote");
    assert_eq!(quote.ceiling, Credits::ZERO, "the storyboard is there: nothing is unknown");
    assert_eq!(house.spent().await, Credits::new(15), "only script and storyboard were made");
    house.productions.approve(house.user, id).await.expect("approved");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    let spent = house.spent().await - Credits::new(15);
    assert!(spent <= quote.exact && spent.get() > quote.exact.get() / 2, "{spent} of {quote:?}");
    house.check_settled().await;
}

#[tokio::test]
async fn before_the_storyboard_the_rest_has_a_ceiling_that_holds() {
    let house = House::with_credits(5).await;
    let id = house.start(house.episode(story()).await, false).await;
    let before = house.view(id).await.production.quote.expect("a quote");
    assert_eq!(before.exact, Credits::new(15), "script and storyboard");
    house.world.top_up(house.user.user_id, 2000).await;
    house.world.work().await;
    house.productions.resume(house.user, id).await.ok();
    house.world.work().await;
    let after = house.view(id).await.production.quote.expect("a quote");
    assert!(after.exact <= before.ceiling, "{after:?} is above {before:?}");
}

#[tokio::test]
async fn without_enough_credits_it_pauses_and_says_what_is_missing() {
    let house = House::with_credits(20).await;
    let id = house.start(house.episode(story()).await, true).await;
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Paused);
    assert!(view.production.message.contains("可用 5 积分"), "{}", view.production.message);
    assert_eq!(view.jobs.len(), 2, "nothing was ordered that cannot be paid");
    house.check_settled().await;
    house.world.top_up(house.user.user_id, 2000).await;
    house.productions.resume(house.user, id).await.expect("resumed");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}
