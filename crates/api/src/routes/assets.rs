//! Assets: uploaded, listed, read and removed.

mod content;
mod delete;
mod list;
mod one;
mod upload;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(upload::upload_asset)
        .service(list::list_assets)
        .service(one::get_asset)
        .service(delete::delete_asset)
        .service(content::read_asset_content)
        .service(content::check_asset_content);
}
