//! Dramas: made with or without a story, changed, put into the trash and taken out again.

mod create;
mod delete;
mod list;
mod one;
mod restore;
mod update;
mod view;

pub(crate) use view::{DramaView, RoomRefusals};

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_drama)
        .service(list::list_dramas)
        .service(one::get_drama)
        .service(update::update_drama)
        .service(delete::delete_drama)
        .service(restore::restore_drama);
}
