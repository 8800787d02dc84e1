use super::view::{DramaView, RoomRefusals};
use crate::{
    extract::{Body, Caller},
    problem::{Problem, ProblemView, refusals},
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
    #[schema(
        examples(
            "雪下了一夜。林晚推开老宅的门，屋里积了厚厚一层灰。桌上放着一台旧相机，是父亲留下的。她按下快门，镜头里却出现了一个人影。“谁？”林晚猛地回头，身后空无一人。她把相机翻过来，底部刻着一行小字：替我看看海。窗外传来脚步声，陈屿提着灯走进院子。“你终于回来了。”他说。“父亲的信，是你寄来的？”林晚问。陈屿点点头，从怀里取出一张发黄的照片：年轻的父亲站在海边，身旁是一个陌生的女人。“她还在等一个答案。”陈屿说，“只有这台相机知道。”第二天清晨，两个人坐上了去海边的火车。林晚举起相机，对着窗外的第一缕光按下快门。"
        ),
        min_length = 200,
        max_length = 120_000
    )]
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
        RoomRefusals,
        StoryRefusals,
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

refusals! {
    /// The story is not read just now.
    StoryRefusals = [TooManyAttempts, StoriesInProgress, ReadingBusy];
}
