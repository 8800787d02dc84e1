//! The routes, one file per operation or small family.

mod accounts;
mod dramas;
mod episodes;
pub(crate) mod events;
mod generation;
mod jobs;
pub(crate) mod operation;
mod productions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under the prefix.
pub(crate) fn api(config: &mut ServiceConfig<'_>) {
    config
        .configure(accounts::routes)
        .configure(dramas::routes)
        .configure(episodes::routes)
        .configure(generation::routes)
        .configure(productions::routes)
        .configure(jobs::routes)
        .configure(events::routes);
}
