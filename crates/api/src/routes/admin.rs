//! Looking after users, for administrators.

mod list_users;
mod update_user;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_users::list_users).service(update_user::update_user);
}
