use super::range::Wanted;
use crate::{
    problem::{Code, Problem},
    served::Shown,
};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header::{
        ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, EntityTag,
        Header as _, IF_RANGE, IfNoneMatch, RANGE,
    },
};
use chrono::{DateTime, Utc};
use std::ops::Range;
use xinggen_domain::asset::Asset;

/// What a request for bytes is answered with.
pub(super) enum Answer {
    Unchanged,
    Whole(u64),
    Part(Range<u64>, u64),
}

impl Answer {
    /// Reads what the request says of ranges and of what the client has.
    ///
    /// # Errors
    /// The file has no such range.
    pub(super) fn to(request: &HttpRequest, asset: &Asset) -> Result<Self, Problem> {
        let tag = tag(asset);
        let known = match IfNoneMatch::parse(request) {
            Ok(IfNoneMatch::Any) => request.headers().contains_key("if-none-match"),
            Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
            Err(_) => false,
        };
        if known {
            return Ok(Self::Unchanged);
        }
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        // A range of another version of the file would be put together with bytes of this one.
        let same = header(IF_RANGE).is_none_or(|of| of == tag.to_string());
        match header(RANGE).filter(|_| same).map_or(Wanted::Whole, |range| Wanted::read(range, asset.bytes)) {
            Wanted::Whole => Ok(Self::Whole(asset.bytes)),
            Wanted::Part(range) => Ok(Self::Part(range, asset.bytes)),
            Wanted::Nothing => Err(Problem::new(Code::RangeNotSatisfiable).with("bytes", asset.bytes)),
        }
    }

    /// Which bytes are sent.
    pub(super) fn bytes(&self) -> Option<Range<u64>> {
        match self {
            Self::Unchanged => None,
            Self::Whole(bytes) => Some(0..*bytes),
            Self::Part(range, _) => Some(range.clone()),
        }
    }

    /// Status and headers.
    pub(super) fn response(
        &self,
        asset: &Asset,
        until: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> HttpResponseBuilder {
        let mut response = match self {
            Self::Unchanged => HttpResponse::NotModified(),
            Self::Whole(_) => HttpResponse::Ok(),
            Self::Part(..) => HttpResponse::PartialContent(),
        };
        let cache = match until {
            // A link is worth nothing when it is over, and neither is what a cache keeps under it.
            Some(until) => format!("private, max-age={}", (until - now).num_seconds().max(0)),
            None => "private, no-cache".to_owned(),
        };
        let shown = Shown::of(&asset.mime);
        shown.guard(&mut response);
        response.insert_header((CACHE_CONTROL, cache)).insert_header((ETAG, tag(asset).to_string()));
        if let Self::Unchanged = self {
            return response;
        }
        if let Self::Part(range, all) = self {
            response.insert_header((CONTENT_RANGE, format!("bytes {}-{}/{all}", range.start, range.end - 1)));
        }
        response
            .insert_header((ACCEPT_RANGES, "bytes"))
            .insert_header((CONTENT_TYPE, media_type(asset)))
            .insert_header((
                CONTENT_DISPOSITION,
                format!("{}; filename=\"{}\"", shown.disposition(), file_name(asset)),
            ));
        response
    }
}

fn tag(asset: &Asset) -> EntityTag {
    EntityTag::new_strong(asset.sha256.to_string())
}

/// Texts are UTF-8, those that were uploaded as well as those that we write.
fn media_type(asset: &Asset) -> String {
    let text = asset.mime.starts_with("text/") || asset.mime == "application/x-subrip";
    if text && !asset.mime.contains("charset") {
        format!("{}; charset=utf-8", asset.mime)
    } else {
        asset.mime.clone()
    }
}

/// The id with the extension of the stored object: nothing that somebody entered.
fn file_name(asset: &Asset) -> String {
    let extension = asset.key.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
    let plain =
        (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { format!("{}.{extension}", asset.id) } else { asset.id.to_string() }
}
