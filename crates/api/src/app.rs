use crate::{
    frame::frame,
    openapi::document,
    problem::{Code, Problem},
    routes,
    state::{API_PREFIX, Api},
    swagger,
};
use actix_cors::Cors;
use actix_web::{
    HttpRequest,
    dev::ResourceDef,
    http::Method,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};
use std::sync::{Arc, OnceLock};
use utoipa_actix_web::service_config::ServiceConfig as Documented;

/// Puts everything that this crate serves into an app.
pub fn configure(api: Data<Api>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        let cors = cors(&api.settings.origins);
        let scope = web::scope("")
            .app_data(Data::from(Arc::clone(&api.probes)))
            .app_data(api)
            .wrap(cors)
            .wrap(from_fn(frame))
            .configure(|inner| {
                routes(&mut Documented::new(inner));
            })
            .configure(swagger::routes)
            .default_service(web::to(nothing_here));
        config.service(scope);
    }
}

/// Every documented route.
pub(crate) fn routes(config: &mut Documented<'_>) {
    config
        // A scope asks its own default service, not that of the scope around it.
        .service(
            utoipa_actix_web::scope(API_PREFIX).configure(routes::api).default_service(web::to(nothing_here)),
        )
        .configure(routes::operation::routes)
        .configure(routes::keys::routes);
}

/// Scripts of these origins may call; nobody else's. Credentials are not sent along by browsers: tokens are headers
/// that a script sets itself.
fn cors(origins: &[String]) -> Cors {
    let own = [
        "authorization",
        "content-type",
        "if-match",
        "idempotency-key",
        "accept-language",
        "last-event-id",
        "range",
        "if-none-match",
        "if-range",
        "x-request-id",
    ];
    let shown = [
        "etag",
        "location",
        "x-request-id",
        "retry-after",
        "content-range",
        "accept-ranges",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
    ];
    let cors = Cors::default()
        .allowed_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allowed_headers(own)
        .expose_headers(shown)
        .max_age(3600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// Nobody serves this: the path is unknown, or it takes other methods.
async fn nothing_here(request: HttpRequest) -> Result<&'static str, Problem> {
    let allowed = allowed(request.path());
    if allowed.is_empty() {
        return Err(Problem::new(Code::UnknownPath));
    }
    Err(Problem::new(Code::MethodNotAllowed).with("allowed", allowed.join(", ")))
}

/// The methods that the document has for a path.
fn allowed(path: &str) -> Vec<String> {
    static KNOWN: OnceLock<Vec<(ResourceDef, Vec<String>)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let paths = document()["paths"].as_object().cloned().unwrap_or_default();
        let methods = |item: &serde_json::Value| {
            item.as_object()
                .map(|item| item.keys().map(|method| method.to_uppercase()).collect())
                .unwrap_or_default()
        };
        paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()
    });
    let fitting = known.iter().filter(|(pattern, _)| pattern.is_match(path));
    let mut methods: Vec<String> = fitting.flat_map(|(_, methods)| methods.clone()).collect();
    methods.sort();
    methods.dedup();
    methods
}
