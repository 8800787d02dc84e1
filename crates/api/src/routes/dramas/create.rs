use super::view::DramaView;
use crate::{
    extract::{Body, Caller},
    problem::{Problem, ProblemView},
    state::{API_PREFIX, Api},
    view::{AspectRatio, Style, etag},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CreateDrama, CreateDramaError};

/// A drama to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateDramaBody)]
struct CreateDramaBody {
    /// Its title.
    #[schema(examples("旧相机"), min_length = 1, max_length = 200)]
    title: String,
    /// Its look; `ink` unless said.
    #[serde(default = "usual_style")]
    #[schema(default = "ink")]
    style: Style,
    /// The shape of its picture; `9:16` unless said.
    #[serde(default = "usual_aspect")]
    #[schema(default = "9:16")]
    aspect_ratio: AspectRatio,
    /// A story to be divided into its episodes: 200 to 20,000 characters, white space not counted, and at most 120,000
    /// bytes in UTF-8, white space included. Without one the drama begins empty.
    #[schema(examples("旧货铺的卷帘门只拉起一半……"), min_length = 200, max_length = 120_000)]
    story: Option<String>,
}

const fn usual_style() -> Style {
    Style::Ink
}

const fn usual_aspect() -> AspectRatio {
    AspectRatio::Portrait
}

/// Make a drama
///
/// With a story its episodes are made at the same time, each of 1 to 3 minutes on screen. Nothing is charged. Two stories
/// of one user may be under way at a time.
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateDramaBody,
    responses(
        (status = 201, body = DramaView, description = "The drama", headers(("ETag" = String), ("Location" = String))),
        (status = 502, body = ProblemView, content_type = "application/problem+json", description = "`vendor_failed`: the story could not be divided"),
        (status = 429, body = ProblemView, content_type = "application/problem+json", description = "`quota_reached`, `too_many_requests`; with a story also `too_many_attempts`, `stories_in_progress`", headers(("Retry-After" = u32, description = "After how many seconds to try again"))),
        (status = 503, body = ProblemView, content_type = "application/problem+json", description = "`reading_busy`: too many stories are being read just now; `unavailable`", headers(("Retry-After" = u32, description = "After how many seconds to try again"))),
    )
)]
#[post("/dramas")]
pub(super) async fn create_drama(
    api: Data<Api>,
    who: Caller,
    body: Body<CreateDramaBody>,
) -> Result<HttpResponse, Problem> {
    let CreateDramaBody { title, style, aspect_ratio, story } = body.0;
    let create = CreateDrama { title, style: style.into(), aspect: aspect_ratio.into(), story };
    let drama = DramaView::from(api.dramas.create_drama(who.actor, create).await?.drama);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/dramas/{}", drama.id)))
        .insert_header(etag(drama.version))
        .json(drama))
}

impl From<CreateDramaError> for Problem {
    fn from(error: CreateDramaError) -> Self {
        match error {
            CreateDramaError::Invalid(invalid) => invalid.into(),
            CreateDramaError::Vendor(error) => error.into(),
            CreateDramaError::Throttled(throttled) => throttled.into(),
            CreateDramaError::Reading(refused) => refused.into(),
            CreateDramaError::Quota(reached) => reached.into(),
            CreateDramaError::Store(error) => error.into(),
        }
    }
}
