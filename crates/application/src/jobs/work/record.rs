use super::{Made, MadeTake, cut::MadeCut, script_record::Recorder, storyboard::put_shots};
use crate::{
    Ports,
    jobs::{Gone, gone::RecordError},
};
use xinggen_domain::{
    EpisodeId,
    error::StoreError,
    job::Job,
    ports::TenantTx,
    provenance::Provenance,
    script::{Beat, BeatDraft, Script, ScriptDraft, Utterance},
    storyboard::Storyboard,
    take::Take,
};

impl Made {
    /// Writes the result into the transaction that ends the job.
    pub(crate) async fn record(
        self,
        ports: &Ports,
        tx: &mut dyn TenantTx,
        job: &Job,
    ) -> Result<(), RecordError> {
        match self {
            Self::Script { draft, provenance, .. } => record_script(ports, tx, job, draft, provenance).await,
            Self::Storyboard { draft, indexed, provenance } => {
                let episode = episode_of(job)?;
                put_shots(ports, tx, episode, draft, indexed).await?;
                let storyboard =
                    Storyboard { episode_id: episode, provenance, created_at: ports.clock.now() };
                Ok(tx.shots().put_storyboard(storyboard).await?)
            }
            Self::Takes { takes, .. } => Ok(record_takes(ports, tx, job, takes).await?),
            Self::Cut(cut) => Ok(record_cut(tx, *cut).await?),
        }
    }
}

fn episode_of(job: &Job) -> Result<EpisodeId, Gone> {
    job.episode_id.ok_or(Gone::Episode)
}

async fn record_takes(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    job: &Job,
    takes: Vec<MadeTake>,
) -> Result<(), StoreError> {
    for MadeTake { target, asset, provenance, marks } in takes {
        let take = Take {
            id: ports.ids.id(),
            drama_id: job.drama_id,
            operation: job.operation,
            target,
            asset_id: asset.id,
            provenance,
            marks,
            selected: true,
            job_id: job.id,
            created_at: ports.clock.now(),
        };
        tx.assets().add(asset).await?;
        tx.takes().add(take).await?;
    }
    Ok(())
}

async fn record_cut(tx: &mut dyn TenantTx, made: MadeCut) -> Result<(), StoreError> {
    for asset in made.assets {
        tx.assets().add(asset).await?;
    }
    tx.cuts().add(made.cut).await
}

async fn record_script(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    job: &Job,
    draft: ScriptDraft,
    provenance: Provenance,
) -> Result<(), RecordError> {
    let language = draft.language;
    let mut recorder = Recorder { ports, drama: job.drama_id, tx };
    let cast = recorder.cast(draft.characters, language).await?;
    let scenes = recorder.scenes(draft.scenes).await?;
    recorder.props(draft.props).await?;
    let beat_of = |beat: BeatDraft| {
        Some(Beat {
            scene_id: *scenes.get(beat.scene)?,
            present: beat.present.into_iter().filter_map(|at| cast.get(at).copied()).collect(),
            utterances: beat
                .utterances
                .into_iter()
                .map(|said| Utterance {
                    speaker: said.speaker.and_then(|at| cast.get(at).copied()),
                    mode: said.mode,
                    text: said.text,
                    action: said.action,
                })
                .collect(),
        })
    };
    let script = Script {
        id: ports.ids.id(),
        episode_id: episode_of(job)?,
        language,
        beats: draft.beats.into_iter().filter_map(beat_of).collect(),
        provenance,
        created_at: ports.clock.now(),
    };
    tx.scripts().put(script).await?;
    Ok(())
}
