//! A user's own AI configurations: addresses and keys of vendors.

mod create;
mod delete;
mod list;
mod one;
mod test;
mod update;
pub(super) mod view;

pub(super) use test::TrialView;
pub(super) use view::AiConfigView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_ai_config)
        .service(list::list_ai_configs)
        .service(one::get_ai_config)
        .service(update::update_ai_config)
        .service(delete::delete_ai_config)
        .service(test::check_ai_config);
}
