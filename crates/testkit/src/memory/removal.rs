//! What goes for good when an episode is deleted or a drama purged.

use super::{Result, tenant::TenantData};
use std::collections::{BTreeMap, BTreeSet};
use xinggen_domain::{AssetId, DramaId, EpisodeId, cut::Cut, take::Target};

/// Removes an episode with everything below it but its jobs and files.
pub(super) fn remove_episode(tenant: &mut TenantData, episode: EpisodeId) {
    tenant.episodes.remove(&episode);
    tenant.scripts.remove(&episode);
    tenant.storyboards.remove(&episode);
    tenant.quotes.retain(|_, quote| quote.episode_id != episode);
    tenant.cuts.retain(|_, cut| cut.episode_id != episode);
    tenant.productions.retain(|_, production| production.episode_id != episode);
    let mut targets = BTreeSet::from([Target::Episode(episode)]);
    for (_, shot) in tenant.shots.extract_if(.., |_, shot| shot.episode_id == episode) {
        targets.insert(Target::Shot(shot.id));
        targets.extend(shot.lines.iter().map(|line| Target::Line(line.id)));
    }
    tenant.takes.retain(|_, take| !targets.contains(&take.target));
}

/// Removes the content of a drama in the trash; nothing happens to others.
pub(super) fn purge(tenant: &mut TenantData, id: DramaId) -> Result<()> {
    let Some(drama) = tenant.dramas.get_mut(&id).filter(|drama| drama.deleted_at.is_some()) else {
        return Ok(());
    };
    if !tenant.purged.insert(id) {
        return Ok(());
    }
    drama.import_key = None;
    drama.version += 1;
    let files = files_of(tenant, id);
    let episodes = tenant.episodes.values().filter(|episode| episode.drama_id == id);
    for episode in episodes.map(|episode| episode.id).collect::<Vec<_>>() {
        remove_episode(tenant, episode);
    }
    tenant.takes.retain(|_, take| take.drama_id != id);
    tenant.characters.retain(|_, character| character.drama_id != id);
    tenant.scenes.retain(|_, scene| scene.drama_id != id);
    tenant.props.retain(|_, prop| prop.drama_id != id);
    for file in files {
        if !tenant.uses(file) {
            tenant.discard(file);
        }
    }
    Ok(())
}

/// The files that takes and cuts of a drama use.
fn files_of(tenant: &TenantData, drama: DramaId) -> BTreeSet<AssetId> {
    let takes = tenant.takes.values().filter(|take| take.drama_id == drama).map(|take| take.asset_id);
    let of_drama =
        |cut: &&Cut| tenant.episodes.get(&cut.episode_id).is_some_and(|episode| episode.drama_id == drama);
    let cuts = tenant.cuts.values().filter(of_drama);
    takes.chain(cuts.flat_map(|cut| [cut.video, cut.srt, cut.ass, cut.poster])).collect()
}

/// Removes a member of the cast, scene or prop with its takes; whether it was there.
pub(super) fn remove_part<I: Ord, R>(
    tenant: &mut TenantData,
    table: impl FnOnce(&mut TenantData) -> &mut BTreeMap<I, R>,
    id: I,
    target: Target,
) -> bool {
    let removed = table(tenant).remove(&id).is_some();
    tenant.takes.retain(|_, take| take.target != target);
    removed
}
