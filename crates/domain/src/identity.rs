//! Where somebody can be reached, and by which they are found again: an e-mail address or a phone number.

use crate::{code::coded, limits::is_invisible};

coded! {
    /// A kind of identity.
    pub enum IdentityKind {
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
    }
}

/// An e-mail address or a phone number in its normal form. Shown without most of itself, so that logs name nobody.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// As [`normal_email`] writes it.
    Email(String),
    /// As [`normal_phone`] writes it.
    Phone(String),
}

impl Identity {
    /// An e-mail address as somebody typed it.
    #[must_use]
    pub fn email(text: &str) -> Option<Self> {
        normal_email(text).map(Self::Email)
    }

    /// A phone number as somebody typed it.
    #[must_use]
    pub fn phone(text: &str) -> Option<Self> {
        normal_phone(text).map(Self::Phone)
    }

    /// Whichever of the two a text is.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.contains('@') { Self::email(text) } else { Self::phone(text) }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> IdentityKind {
        match self {
            Self::Email(_) => IdentityKind::Email,
            Self::Phone(_) => IdentityKind::Phone,
        }
    }

    /// The address or number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Phone(text) => text,
        }
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.as_str().chars().take(4).collect();
        write!(f, "{}({shown}…)", self.kind())
    }
}

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

/// A phone number in E.164 form: `+`, a country code, 8 to 15 digits in all. Without a country code it is one of
/// mainland China, where only mobile numbers receive messages: 11 digits that begin with 13 to 19. Spaces, hyphens,
/// dots and brackets between the digits are left out, `00` counts as `+`. None when it has not that shape.
#[must_use]
pub fn normal_phone(text: &str) -> Option<String> {
    let text = text.trim();
    let between = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}');
    let bare: String = text.chars().filter(|c| !between(*c)).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mobile = |text: &str| text.len() == 11 && matches!(text.as_bytes(), [b'1', b'3'..=b'9', ..]);
    let abroad = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    let Some(number) = abroad else {
        return (digits(&bare) && mobile(&bare)).then(|| format!("+86{bare}"));
    };
    let shaped = digits(number) && !number.starts_with('0') && (8..=15).contains(&number.len());
    let reached = number.strip_prefix("86").is_none_or(mobile);
    (shaped && reached).then(|| format!("+{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_of_china_unless_they_say_otherwise() {
        for text in
            ["13800138000", " 138 0013-8000 ", "+86 138 0013 8000", "0086-13800138000", "(138)0013.8000"]
        {
            assert_eq!(normal_phone(text).as_deref(), Some("+8613800138000"), "{text}");
        }
        assert_eq!(normal_phone("+1 (415) 555-2671").as_deref(), Some("+14155552671"));
        assert_eq!(normal_phone("+852 9123 4567").as_deref(), Some("+85291234567"));
    }

    #[test]
    fn what_cannot_be_called_is_none() {
        for text in [
            "",
            "+",
            "00",
            "1380013800",
            "138001380000",
            "12800138000",
            "+8612800138000",
            "+86 10 6552 9988",
            "+0138001380",
            "+1234567",
            "+1234567890123456",
            "13800l38000",
            "+86+13800138000",
            "１３８００１３８０００",
        ] {
            assert_eq!(normal_phone(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_with_an_at_is_an_email() {
        assert_eq!(Identity::read("Lin@Example.com"), Some(Identity::Email("lin@example.com".to_owned())));
        assert_eq!(Identity::read("13800138000"), Some(Identity::Phone("+8613800138000".to_owned())));
        assert_eq!(Identity::read("lin"), None);
        let shown = format!("{:?}", Identity::Phone("+8613800138000".to_owned()));
        assert_eq!(shown, "phone(+861…)");
    }

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
