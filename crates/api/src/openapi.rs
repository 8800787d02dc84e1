//! The OpenAPI document: what the routes say of themselves, and what holds for all of them.
//!
//! Routes are registered only through `utoipa-actix-web`, so a route that is served is in the document. What every
//! operation of a kind has in common is added here and nowhere else: ids in paths, problem responses, security.

mod codes;
mod complete;
mod example;
mod operations;
mod scopes;

pub(crate) use operations::{body_schema, operation, resolved};
pub(crate) use scopes::scope_of;

use crate::{app, state::API_PREFIX};
use actix_web::App;
use serde_json::Value;
use std::sync::OnceLock;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_actix_web::AppExt as _;

/// What does not come from a route.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Xinggen API",
        description = "From a story, through script, cast, scenes, storyboard, pictures, clips and voices, to a finished short-drama episode.\n\nSend `Authorization: Bearer` with an access token from `POST /api/v1/auth/login`, or with an API key from `POST /api/v1/me/api-keys` where an operation names a scope for it. Errors are `application/problem+json` with a stable `code`, in the language of `Accept-Language` (zh, en). Lists answer `items` and `next_cursor`. Ids are UUIDs, times RFC 3339 in UTC, credits whole numbers.",
        contact(name = "Xinggen", url = "https://xinggen.dev"),
        license(name = "Proprietary", url = "https://xinggen.dev/licence")
    ),
    components(schemas(
        crate::problem::ProblemView,
        crate::problem::FieldProblem
    )),
    tags(
        (name = "accounts", description = "Registering, signing in, and who one is"),
        (name = "dramas", description = "Series: the owners of style, aspect ratio and cast"),
        (name = "episodes", description = "Parts of a drama, with their scripts and cuts"),
        (name = "cast", description = "Characters, scenes and props"),
        (name = "shots", description = "The storyboard: shots and their lines"),
        (name = "takes", description = "Generated candidates, of which one is selected"),
        (name = "assets", description = "Stored files"),
        (name = "generation", description = "Asking for scripts, storyboards, pictures, voices, clips and cuts"),
        (name = "productions", description = "Durable runs from script to cut"),
        (name = "jobs", description = "Units of generation: billed and durable"),
        (name = "events", description = "What changes, as it changes"),
        (name = "credits", description = "The balance, the statement and the prices"),
        (name = "ai-configs", description = "Addresses and keys of AI vendors of one's own"),
        (name = "admin", description = "Looking after users and their credits, for administrators"),
        (name = "operation", description = "Health and metrics, for operators")
    ),
    modifiers(&Bearer)
)]
pub(crate) struct Base;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token from `POST /api/v1/auth/login`"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("xg_…")
            .description(Some(
                "An API key from `POST /api/v1/me/api-keys`; an operation names the scope it needs",
            ))
            .build();
        components.add_security_scheme(scopes::SCHEME, SecurityScheme::Http(key));
    }
}

/// The OpenAPI document of this version, as JSON. The same at every call.
#[must_use]
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let (_, api) =
            App::new().into_utoipa_app().openapi(Base::openapi()).configure(app::routes).split_for_parts();
        let mut document = serde_json::to_value(&api).unwrap_or_default();
        complete::complete(&mut document, API_PREFIX);
        document
    })
}
