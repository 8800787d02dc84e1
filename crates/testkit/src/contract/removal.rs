//! What goes for good while its drama stays: episodes, members of the cast, scenes, props.

use super::{Furniture, House, Kit, Outcome, StoreHarness};
use crate::start;
use xinggen_domain::{
    CharacterId,
    job::{Job, JobState, Operation},
    ports::Page,
    script::{Beat, Script, Utterance},
    shot::Shot,
    take::{Take, Target},
};

/// A drama whose episode has one of everything, and whose job is done.
async fn finished(kit: &Kit<'_>) -> Outcome<(House, Furniture)> {
    let house = kit.house().await?;
    let mut all = kit.furniture(&house).await?;
    all.job.finish(JobState::Succeeded, None, start());
    let mut tx = kit.begin().await?;
    tx.jobs().save(&all.job).await?;
    tx.commit().await?;
    Ok((house, all))
}

/// An unselected take of this target, made by the same job from the same file.
fn take_of(kit: &Kit<'_>, all: &Furniture, operation: Operation, target: Target) -> Take {
    Take { target, operation, ..kit.build.take(&all.job, &all.asset) }
}

async fn add_takes(kit: &Kit<'_>, takes: &[Take]) -> Outcome {
    let mut tx = kit.begin().await?;
    for take in takes {
        tx.takes().add(take.clone()).await?;
    }
    Ok(tx.commit().await?)
}

/// An episode goes with everything below it; its jobs and files stay, and so do other episodes and the cast.
pub async fn an_episode_goes_with_all_below(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, all) = finished(&kit).await?;
    let (episode, line) = (house.episode.id, all.shot.lines[0].id);
    let job = Job {
        episode_id: Some(episode),
        production_id: Some(all.production.id),
        ..kit.build.image_job(&house.drama)
    };
    let job = Job { state: JobState::Cancelled, finished_at: Some(start()), ..job };
    let second = kit.build.episode(&house.drama, 2);
    let shot = kit.build.shot(&second, &house.scene, 1);
    let below = [
        take_of(&kit, &all, Operation::Voice, Target::Line(line)),
        take_of(&kit, &all, Operation::Script, Target::Episode(episode)),
    ];
    let beside = [
        take_of(&kit, &all, Operation::Image, Target::Character(house.cast[0].id)),
        take_of(&kit, &all, Operation::Image, Target::Shot(shot.id)),
    ];
    let mut tx = kit.begin().await?;
    tx.episodes().add(second.clone()).await?;
    tx.shots().replace(second.id, vec![shot.clone()]).await?;
    assert!(tx.jobs().add(Job { state: JobState::Queued, finished_at: None, ..job.clone() }, &[]).await?);
    tx.jobs().save(&job).await?;
    tx.commit().await?;
    add_takes(&kit, &[&below[..], &beside[..]].concat()).await?;

    let mut tx = kit.begin().await?;
    tx.episodes().delete(episode).await?;
    tx.commit().await?;
    check_gone(&kit, &house, &all, &below).await?;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.jobs().get(job.id).await?, Some(job), "its jobs stay as they are");
    assert_eq!(tx.assets().get(all.asset.id).await?, Some(all.asset), "its files stay");
    assert_eq!(tx.episodes().of_drama(house.drama.id).await?, std::slice::from_ref(&second));
    assert_eq!(tx.shots().of_episode(second.id).await?, [shot]);
    for take in beside {
        assert_eq!(tx.takes().get(take.id).await?, Some(take), "takes of others stay");
    }
    assert_eq!(tx.characters().of_drama(house.drama.id).await?, house.cast);
    tx.episodes().add(kit.build.episode(&house.drama, 1)).await?;
    assert_eq!(store.housekeeping().orphans(None, 9).await?, []);
    Ok(tx.commit().await?)
}

async fn check_gone(kit: &Kit<'_>, house: &House, all: &Furniture, takes: &[Take]) -> Outcome {
    let episode = house.episode.id;
    let mut tx = kit.read().await?;
    assert_eq!(tx.episodes().get(episode).await?, None);
    assert_eq!(tx.scripts().of_episode(episode).await?, None);
    assert_eq!(tx.shots().storyboard_of(episode).await?, None);
    assert_eq!(tx.shots().of_episode(episode).await?, []);
    assert_eq!(tx.shots().get(all.shot.id).await?, None);
    assert_eq!(tx.shots().episode_of_line(all.shot.lines[0].id).await?, None);
    assert_eq!(tx.cuts().of_episode(episode).await?, []);
    assert_eq!(tx.cuts().get(all.cut.id).await?, None);
    let page = Page { limit: 9, after: None };
    assert_eq!(tx.productions().list(None, page).await?, []);
    assert_eq!(tx.productions().get(all.production.id).await?, None);
    for take in takes.iter().chain([&all.take]) {
        assert_eq!(tx.takes().get(take.id).await?, None, "a take of {:?}", take.target);
    }
    Ok(())
}

/// Deleting an episode that is not there changes nothing, and a rolled back one is still there.
pub async fn an_episode_goes_only_at_the_commit(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, all) = finished(&kit).await?;
    let mut tx = kit.begin().await?;
    tx.episodes().delete(kit.build.id()).await?;
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    tx.episodes().delete(house.episode.id).await?;
    assert_eq!(tx.episodes().get(house.episode.id).await?, None, "its own transaction has deleted it");
    drop(tx);
    let mut tx = kit.read().await?;
    assert_eq!(tx.shots().of_episode(house.episode.id).await?, [all.shot]);
    assert_eq!(tx.cuts().get(all.cut.id).await?, Some(all.cut));
    assert_eq!(tx.episodes().get(house.episode.id).await?, Some(house.episode));
    Ok(())
}

fn beat(house: &House, present: Vec<CharacterId>, speaker: Option<CharacterId>) -> Beat {
    let said = Utterance {
        speaker,
        mode: xinggen_domain::script::LineMode::Dialogue,
        text: "你回来了。".to_owned(),
        action: String::new(),
    };
    Beat { scene_id: house.scene.id, present, utterances: vec![said] }
}

/// A character that is in a shot, speaks a line, is present in a script or speaks in it stays; another goes with
/// its takes, and its name is free.
pub async fn a_character_in_use_stays(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let [id, other] = [house.cast[0].id, house.cast[1].id];
    let take = take_of(&kit, &all, Operation::Image, Target::Character(id));
    add_takes(&kit, std::slice::from_ref(&take)).await?;
    let shot = kit.build.shot(&house.episode, &house.scene, 1);
    let line = kit.build.line(Some(id), "你回来了。");
    let script =
        |present, speaker| Script { beats: vec![beat(&house, present, speaker)], ..all.script.clone() };
    let uses = [
        (Shot { cast: vec![other, id], ..shot.clone() }, script(vec![], None)),
        (Shot { lines: vec![line], ..shot.clone() }, script(vec![], None)),
        (shot.clone(), script(vec![other, id], None)),
        (shot.clone(), script(vec![], Some(id))),
    ];
    for (shot, script) in uses {
        let mut tx = kit.begin().await?;
        tx.shots().replace(house.episode.id, vec![shot.clone()]).await?;
        tx.scripts().put(script.clone()).await?;
        assert!(!tx.characters().delete(id).await?, "in use by {shot:?} or {script:?}");
        tx.commit().await?;
    }
    assert_eq!(kit.read().await?.takes().get(take.id).await?.as_ref(), Some(&take), "its takes stay too");
    let mut tx = kit.begin().await?;
    tx.scripts().put(script(vec![other], None)).await?;
    assert!(tx.characters().delete(id).await?, "nothing uses it any more");
    assert!(!tx.characters().delete(id).await?, "it is gone");
    tx.characters().add(kit.build.character(&house.drama, &house.cast[0].name)).await?;
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.characters().get(id).await?, None);
    assert_eq!(tx.takes().get(take.id).await?, None, "its takes went with it");
    assert_eq!(tx.characters().get(other).await?.as_ref(), Some(&house.cast[1]));
    Ok(())
}

/// A scene that a shot or a script uses stays; another goes with its takes.
pub async fn a_scene_in_use_stays(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let (id, other) = (house.scene.id, kit.build.scene(&house.drama, "车站"));
    let take = take_of(&kit, &all, Operation::Image, Target::Scene(id));
    add_takes(&kit, std::slice::from_ref(&take)).await?;
    let script = |scene| kit.build.script(&house.episode, scene, &[]);
    let mut tx = kit.begin().await?;
    tx.scenes().add(other.clone()).await?;
    tx.scripts().put(script(&other)).await?;
    assert!(!tx.scenes().delete(id).await?, "a shot uses it");
    tx.shots().replace(house.episode.id, vec![kit.build.shot(&house.episode, &other, 1)]).await?;
    tx.scripts().put(script(&house.scene)).await?;
    assert!(!tx.scenes().delete(id).await?, "a script uses it");
    assert_eq!(tx.takes().get(take.id).await?.as_ref(), Some(&take), "its takes stay too");
    tx.scripts().put(script(&other)).await?;
    assert!(tx.scenes().delete(id).await?, "nothing uses it any more");
    assert!(!tx.scenes().delete(id).await?, "it is gone");
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.scenes().of_drama(house.drama.id).await?, [other]);
    assert_eq!(tx.takes().get(take.id).await?, None, "its takes went with it");
    Ok(())
}

/// A prop that a shot uses stays; another goes with its takes.
pub async fn a_prop_in_use_stays(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let (id, other) = (house.prop.id, kit.build.prop(&house.drama, "伞"));
    let take = take_of(&kit, &all, Operation::Image, Target::Prop(id));
    add_takes(&kit, std::slice::from_ref(&take)).await?;
    let mut tx = kit.begin().await?;
    tx.props().add(other.clone()).await?;
    assert!(!tx.props().delete(id).await?, "a shot uses it");
    assert_eq!(tx.takes().get(take.id).await?.as_ref(), Some(&take), "its takes stay too");
    tx.shots().replace(house.episode.id, vec![]).await?;
    assert!(tx.props().delete(id).await?, "nothing uses it any more");
    assert!(!tx.props().delete(id).await?, "it is gone");
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.props().of_drama(house.drama.id).await?, [other]);
    assert_eq!(tx.takes().get(take.id).await?, None, "its takes went with it");
    Ok(())
}
