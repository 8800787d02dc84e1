//! Characters of a drama.

mod create;
mod delete;
mod list;
mod one;
mod update;
mod view;

pub(crate) use view::CharacterView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_characters)
        .service(create::create_character)
        .service(one::get_character)
        .service(update::update_character)
        .service(delete::delete_character);
}
