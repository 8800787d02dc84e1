//! What was spent on what, and the caps that users set to it.

mod cap;

pub use cap::{CapReached, CapScope, MOST_CAP, SpendingCap, day_of, local_time};

use crate::{
    Credits, DramaId, EpisodeId, JobId, ShotId, code::coded, ledger::TransactionKind, operation::Operation,
    time::Timestamp,
};

/// Which entries of a statement; every given part must match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatementFilter {
    /// Of this kind.
    pub kind: Option<TransactionKind>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// For a job of this drama.
    pub drama: Option<DramaId>,
    /// For a job of this episode.
    pub episode: Option<EpisodeId>,
    /// For this job.
    pub job: Option<JobId>,
}

coded! {
    /// By what spending is added up.
    pub enum SpendingBy {
        /// By the drama that a job worked for.
        Drama = "drama",
        /// By the episode that it worked for.
        Episode = "episode",
        /// By the shot that it made something for: the shot itself, or a line of it.
        Shot = "shot",
        /// By what it did.
        Operation = "operation",
    }
}

/// What credits were spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpentOn {
    /// A drama.
    Drama(DramaId),
    /// An episode.
    Episode(EpisodeId),
    /// A shot.
    Shot(ShotId),
    /// A kind of work.
    Operation(Operation),
    /// What belongs to no episode or no shot, or to a line that is gone.
    Rest,
}

/// Which spending; every given part must match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpendingFilter {
    /// On this drama.
    pub drama: Option<DramaId>,
    /// On this episode.
    pub episode: Option<EpisodeId>,
    /// Charged or credited back from this moment on. What is held is held now, whenever it began to be.
    pub from: Option<Timestamp>,
    /// Charged or credited back before this moment.
    pub to: Option<Timestamp>,
}

/// What was spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spending {
    /// All charges.
    pub charged: Credits,
    /// What was returned of charges.
    pub credited_back: Credits,
    /// What is held now.
    pub held: Credits,
    /// How many jobs were charged or credited back, or hold something.
    pub jobs: i64,
}

impl Spending {
    /// What was charged, less what was returned of it; below nothing where more was returned than charged in a time.
    #[must_use]
    pub fn net(&self) -> Credits {
        self.charged - self.credited_back
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            charged: self.charged + other.charged,
            credited_back: self.credited_back + other.credited_back,
            held: self.held + other.held,
            jobs: self.jobs + other.jobs,
        }
    }
}

/// What was spent on one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendingTotal {
    /// On what.
    pub on: SpentOn,
    /// How much.
    pub spending: Spending,
}
