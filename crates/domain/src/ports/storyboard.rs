use crate::{
    EpisodeId, LineId, ShotId, error::StoreError, script::Script, shot::Shot, storyboard::Storyboard,
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Scripts.
#[async_trait]
pub trait Scripts: Send {
    /// The script of an episode.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Option<Script>>;
    /// Puts a script in the place of the one that the episode has, if any.
    async fn put(&mut self, script: Script) -> Result<()>;
}

/// Shots and storyboards.
#[async_trait]
pub trait Shots: Send {
    /// The storyboard of an episode.
    async fn storyboard_of(&mut self, episode: EpisodeId) -> Result<Option<Storyboard>>;
    /// Puts a storyboard in the place of the one that the episode has, if any.
    async fn put_storyboard(&mut self, storyboard: Storyboard) -> Result<()>;
    /// The shots of an episode by number, with their lines.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Shot>>;
    /// A shot with its lines.
    async fn get(&mut self, id: ShotId) -> Result<Option<Shot>>;
    /// Makes these the shots of the episode: shots and lines with known ids are updated (whatever their
    /// version; it is counted up where the shot [says something else](Shot::says_the_same)), new ones added, the
    /// others deleted.
    async fn replace(&mut self, episode: EpisodeId, shots: Vec<Shot>) -> Result<()>;
    /// The episode that a line belongs to.
    async fn episode_of_line(&mut self, line: LineId) -> Result<Option<EpisodeId>>;
}
