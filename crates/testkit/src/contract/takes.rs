//! [`Takes`](xinggen_domain::ports::Takes).

use super::{House, Kit, Outcome, StoreHarness};
use xinggen_domain::{
    asset::Asset,
    drama::Drama,
    job::{Job, Operation},
    subtitle::SpeechMark,
    take::{Take, Target},
};

/// A job and a file that takes can refer to.
async fn made(kit: &Kit<'_>, drama: &Drama, operation: Operation, target: Target) -> Outcome<(Job, Asset)> {
    let job = kit.build.job(kit.build.order(drama, operation, target));
    kit.add_job(&job).await?;
    Ok((job, kit.asset().await?))
}

async fn add(kit: &Kit<'_>, takes: &[Take]) -> Outcome {
    let mut tx = kit.begin().await?;
    for take in takes {
        tx.takes().add(take.clone()).await?;
    }
    Ok(tx.commit().await?)
}

async fn selected(kit: &Kit<'_>, targets: &[Target]) -> Outcome<Vec<Take>> {
    let mut takes = kit.read().await?.takes().selected_of(targets).await?;
    takes.sort_by_key(|take| take.id);
    Ok(takes)
}

fn every_target(kit: &Kit<'_>, house: &House) -> Vec<(Operation, Target)> {
    vec![
        (Operation::Image, Target::Character(house.cast[0].id)),
        (Operation::Image, Target::Scene(house.scene.id)),
        (Operation::Image, Target::Prop(house.prop.id)),
        (Operation::Image, Target::Shot(kit.build.id())),
        (Operation::Voice, Target::Line(kit.build.id())),
        (Operation::Cut, Target::Episode(house.episode.id)),
    ]
}

/// Every field survives, for every kind of target.
pub async fn come_back_as_they_were_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    for (operation, target) in every_target(&kit, &house) {
        let (job, asset) = made(&kit, &house.drama, operation, target).await?;
        let take = Take {
            marks: vec![SpeechMark { chars: 0, ms: 40 }, SpeechMark { chars: 6, ms: 1730 }],
            ..kit.build.take(&job, &asset)
        };
        add(&kit, std::slice::from_ref(&take)).await?;
        assert_eq!(selected(&kit, &[target]).await?, [take], "a take of {target:?}");
    }
    Ok(())
}

/// A selected take takes the selection over; one that is not selected leaves it.
pub async fn the_selection_moves(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Character(house.cast[0].id);
    let (job, asset) = made(&kit, &house.drama, Operation::Image, target).await?;
    let [first, second] = [(); 2].map(|()| kit.build.take(&job, &asset));
    let aside = Take { selected: false, ..kit.build.take(&job, &asset) };
    assert_eq!(selected(&kit, &[target]).await?, [], "no take yet");
    add(&kit, std::slice::from_ref(&aside)).await?;
    assert_eq!(selected(&kit, &[target]).await?, [], "an unselected take is not the one in use");
    add(&kit, std::slice::from_ref(&first)).await?;
    assert_eq!(selected(&kit, &[target]).await?, std::slice::from_ref(&first));
    add(&kit, std::slice::from_ref(&second)).await?;
    assert_eq!(selected(&kit, &[target]).await?, std::slice::from_ref(&second), "the second takes over");
    let later = Take { selected: false, ..kit.build.take(&job, &asset) };
    add(&kit, &[later]).await?;
    assert_eq!(selected(&kit, &[target]).await?, [second], "an unselected take changes nothing");
    Ok(())
}

/// A target has one selected take per operation.
pub async fn operations_are_selected_apart(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Shot(kit.build.id());
    let mut expected = Vec::new();
    for operation in [Operation::Image, Operation::Video] {
        let (job, asset) = made(&kit, &house.drama, operation, target).await?;
        let take = kit.build.take(&job, &asset);
        add(&kit, std::slice::from_ref(&take)).await?;
        expected.push(take);
    }
    assert_eq!(selected(&kit, &[target]).await?, expected);
    Ok(())
}

/// The selected takes of many targets come back at once, those without one are passed over.
pub async fn many_targets_are_asked_at_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let (job, asset) = made(&kit, &house.drama, Operation::Image, Target::Scene(house.scene.id)).await?;
    let take = |target| Take { target, ..kit.build.take(&job, &asset) };
    let takes: Vec<Take> = (0..150).map(|_| take(Target::Line(kit.build.id()))).collect();
    add(&kit, &takes).await?;
    add(&kit, &[take(Target::Line(kit.build.id()))]).await?;
    let mut targets: Vec<Target> = takes.iter().map(|take| take.target).collect();
    targets.push(Target::Line(kit.build.id()));
    targets.push(targets[0]);
    assert_eq!(selected(&kit, &targets).await?, takes, "those asked for, once each");
    assert_eq!(selected(&kit, &[]).await?, [], "of none, none");
    Ok(())
}

/// A target is its kind and its id: the same raw id under another kind is another target.
pub async fn kinds_of_targets_are_kept_apart(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let raw = kit.build.ids().next();
    let shot = Target::from_parts("shot", raw)?;
    let line = Target::from_parts("line", raw)?;
    let (job, asset) = made(&kit, &house.drama, Operation::Image, shot).await?;
    let take = kit.build.take(&job, &asset);
    add(&kit, std::slice::from_ref(&take)).await?;
    assert_eq!(selected(&kit, &[line]).await?, []);
    assert_eq!(selected(&kit, &[line, shot]).await?, [take]);
    Ok(())
}

/// A take is found again by what it was made from: the newest, selected or not, for whatever target.
pub async fn the_newest_made_from_the_same_is_found(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Line(kit.build.id());
    let (job, asset) = made(&kit, &house.drama, Operation::Voice, target).await?;
    let inputs = kit.build.provenance("你回来了。");
    let take = |target, selected| Take {
        provenance: inputs.clone(),
        target,
        selected,
        ..kit.build.take(&job, &asset)
    };
    let old = take(target, true);
    let new = take(Target::Line(kit.build.id()), false);
    let other = kit.build.take(&job, &asset);
    add(&kit, &[old, new.clone(), other]).await?;
    let mut tx = kit.read().await?;
    let found = tx.takes().find_made_from(house.drama.id, Operation::Voice, inputs.hash).await?;
    assert_eq!(found, Some(new), "the newest");
    let found = tx.takes().find_made_from(house.drama.id, Operation::Image, inputs.hash).await?;
    assert_eq!(found, None, "not for another operation");
    let unknown = kit.build.provenance("没有人说过").hash;
    let found = tx.takes().find_made_from(house.drama.id, Operation::Voice, unknown).await?;
    assert_eq!(found, None, "not from other inputs");
    Ok(())
}

/// A take of another drama is never found, even if it was made from the same.
pub async fn dramas_do_not_share_takes(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let other = kit.drama().await?;
    let (job, asset) = made(&kit, &house.drama, Operation::Voice, Target::Line(kit.build.id())).await?;
    let take = kit.build.take(&job, &asset);
    add(&kit, std::slice::from_ref(&take)).await?;
    let mut tx = kit.read().await?;
    let hash = take.provenance.hash;
    assert_eq!(tx.takes().find_made_from(other.id, Operation::Voice, hash).await?, None);
    let found = tx.takes().find_made_from(house.drama.id, Operation::Voice, hash).await?;
    assert_eq!(found, Some(take));
    Ok(())
}

/// The takes of a shot outlive it, so that making the same again finds them.
pub async fn takes_outlive_their_shot(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let mut tx = kit.begin().await?;
    tx.shots().replace(house.episode.id, vec![]).await?;
    tx.commit().await?;
    let hash = all.take.provenance.hash;
    let mut tx = kit.read().await?;
    let found = tx.takes().find_made_from(house.drama.id, Operation::Image, hash).await?;
    assert_eq!(found, Some(all.take));
    Ok(())
}

/// A take is found by its id; a target lists its own, newest first, of all operations, selected or not.
pub async fn a_target_lists_its_own_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Shot(kit.build.id());
    let (image, file) = made(&kit, &house.drama, Operation::Image, target).await?;
    let (clip, film) = made(&kit, &house.drama, Operation::Video, target).await?;
    let (other, _) = made(&kit, &house.drama, Operation::Image, Target::Prop(house.prop.id)).await?;
    let aside = Take { selected: false, ..kit.build.take(&image, &file) };
    let takes = [aside, kit.build.take(&clip, &film), kit.build.take(&image, &file)];
    add(&kit, &takes).await?;
    add(&kit, &[kit.build.take(&other, &file)]).await?;
    let mut tx = kit.read().await?;
    let listed = tx.takes().of_target(target).await?;
    assert!(listed.iter().eq(takes.iter().rev()), "newest first: {listed:?}");
    for take in takes {
        assert_eq!(tx.takes().get(take.id).await?, Some(take));
    }
    assert_eq!(tx.takes().get(kit.build.id()).await?, None, "an unknown id finds nothing");
    assert_eq!(tx.takes().of_target(Target::Shot(kit.build.id())).await?, [], "an unknown target has none");
    Ok(())
}

/// Selecting a take leaves exactly one selected of its target and operation, and the others as they were.
pub async fn a_choice_moves_the_selection(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Shot(kit.build.id());
    let (image, file) = made(&kit, &house.drama, Operation::Image, target).await?;
    let (clip, film) = made(&kit, &house.drama, Operation::Video, target).await?;
    let [first, second, third] = [(); 3].map(|()| kit.build.take(&image, &file));
    let film = kit.build.take(&clip, &film);
    add(&kit, &[first.clone(), second.clone(), third, film.clone()]).await?;
    for chosen in [first.id, second.id, second.id] {
        let mut tx = kit.begin().await?;
        assert!(tx.takes().select(chosen).await?, "the take is there");
        tx.commit().await?;
        let in_use: Vec<_> = selected(&kit, &[target]).await?.iter().map(|take| take.id).collect();
        assert_eq!(in_use, [chosen, film.id], "one for each operation");
    }
    let mut tx = kit.begin().await?;
    assert!(!tx.takes().select(kit.build.id()).await?, "there is no such take");
    tx.commit().await?;
    assert_eq!(selected(&kit, &[target]).await?, [second, film], "nothing moved");
    Ok(())
}
