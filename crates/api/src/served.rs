//! Headers of bytes that users shaped: a browser shows or plays them and does nothing else with them.

use actix_web::{
    HttpResponseBuilder,
    http::header::{CONTENT_SECURITY_POLICY, HeaderName},
};

/// Who may embed a response (Fetch, section 3.7).
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// For what a browser opens by itself: no scripts, no forms, nothing from elsewhere, and an origin of its own.
const SANDBOX: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";

/// The same for what a browser plays. Chromium wraps it in a document that loads the address once more, which an
/// origin of its own would make a cross-origin request. Without `allow-scripts` the origin is of no use to anything else.
const SANDBOX_OF_MEDIA: &str =
    "sandbox allow-same-origin; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'";

/// How a browser is to treat a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Plays it in its own tab.
    Played,
    /// Shows it in its own tab.
    Still,
    /// Saves it.
    Saved,
}

impl Shown {
    /// By the media type, of those that assets have. One that is not known is saved.
    pub(crate) fn of(mime: &str) -> Self {
        match mime.split(';').next().unwrap_or_default().trim() {
            "video/mp4" | "audio/wav" | "audio/mpeg" => Self::Played,
            "image/png" | "image/jpeg" | "image/webp" | "text/plain" => Self::Still,
            _ => Self::Saved,
        }
    }

    /// The first word of `Content-Disposition`.
    pub(crate) const fn disposition(self) -> &'static str {
        match self {
            Self::Played | Self::Still => "inline",
            Self::Saved => "attachment",
        }
    }

    /// Adds the headers. Pages of any origin may embed such bytes: a link is all that reading them takes, and without one
    /// there is nothing to embed.
    pub(crate) fn guard(self, response: &mut HttpResponseBuilder) {
        let policy = if self == Self::Played { SANDBOX_OF_MEDIA } else { SANDBOX };
        response
            .insert_header((CONTENT_SECURITY_POLICY, policy))
            .insert_header((CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"));
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn only_what_cannot_act_is_opened_in_a_tab() {
        for mime in ["video/mp4", "audio/wav", "audio/mpeg"] {
            assert_eq!(Shown::of(mime), Shown::Played, "{mime}");
        }
        for mime in ["image/png", "image/jpeg", "image/webp", "text/plain", "text/plain; charset=utf-8"] {
            assert_eq!(Shown::of(mime), Shown::Still, "{mime}");
        }
        for mime in [
            "text/html",
            "image/svg+xml",
            "application/xml",
            "application/pdf",
            "text/markdown",
            "application/x-subrip",
            "text/x-ssa",
            "IMAGE/PNG",
            "",
        ] {
            assert_eq!(Shown::of(mime), Shown::Saved, "{mime}");
            assert_eq!(Shown::of(mime).disposition(), "attachment");
        }
    }
}
