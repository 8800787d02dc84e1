//! Takes as people look at and choose them.

use crate::house::{House, story};
use bytes::Bytes;
use xinggen_application::{SelectTakeError, Shots, Takes};
use xinggen_domain::{
    job::Operation,
    ports::{BlobStore as _, UnitOfWork as _},
    take::{Take, Target},
};

#[tokio::test]
async fn another_take_is_selected_and_just_what_shows_it_is_made_again() {
    let house = House::with_credits(4000).await;
    let episode = house.episode(story()).await;
    house.produce(story()).await;
    let board = Shots::new(house.world.ports()).list_shots(house.user, episode).await.expect("read");
    let target = Target::Shot(board.expect("there")[0].id);
    let takes = Takes::new(house.world.ports());
    let all = takes.list_takes(house.user, target, None).await.expect("read").expect("there");
    let operations: Vec<_> = all.iter().map(|view| view.take.operation).collect();
    assert_eq!(operations, [Operation::Video, Operation::Image], "newest first");
    assert!(all.iter().all(|view| view.take.asset_id == view.asset.id));
    let first = all[1].take.clone();
    // As somebody leaves it who asks for the same picture once more.
    let asset = house.world.build.asset(house.user.user_id);
    let second = Take { id: house.world.build.id(), asset_id: asset.id, selected: false, ..first.clone() };
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    house.world.blobs.put(&asset.key, Bytes::from_static(b"png")).await.expect("stored");
    tx.assets().add(asset).await.expect("added");
    tx.takes().add(second.clone()).await.expect("added");
    tx.commit().await.expect("committed");
    let chosen = takes.select_take(house.user, second.id).await.expect("selected");
    assert_eq!((chosen.id, chosen.selected), (second.id, true));
    let images = takes.list_takes(house.user, target, Some(Operation::Image)).await.expect("read");
    let selected: Vec<_> =
        images.expect("there").iter().map(|view| (view.take.id, view.take.selected)).collect();
    assert_eq!(selected, [(second.id, true), (first.id, false)]);
    let view = house.produce(story()).await;
    let made: Vec<_> = view.jobs.iter().map(|job| job.operation).collect();
    assert_eq!(made, [Operation::Video, Operation::Cut], "the clip from that picture, and the cut");
    house.check_settled().await;
}

#[tokio::test]
async fn foreign_takes_and_targets_are_not_there() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house.produce(story()).await;
    let board = Shots::new(house.world.ports()).list_shots(house.user, episode).await.expect("read");
    let shot = board.expect("there").remove(0);
    let takes = Takes::new(house.world.ports());
    let neighbour = house.world.user(0).await;
    for target in [
        Target::Episode(episode),
        Target::Shot(shot.id),
        Target::Scene(shot.scene_id),
        Target::Line(shot.lines[0].id),
    ] {
        assert!(takes.list_takes(house.user, target, None).await.expect("read").is_some());
        assert!(takes.list_takes(neighbour, target, None).await.expect("read").is_none());
    }
    let own = takes.list_takes(house.user, Target::Shot(shot.id), None).await.expect("read").expect("there");
    let refused = takes.select_take(neighbour, own[0].take.id).await;
    assert!(matches!(refused, Err(SelectTakeError::NotFound)), "{refused:?}");
}
