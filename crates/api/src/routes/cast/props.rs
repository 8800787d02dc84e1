//! Props of a drama.

mod create;
mod delete;
mod list;
mod one;
mod update;
mod view;

pub(crate) use view::PropView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_props)
        .service(create::create_prop)
        .service(one::get_prop)
        .service(update::update_prop)
        .service(delete::delete_prop);
}
