//! The lines of a shot. What they are changed by is the version of their shot.

mod create;
mod delete;
mod place;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_line)
        .service(update::update_line)
        .service(delete::delete_line)
        .service(place::move_line);
}
