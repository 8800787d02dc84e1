mod answer;
mod pieces;
mod range;

use crate::{
    extract::{Caller, PathId, Query},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::FileBytes,
};
use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    get, head,
    web::{Bytes, Data},
};
use answer::Answer;
use chrono::{DateTime, Utc};
use futures_util::stream;
use pieces::Pieces;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use xinggen_application::{Actor, AssetReader};
use xinggen_domain::{AssetId, Id, UserId, error::BlobError, user::Role};

/// A link, as an asset's `url` has it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ContentQuery {
    /// Whose asset it is.
    user: Option<Uuid>,
    /// Until when the link holds, in seconds since 1970.
    #[param(example = 1_790_000_000)]
    until: Option<i64>,
    /// Proves that we made the link.
    signature: Option<String>,
}

/// The bytes of an asset
///
/// By a link from an asset's `url`, without a token; or without a query, with one. One range of bytes can be asked
/// for; of several, the whole file is sent.
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["read"]), ()),
    params(
        ContentQuery,
        ("Range" = Option<String>, Header, description = "The bytes that are wanted", example = "bytes=0-1023"),
        ("If-Range" = Option<String>, Header, description = "The `ETag` that a range is of; the whole file when it is another's"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` that the client has"),
    ),
    responses(
        (status = 200, content_type = "*/*", body = FileBytes, description = "All bytes, in the media type of the asset",
            headers(("ETag" = String), ("Accept-Ranges" = String), ("Content-Disposition" = String))),
        (status = 206, content_type = "*/*", body = FileBytes, description = "The range",
            headers(("ETag" = String), ("Accept-Ranges" = String), ("Content-Range" = String), ("Content-Disposition" = String))),
        (status = 304, description = "The client has it", headers(("ETag" = String))),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`unauthenticated`: neither a valid token nor a link"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`link_over`"),
        (status = 416, body = ProblemView, content_type = "application/problem+json", description = "`range_not_satisfiable`",
            headers(("Content-Range" = String))),
    )
)]
#[get("/assets/{asset_id}/content")]
pub(super) async fn read_asset_content(
    api: Data<Api>,
    request: HttpRequest,
    id: PathId<AssetId>,
    link: Result<Query<ContentQuery>, Problem>,
    who: Result<Caller, Problem>,
) -> Result<HttpResponse, Problem> {
    let (reader, until, owner) = open(&api, id.0, link, who).await?;
    let answer = Answer::to(&request, reader.asset())?;
    let mut response = answer.response(reader.asset(), until, api.clock.now());
    let Some(bytes) = answer.bytes() else {
        return Ok(response.finish());
    };
    let full = || Problem::new(Code::Unavailable).retry_after(1);
    let place = api.downloads.enter(owner).ok_or_else(full)?;
    let length = bytes.end - bytes.start;
    Ok(response.body(SizedStream::new(length, Pieces::begin(reader, bytes, place).await?.stream())))
}

/// What reading the bytes of an asset would answer, without them
///
/// The length is that of the whole file, or of the range.
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["read"]), ()),
    params(
        ContentQuery,
        ("Range" = Option<String>, Header, description = "The bytes that would be wanted", example = "bytes=0-1023"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` that the client has"),
    ),
    responses(
        (status = 200, description = "There are bytes", headers(("ETag" = String), ("Accept-Ranges" = String), ("Content-Disposition" = String))),
        (status = 206, description = "There is the range", headers(("ETag" = String), ("Accept-Ranges" = String), ("Content-Range" = String))),
        (status = 304, description = "The client has it", headers(("ETag" = String))),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`unauthenticated`: neither a valid token nor a link"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`link_over`"),
        (status = 416, body = ProblemView, content_type = "application/problem+json", description = "`range_not_satisfiable`", headers(("Content-Range" = String))),
    )
)]
#[head("/assets/{asset_id}/content")]
pub(super) async fn check_asset_content(
    api: Data<Api>,
    request: HttpRequest,
    id: PathId<AssetId>,
    link: Result<Query<ContentQuery>, Problem>,
    who: Result<Caller, Problem>,
) -> Result<HttpResponse, Problem> {
    let (reader, until, _) = open(&api, id.0, link, who).await?;
    let answer = Answer::to(&request, reader.asset())?;
    let mut response = answer.response(reader.asset(), until, api.clock.now());
    let Some(bytes) = answer.bytes() else {
        return Ok(response.finish());
    };
    let nothing = stream::empty::<Result<Bytes, BlobError>>();
    Ok(response.body(SizedStream::new(bytes.end - bytes.start, nothing)))
}

/// The asset, if a link or a token lets one read it, until when the link does, and whose it is.
async fn open(
    api: &Api,
    id: AssetId,
    link: Result<Query<ContentQuery>, Problem>,
    who: Result<Caller, Problem>,
) -> Result<(AssetReader, Option<DateTime<Utc>>, UserId), Problem> {
    let over = || Problem::new(Code::LinkOver);
    let (actor, until) = match link.map_err(|_| over())?.0 {
        ContentQuery { user: None, until: None, signature: None } => (who?.actor, None),
        ContentQuery { user: Some(user), until: Some(until), signature: Some(signature) } => {
            let (user_id, until) =
                (Id::from_uuid(user), DateTime::from_timestamp(until, 0).ok_or_else(over)?);
            if !api.links.check(user_id, id, until, &signature, api.clock.now()) {
                return Err(over());
            }
            // Whoever has been shut out, or is gone, gives nobody a look any more.
            let actor = api.accounts.current(Actor::new(user_id, Role::User)).await?;
            (actor.ok_or_else(over)?, Some(until))
        }
        _ => return Err(over()),
    };
    let reader = api.assets.open_asset(actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok((reader, until, actor.user_id))
}
