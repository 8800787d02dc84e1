//! A user, as the rest of the house sees one.

use crate::{UserId, code::coded, time::Timestamp};

coded! {
    /// What a user may do.
    pub enum Role {
        /// Runs the platform.
        Admin = "admin",
        /// Creates.
        User = "user",
        /// Creates, with a membership.
        Vip = "vip",
    }
}

coded! {
    /// Whether a user may come in.
    pub enum UserStatus {
        /// As usual.
        Active = "active",
        /// Shut out by an admin.
        Disabled = "disabled",
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

/// A user. At least one of e-mail and phone is there.
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
    /// What the user may do.
    pub role: Role,
    /// Whether the user may come in.
    pub status: UserStatus,
    /// When the account was made.
    pub created_at: Timestamp,
}
