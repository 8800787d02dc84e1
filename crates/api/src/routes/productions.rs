//! Productions: durable runs over an episode, from script to cut.

mod create;
mod list;
mod one;
mod steer;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_production)
        .service(list::list_productions)
        .service(one::get_production)
        .service(steer::approve_production)
        .service(steer::pause_production)
        .service(steer::resume_production)
        .service(steer::cancel_production);
}
