//! What is as long as its voices is quoted by them, whoever asks and whether or not they were measured before.

use crate::house::{House, key, story};
use xinggen_application::{GenerationOrder, ShotChange, Shots};
use xinggen_domain::{EpisodeId, ShotId, job::Operation, take::Target};

impl House {
    /// An episode that is done, of which two shots were made one: all voices are current, and nothing has measured it.
    async fn merged(&self) -> (EpisodeId, ShotId) {
        let episode = self.produce(story()).await.production.episode_id;
        let shots = Shots::new(self.world.ports());
        let board = self.look(episode).await.shots;
        let spoken = |at: usize| board[at].lines.iter().filter_map(|line| line.duration_ms).sum::<u32>();
        let fits = |at: &usize| {
            board[*at].scene_id == board[at + 1].scene_id && spoken(*at) > 0 && spoken(at + 1) > 0
        };
        let at = (0..board.len() - 1).filter(fits).max_by_key(|at| spoken(*at) + spoken(at + 1));
        let at = at.expect("two spoken shots of a scene");
        for (at, planned_ms) in [(at, 4000), (at + 1, 8000)] {
            let change = ShotChange { planned_ms: Some(planned_ms), ..ShotChange::default() };
            shots.update_shot(self.user, board[at].id, None, change).await.expect("changed");
        }
        let merged = shots.merge_shots(self.user, board[at].id, None).await.expect("merged").shot;
        assert_eq!((merged.planned_ms, merged.measured_ms), (12_000, None));
        assert!(spoken(at) + spoken(at + 1) > 10_800, "{} and {} ms", spoken(at), spoken(at + 1));
        (episode, merged.id)
    }
}

#[tokio::test]
async fn a_clip_that_nobody_measured_can_be_had_for_its_quote() {
    let house = House::with_credits(4000).await;
    let (episode, shot) = house.merged().await;
    let order = GenerationOrder { operation: Operation::Video, target: Target::Shot(shot) };
    let before = house.look(episode).await.shots;
    let quote = house.quotes().keep_generation(house.user, episode, order).await.expect("quoted");
    assert_eq!(house.look(episode).await.shots, before, "a quote writes nothing");
    let asked = house.generations().request_quoted(house.user, order, quote.id, key("a")).await;
    let asked = asked.expect("just what was quoted");
    assert_eq!(asked.quoted, quote.amount().exact);
    let after = house.look(episode).await.shots;
    assert_eq!(after.len(), before.len() + 1, "too long for one shot: it was split");
    assert!(after.iter().all(|shot| shot.measured_ms.is_some()), "what was measured is kept with the job");
    house.world.work().await;
    house.check_settled().await;
}
