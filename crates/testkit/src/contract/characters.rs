//! [`Characters`](xinggen_domain::ports::Characters).

use super::{Kit, Outcome, StoreHarness, conflict, versioned::versioned_cases};
use xinggen_domain::character::{Age, Character, Gender, VoiceId};

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Character>> {
    let drama = kit.drama().await?;
    let full = Character {
        aliases: vec!["小晚".to_owned(), "a,b\"c".to_owned(), String::new()],
        version: i64::MAX - 10,
        ..kit.build.character(&drama, "林晚")
    };
    let empty = Character {
        aliases: vec![],
        gender: Gender::Unknown,
        description: String::new(),
        voice: None,
        ..kit.build.character(&drama, "陈默")
    };
    Ok(vec![full, empty])
}

fn change(character: &mut Character) {
    character.name = format!("{}（改）", character.name);
    character.aliases = vec!["别名".to_owned()];
    character.gender = Gender::Male;
    character.age = Age::Elder;
    character.description = "白发".to_owned();
    character.voice = match character.voice {
        Some(_) => None,
        None => Some(VoiceId("老人".to_owned())),
    };
}

versioned_cases!(characters, rows, change);

/// A drama has each name once; another drama may have it too.
pub async fn a_name_is_unique_in_its_drama(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let first = kit.build.character(&one, "林晚");
    let mut tx = kit.begin().await?;
    tx.characters().add(first.clone()).await?;
    tx.characters().add(kit.build.character(&two, "林晚")).await?;
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    conflict(tx.characters().add(kit.build.character(&one, "林晚")).await, "a taken name")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.characters().of_drama(one.id).await?, [first]);
    Ok(())
}

/// A save cannot take a name that another character has.
pub async fn a_name_cannot_be_taken_by_a_save(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut second = house.cast[1].clone();
    second.name = house.cast[0].name.clone();
    let mut tx = kit.begin().await?;
    conflict(tx.characters().save(&mut second).await, "a save under a taken name")?;
    kit.check_poisoned(tx).await?;
    let stored = kit.read().await?.characters().of_drama(house.drama.id).await?;
    assert_eq!(stored, house.cast, "nothing was changed");
    Ok(())
}

/// The cast of a drama comes in the order it was added.
pub async fn a_drama_lists_its_own_as_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let expected = ["乙", "甲", "Zoe", "丙"].map(|name| kit.build.character(&one, name));
    let mut tx = kit.begin().await?;
    for character in expected.clone() {
        tx.characters().add(character).await?;
    }
    tx.characters().add(kit.build.character(&two, "丁")).await?;
    tx.characters().save(&mut expected[1].clone()).await?;
    tx.commit().await?;
    let mut tx = kit.read().await?;
    let listed = tx.characters().of_drama(one.id).await?;
    let names: Vec<&str> = listed.iter().map(|character| character.name.as_str()).collect();
    assert_eq!(names, ["乙", "甲", "Zoe", "丙"]);
    assert_eq!(tx.characters().of_drama(kit.build.id()).await?, [], "an unknown drama has none");
    Ok(())
}
