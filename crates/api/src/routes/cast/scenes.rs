//! Scenes of a drama.

mod create;
mod delete;
mod list;
mod one;
mod update;
mod view;

pub(crate) use view::SceneView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_scenes)
        .service(create::create_scene)
        .service(one::get_scene)
        .service(update::update_scene)
        .service(delete::delete_scene);
}
