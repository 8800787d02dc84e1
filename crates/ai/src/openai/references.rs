//! The pictures that a new one must agree with: how many a model takes, and how they are sent.
//!
//! OpenAI's image models take files at `POST /images/edits`, up to 16 (API reference, "Create image edit"). Seedream 4 and
//! later take them in the body of `POST /images/generations` as `image`, a list of addresses or `data:` URLs, of which
//! ten are sure (Volcengine Ark, "图片生成 API"). About other models nothing is known, and nothing is sent to them.

use crate::wording;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use xinggen_domain::ports::{Reference, ReferenceSupport};
use xinggen_outbound::{Part, file_part};

/// The most bytes of references in one request, before they are encoded.
const BYTES: usize = 40 << 20;

/// How a model takes references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// As files of a form at `images/edits`.
    Edits,
    /// As `data:` URLs in the body.
    Body,
}

/// How a model takes references and how many; none when it takes none.
pub(crate) fn way(model: &str) -> Option<(Way, u32)> {
    let model = model.to_ascii_lowercase();
    let seedream = model.split("seedream-").nth(1).and_then(|rest| rest.chars().next()?.to_digit(10));
    if model.starts_with("gpt-image") || model.starts_with("chatgpt-image") {
        Some((Way::Edits, 16))
    } else if seedream.is_some_and(|version| version >= 4) {
        Some((Way::Body, 10))
    } else {
        None
    }
}

/// The same, as the domain says it.
pub(crate) fn support(model: &str) -> ReferenceSupport {
    way(model).map_or(ReferenceSupport::None, |(_, most)| ReferenceSupport::UpTo(most))
}

/// Of these the first that a model takes in one request.
pub(crate) fn taken<'a>(model: &str, references: &'a [Reference]) -> (Option<Way>, &'a [Reference]) {
    let Some((way, most)) = way(model) else { return (None, &[]) };
    let mut bytes = 0;
    let fits = references.iter().take(most as usize).take_while(|reference| {
        bytes += reference.image.len();
        bytes <= BYTES
    });
    let count = fits.count();
    if count == 0 { (None, &[]) } else { (Some(way), &references[..count]) }
}

/// What the prompt says of them: by the numbers in which they are sent.
pub(crate) fn named(references: &[Reference]) -> Option<String> {
    if references.is_empty() {
        return None;
    }
    let named = references.iter().enumerate();
    let named: Vec<String> =
        named.map(|(at, reference)| wording::reference(at + 1, &reference.name)).collect();
    Some(format!("{}。{}", named.join("，"), wording::AS_IN_REFERENCES))
}

/// A picture as `data:` URL.
pub(crate) fn data_url(reference: &Reference) -> String {
    format!("data:{};base64,{}", mime(&reference.image), BASE64_STANDARD.encode(&reference.image))
}

/// A picture as a file of a form; its name tells its number.
pub(crate) fn part(number: usize, reference: &Reference) -> Part {
    let mime = mime(&reference.image);
    let ending = mime.rsplit('/').next().unwrap_or("png");
    file_part(format!("reference-{number}.{ending}"), mime, reference.image.to_vec())
}

/// Stored pictures are PNG, JPEG or WebP.
fn mime(image: &[u8]) -> &'static str {
    match image {
        [0xff, 0xd8, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "image/png",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(name: &str, bytes: usize) -> Reference {
        Reference { name: name.to_owned(), image: vec![0; bytes].into() }
    }

    #[test]
    fn models_take_references_each_in_its_way() {
        let known = [
            ("gpt-image-1", Some((Way::Edits, 16))),
            ("doubao-seedream-4-0-250828", Some((Way::Body, 10))),
            ("doubao-seedream-5-0-260128", Some((Way::Body, 10))),
            ("doubao-seedream-3-0-t2i", None),
            ("dall-e-3", None),
            ("ep-20260101", None),
        ];
        for (model, expected) in known {
            assert_eq!(way(model), expected, "{model}");
        }
    }

    #[test]
    fn no_more_are_sent_than_the_model_takes_and_a_request_holds() {
        let many: Vec<_> = (0..20).map(|number| picture(&number.to_string(), 1)).collect();
        assert_eq!(taken("gpt-image-1", &many).1.len(), 16);
        assert_eq!(taken("doubao-seedream-4-0-250828", &many).1.len(), 10);
        assert_eq!(taken("dall-e-3", &many), (None, &[][..]));
        assert_eq!(taken("gpt-image-1", &[]), (None, &[][..]));
        let large = [picture("a", 30 << 20), picture("b", 30 << 20)];
        assert_eq!(taken("gpt-image-1", &large), (Some(Way::Edits), &large[..1]));
        assert_eq!(named(&large[..0]), None);
    }
}
