//! The jobs of all users, for administrators.

mod cancel;
mod list;
mod one;
mod retry;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_all_jobs)
        .service(one::get_any_job)
        .service(cancel::cancel_any_job)
        .service(retry::retry_any_job);
}
