//! Registering, signing in, and who one is.

mod audit;
mod login;
mod logout;
mod me;
mod refresh;
mod register;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(register::register_account)
        .service(login::create_session)
        .service(refresh::refresh_session)
        .service(logout::end_session)
        .service(me::get_me)
        .service(audit::list_audit);
}
