//! The caller's language.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

/// A language that messages are there in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// English, where nothing else is asked for.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// The first of the languages that `Accept-Language` asks for, by weight, that is there.
    pub(crate) fn asked(headers: &HeaderMap) -> Self {
        let text = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (0.0, Self::default());
        for part in text.split(',') {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(|tag| Self::of_tag(tag.trim())) else { continue };
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse().ok());
            // Not a number is not greater than anything either.
            if let Some(weight) = weight
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Chinese)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else {
            None
        }
    }

    /// The tag for `Content-Language`.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

impl From<Language> for xinggen_domain::script::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::English,
            Language::Chinese => Self::Chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn asked(text: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(text));
        Language::asked(&headers)
    }

    #[test]
    fn the_weightiest_known_language_wins() {
        assert_eq!(asked("zh-CN,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(asked("en;q=0.5, zh-Hans;q=0.6"), Language::Chinese);
        assert_eq!(asked("fr, en;q=0.2"), Language::English);
        assert_eq!(asked("zh;q=0, en;q=nonsense"), Language::English);
        assert_eq!(asked("de"), Language::English);
    }
}
