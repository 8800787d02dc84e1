//! [`Shots`](xinggen_domain::ports::Shots).

use super::{House, Kit, Outcome, StoreHarness, there};
use xinggen_domain::{
    script::LineMode,
    shot::{CameraAngle, CameraMovement, Line, Shot, ShotSize},
    storyboard::Storyboard,
};

/// Three shots: one with everything set, one with two lines that are not measured, one empty.
fn three(kit: &Kit<'_>, house: &House) -> Vec<Shot> {
    let [lin, chen] = [house.cast[0].id, house.cast[1].id];
    let build = &kit.build;
    let measured = Line {
        mode: LineMode::OffScreen,
        start_ms: Some(200),
        duration_ms: Some(1730),
        ..build.line(Some(chen), "“开门。”")
    };
    let full = Shot {
        beat: 7,
        size: ShotSize::ExtremeCloseUp,
        angle: CameraAngle::OverShoulder,
        movement: CameraMovement::TiltDown,
        cast: vec![chen, lin],
        props: vec![house.prop.id],
        lines: vec![measured],
        planned_ms: 11_500,
        measured_ms: Some(2200),
        ..build.shot(&house.episode, &house.scene, 1)
    };
    let spoken = Shot {
        lines: vec![build.line(None, "雪下了一夜。"), build.line(Some(lin), "你回来了。")],
        ..build.shot(&house.episode, &house.scene, 2)
    };
    let empty = Shot {
        action: String::new(),
        image_prompt: String::new(),
        video_prompt: String::new(),
        ..build.shot(&house.episode, &house.scene, 3)
    };
    vec![full, spoken, empty]
}

async fn put(kit: &Kit<'_>, house: &House, shots: &[Shot]) -> Outcome<Vec<Shot>> {
    let mut tx = kit.begin().await?;
    tx.shots().replace(house.episode.id, shots.to_vec()).await?;
    tx.commit().await?;
    Ok(kit.read().await?.shots().of_episode(house.episode.id).await?)
}

/// The same shots whatever their versions, which a replacement counts up.
fn unversioned(shots: &[Shot]) -> Vec<Shot> {
    let shots = shots.iter().cloned();
    shots.map(|shot| Shot { version: 0, ..shot }).collect()
}

/// Every field of shots and lines survives, and the orders of cast, props and lines with them.
pub async fn come_back_as_they_were_put(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    assert_eq!(kit.read().await?.shots().of_episode(house.episode.id).await?, [], "no shots yet");
    let shots = three(&kit, &house);
    let stored = put(&kit, &house, &shots).await?;
    assert_eq!(stored, shots, "by number, with their lines");
    let mut tx = kit.read().await?;
    for shot in shots {
        assert_eq!(tx.shots().get(shot.id).await?, Some(shot), "a single shot has the same");
    }
    assert_eq!(tx.shots().get(kit.build.id()).await?, None, "an unknown shot is not there");
    Ok(())
}

/// The order of cast and props is the order they were given in, not that of their ids.
pub async fn cast_and_props_keep_their_order(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let other = kit.build.prop(&house.drama, "信");
    let mut tx = kit.begin().await?;
    tx.props().add(other.clone()).await?;
    tx.commit().await?;
    let mut shot = kit.build.shot(&house.episode, &house.scene, 1);
    for reverse in [false, true, false] {
        shot.cast = house.cast.iter().map(|character| character.id).collect();
        shot.props = vec![house.prop.id, other.id];
        if reverse {
            shot.cast.reverse();
            shot.props.reverse();
        }
        let stored = put(&kit, &house, std::slice::from_ref(&shot)).await?;
        assert_eq!(unversioned(&stored), unversioned(std::slice::from_ref(&shot)));
    }
    Ok(())
}

/// A replacement adds, updates and deletes, so that just the given shots and lines are left.
pub async fn a_replacement_adds_updates_and_deletes(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let old = three(&kit, &house);
    put(&kit, &house, &old).await?;
    let mut changed = old[1].clone();
    changed.number = 1;
    changed.action = "门开了".to_owned();
    changed.size = ShotSize::Long;
    changed.cast = vec![house.cast[1].id];
    changed.measured_ms = Some(4100);
    changed.lines.remove(0);
    changed.lines[0].text = "你终于回来了。".to_owned();
    changed.lines[0].start_ms = Some(200);
    changed.lines.push(kit.build.line(None, "她笑了。"));
    let added = kit.build.shot(&house.episode, &house.scene, 2);
    let new = vec![changed, added];
    let stored = put(&kit, &house, &new).await?;
    assert_eq!(unversioned(&stored), unversioned(&new));
    assert_eq!(kit.read().await?.shots().get(old[0].id).await?, None, "what is not given is deleted");
    assert_eq!(put(&kit, &house, &[]).await?, [], "a replacement by nothing leaves nothing");
    Ok(())
}

/// A shot that was there is updated whatever its version, which is counted up when it says something else: whoever
/// edits one shot is not refused for another one. What was measured says nothing.
pub async fn a_replacement_counts_versions_up(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut shots = three(&kit, &house);
    put(&kit, &house, &shots).await?;
    shots[0].version = 400;
    shots[0].action = "旧版本也写得进去".to_owned();
    shots[1].measured_ms = Some(3_000);
    let stored = put(&kit, &house, &shots).await?;
    let versions: Vec<i64> = stored.iter().map(|shot| shot.version).collect();
    assert_eq!(versions, [2, 1, 1], "versions count up from what was stored, where something else is said");
    assert_eq!(stored[0].action, shots[0].action);
    Ok(())
}

/// Shots and lines can swap their places: no number is in the way of another.
pub async fn places_can_be_swapped(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut shots = three(&kit, &house);
    put(&kit, &house, &shots).await?;
    shots.rotate_left(1);
    for (shot, number) in shots.iter_mut().zip(1..) {
        shot.number = number;
    }
    shots[0].lines.reverse();
    let stored = put(&kit, &house, &shots).await?;
    assert_eq!(unversioned(&stored), unversioned(&shots), "after rotating");
    let front = kit.build.shot(&house.episode, &house.scene, 1);
    shots.insert(0, front);
    for (shot, number) in shots.iter_mut().zip(1..) {
        shot.number = number;
    }
    let stored = put(&kit, &house, &shots).await?;
    assert_eq!(unversioned(&stored), unversioned(&shots), "after a new first shot");
    Ok(())
}

/// A line keeps its id when it moves into another shot, also out of one that goes.
pub async fn a_line_can_move_between_shots(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut shots = three(&kit, &house);
    put(&kit, &house, &shots).await?;
    let moved = there(shots[1].lines.pop(), "line to move")?;
    shots[2].lines.push(moved);
    let stored = put(&kit, &house, &shots).await?;
    assert_eq!(unversioned(&stored), unversioned(&shots), "from one shot into another");
    let mut gone = shots.remove(2);
    shots[0].lines.insert(0, gone.lines.remove(0));
    let stored = put(&kit, &house, &shots).await?;
    assert_eq!(unversioned(&stored), unversioned(&shots), "out of a shot that goes");
    Ok(())
}

/// A replacement touches one episode only.
pub async fn a_replacement_leaves_other_episodes(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let other = kit.build.episode(&house.drama, 2);
    let kept = kit.build.shot(&other, &house.scene, 1);
    let mut tx = kit.begin().await?;
    tx.episodes().add(other.clone()).await?;
    tx.shots().replace(other.id, vec![kept.clone()]).await?;
    tx.commit().await?;
    put(&kit, &house, &three(&kit, &house)).await?;
    put(&kit, &house, &[]).await?;
    assert_eq!(kit.read().await?.shots().of_episode(other.id).await?, [kept]);
    Ok(())
}

/// A long storyboard goes in and out whole.
pub async fn a_long_storyboard_survives(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let shots: Vec<Shot> = (1..=120)
        .map(|number| Shot {
            cast: house.cast.iter().map(|character| character.id).collect(),
            lines: (0..3).map(|_| kit.build.line(Some(house.cast[0].id), "说了一句话。")).collect(),
            ..kit.build.shot(&house.episode, &house.scene, number)
        })
        .collect();
    assert_eq!(put(&kit, &house, &shots).await?, shots);
    let half: Vec<Shot> = shots.iter().skip(60).cloned().collect();
    let stored = put(&kit, &house, &half).await?;
    assert_eq!(unversioned(&stored), unversioned(&half));
    Ok(())
}

/// An episode has one storyboard; a second takes its place.
pub async fn a_storyboard_is_put_and_replaced(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let first = kit.build.storyboard(&house.episode);
    let second = Storyboard {
        provenance: kit.build.provenance("zweite Fassung"),
        ..kit.build.storyboard(&house.episode)
    };
    let mut tx = kit.begin().await?;
    assert_eq!(tx.shots().storyboard_of(house.episode.id).await?, None, "no storyboard yet");
    for storyboard in [first, second] {
        tx.shots().put_storyboard(storyboard.clone()).await?;
        let stored = tx.shots().storyboard_of(house.episode.id).await?;
        assert_eq!(stored, Some(storyboard), "the last one put is the one");
    }
    Ok(tx.commit().await?)
}

/// A line knows its episode as long as a shot has it.
pub async fn a_line_knows_its_episode(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let line = all.shot.lines[0].id;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.shots().episode_of_line(line).await?, Some(house.episode.id));
    assert_eq!(tx.shots().episode_of_line(kit.build.id()).await?, None, "an unknown line");
    tx.shots().replace(house.episode.id, vec![]).await?;
    assert_eq!(tx.shots().episode_of_line(line).await?, None, "a line that is gone");
    Ok(())
}
