//! Jobs: units of generation, billed and durable.

mod cancel;
mod list;
mod one;
mod retry;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_jobs)
        .service(one::get_job)
        .service(cancel::cancel_job)
        .service(retry::retry_job);
}
