//! Plans: how much a user may have and do at once, by role.

use crate::{code::coded, rate::Rate, user::Role};
use std::num::{NonZeroU32, NonZeroU64};

coded! {
    /// What a plan limits.
    pub enum Quota {
        /// Jobs that run at once. More of them wait; none is refused.
        RunningJobs = "running_jobs",
        /// Bytes of files.
        StorageBytes = "storage_bytes",
        /// Dramas outside the trash.
        Dramas = "dramas",
        /// Requests in a minute.
        RequestsPerMinute = "requests_per_minute",
    }
}

/// What somebody may have and do; none for as much as they like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// Jobs that run at once.
    pub running_jobs: Option<NonZeroU32>,
    /// Bytes of files, whether uploaded or generated.
    pub storage_bytes: Option<NonZeroU64>,
    /// Dramas outside the trash.
    pub dramas: Option<NonZeroU32>,
    /// Requests in a minute, as many of them at once as anybody likes.
    pub requests_per_minute: Option<NonZeroU32>,
}

/// The plan of each role. Administrators have none: nothing of theirs is limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plans {
    /// Of those without a membership.
    pub user: Plan,
    /// Of those with one.
    pub vip: Plan,
}

/// A quota does not allow so much more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the plan allows {limit} {quota}, {used} are used, {needed} more are needed")]
pub struct QuotaReached {
    /// Which one.
    pub quota: Quota,
    /// How much there may be.
    pub limit: u64,
    /// How much there is.
    pub used: u64,
    /// How much more there would be.
    pub needed: u64,
}

impl Plans {
    /// The plan of a role.
    #[must_use]
    pub const fn of(&self, role: Role) -> Plan {
        match role {
            Role::Admin => {
                Plan { running_jobs: None, storage_bytes: None, dramas: None, requests_per_minute: None }
            }
            Role::User => self.user,
            Role::Vip => self.vip,
        }
    }

    /// How many jobs each may have running.
    #[must_use]
    pub fn running(&self) -> RunningCaps {
        let most = |role| self.of(role).running_jobs.map_or(u32::MAX, NonZeroU32::get);
        RunningCaps { admin: most(Role::Admin), user: most(Role::User), vip: most(Role::Vip) }
    }
}

impl Plan {
    /// How often requests may come.
    #[must_use]
    pub fn requests(&self) -> Option<Rate> {
        self.requests_per_minute.map(Rate::per_minute)
    }
}

/// Holds what there is, and what is to come, to a limit.
///
/// # Errors
/// It would be more than the limit.
pub fn allow(quota: Quota, limit: Option<u64>, used: u64, needed: u64) -> Result<(), QuotaReached> {
    match limit {
        Some(limit) if used.saturating_add(needed) > limit => {
            Err(QuotaReached { quota, limit, used, needed })
        }
        _ => Ok(()),
    }
}

/// How many jobs one user may have running, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningCaps {
    /// Of an administrator.
    pub admin: u32,
    /// Of a user without a membership.
    pub user: u32,
    /// Of one with a membership.
    pub vip: u32,
}

impl RunningCaps {
    /// As many as there are, for everybody.
    pub const NONE: Self = Self::each(u32::MAX);

    /// The same for everybody.
    #[must_use]
    pub const fn each(most: u32) -> Self {
        Self { admin: most, user: most, vip: most }
    }

    /// That of a role.
    #[must_use]
    pub const fn of(self, role: Role) -> u32 {
        match role {
            Role::Admin => self.admin,
            Role::User => self.user,
            Role::Vip => self.vip,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_its_plan_and_administrators_none() {
        let user = Plan { dramas: NonZeroU32::new(3), running_jobs: NonZeroU32::new(2), ..Plan::default() };
        let vip = Plan { dramas: NonZeroU32::new(9), ..Plan::default() };
        let plans = Plans { user, vip };
        assert_eq!((plans.of(Role::User), plans.of(Role::Vip)), (user, vip));
        assert_eq!(plans.of(Role::Admin), Plan::default());
        assert_eq!(plans.running(), RunningCaps { admin: u32::MAX, user: 2, vip: u32::MAX });
    }

    #[test]
    fn a_limit_can_be_used_up_and_not_passed() {
        assert_eq!(allow(Quota::StorageBytes, Some(10), 4, 6), Ok(()));
        let reached = QuotaReached { quota: Quota::StorageBytes, limit: 10, used: 4, needed: 7 };
        assert_eq!(allow(Quota::StorageBytes, Some(10), 4, 7), Err(reached));
        assert_eq!(allow(Quota::Dramas, None, u64::MAX, u64::MAX), Ok(()));
        assert!(
            allow(Quota::Dramas, Some(u64::MAX - 1), u64::MAX, 1).is_err(),
            "no overflow lets anybody by"
        );
    }
}
