use super::{
    fault::{lost, refused, unanswered},
    prompt,
    references::{self, Way},
    wire::{ImageAnswer, ImagesAnswer, ImagesBody},
};
use crate::{
    ask::{self, Body},
    picture, wording,
};
use async_trait::async_trait;
use base64::{Engine, prelude::BASE64_STANDARD};
use std::time::Duration;
use xinggen_domain::{
    drama::FrameSize,
    error::{VendorError, VendorErrorClass as Class},
    ports::{GeneratedImage, ImageModel, ImageRequest, Progress, Reference, ReferenceSupport},
    provenance::ModelRef,
    vendor::VendorAccess,
};
use xinggen_outbound::{Answer, Bounds, Form, Method, OutboundClient};

/// The most of an answer with a picture in base64.
const ANSWER_BYTES: usize = 48 << 20;
/// The most of a picture's file.
const FILE: Bounds = Bounds { time: Duration::from_secs(60), bytes: 32 << 20 };
/// How often a file is asked for that is paid for already.
const COPIES: u32 = 3;

/// Draws by `POST /images/generations`, or by `POST /images/edits` where pictures go along.
pub(crate) struct OpenAiImages {
    client: OutboundClient,
    access: VendorAccess,
    patience: Duration,
}

impl OpenAiImages {
    pub(crate) fn new(client: OutboundClient, access: VendorAccess, patience: Duration) -> Self {
        Self { client, access, patience }
    }

    /// Asks for one picture; what comes is paid for.
    async fn order(&self, request: &ImageRequest) -> Result<ImageAnswer, VendorError> {
        let model = self.access.model.model.as_str();
        let (way, shown) = references::taken(model, &request.references);
        let prompt = prompt::of(request, shown);
        let answer = match way {
            Some(Way::Edits) => self.edit(request, prompt, shown).await?,
            Some(Way::Body) => self.generate(request, &prompt, shown).await?,
            None => self.generate(request, &prompt, &[]).await?,
        };
        if !answer.status.is_success() {
            return Err(refused(&answer, &self.access.key));
        }
        let answer: ImagesAnswer =
            serde_json::from_slice(&answer.body).map_err(|_| lost(wording::UNREADABLE.to_owned()))?;
        answer.data.into_iter().next().ok_or_else(|| lost(wording::UNREADABLE.to_owned()))
    }

    /// Asks with the references in the body, if there are any.
    async fn generate(
        &self,
        request: &ImageRequest,
        prompt: &str,
        shown: &[Reference],
    ) -> Result<Answer, VendorError> {
        let model = self.access.model.model.as_str();
        let base64_anyway = model.starts_with("gpt-image");
        let body = ImagesBody {
            model,
            prompt,
            n: 1,
            size: size(model, request.size),
            response_format: (!base64_anyway).then_some("b64_json"),
            image: shown.iter().map(references::data_url).collect(),
        };
        let body = serde_json::to_vec(&body)
            .map_err(|error| VendorError::caused_by(Class::Invalid, wording::UNREADABLE, error))?;
        self.ask("images/generations", Body::Json(body)).await
    }

    /// Asks with the references as files.
    async fn edit(
        &self,
        request: &ImageRequest,
        prompt: String,
        shown: &[Reference],
    ) -> Result<Answer, VendorError> {
        let model = self.access.model.model.clone();
        let size = size(&model, request.size);
        let mut form =
            Form::new().text("model", model).text("prompt", prompt).text("n", "1").text("size", size);
        for (at, reference) in shown.iter().enumerate() {
            form = form.part("image[]", references::part(at + 1, reference));
        }
        self.ask("images/edits", Body::Form(form)).await
    }

    async fn ask(&self, path: &str, body: Body) -> Result<Answer, VendorError> {
        let bounds = Bounds { time: self.patience, bytes: ANSWER_BYTES };
        let answer = ask::ask(&self.client, &self.access, (Method::POST, path), body, bounds).await;
        answer.map_err(unanswered)
    }

    /// The file of a picture that was paid for. Addresses of vendors do not last, so it is copied at once.
    async fn fetch(&self, answer: ImageAnswer) -> Result<Vec<u8>, VendorError> {
        if let Some(text) = answer.b64_json {
            return BASE64_STANDARD.decode(text.trim()).map_err(|_| lost(wording::UNREADABLE.to_owned()));
        }
        let url = answer.url.ok_or_else(|| lost(wording::UNREADABLE.to_owned()))?;
        for _ in 0..COPIES {
            match ask::copy(&self.client, &url, FILE).await {
                Ok(file) if file.status.is_success() => return Ok(file.body.to_vec()),
                _ => {}
            }
        }
        Err(lost(wording::NOT_COPIED.to_owned()))
    }
}

#[async_trait]
impl ImageModel for OpenAiImages {
    fn model(&self) -> ModelRef {
        self.access.model.clone()
    }

    fn references(&self) -> ReferenceSupport {
        references::support(&self.access.model.model)
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        progress.report(5, wording::DRAWING);
        let answer = self.order(request).await?;
        progress.report(80, wording::COPYING);
        let file = self.fetch(answer).await?;
        let size = request.size;
        let fitted = tokio::task::spawn_blocking(move || picture::fit(&file, size)).await;
        let bytes = fitted.ok().and_then(Result::ok).ok_or_else(|| lost(wording::NO_PICTURE.to_owned()))?;
        Ok(GeneratedImage { bytes: bytes.into(), mime: "image/png".to_owned(), size })
    }
}

/// The size to ask for: one of the few that OpenAI's models draw, or about as large as wanted.
fn size(model: &str, wanted: FrameSize) -> String {
    let few: Option<[(u32, u32); 3]> = match model {
        "dall-e-3" => Some([(1024, 1024), (1024, 1792), (1792, 1024)]),
        model if model.starts_with("gpt-image") => Some([(1024, 1024), (1024, 1536), (1536, 1024)]),
        _ => None,
    };
    let round = |side: u32| side.next_multiple_of(16);
    let (width, height) = match few {
        Some([square, _, _]) if wanted.width == wanted.height => square,
        Some([_, upright, _]) if wanted.width < wanted.height => upright,
        Some([_, _, wide]) => wide,
        None => (round(wanted.width), round(wanted.height)),
    };
    format!("{width}x{height}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_that_a_model_draws() {
        let (upright, square) =
            (FrameSize { width: 1350, height: 2400 }, FrameSize { width: 1080, height: 1080 });
        assert_eq!(size("gpt-image-1", upright), "1024x1536");
        assert_eq!(size("dall-e-3", FrameSize { width: 2400, height: 1350 }), "1792x1024");
        assert_eq!(size("dall-e-3", square), "1024x1024");
        assert_eq!(size("doubao-seedream-4-0-250828", upright), "1360x2400");
    }
}
