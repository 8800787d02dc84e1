//! Plans: how much a user may have and do at once, by role.

use crate::{code::coded, rate::Rate, time::Timestamp, user::Role};
use std::num::{NonZeroU32, NonZeroU64};

coded! {
    /// The plans that there are: each is a row that [`PlanRow`] describes.
    pub enum PlanName {
        /// Of those without a membership.
        User = "user",
        /// Of those with one.
        Vip = "vip",
    }
}

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
        /// Episodes of one drama.
        Episodes = "episodes",
        /// Characters of one drama.
        Characters = "characters",
        /// Scenes of one drama.
        Scenes = "scenes",
        /// Props of one drama.
        Props = "props",
    }
}

/// What is counted in each drama by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DramaPart {
    /// Its episodes.
    Episodes,
    /// Its characters.
    Characters,
    /// Its scenes.
    Scenes,
    /// Its props.
    Props,
}

impl DramaPart {
    /// What texts are read and storyboards are drawn up with.
    pub const CAST: [Self; 3] = [Self::Characters, Self::Scenes, Self::Props];

    /// The quota that limits it.
    #[must_use]
    pub const fn quota(self) -> Quota {
        match self {
            Self::Episodes => Quota::Episodes,
            Self::Characters => Quota::Characters,
            Self::Scenes => Quota::Scenes,
            Self::Props => Quota::Props,
        }
    }

    /// How many one drama can have whatever the plan says, administrators' dramas included. The whole cast is at hand
    /// when a text is read or a storyboard drawn up, and the sources of all episodes are in one list, so without a
    /// bound one drama could take up a process.
    #[must_use]
    pub const fn most(self) -> u32 {
        match self {
            Self::Episodes => 500,
            Self::Characters | Self::Scenes | Self::Props => 3_000,
        }
    }
}

/// How much one drama may have of each part; none for as much as a drama can have ([`DramaPart::most`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PerDrama {
    /// Episodes.
    pub episodes: Option<NonZeroU32>,
    /// Characters.
    pub characters: Option<NonZeroU32>,
    /// Scenes.
    pub scenes: Option<NonZeroU32>,
    /// Props.
    pub props: Option<NonZeroU32>,
}

impl PerDrama {
    /// As much as a drama can have.
    pub const MOST: Self = Self { episodes: None, characters: None, scenes: None, props: None };

    /// How many of this part there may be.
    #[must_use]
    pub fn limit(self, part: DramaPart) -> u64 {
        let chosen = match part {
            DramaPart::Episodes => self.episodes,
            DramaPart::Characters => self.characters,
            DramaPart::Scenes => self.scenes,
            DramaPart::Props => self.props,
        };
        chosen.map_or(part.most(), |chosen| chosen.get().min(part.most())).into()
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
    /// What one drama may have.
    pub per_drama: PerDrama,
}

/// The plan of each role. Administrators have none: nothing of theirs is limited but by what one drama can have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plans {
    /// Of those without a membership.
    pub user: Plan,
    /// Of those with one.
    pub vip: Plan,
}

/// A plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Which one.
    pub name: PlanName,
    /// What it allows.
    pub plan: Plan,
    /// Codes of what it brings beside its quotas; none are in use yet.
    pub benefits: Vec<String>,
    /// When an administrator changed it; none while it is as the settings say.
    pub changed_at: Option<Timestamp>,
}

impl Plans {
    /// The rows of these plans, as settings.
    #[must_use]
    pub fn rows(&self) -> Vec<PlanRow> {
        let row = |name, plan| PlanRow { name, plan, benefits: vec![], changed_at: None };
        vec![row(PlanName::User, self.user), row(PlanName::Vip, self.vip)]
    }

    /// The plans that rows say; those without a row stay as they are.
    #[must_use]
    pub fn with(mut self, rows: &[PlanRow]) -> Self {
        for row in rows {
            match row.name {
                PlanName::User => self.user = row.plan,
                PlanName::Vip => self.vip = row.plan,
            }
        }
        self
    }
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
            Role::Admin => Plan {
                running_jobs: None,
                storage_bytes: None,
                dramas: None,
                requests_per_minute: None,
                per_drama: PerDrama::MOST,
            },
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
    fn no_plan_lets_a_drama_grow_without_end() {
        let small = PerDrama { props: NonZeroU32::new(7), ..PerDrama::default() };
        assert_eq!((small.limit(DramaPart::Props), small.limit(DramaPart::Scenes)), (7, 3_000));
        let huge = PerDrama { characters: NonZeroU32::new(u32::MAX), ..PerDrama::default() };
        let admin = Plans { user: Plan { per_drama: huge, ..Plan::default() }, vip: Plan::default() };
        for role in [Role::Admin, Role::User, Role::Vip] {
            assert_eq!(admin.of(role).per_drama.limit(DramaPart::Characters), 3_000, "{role}");
            assert_eq!(admin.of(role).per_drama.limit(DramaPart::Episodes), 500, "{role}");
        }
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
