//! Asking for one thing to be made: a new, charged job each time, outside any production.

mod episode;
mod part;
mod quote;
mod request;
mod shot;

pub(crate) use request::RetryRefusals;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(episode::create_script)
        .service(episode::create_storyboard)
        .service(episode::create_cut)
        .service(quote::create_quote)
        .service(shot::create_shot_image)
        .service(shot::create_shot_video)
        .service(shot::create_shot_voices)
        .service(shot::create_line_voice)
        .service(part::create_character_image)
        .service(part::create_scene_image)
        .service(part::create_prop_image);
}
