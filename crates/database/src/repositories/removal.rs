//! What goes for good when an episode is deleted or a drama purged.

use super::Result;
use crate::{
    rows::{
        AssetRow, OrphanRow, ScriptRow,
        tables::{
            assets, characters, cuts, dramas, episodes, orphan_objects, productions, props, scenes, scripts,
            shot_lines, shots, storyboards, takes as take_table,
        },
    },
    transaction::Call,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, OnConflict, SelectStatement},
};
use std::collections::BTreeSet;
use uuid::Uuid;
use xinggen_domain::{DramaId, EpisodeId, Id, script::Script};

/// Deletes an episode with everything below it but its jobs and files.
pub(super) async fn remove_episode(call: &Call<'_>, episode: EpisodeId) -> Result<()> {
    let id = episode.as_uuid();
    let shots_of = ids_of::<shots::Entity>(call, shots::Column::Id, shots::Column::EpisodeId.eq(id));
    let lines = ids_of::<shot_lines::Entity>(
        call,
        shot_lines::Column::Id,
        shot_lines::Column::ShotId.in_subquery(shots_of.clone()),
    );
    let target = |kind: &str, ids: Expr| take_table::Column::TargetKind.eq(kind).and(ids);
    let column = take_table::Column::TargetId;
    let made_for_it = Condition::any()
        .add(target("episode", column.eq(id)))
        .add(target("shot", column.in_subquery(shots_of)))
        .add(target("line", column.in_subquery(lines)));
    call.remove(call.delete::<take_table::Entity>().filter(made_for_it)).await?;
    remove_content(call, |column| column.eq(id)).await?;
    call.remove(call.delete::<episodes::Entity>().filter(episodes::Column::Id.eq(id))).await?;
    Ok(())
}

/// Deletes the rows that hang on episodes, children first; what belongs to a shot goes with it.
async fn remove_content(call: &Call<'_>, of: impl Fn(Expr) -> Expr + Send + Sync) -> Result<()> {
    call.remove(call.delete::<cuts::Entity>().filter(of(Expr::col(cuts::Column::EpisodeId)))).await?;
    let productions = call.delete::<productions::Entity>();
    call.remove(productions.filter(of(Expr::col(productions::Column::EpisodeId)))).await?;
    let storyboards = call.delete::<storyboards::Entity>();
    call.remove(storyboards.filter(of(Expr::col(storyboards::Column::EpisodeId)))).await?;
    call.remove(call.delete::<scripts::Entity>().filter(of(Expr::col(scripts::Column::EpisodeId)))).await?;
    call.remove(call.delete::<shots::Entity>().filter(of(Expr::col(shots::Column::EpisodeId)))).await?;
    Ok(())
}

/// Removes the content of a drama in the trash; nothing happens to others.
pub(super) async fn purge(call: &Call<'_>, drama: DramaId) -> Result<()> {
    let id = drama.as_uuid();
    let in_trash = dramas::Column::DeletedAt.is_not_null().and(dramas::Column::Purged.eq(false));
    let query = call.find::<dramas::Entity>().filter(dramas::Column::Id.eq(id)).filter(in_trash);
    if call.one(query.lock_exclusive()).await?.is_none() {
        return Ok(());
    }
    let episodes_of =
        ids_of::<episodes::Entity>(call, episodes::Column::Id, episodes::Column::DramaId.eq(id));
    let files = lock_files(call, id, &episodes_of).await?;
    call.remove(call.delete::<take_table::Entity>().filter(take_table::Column::DramaId.eq(id))).await?;
    remove_content(call, |column| column.in_subquery(episodes_of.clone())).await?;
    call.remove(call.delete::<episodes::Entity>().filter(episodes::Column::DramaId.eq(id))).await?;
    call.remove(call.delete::<characters::Entity>().filter(characters::Column::DramaId.eq(id))).await?;
    call.remove(call.delete::<scenes::Entity>().filter(scenes::Column::DramaId.eq(id))).await?;
    call.remove(call.delete::<props::Entity>().filter(props::Column::DramaId.eq(id))).await?;
    discard(call, files).await?;
    let purged = call
        .update::<dramas::Entity>()
        .col_expr(dramas::Column::Purged, Expr::value(true))
        // The story may be imported anew; and whoever still has the drama as it was must not write it.
        .col_expr(dramas::Column::ImportKey, Expr::value(None::<String>))
        .col_expr(dramas::Column::Version, Expr::col(dramas::Column::Version).add(1))
        .filter(dramas::Column::Id.eq(id));
    call.change(purged).await?;
    Ok(())
}

/// Locks the files that takes and cuts of a drama use.
async fn lock_files(call: &Call<'_>, drama: Uuid, episodes: &SelectStatement) -> Result<Vec<AssetRow>> {
    let of_takes = ids_of::<take_table::Entity>(
        call,
        take_table::Column::AssetId,
        take_table::Column::DramaId.eq(drama),
    );
    let used = FILES_OF_CUT.into_iter().fold(
        Condition::any().add(assets::Column::Id.in_subquery(of_takes)),
        |any, file| {
            let of_cuts =
                ids_of::<cuts::Entity>(call, file, cuts::Column::EpisodeId.in_subquery(episodes.clone()));
            any.add(assets::Column::Id.in_subquery(of_cuts))
        },
    );
    let query = call.find::<assets::Entity>().filter(used).order_by_asc(assets::Column::Id);
    call.all(query.lock_exclusive()).await
}

/// The columns in which a cut names its files.
const FILES_OF_CUT: [cuts::Column; 4] =
    [cuts::Column::VideoId, cuts::Column::SrtId, cuts::Column::AssId, cuts::Column::PosterId];

/// Removes those of these files that nothing uses, and leaves their objects to the sweep.
pub(super) async fn discard(call: &Call<'_>, files: Vec<AssetRow>) -> Result<bool> {
    let mut any = false;
    for files in files.chunks(5_000) {
        let used = used(call, files.iter().map(|file| file.id).collect()).await?;
        let free = || files.iter().filter(|file| !used.contains(&file.id));
        let there_already =
            OnConflict::columns([orphan_objects::Column::UserId, orphan_objects::Column::Key])
                .do_nothing()
                .to_owned();
        let orphan = |file: &AssetRow| OrphanRow { user_id: call.owner(), key: file.object_key.clone() };
        call.insert_all_unless(free().map(orphan).collect(), &there_already).await?;
        let delete = call.delete::<assets::Entity>();
        let gone = call.remove(delete.filter(assets::Column::Id.is_in(free().map(|file| file.id)))).await?;
        any |= gone > 0;
    }
    Ok(any)
}

/// Which of these files a take or a cut uses.
async fn used(call: &Call<'_>, files: Vec<Uuid>) -> Result<BTreeSet<Uuid>> {
    let takes = call
        .find::<take_table::Entity>()
        .select_only()
        .column(take_table::Column::AssetId)
        .filter(take_table::Column::AssetId.is_in(files.iter().copied()));
    let mut used: BTreeSet<Uuid> = call.values(takes).await?.into_iter().collect();
    for file in FILES_OF_CUT {
        let cuts =
            call.find::<cuts::Entity>().select_only().column(file).filter(file.is_in(files.iter().copied()));
        used.extend(call.values::<_, Uuid>(cuts).await?);
    }
    Ok(used)
}

/// The scripts of all episodes of a drama, locked: whoever deletes what they may name must know that they do not.
pub(super) async fn lock_scripts(call: &Call<'_>, drama: Uuid) -> Result<Vec<Script>> {
    let episodes_of =
        ids_of::<episodes::Entity>(call, episodes::Column::Id, episodes::Column::DramaId.eq(drama));
    let query = call
        .find::<scripts::Entity>()
        .filter(scripts::Column::EpisodeId.in_subquery(episodes_of))
        .order_by_asc(scripts::Column::Id)
        .lock_exclusive();
    call.all(query).await?.into_iter().map(ScriptRow::try_into).collect()
}

/// A query for one column of the owner's rows that fit.
fn ids_of<E: EntityTrait>(call: &Call<'_>, column: E::Column, of: Expr) -> SelectStatement {
    call.find::<E>().select_only().column(column).filter(of).into_query()
}
