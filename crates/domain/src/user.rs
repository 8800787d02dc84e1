//! A user, as the rest of the house sees one.

use crate::{
    UserId,
    code::coded,
    identity::Identity,
    limits::{NAME, TextLimit},
    time::Timestamp,
};

coded! {
    /// What a user may do, as clients see it. Stored are `admin` and `user` alone: `vip` is a user with a membership that
    /// holds at the moment, see [`Role::at`].
    pub enum Role {
        /// Runs the platform.
        Admin = "admin",
        /// Creates.
        User = "user",
        /// Creates, with a membership.
        Vip = "vip",
    }
}

impl Role {
    /// The role at a moment of an account whose stored role is this one and whose membership reaches until `vip_until`.
    #[must_use]
    pub fn at(self, vip_until: Option<Timestamp>, now: Timestamp) -> Self {
        match self {
            Self::Admin => Self::Admin,
            Self::User | Self::Vip if vip_until.is_some_and(|until| now < until) => Self::Vip,
            Self::User | Self::Vip => Self::User,
        }
    }
}

coded! {
    /// Whether a user may come in.
    pub enum UserStatus {
        /// As usual.
        Active = "active",
        /// Shut out by an admin.
        Disabled = "disabled",
        /// Gone: nobody is behind the account any more, and nobody can be again.
        Erased = "erased",
    }
}

/// A stored password: a PHC string that names algorithm, cost and salt. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// A user. At least one of e-mail and phone is there, unless the account is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The tenant.
    pub id: UserId,
    /// E-mail, lower case.
    pub email: Option<String>,
    /// Phone number in E.164 form.
    pub phone: Option<String>,
    /// The name shown.
    pub name: String,
    /// The stored role, without the membership: [`Role::Admin`] or [`Role::User`]. What the user may do at a moment is
    /// told by [`User::role_at`].
    pub role: Role,
    /// Until when the granted terms of the membership reach; none when none is granted. See [`crate::membership`].
    pub vip_until: Option<Timestamp>,
    /// Whether the user may come in.
    pub status: UserStatus,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl User {
    /// What the user may do at a moment.
    #[must_use]
    pub fn role_at(&self, now: Timestamp) -> Role {
        self.role.at(self.vip_until, now)
    }

    /// Where the user can be reached.
    #[must_use]
    pub fn identities(&self) -> Vec<Identity> {
        let email = self.email.clone().map(Identity::Email);
        email.into_iter().chain(self.phone.clone().map(Identity::Phone)).collect()
    }

    /// Whether this is one of the user's identities.
    #[must_use]
    pub fn has(&self, identity: &Identity) -> bool {
        let own = match identity {
            Identity::Email(_) => &self.email,
            Identity::Phone(_) => &self.phone,
        };
        own.as_deref() == Some(identity.as_str())
    }
}

/// Which users to list; what is empty does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Only those with this identity.
    pub identity: Option<Identity>,
    /// Only those with this role at the moment.
    pub role: Option<Role>,
    /// Only those with this status.
    pub status: Option<UserStatus>,
}

/// How many characters a password has.
pub const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=256;
/// How hard to guess a password has to be, from 0 to 4.
pub const PASSWORD_SCORE: u8 = 3;
/// How many characters the name shown may have.
pub const NAME_CHARACTERS: usize = 60;
/// The name shown of a user.
pub const SHOWN_NAME: TextLimit = TextLimit { most: NAME_CHARACTERS as u32, ..NAME };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_holds_up_to_its_end_and_makes_no_administrator_less() {
        let end = Timestamp::UNIX_EPOCH + chrono::Duration::days(1);
        let before = end - chrono::Duration::microseconds(1);
        assert_eq!(Role::User.at(Some(end), before), Role::Vip);
        assert_eq!(Role::User.at(Some(end), end), Role::User);
        assert_eq!(Role::User.at(None, before), Role::User);
        assert_eq!(Role::Admin.at(Some(end), before), Role::Admin);
    }
}
