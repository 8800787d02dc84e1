use crate::wording;
use xinggen_domain::{error::StoreError, job::Job, ports::TenantTx, take::Target};

/// What the charge of a job is for, in a statement. What is gone meanwhile is left out.
pub(super) async fn describe(tx: &mut dyn TenantTx, job: &Job) -> Result<String, StoreError> {
    let mut parts = vec![wording::charge(job.operation).to_owned()];
    parts.extend(target(tx, job).await?);
    let drama = tx.dramas().get(job.drama_id).await?;
    if let Some(drama) = drama {
        let episode = match job.episode_id {
            Some(id) => tx.episodes().get(id).await?,
            None => None,
        };
        parts.push(wording::work(&drama.title, episode.map(|episode| episode.number)));
    }
    Ok(parts.join(" · "))
}

async fn target(tx: &mut dyn TenantTx, job: &Job) -> Result<Option<String>, StoreError> {
    Ok(match job.target {
        Target::Episode(_) => None,
        Target::Character(id) => tx.characters().get(id).await?.map(|one| wording::character(&one.name)),
        Target::Scene(id) => tx.scenes().get(id).await?.map(|scene| wording::scene(&scene.place)),
        Target::Prop(id) => tx.props().get(id).await?.map(|prop| wording::prop(&prop.name)),
        Target::Shot(id) => tx.shots().get(id).await?.map(|shot| wording::shot(shot.number)),
        Target::Line(id) => {
            let Some(episode) = tx.shots().episode_of_line(id).await? else { return Ok(None) };
            let shots = tx.shots().of_episode(episode).await?;
            let shot = shots.iter().find(|shot| shot.lines.iter().any(|line| line.id == id));
            shot.map(|shot| wording::line(shot.number))
        }
    })
}
