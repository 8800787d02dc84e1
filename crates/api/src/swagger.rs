//! Swagger UI, from files inside the binary: it works with no network.

use crate::openapi::document;
use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, LOCATION},
    web::{self, ServiceConfig},
};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

pub(crate) fn routes(config: &mut ServiceConfig) {
    let ui = SwaggerUi::new("/docs/{_:.*}").config(
        Config::new([Url::new("Xinggen", "/openapi.json")])
            .persist_authorization(true)
            .try_it_out_enabled(true),
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
