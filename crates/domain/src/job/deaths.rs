//! Deaths: processes that ended while they computed a job.
//!
//! An input can take a whole process down (memory, stack, a bug in a library), and no error handler sees that. The
//! process that takes the jobs up afterwards counts instead:
//!
//! - A **death** is counted against every job that was running when its process went away: it crashed, was killed, or
//!   did not extend the lease in time. Nothing can tell these apart from outside.
//! - A job with a death **runs alone** in its process. The first death may have been the fault of a job beside it, so
//!   it is not blamed on one of them; from then on a death is that of the one job that ran.
//! - After [`MAX_DEATHS`] deaths, the first one included, the job is **given up**: failed, dead, hold released, charged
//!   nothing. A job that shared a process with the culprit once has two deaths left and succeeds alone.
//! - A death uses up no attempt. Attempts count runs that ended with an error of their own.
//! - A process that ends in order counts nothing: it puts back what it could not finish. So does one that stops a job
//!   because its user was disabled.
//! - A job that tries again what was given up runs alone from the start.

use super::{Job, JobState};

/// After how many deaths a job is given up, the first one, beside other jobs, included.
pub const MAX_DEATHS: u32 = 3;

impl Job {
    /// Whether no other job may be computed beside it in the same process.
    #[must_use]
    pub const fn runs_alone(&self) -> bool {
        self.deaths > 0
    }

    /// Whether so many processes died of it that it is not tried again.
    #[must_use]
    pub const fn is_deadly(&self) -> bool {
        self.deaths >= MAX_DEATHS
    }

    /// Counts the death of the process that computed it; the attempt that this cut short does not count.
    pub fn count_death(&mut self) {
        self.deaths = self.deaths.saturating_add(1);
        self.give_attempt_back();
    }

    /// The last attempt was cut short for a reason that is not the job's.
    pub fn give_attempt_back(&mut self) {
        self.attempt = self.attempt.saturating_sub(1);
    }

    /// With how many deaths a job begins that tries this one again.
    #[must_use]
    pub const fn deaths_of_retry(&self) -> u32 {
        if self.is_deadly() { 1 } else { 0 }
    }

    /// Whether an operator should look at a job that ends in this state now.
    pub(super) fn ends_dead(&self, state: JobState) -> bool {
        state == JobState::Failed && (self.attempt >= self.max_attempts || self.is_deadly())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Id as _, JobId,
        job::JobOrder,
        operation::{Operation, Target},
        time::Timestamp,
    };
    use uuid::Uuid;

    fn job() -> Job {
        let order = JobOrder {
            production_id: None,
            drama_id: crate::DramaId::from_uuid(Uuid::from_u128(1)),
            episode_id: None,
            operation: Operation::Image,
            target: Target::Prop(crate::PropId::from_uuid(Uuid::from_u128(2))),
            inputs: None,
        };
        Job::new(JobId::from_uuid(Uuid::from_u128(3)), order, false, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn the_first_death_sets_a_job_apart_and_the_third_gives_it_up() {
        let mut job = job();
        assert!(!job.runs_alone() && !job.is_deadly());
        for (deaths, given_up) in [(1, false), (2, false), (3, true)] {
            job.attempt += 1;
            job.count_death();
            assert_eq!((job.deaths, job.attempt), (deaths, 0), "a death uses up no attempt");
            assert!(job.runs_alone());
            assert_eq!(job.is_deadly(), given_up);
        }
        assert_eq!(job.deaths_of_retry(), 1, "what tries it again runs alone");
        job.finish(JobState::Failed, None, Timestamp::UNIX_EPOCH);
        assert!(job.dead);
    }

    #[test]
    fn a_job_is_dead_when_it_failed_for_deaths_or_attempts_alone() {
        let end = |deaths, attempt, state| {
            let mut job = Job { deaths, attempt, ..job() };
            job.finish(state, None, Timestamp::UNIX_EPOCH);
            job.dead
        };
        assert!(end(3, 1, JobState::Failed) && end(0, 3, JobState::Failed));
        assert!(!end(2, 1, JobState::Failed), "it failed for another reason");
        assert!(!end(3, 3, JobState::Cancelled) && !end(2, 3, JobState::Succeeded));
        assert_eq!(Job { deaths: 2, ..job() }.deaths_of_retry(), 0);
    }
}
