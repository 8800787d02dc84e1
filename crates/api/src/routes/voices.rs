//! The voices that can be cast.

mod list;
mod sample;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list::list_voices).service(sample::get_voice_sample);
}
