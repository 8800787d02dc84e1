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
    /// When the account was made.
    pub created_at: Timestamp,
}
