use crate::{
    CutId, DramaId, EpisodeId, TakeId,
    cut::Cut,
    error::StoreError,
    operation::{Operation, Target},
    provenance::Digest,
    take::Take,
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Takes.
#[async_trait]
pub trait Takes: Send {
    /// Adds a take. A selected one takes the selection over from the others of its target and operation.
    async fn add(&mut self, take: Take) -> Result<()>;
    /// A take.
    async fn get(&mut self, id: TakeId) -> Result<Option<Take>>;
    /// All takes of a target, newest first.
    async fn of_target(&mut self, target: Target) -> Result<Vec<Take>>;
    /// Makes a take the selected one of its target and operation. False when there is no such take.
    async fn select(&mut self, id: TakeId) -> Result<bool>;
    /// The selected takes of these targets, for all operations.
    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>>;
    /// Any take of the drama that was made for this operation from inputs with this hash, newest first.
    async fn find_made_from(
        &mut self,
        drama: DramaId,
        operation: Operation,
        inputs: Digest,
    ) -> Result<Option<Take>>;
}

/// Cuts.
#[async_trait]
pub trait Cuts: Send {
    /// Adds a cut.
    async fn add(&mut self, cut: Cut) -> Result<()>;
    /// A cut.
    async fn get(&mut self, id: CutId) -> Result<Option<Cut>>;
    /// All cuts of an episode, newest first.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Cut>>;
    /// The latest cut of an episode.
    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>>;
}
