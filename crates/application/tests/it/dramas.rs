//! Dramas as people make and change them.

use crate::{house::story, studio::Studio};
use xinggen_application::{CreateDrama, CreateDramaError, DramaChange, Dramas, Episodes, UpdateError};
use xinggen_domain::{
    DramaId,
    drama::{AspectRatio, Style},
    error::{VendorError, VendorErrorClass},
    limits::Problem,
    ports::Page,
};
use xinggen_testkit::TestWorld;

const ALL: Page<DramaId> = Page { limit: 100, after: None };

fn drama(title: &str, story: Option<String>) -> CreateDrama {
    CreateDrama { title: title.to_owned(), style: Style::Noir, aspect: AspectRatio::Square, story }
}

#[tokio::test]
async fn a_drama_is_made_empty_or_with_the_episodes_of_a_story() {
    let world = TestWorld::new().await;
    let user = world.user(0).await;
    let dramas = Dramas::new(world.ports());
    let made = dramas.create_drama(user, drama("  雪夜 ", None)).await.expect("made");
    assert_eq!((made.drama.title.as_str(), made.drama.version, made.episodes.len()), ("雪夜", 1, 0));
    let told = dramas.create_drama(user, drama("雪夜", Some(story()))).await.expect("made");
    let episodes = Episodes::new(world.ports()).list_episodes(user, told.drama.id).await.expect("read");
    let episodes = episodes.expect("there");
    assert_eq!(episodes, told.episodes);
    assert_eq!((episodes.len(), episodes[0].number), (1, 1));
    let again = dramas.create_drama(user, drama("雪夜", Some(story()))).await.expect("made");
    assert_ne!(again.drama.id, told.drama.id, "a story without a key makes a new drama every time");
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_writes_nothing() {
    let world = TestWorld::new().await;
    let user = world.user(0).await;
    let dramas = Dramas::new(world.ports());
    let problem = async |create: CreateDrama| match dramas.create_drama(user, create).await {
        Err(CreateDramaError::Invalid(invalid)) => (invalid.fields()[0].field, invalid.fields()[0].problem),
        other => panic!("{other:?}"),
    };
    let title = |found| ("title", Problem::Length { least: 1, most: 200, found });
    assert_eq!(problem(drama(" \t ", None)).await, title(0));
    assert_eq!(problem(drama(&"雪".repeat(201), None)).await, title(201));
    assert_eq!(problem(drama("雪\n夜", None)).await, ("title", Problem::Characters));
    let length = |found| ("story", Problem::Length { least: 200, most: 20_000, found });
    assert_eq!(problem(drama("雪夜", Some("雪 ".repeat(199)))).await, length(199));
    assert_eq!(problem(drama("雪夜", Some("雪".repeat(20_001)))).await, length(20_001));
    let strange = Some(format!("{}\u{0}", story()));
    assert_eq!(problem(drama("雪夜", strange)).await, ("story", Problem::Characters));
    world.text.calls.fail_next(VendorError::new(VendorErrorClass::Capacity, "忙"));
    let failed = dramas.create_drama(user, drama("雪夜", Some(story()))).await;
    assert!(matches!(failed, Err(CreateDramaError::Vendor(_))), "{failed:?}");
    assert_eq!(dramas.list_dramas(user, ALL).await.expect("read"), []);
}

#[tokio::test]
async fn an_update_changes_just_what_it_names() {
    let studio = Studio::new().await;
    let dramas = Dramas::new(studio.world.ports());
    let (user, id) = (studio.user, studio.drama.id);
    let change = DramaChange { title: Some(" 归人 ".to_owned()), ..DramaChange::default() };
    studio.world.clock.advance(chrono::Duration::hours(1));
    let changed = dramas.update_drama(user, id, Some(1), change.clone()).await.expect("changed");
    assert_eq!((changed.title.as_str(), changed.version), ("归人", 2));
    assert_eq!((changed.style, changed.aspect), (studio.drama.style, studio.drama.aspect));
    assert!(changed.updated_at > studio.drama.updated_at);
    assert_eq!(dramas.get_drama(user, id).await.expect("read"), Some(changed.clone()));
    let same = dramas.update_drama(user, id, Some(2), change).await.expect("nothing to change");
    assert_eq!(same, changed, "what changes nothing counts no version");
    let change =
        DramaChange { title: Some(String::new()), style: Some(Style::Noir), ..DramaChange::default() };
    let refused = dramas.update_drama(user, id, None, change).await;
    assert!(
        matches!(&refused, Err(UpdateError::Invalid(invalid)) if invalid.fields()[0].field == "title"),
        "{refused:?}"
    );
    assert_eq!(dramas.get_drama(user, id).await.expect("read"), Some(changed), "half a change was written");
}

#[tokio::test]
async fn of_two_tabs_with_one_version_the_second_sees_what_the_first_did() {
    let studio = Studio::new().await;
    let dramas = Dramas::new(studio.world.ports());
    let style = |style| DramaChange { style: Some(style), ..DramaChange::default() };
    let (user, id) = (studio.user, studio.drama.id);
    let first = dramas.update_drama(user, id, Some(1), style(Style::Noir)).await.expect("changed");
    match dramas.update_drama(user, id, Some(1), style(Style::Urban)).await {
        Err(UpdateError::Stale { current }) => assert_eq!(*current, first),
        other => panic!("{other:?}"),
    }
    let forced = dramas.update_drama(user, id, None, style(Style::Urban)).await.expect("changed");
    assert_eq!((forced.style, forced.version), (Style::Urban, 3));
}

#[tokio::test]
async fn pages_go_from_the_newest_to_the_oldest_and_stay_with_their_owner() {
    let world = TestWorld::new().await;
    let (user, neighbour) = (world.user(0).await, world.user(0).await);
    let dramas = Dramas::new(world.ports());
    let mut made = Vec::new();
    for title in ["一", "二", "三"] {
        made.push(dramas.create_drama(user, drama(title, None)).await.expect("made").drama);
    }
    made.reverse();
    let first = dramas.list_dramas(user, Page { limit: 2, after: None }).await.expect("read");
    assert_eq!(first, made[..2]);
    let rest = dramas.list_dramas(user, Page { limit: 2, after: Some(first[1].id) }).await.expect("read");
    assert_eq!(rest, made[2..]);
    assert_eq!(dramas.list_dramas(neighbour, ALL).await.expect("read"), []);
    assert_eq!(dramas.get_drama(neighbour, made[0].id).await.expect("read"), None);
    let change = DramaChange { title: Some("偷".to_owned()), ..DramaChange::default() };
    for expected in [None, Some(1), Some(7)] {
        let refused = dramas.update_drama(neighbour, made[0].id, expected, change.clone()).await;
        assert!(matches!(&refused, Err(UpdateError::NotFound)), "{refused:?}");
    }
}
