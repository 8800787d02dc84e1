//! Characters, scenes and props as people make and change them.

use crate::studio::Studio;
use xinggen_application::{
    Cast, CharacterChange, CreateCharacter, CreateElementError, CreateProp, CreateScene, DeleteElementError,
    Invalid, PropChange, SceneChange, UpdateError,
};
use xinggen_domain::{
    character::{Age, Gender, VoiceId},
    limits::Problem,
    scene::{TimeOfDay, Weather},
};

fn person(studio: &Studio, name: &str) -> CreateCharacter {
    CreateCharacter {
        drama_id: studio.drama.id,
        name: name.to_owned(),
        aliases: vec![],
        gender: Gender::Male,
        age: Age::Elder,
        description: String::new(),
        voice: None,
    }
}

fn place(studio: &Studio, place: &str) -> CreateScene {
    CreateScene {
        drama_id: studio.drama.id,
        place: place.to_owned(),
        interior: false,
        time_of_day: TimeOfDay::Night,
        weather: Weather::Snow,
        description: String::new(),
    }
}

fn thing(studio: &Studio, name: &str) -> CreateProp {
    CreateProp { drama_id: studio.drama.id, name: name.to_owned(), description: "旧".to_owned() }
}

#[tokio::test]
async fn a_newcomer_gets_a_fitting_voice_or_the_one_that_was_asked_for() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let made = cast.create_character(studio.user, person(&studio, " 周伯 ")).await.expect("made");
    assert_eq!((made.name.as_str(), made.version), ("周伯", 1));
    assert_eq!(made.voice, Some(VoiceId("voice-4".to_owned())), "the old man's");
    let asked = CreateCharacter { voice: Some(VoiceId("voice-3".to_owned())), ..person(&studio, "李姨") };
    let asked = cast.create_character(studio.user, asked).await.expect("made");
    assert_eq!(asked.voice, Some(VoiceId("voice-3".to_owned())));
    let unknown = CreateCharacter { voice: Some(VoiceId("nobody".to_owned())), ..person(&studio, "哑巴") };
    let refused = cast.create_character(studio.user, unknown).await;
    let expected = Invalid::new("voice", Problem::Unknown);
    assert!(matches!(&refused, Err(CreateElementError::Invalid(found)) if *found == expected), "{refused:?}");
    let change = CharacterChange { voice: Some(VoiceId("nobody".to_owned())), ..CharacterChange::default() };
    let refused = cast.update_character(studio.user, made.id, None, change).await;
    assert!(matches!(&refused, Err(UpdateError::Invalid(found)) if *found == expected), "{refused:?}");
    let listed = cast.list_characters(studio.user, studio.drama.id).await.expect("read").expect("there");
    assert_eq!(listed, [studio.lin.clone(), studio.chen.clone(), made, asked]);
}

#[tokio::test]
async fn names_are_taken_once_in_a_drama() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let user = studio.user;
    let taken = |field| move |invalid: &Invalid| *invalid == Invalid::new(field, Problem::Taken);
    let made = cast.create_character(user, person(&studio, "林晚 ")).await;
    assert!(matches!(&made, Err(CreateElementError::Invalid(found)) if taken("name")(found)), "{made:?}");
    let made = cast.create_prop(user, thing(&studio, "怀表")).await;
    assert!(matches!(&made, Err(CreateElementError::Invalid(found)) if taken("name")(found)), "{made:?}");
    let made = cast.create_scene(user, place(&studio, "老街")).await;
    assert!(matches!(&made, Err(CreateElementError::Invalid(found)) if taken("place")(found)), "{made:?}");
    let day = CreateScene { time_of_day: TimeOfDay::Day, ..place(&studio, "老街") };
    let day = cast.create_scene(user, day).await.expect("another time is another scene");
    let night = SceneChange { time_of_day: Some(TimeOfDay::Night), ..SceneChange::default() };
    let changed = cast.update_scene(user, day.id, None, night).await;
    assert!(matches!(&changed, Err(UpdateError::Invalid(found)) if taken("place")(found)), "{changed:?}");
    let name = CharacterChange { name: Some("林晚".to_owned()), ..CharacterChange::default() };
    let changed = cast.update_character(user, studio.chen.id, None, name).await;
    assert!(matches!(&changed, Err(UpdateError::Invalid(found)) if taken("name")(found)), "{changed:?}");
    let elsewhere = CreateProp { drama_id: studio.other.0.id, ..thing(&studio, "怀表") };
    cast.create_prop(user, elsewhere).await.expect("another drama has names of its own");
}

#[tokio::test]
async fn texts_and_aliases_have_limits() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let aliases = |aliases: Vec<String>| CreateCharacter { aliases, ..person(&studio, "某人") };
    let length = |least, most, found| Problem::Length { least, most, found };
    let numbered = (0..21).map(|number| format!("第{number}号"));
    for (create, field, problem) in [
        (person(&studio, ""), "name", length(1, 100, 0)),
        (person(&studio, &"名".repeat(101)), "name", length(1, 100, 101)),
        (aliases(vec!["甲".to_owned(), " 甲".to_owned()]), "aliases", Problem::Repeated),
        (aliases(vec![String::new()]), "aliases", length(1, 100, 0)),
        (aliases(numbered.collect()), "aliases", Problem::TooMany { most: 20 }),
        (
            CreateCharacter { description: "长".repeat(2001), ..person(&studio, "某人") },
            "description",
            length(0, 2000, 2001),
        ),
    ] {
        match cast.create_character(studio.user, create).await {
            Err(CreateElementError::Invalid(found)) => assert_eq!(found, Invalid::new(field, problem)),
            other => panic!("{other:?}"),
        }
    }
    let listed = cast.list_characters(studio.user, studio.drama.id).await.expect("read").expect("there");
    assert_eq!(listed.len(), 2);
}

#[tokio::test]
async fn an_update_changes_just_what_it_names_and_minds_versions() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let (user, id) = (studio.user, studio.lin.id);
    let change = CharacterChange {
        aliases: Some(vec!["阿晚".to_owned()]),
        age: Some(Age::Adult),
        ..Default::default()
    };
    let changed = cast.update_character(user, id, Some(1), change).await.expect("changed");
    assert_eq!((&changed.aliases, changed.age, changed.version), (&vec!["阿晚".to_owned()], Age::Adult, 2));
    assert_eq!((&changed.name, &changed.voice), (&studio.lin.name, &studio.lin.voice));
    match cast.update_character(user, id, Some(1), CharacterChange::default()).await {
        Err(UpdateError::Stale { current }) => assert_eq!(*current, changed),
        other => panic!("{other:?}"),
    }
    match cast.delete_prop(user, studio.watch.id, Some(4)).await {
        Err(DeleteElementError::Stale { current }) => assert_eq!(*current, studio.watch),
        other => panic!("{other:?}"),
    }
    assert_eq!(cast.get_prop(user, studio.watch.id).await.expect("read"), Some(studio.watch.clone()));
}

#[tokio::test]
async fn what_is_in_use_stays() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let user = studio.user;
    // 林晚 is in a picture, 陈默 only speaks, the street is where a shot plays.
    for id in [studio.lin.id, studio.chen.id] {
        let refused = cast.delete_character(user, id, Some(1)).await;
        assert!(matches!(refused, Err(DeleteElementError::InUse)), "{refused:?}");
    }
    let refused = cast.delete_scene(user, studio.street.id, None).await;
    assert!(matches!(refused, Err(DeleteElementError::InUse)), "{refused:?}");
    assert_eq!(cast.get_character(user, studio.lin.id).await.expect("read"), Some(studio.lin.clone()));
    cast.delete_prop(user, studio.watch.id, Some(1)).await.expect("nobody shows it");
    assert_eq!(cast.list_props(user, studio.drama.id).await.expect("read"), Some(vec![]));
    let empty = cast.create_scene(user, place(&studio, "空地")).await.expect("made");
    cast.delete_scene(user, empty.id, None).await.expect("nothing plays there");
}

#[tokio::test]
async fn foreign_things_are_not_there() {
    let studio = Studio::new().await;
    let cast = Cast::new(studio.world.ports());
    let them = studio.neighbour;
    let made = cast.create_character(them, person(&studio, "贼")).await;
    assert!(matches!(made, Err(CreateElementError::NotFound)), "{made:?}");
    let made = cast.create_scene(them, place(&studio, "贼窝")).await;
    assert!(matches!(made, Err(CreateElementError::NotFound)), "{made:?}");
    let made = cast.create_prop(them, thing(&studio, "赃物")).await;
    assert!(matches!(made, Err(CreateElementError::NotFound)), "{made:?}");
    assert!(cast.list_characters(them, studio.drama.id).await.expect("read").is_none());
    assert!(cast.list_scenes(them, studio.drama.id).await.expect("read").is_none());
    assert!(cast.list_props(them, studio.drama.id).await.expect("read").is_none());
    let (lin, street, watch) = (studio.lin.id, studio.street.id, studio.watch.id);
    assert!(cast.get_character(them, lin).await.expect("read").is_none());
    assert!(cast.get_scene(them, street).await.expect("read").is_none());
    assert!(cast.get_prop(them, watch).await.expect("read").is_none());
    let changed = cast.update_character(them, lin, Some(1), CharacterChange::default()).await;
    assert!(matches!(changed, Err(UpdateError::NotFound)), "{changed:?}");
    let changed = cast.update_scene(them, street, Some(1), SceneChange::default()).await;
    assert!(matches!(changed, Err(UpdateError::NotFound)), "{changed:?}");
    let changed = cast.update_prop(them, watch, Some(1), PropChange::default()).await;
    assert!(matches!(changed, Err(UpdateError::NotFound)), "{changed:?}");
    let deleted = cast.delete_prop(them, watch, None).await;
    assert!(matches!(deleted, Err(DeleteElementError::NotFound)), "{deleted:?}");
}
