use super::{
    Result,
    table::{parent, unique},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::collections::BTreeSet;
use xinggen_domain::{EpisodeId, LineId, ShotId, ports::Shots, shot::Shot, storyboard::Storyboard};

pub(super) struct MemoryShots<'a>(pub(super) &'a mut MemoryTx);

/// Checks that everything a shot shows is there, and that its ids and number are free.
fn check(tenant: &TenantData, shot: &Shot) -> Result<()> {
    parent(&tenant.episodes, shot.episode_id, "episode")?;
    parent(&tenant.scenes, shot.scene_id, "scene")?;
    let speakers = shot.lines.iter().filter_map(|line| line.speaker);
    for character in shot.cast.iter().copied().chain(speakers) {
        parent(&tenant.characters, character, "character")?;
    }
    for prop in &shot.props {
        parent(&tenant.props, *prop, "prop")?;
    }
    unique(tenant.shots.contains_key(&shot.id), "shot id")?;
    let lines: BTreeSet<_> = shot.lines.iter().map(|line| line.id).collect();
    let mut others = tenant.shots.values().flat_map(|other| &other.lines);
    unique(lines.len() < shot.lines.len() || others.any(|line| lines.contains(&line.id)), "line id")?;
    let same_number = |other: &Shot| other.episode_id == shot.episode_id && other.number == shot.number;
    unique(tenant.shots.values().any(same_number), "shot number")
}

#[async_trait]
impl Shots for MemoryShots<'_> {
    async fn storyboard_of(&mut self, episode: EpisodeId) -> Result<Option<Storyboard>> {
        self.0.read(|tenant| {
            tenant.storyboards.get(&episode).filter(|_| tenant.shows_episode(episode)).cloned()
        })
    }

    async fn put_storyboard(&mut self, storyboard: Storyboard) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.episodes, storyboard.episode_id, "episode")?;
            tenant.storyboards.insert(storyboard.episode_id, storyboard);
            Ok(())
        })
    }

    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Shot>> {
        self.0.read(|tenant| {
            let shots = tenant.shots.values().filter(|shot| shot.episode_id == episode);
            let mut shots: Vec<Shot> = shots.filter(|_| tenant.shows_episode(episode)).cloned().collect();
            shots.sort_by_key(|shot| shot.number);
            shots
        })
    }

    async fn get(&mut self, id: ShotId) -> Result<Option<Shot>> {
        self.0.read(|tenant| {
            tenant.shots.get(&id).filter(|shot| tenant.shows_episode(shot.episode_id)).cloned()
        })
    }

    async fn replace(&mut self, episode: EpisodeId, shots: Vec<Shot>) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.episodes, episode, "episode")?;
            let old: Vec<Shot> = tenant
                .shots
                .extract_if(.., |_, shot| shot.episode_id == episode)
                .map(|(_, shot)| shot)
                .collect();
            for mut shot in shots {
                shot.episode_id = episode;
                if let Some(known) = old.iter().find(|known| known.id == shot.id) {
                    shot.version = known.version + i64::from(!shot.says_the_same(known));
                }
                check(tenant, &shot)?;
                tenant.shots.insert(shot.id, shot);
            }
            Ok(())
        })
    }

    async fn episode_of_line(&mut self, line: LineId) -> Result<Option<EpisodeId>> {
        self.0.read(|tenant| {
            let has_it = |shot: &&Shot| shot.lines.iter().any(|other| other.id == line);
            let episode = tenant.shots.values().find(has_it).map(|shot| shot.episode_id);
            episode.filter(|episode| tenant.shows_episode(*episode))
        })
    }
}
