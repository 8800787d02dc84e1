//! [`Scripts`](xinggen_domain::ports::Scripts).

use super::{House, Kit, Outcome, StoreHarness};
use xinggen_domain::script::{Beat, Language, LineMode, Script, Utterance};

fn rich(kit: &Kit<'_>, house: &House) -> Script {
    let [lin, chen] = [house.cast[0].id, house.cast[1].id];
    let utterance = |speaker, mode, text: &str, action: &str| Utterance {
        speaker,
        mode,
        text: text.to_owned(),
        action: action.to_owned(),
    };
    let beat = |present, utterances| Beat { scene_id: house.scene.id, present, utterances };
    Script {
        beats: vec![
            beat(
                vec![chen, lin],
                vec![
                    utterance(None, LineMode::VoiceOver, "雪下了一夜。", ""),
                    utterance(Some(lin), LineMode::Dialogue, "“你回来了？”\n", "抬头"),
                    utterance(Some(chen), LineMode::OffScreen, "嗯。", "在门外"),
                ],
            ),
            beat(vec![], vec![utterance(None, LineMode::VoiceOver, "天亮了。", "天色渐白")]),
        ],
        ..kit.build.script(&house.episode, &house.scene, &[])
    }
}

/// Beats, who is present, utterances and their order survive.
pub async fn comes_back_as_it_was_put(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let script = rich(&kit, &house);
    let mut tx = kit.begin().await?;
    assert_eq!(tx.scripts().of_episode(house.episode.id).await?, None, "no script yet");
    tx.scripts().put(script.clone()).await?;
    tx.commit().await?;
    let stored = kit.read().await?.scripts().of_episode(house.episode.id).await?;
    assert_eq!(stored, Some(script));
    Ok(())
}

/// A second script takes the place of the first, with an id of its own and nothing of the first left.
pub async fn a_second_one_replaces_the_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut tx = kit.begin().await?;
    tx.scripts().put(rich(&kit, &house)).await?;
    tx.commit().await?;
    let second = Script {
        language: Language::English,
        provenance: kit.build.provenance("another text"),
        ..kit.build.script(&house.episode, &house.scene, &[house.cast[1].id])
    };
    let mut tx = kit.begin().await?;
    tx.scripts().put(second.clone()).await?;
    tx.scripts().put(second.clone()).await?;
    tx.commit().await?;
    let stored = kit.read().await?.scripts().of_episode(house.episode.id).await?;
    assert_eq!(stored, Some(second));
    Ok(())
}

/// Each episode has its own script.
pub async fn episodes_do_not_share_one(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let other = kit.build.episode(&house.drama, 2);
    let script = kit.build.script(&house.episode, &house.scene, &[]);
    let mut tx = kit.begin().await?;
    tx.episodes().add(other.clone()).await?;
    tx.scripts().put(script.clone()).await?;
    assert_eq!(tx.scripts().of_episode(other.id).await?, None);
    tx.scripts().put(kit.build.script(&other, &house.scene, &[])).await?;
    assert_eq!(tx.scripts().of_episode(house.episode.id).await?, Some(script));
    Ok(())
}
