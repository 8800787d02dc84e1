//! The routes, one file per operation or small family.

mod accounts;
mod admin;
mod ai_configs;
mod api_keys;
mod assets;
mod cast;
mod credits;
mod dramas;
mod episodes;
pub(crate) mod events;
mod export;
mod generation;
mod jobs;
pub(crate) mod keys;
pub(crate) mod operation;
mod productions;
mod shots;
mod takes;
mod two_factor;
mod voices;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under the prefix.
pub(crate) fn api(config: &mut ServiceConfig<'_>) {
    config
        .configure(accounts::routes)
        .configure(export::routes)
        .configure(api_keys::routes)
        .configure(two_factor::routes)
        .configure(dramas::routes)
        .configure(episodes::routes)
        .configure(cast::routes)
        .configure(voices::routes)
        .configure(shots::routes)
        .configure(takes::routes)
        .configure(assets::routes)
        .configure(generation::routes)
        .configure(productions::routes)
        .configure(jobs::routes)
        .configure(events::routes)
        .configure(credits::routes)
        .configure(ai_configs::routes)
        .configure(admin::routes);
}
