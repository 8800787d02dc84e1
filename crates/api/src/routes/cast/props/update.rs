use super::view::PropView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::PropChange;
use xinggen_domain::PropId;

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdatePropBody)]
struct UpdatePropBody {
    /// The name.
    #[schema(examples("旧怀表"), min_length = 1, max_length = 100)]
    name: Option<String>,
    /// What it looks like; empty takes it away.
    #[schema(examples("铜的，漆掉了一半"), max_length = 2000)]
    description: Option<String>,
}

/// Change a prop
///
/// What shows it is stale from then on; the next production makes that anew.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdatePropBody,
    responses((status = 200, body = PropView, description = "The prop as it is now", headers(("ETag" = String))))
)]
#[patch("/props/{prop_id}")]
pub(super) async fn update_prop(
    api: Data<Api>,
    who: Caller,
    id: PathId<PropId>,
    seen: IfMatch,
    body: Body<UpdatePropBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.cast.get_prop(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdatePropBody { name, description } = body.0;
    let change = PropChange { name, description };
    let updated = api.cast.update_prop(who.actor, id.0, seen.required()?, change).await;
    let prop = updated.map_err(|error| Problem::of_update(error, PropView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(prop.version)).json(PropView::from(prop)))
}
