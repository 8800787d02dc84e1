//! Swagger UI, from files inside the binary: it works with no network.

use crate::openapi::document;
use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, LOCATION},
    web::{self, ServiceConfig},
};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

/// What pages under here may load: their own scripts and no others. The UI styles its parts in place.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy for what is loaded, for the pages that show the document.
pub(crate) fn policy(path: &str) -> Option<&'static str> {
    path.starts_with("/docs/").then_some(POLICY)
}

pub(crate) fn routes(config: &mut ServiceConfig) {
    let ui = SwaggerUi::new("/docs/{_:.*}").config(
        Config::new([Url::new("Xinggen", "/openapi.json")])
            // Tokens are gone with the page, not kept for every script that ever runs here.
            .persist_authorization(false)
            .try_it_out_enabled(true)
            .doc_expansion("none")
            .filter(true),
    );
    config
        .route("/", web::get().to(to_docs))
        .route("/docs", web::get().to(to_docs))
        .route("/openapi.json", web::get().to(specification))
        .service(ui);
}

async fn to_docs() -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, "/docs/")).finish()
}

async fn specification() -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-cache")).json(document())
}
