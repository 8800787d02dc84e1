//! A user, as the rest of the house sees one.

use crate::{
    UserId,
    code::coded,
    identity::Identity,
    limits::{NAME, TextLimit, is_invisible},
    time::Timestamp,
};

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
    /// What the user may do.
    pub role: Role,
    /// Whether the user may come in.
    pub status: UserStatus,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl User {
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
    /// Only those with this role.
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

/// An e-mail address as it is stored and looked up: trimmed and in lower case. None when it has not the shape of
/// one: `local@host.tld`, at most 254 characters, without white space. Whether it exists only a mail can tell.
#[must_use]
pub fn normal_email(text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    let (local, host) = email.rsplit_once('@')?;
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let plain = |c: char| !matches!(c, '@' | '<' | '>' | ',' | ';' | '"');
    let local_fits = (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.');
    let host_fits = host.contains('.') && host.split('.').all(label);
    // What cannot be seen would make two addresses that look alike.
    let seen = !email.chars().any(is_invisible);
    (email.len() <= 254 && seen && local_fits && host_fits).then_some(email)
}

#[cfg(test)]
mod tests {
    use super::normal_email;

    #[test]
    fn addresses_are_trimmed_and_lower_case() {
        assert_eq!(normal_email(" Lin.Wan+1@Example.COM\n").as_deref(), Some("lin.wan+1@example.com"));
        assert_eq!(normal_email("林晚@例子.中国").as_deref(), Some("林晚@例子.中国"));
    }

    #[test]
    fn what_has_not_the_shape_of_an_address_is_none() {
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "a",
            "@b.c",
            "a@",
            "a@b",
            "a@.c",
            "a@b.",
            "a@-b.c",
            "a b@c.d",
            "a@b@c.d",
            ".a@b.c",
            "a@b c.d",
            "a\u{200b}@b.c",
            "a@b\u{3164}.c",
            "\u{202e}a@b.c",
            &long,
        ] {
            assert_eq!(normal_email(text), None, "{text}");
        }
    }
}
