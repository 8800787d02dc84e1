use crate::{
    body_room::HeldRoom,
    extract::{Caller, Paced, Query, broken_off, collect},
    problem::{Code, Problem, ProblemView},
    state::{API_PREFIX, Api},
    view::{AssetLinks, AssetView, FileBytes},
    wording,
};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::header::LOCATION,
    post,
    web::{Bytes, BytesMut, Data, Payload},
};
use futures_util::StreamExt;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use xinggen_application::{Upload, UploadAssetError, UploadLimits};

/// The field of a form that has the file.
const FIELD: &str = "file";
/// What a form may have beside the file: its boundaries and headers.
const AROUND: usize = 64 * 1024;
/// The most bytes of subtitles and texts, which are read through to see that they are some: a long novel.
const TEXT_BYTES: u64 = 16 << 20;

/// A form with a file.
#[derive(ToSchema)]
#[schema(as = UploadForm)]
#[expect(dead_code, reason = "describes the form in the document; it is read piece by piece")]
struct UploadForm {
    /// The file, with its name; whatever the form says of its type is not believed.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// How to upload a bare file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UploadQuery {
    /// The name of the file, for a body that is the bare file. Its extension tells how text is to be read.
    #[param(example = "narration.srt")]
    name: Option<String>,
}

/// Upload a file
///
/// As a form with the field `file`, or bare in any other media type with its name in the query. PNG, JPEG and WebP
/// images, WAV and MP3 sound, MP4 video, SubRip subtitles (.srt) and UTF-8 text (.txt, .md) are taken; what a file is,
/// is read from its bytes. Subtitles and texts have at most 16 MiB.
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(UploadQuery),
    request_body(
        content((UploadForm = "multipart/form-data"), (FileBytes = "application/octet-stream")),
        description = "The file, in a form or bare"
    ),
    responses(
        (status = 201, body = AssetView, description = "The asset", headers(("Location" = String))),
        (status = 415, body = ProblemView, content_type = "application/problem+json", description = "`unknown_file`"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`quota_reached`"),
        (status = 422, body = ProblemView, content_type = "application/problem+json", description = "`damaged_file` or `invalid_request`"),
        (status = 507, body = ProblemView, content_type = "application/problem+json", description = "`storage_full`"),
    )
)]
#[post("/assets/uploads")]
pub(super) async fn upload_asset(
    api: Data<Api>,
    who: Caller,
    request: HttpRequest,
    query: Query<UploadQuery>,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let most = api.settings.upload_limit;
    let form = request.content_type().eq_ignore_ascii_case("multipart/form-data");
    // Kept until the file is stored: so long it is in memory.
    let mut held = api.uploads.enter(who.actor.user_id);
    let body = Paced::new(body.into_inner(), api.settings.bodies);
    let upload = if form {
        of_form(&request, body, most, &mut held).await?
    } else {
        let bytes = collect(&request, body, most, Some(&mut held)).await?;
        Upload { name: query.0.name.unwrap_or_default(), bytes }
    };
    let limit = most as u64;
    let limits = UploadLimits { image: limit, video: limit, audio: limit, text: limit.min(TEXT_BYTES) };
    let asset = api.assets.upload_asset(who.actor, upload, limits).await?;
    let view = AssetLinks { api: &api, actor: who.actor }.view(asset).await?;
    let location = format!("{API_PREFIX}/assets/{}", view.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, location)).json(view))
}

async fn of_form(
    request: &HttpRequest,
    body: Paced,
    most: usize,
    held: &mut HeldRoom,
) -> Result<Upload, Problem> {
    if announced(request).is_some_and(|length| length > most.saturating_add(AROUND)) {
        return Err(too_large(most));
    }
    let mut form = Multipart::new(request.headers(), body);
    let mut found = None;
    while let Some(field) = form.next().await {
        let mut field = field.map_err(unreadable)?;
        if field.name() != Some(FIELD) {
            return Err(Problem::invalid(
                field.name().unwrap_or_default(),
                "unknown_field",
                wording::ONLY_FILE,
            ));
        }
        if found.is_some() {
            return Err(Problem::invalid(FIELD, "repeated", wording::ONE_FILE));
        }
        let name =
            field.content_disposition().and_then(|about| about.get_filename()).unwrap_or_default().to_owned();
        let bytes = read(&mut field, most, held).await?;
        found = Some(Upload { name, bytes });
    }
    found.ok_or_else(|| Problem::invalid(FIELD, "missing", wording::FILE_MISSING))
}

/// The bytes of a field; reading ends where they are too many.
async fn read(field: &mut Field, most: usize, held: &mut HeldRoom) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(unreadable)?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large(most));
        }
        held.grow_to(bytes.len() + chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn announced(request: &HttpRequest) -> Option<usize> {
    request.headers().get("content-length")?.to_str().ok()?.parse().ok()
}

fn too_large(most: usize) -> Problem {
    Problem::new(Code::TooLarge).with("limit", most)
}

fn unreadable(error: MultipartError) -> Problem {
    match error {
        MultipartError::Payload(error) => broken_off(&error),
        error => Problem::new(Code::MalformedRequest).with("reason", error.to_string()),
    }
}

impl From<UploadAssetError> for Problem {
    fn from(error: UploadAssetError) -> Self {
        match error {
            UploadAssetError::Empty => Self::invalid(FIELD, "empty", wording::FILE_EMPTY),
            UploadAssetError::UnknownType => Self::new(Code::UnknownFile),
            UploadAssetError::Damaged { mime } => Self::new(Code::DamagedFile).with("mime", mime),
            UploadAssetError::TooLarge { most, .. } => Self::new(Code::TooLarge).with("limit", most),
            UploadAssetError::Blob(error) => error.into(),
            UploadAssetError::Quota(reached) => reached.into(),
            UploadAssetError::Store(error) => error.into(),
        }
    }
}
