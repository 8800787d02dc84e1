//! Takes: what there is to choose from, and choosing.

mod list;
mod select;
mod view;

pub(crate) use view::InputView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_shot_takes)
        .service(list::list_line_takes)
        .service(list::list_character_takes)
        .service(list::list_scene_takes)
        .service(list::list_prop_takes)
        .service(select::select_take);
}
