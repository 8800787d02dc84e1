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
    /// A story to be divided into its episodes, 200 to 20,000 characters; without one the drama begins empty.
    #[schema(examples("旧货铺的卷帘门只拉起一半……"), min_length = 200)]
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
/// With a story its episodes are made at the same time, each of 1 to 3 minutes on screen. Nothing is charged.
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateDramaBody,
    responses(
        (status = 201, body = DramaView, description = "The drama", headers(("ETag" = String), ("Location" = String))),
        (status = 502, body = ProblemView, content_type = "application/problem+json", description = "`vendor_failed`: the story could not be divided"),
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
            CreateDramaError::Quota(reached) => reached.into(),
            CreateDramaError::Store(error) => error.into(),
        }
    }
}
