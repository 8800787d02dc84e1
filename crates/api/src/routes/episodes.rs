//! Episodes: added, shown, changed and deleted; their scripts and cuts.

mod create;
mod cut;
mod delete;
mod list;
mod one;
mod script;
mod update;
mod view;

pub(crate) use script::ScriptView;
pub(crate) use view::EpisodeView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_episode)
        .service(list::list_episodes)
        .service(one::get_episode)
        .service(update::update_episode)
        .service(delete::delete_episode)
        .service(script::get_script)
        .service(cut::list_cuts);
}
