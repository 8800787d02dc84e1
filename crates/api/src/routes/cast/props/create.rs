use super::view::PropView;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    routes::dramas::RoomRefusals,
    state::{API_PREFIX, Api},
    view::etag,
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CreateProp;
use xinggen_domain::DramaId;

/// A prop to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreatePropBody)]
struct CreatePropBody {
    /// Its name.
    #[schema(examples("旧怀表"), min_length = 1, max_length = 100)]
    name: String,
    /// What it looks like, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(examples("铜的，漆掉了一半"), max_length = 2000, default = "")]
    description: String,
}

/// Add a prop to a drama
///
/// Its name must be new in the drama.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreatePropBody,
    responses(
        (status = 201, body = PropView, description = "The prop", headers(("ETag" = String), ("Location" = String))),
        RoomRefusals,
    )
)]
#[post("/dramas/{drama_id}/props")]
pub(super) async fn create_prop(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
    body: Body<CreatePropBody>,
) -> Result<HttpResponse, Problem> {
    let CreatePropBody { name, description } = body.0;
    let create = CreateProp { drama_id: drama.0, name, description };
    let prop = PropView::from(api.cast.create_prop(who.actor, create).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/props/{}", prop.id)))
        .insert_header(etag(prop.version))
        .json(prop))
}
