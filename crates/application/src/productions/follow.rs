use super::Productions;
use crate::load_episode;
use xinggen_domain::{
    EpisodeId, UserId,
    error::StoreError,
    job::{Job, Operation},
    production::{Production, ProductionState},
    take::Target,
};

impl Productions {
    /// What follows from a job that ended: its production goes on, and others of the drama that waited for what it
    /// made. After one that somebody asked for on its own,
    /// shots are measured where it spoke the last line, and the production that waits for it, if any, goes on.
    pub(crate) async fn follow(&self, user: UserId, job: &Job) -> Result<(), StoreError> {
        self.follow_own(user, job).await?;
        self.wake_others(user, job).await
    }

    /// Pictures of cast, scenes and props belong to all episodes of a drama: productions that have nothing else under
    /// way may have waited for this one.
    async fn wake_others(&self, user: UserId, job: &Job) -> Result<(), StoreError> {
        if !matches!(job.target, Target::Character(_) | Target::Scene(_) | Target::Prop(_)) {
            return Ok(());
        }
        let live = self.ports.store.begin(user).await?.productions().lock_live_of_drama(job.drama_id).await?;
        let runs = |other: &&Production| other.state == ProductionState::Running;
        for other in live.iter().filter(runs).filter(|other| Some(other.id) != job.production_id) {
            self.advance(user, other.id).await?;
        }
        Ok(())
    }

    async fn follow_own(&self, user: UserId, job: &Job) -> Result<(), StoreError> {
        if let Some(production) = job.production_id {
            return self.advance(user, production).await;
        }
        let Some(episode) = job.episode_id else {
            return Ok(());
        };
        if matches!(job.operation, Operation::Voice | Operation::Storyboard) {
            self.measure(user, episode).await?;
        }
        let live = self.ports.store.begin_read(user).await?.productions().live_of(episode).await?;
        match live {
            Some(production) => self.advance(user, production.id).await,
            None => Ok(()),
        }
    }

    /// Measures the shots of an episode, when all its lines are spoken.
    async fn measure(&self, user: UserId, episode: EpisodeId) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(user).await?;
        tx.episodes().lock(episode).await?;
        let Some(mut state) = load_episode(&mut *tx, episode).await? else {
            return Ok(());
        };
        let speech = self.ports.vendors.speech.model();
        if state.measure_shots(&speech, || self.ports.ids.id()) {
            tx.shots().replace(episode, state.shots).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
