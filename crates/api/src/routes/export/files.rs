use super::{
    archive::{Archive, Broken},
    pages::{self, all},
    view::{AssetExport, place},
};
use crate::state::Api;
use futures_util::FutureExt as _;
use xinggen_application::Actor;
use xinggen_domain::{asset::Asset, error::BlobError};

/// How many bytes of a file are read at a time.
const BYTES: u64 = 256 << 10;

/// The facts of all files, and their bytes.
pub(super) async fn write(api: &Api, actor: Actor, archive: &mut Archive<'_>) -> Result<(), Broken> {
    let read = |page| api.assets.list_assets(actor, None, page).boxed();
    pages::write(archive, "assets.jsonl", read, |asset| asset.id, AssetExport::from).await?;
    for asset in all(read, |asset| asset.id).await? {
        match one(api, actor, archive, &asset).await {
            // Deleted while the archive is written: what is gone belongs to nobody any more.
            Err(Broken::Blob(BlobError::NotFound(_))) if is_gone(api, actor, &asset).await? => {}
            done => done?,
        }
    }
    Ok(())
}

async fn one(api: &Api, actor: Actor, archive: &mut Archive<'_>, asset: &Asset) -> Result<(), Broken> {
    let Some(reader) = api.assets.open_asset(actor, asset.id).await? else { return Ok(()) };
    let mut piece = reader.read(0, BYTES).await?;
    archive.begin_file(&place(asset), asset.bytes)?;
    let mut sent = 0;
    while !piece.is_empty() {
        sent += piece.len() as u64;
        archive.bytes(&piece).await?;
        piece = reader.read(sent, BYTES).await?;
    }
    Ok(())
}

async fn is_gone(api: &Api, actor: Actor, asset: &Asset) -> Result<bool, Broken> {
    Ok(api.assets.get_asset(actor, asset.id).await?.is_none())
}
