//! Tenants: nobody reaches what another user has.

use super::{Furniture, House, Kit, Outcome, StoreHarness, refused, stale};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits,
    cut::Cut,
    drama::Drama,
    job::{Job, JobState, Operation},
    plan::RunningCaps,
    ports::{JobFilter, Page, TenantTx},
    shot::{Line, Shot},
    spending::StatementFilter,
    take::{Take, Target},
};

/// A user with one of everything, and another user with a drama of their own.
pub(super) struct Neighbours<'a> {
    pub(super) rich: Kit<'a>,
    pub(super) house: House,
    pub(super) all: Furniture,
    other: Kit<'a>,
    own: House,
}

impl<'a> Neighbours<'a> {
    pub(super) async fn new(store: &'a dyn StoreHarness) -> Outcome<Self> {
        let rich = Kit::new(store).await?;
        let house = rich.house().await?;
        let all = rich.furniture(&house).await?;
        let other = rich.neighbour().await?;
        let own = other.house().await?;
        Ok(Self { rich, house, all, other, own })
    }

    /// A transaction of the other user.
    pub(super) async fn tx(&self) -> Outcome<Box<dyn TenantTx>> {
        self.other.begin().await
    }

    /// Checks that the first user has just what was added.
    pub(super) async fn check_untouched(&self) -> Outcome {
        let (house, all) = (&self.house, &self.all);
        let episode = house.episode.id;
        let mut tx = self.rich.read().await?;
        let dramas = tx.dramas().list(Page { limit: 9, after: None }).await?;
        assert_eq!(dramas, std::slice::from_ref(&house.drama));
        let episodes = tx.episodes().of_drama(house.drama.id).await?;
        assert_eq!(episodes, std::slice::from_ref(&house.episode));
        assert_eq!(tx.characters().of_drama(house.drama.id).await?, house.cast);
        let scenes = tx.scenes().of_drama(house.drama.id).await?;
        assert_eq!(scenes, std::slice::from_ref(&house.scene));
        let props = tx.props().of_drama(house.drama.id).await?;
        assert_eq!(props, std::slice::from_ref(&house.prop));
        assert_eq!(tx.scripts().of_episode(episode).await?.as_ref(), Some(&all.script));
        let shots = tx.shots().of_episode(episode).await?;
        assert_eq!(shots, std::slice::from_ref(&all.shot));
        assert_eq!(tx.assets().get(all.asset.id).await?.as_ref(), Some(&all.asset));
        assert_eq!(tx.jobs().get(all.job.id).await?.as_ref(), Some(&all.job));
        let takes = tx.takes().selected_of(&[all.take.target]).await?;
        assert_eq!(takes, std::slice::from_ref(&all.take));
        assert_eq!(tx.cuts().latest_of(episode).await?.as_ref(), Some(&all.cut));
        let production = tx.productions().live_of(episode).await?;
        assert_eq!(production.as_ref(), Some(&all.production));
        Ok(())
    }
}

/// No getter finds another user's row.
pub async fn no_id_finds_a_neighbours_row(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (house, all) = (&n.house, &n.all);
    let mut tx = n.tx().await?;
    assert_eq!(tx.dramas().get(house.drama.id).await?, None);
    assert_eq!(tx.episodes().get(house.episode.id).await?, None);
    assert_eq!(tx.characters().get(house.cast[0].id).await?, None);
    assert_eq!(tx.scenes().get(house.scene.id).await?, None);
    assert_eq!(tx.props().get(house.prop.id).await?, None);
    assert_eq!(tx.shots().get(all.shot.id).await?, None);
    assert_eq!(tx.assets().get(all.asset.id).await?, None);
    assert_eq!(tx.assets().get_many(&[all.asset.id]).await?, []);
    assert_eq!(tx.jobs().get(all.job.id).await?, None);
    assert_eq!(tx.productions().get(all.production.id).await?, None);
    assert_eq!(tx.credits().hold_of(all.job.id).await?, None);
    assert_eq!(tx.takes().get(all.take.id).await?, None);
    assert_eq!(tx.cuts().get(all.cut.id).await?, None);
    assert_eq!(tx.shots().episode_of_line(all.shot.lines[0].id).await?, None);
    n.check_untouched().await
}

/// No list shows another user's rows.
pub async fn no_list_shows_a_neighbours_rows(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (drama, episode) = (n.house.drama.id, n.house.episode.id);
    let mut tx = n.tx().await?;
    let page = Page { limit: 9, after: None };
    assert_eq!(tx.dramas().list(page).await?, std::slice::from_ref(&n.own.drama));
    let page = Page { limit: 9, after: Some(drama) };
    assert!(!tx.dramas().list(page).await?.contains(&n.house.drama), "nor behind a neighbour's id");
    assert_eq!(tx.episodes().of_drama(drama).await?, []);
    assert_eq!(tx.characters().of_drama(drama).await?, []);
    assert_eq!(tx.scenes().of_drama(drama).await?, []);
    assert_eq!(tx.props().of_drama(drama).await?, []);
    assert_eq!(tx.scripts().of_episode(episode).await?, None);
    assert_eq!(tx.shots().of_episode(episode).await?, []);
    assert_eq!(tx.shots().storyboard_of(episode).await?, None);
    assert_eq!(tx.takes().selected_of(&[n.all.take.target]).await?, []);
    let hash = n.all.take.provenance.hash;
    assert_eq!(tx.takes().find_made_from(drama, Operation::Image, hash).await?, None);
    assert_eq!(tx.cuts().latest_of(episode).await?, None);
    assert_eq!(tx.productions().live_of(episode).await?, None);
    assert_eq!(tx.jobs().of_production(n.all.production.id).await?, []);
    assert_eq!(tx.takes().of_target(n.all.take.target).await?, []);
    assert_eq!(tx.cuts().of_episode(episode).await?, []);
    assert_eq!(tx.jobs().live_of(n.all.job.operation, n.all.job.target).await?, None);
    let own = JobFilter { drama: Some(drama), ..JobFilter::default() };
    for filter in [JobFilter::default(), own] {
        assert_eq!(tx.jobs().list(filter, Page { limit: 9, after: None }).await?, []);
    }
    for of in [None, Some(episode)] {
        assert_eq!(tx.productions().list(of, Page { limit: 9, after: None }).await?, []);
    }
    assert_eq!(tx.assets().list(None, Page { limit: 9, after: None }).await?, []);
    assert_eq!(tx.events().after(0, 9).await?, [], "a neighbour's job and production made events");
    assert_eq!(tx.events().bounds().await?.last, 0);
    assert_eq!(n.rich.events().await?.len(), 2);
    Ok(())
}

/// No lock takes another user's row.
pub async fn no_lock_takes_a_neighbours_row(store: &dyn StoreHarness) -> Outcome {
    let mut n = Neighbours::new(store).await?;
    let waiting = n.rich.build.image_job(&n.house.drama);
    let mut tx = n.rich.begin().await?;
    tx.jobs().add(waiting.clone(), &[n.all.job.id]).await?;
    tx.commit().await?;
    let token = n.rich.build.id();
    let now = start() + Duration::seconds(9);
    let claimed = store.queue().claim(&[token], RunningCaps::NONE, now, now).await?;
    assert_eq!(claimed[0].job.id, n.all.job.id);
    n.all.job = claimed[0].job.clone();

    let mut tx = n.tx().await?;
    assert_eq!(tx.jobs().lock(n.all.job.id).await?, None);
    assert_eq!(tx.jobs().lock_claimed(n.all.job.id, token).await?, None, "not even under its token");
    assert_eq!(tx.jobs().lock_live(n.all.production.id).await?, []);
    assert_eq!(tx.jobs().lock_dependents(n.all.job.id).await?, []);
    assert_eq!(tx.jobs().unblock_after(n.all.job.id).await?, []);
    assert_eq!(tx.productions().lock(n.all.production.id).await?, None);
    assert_eq!(tx.productions().lock_live_of_drama(n.house.drama.id).await?, []);
    assert_eq!(tx.jobs().lock_live_of_drama(n.house.drama.id).await?, []);
    assert_eq!(tx.episodes().lock(n.house.episode.id).await?, None);
    tx.commit().await?;
    n.check_untouched().await?;
    assert_eq!(n.rich.stored_job(&waiting).await?.state, JobState::Blocked, "it still waits");
    let mut tx = n.rich.begin().await?;
    assert_eq!(tx.jobs().unblock_after(n.all.job.id).await?, [waiting.id], "for the same job");
    Ok(())
}

/// No save changes another user's row.
pub async fn no_save_changes_a_neighbours_row(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (house, all) = (&n.house, &n.all);
    stale(n.tx().await?.dramas().save(&mut house.drama.clone()).await, "a save of a drama")?;
    stale(n.tx().await?.episodes().save(&mut house.episode.clone()).await, "a save of an episode")?;
    stale(n.tx().await?.characters().save(&mut house.cast[0].clone()).await, "a save of a character")?;
    stale(n.tx().await?.scenes().save(&mut house.scene.clone()).await, "a save of a scene")?;
    stale(n.tx().await?.props().save(&mut house.prop.clone()).await, "a save of a prop")?;
    stale(n.tx().await?.productions().save(&mut all.production.clone()).await, "a save of a production")?;
    let cancelled = Job { state: JobState::Cancelled, finished_at: Some(start()), ..all.job.clone() };
    stale(n.tx().await?.jobs().save(&cancelled).await, "a save of a job")?;
    n.check_untouched().await
}

/// No row of the drama's own kind hangs on another user's drama or episode.
pub async fn no_child_hangs_on_a_neighbours_drama(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (house, build) = (&n.house, &n.other.build);
    refused(n.tx().await?.episodes().add(build.episode(&house.drama, 9)).await, "an episode")?;
    refused(n.tx().await?.characters().add(build.character(&house.drama, "贼")).await, "a character")?;
    refused(n.tx().await?.scenes().add(build.scene(&house.drama, "后门")).await, "a scene")?;
    refused(n.tx().await?.props().add(build.prop(&house.drama, "刀")).await, "a prop")?;
    let script = build.script(&house.episode, &n.own.scene, &[]);
    refused(n.tx().await?.scripts().put(script).await, "a script")?;
    let storyboard = build.storyboard(&house.episode);
    refused(n.tx().await?.shots().put_storyboard(storyboard).await, "a storyboard")?;
    let shot = build.shot(&house.episode, &n.own.scene, 1);
    refused(n.tx().await?.shots().replace(house.episode.id, vec![shot]).await, "a shot")?;
    refused(n.tx().await?.jobs().add(build.image_job(&house.drama), &[]).await, "a job")?;
    refused(n.tx().await?.productions().add(build.production(&house.episode)).await, "a production")?;
    let asset = n.other.asset().await?;
    refused(n.tx().await?.cuts().add(build.cut(&house.episode, &asset)).await, "a cut")?;
    n.check_untouched().await
}

/// No shot of one user shows another user's scene, characters or props.
pub async fn no_shot_shows_a_neighbours_things(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (house, build, episode) = (&n.house, &n.other.build, n.own.episode.id);
    let shot = build.shot(&n.own.episode, &n.own.scene, 1);
    let foreign = [
        ("scene", build.shot(&n.own.episode, &house.scene, 1)),
        ("character", Shot { cast: vec![house.cast[0].id], ..shot.clone() }),
        ("prop", Shot { props: vec![house.prop.id], ..shot.clone() }),
        ("speaker", Shot { lines: vec![build.line(Some(house.cast[0].id), "借过。")], ..shot }),
    ];
    for (what, shot) in foreign {
        let what = format!("a neighbour's {what} in a shot");
        refused(n.tx().await?.shots().replace(episode, vec![shot]).await, &what)?;
        assert_eq!(n.other.read().await?.shots().of_episode(episode).await?, [], "nothing was written");
    }
    n.check_untouched().await
}

/// No take, cut or job of one user refers to another user's files, jobs or productions.
pub async fn no_result_refers_to_a_neighbours(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let (all, build) = (&n.all, &n.other.build);
    let own_job = build.image_job(&n.own.drama);
    n.other.add_job(&own_job).await?;
    let own_asset = n.other.asset().await?;
    let take = build.take(&own_job, &own_asset);
    let foreign = [
        ("file", build.take(&own_job, &all.asset)),
        ("job", Take { job_id: all.job.id, ..take.clone() }),
        ("drama", Take { drama_id: n.house.drama.id, ..take }),
    ];
    for (what, take) in foreign {
        refused(n.tx().await?.takes().add(take).await, &format!("a take of a neighbour's {what}"))?;
    }
    for at in 0..4 {
        let mut cut = build.cut(&n.own.episode, &own_asset);
        let Cut { video, srt, ass, poster, .. } = &mut cut;
        *[video, srt, ass, poster][at] = all.asset.id;
        refused(n.tx().await?.cuts().add(cut).await, "a cut of a neighbour's file")?;
    }
    let mut order = build.order(&n.own.drama, Operation::Image, Target::Shot(build.id()));
    order.production_id = Some(all.production.id);
    refused(n.tx().await?.jobs().add(build.job(order), &[]).await, "a job in a neighbour's production")?;
    order.production_id = None;
    order.episode_id = Some(n.house.episode.id);
    refused(n.tx().await?.jobs().add(build.job(order), &[]).await, "a job for a neighbour's episode")?;
    n.check_untouched().await
}

/// Emptying another user's episode, or writing under ids of another user, does not reach their rows.
/// Whether it is refused or done to nobody is the adapter's choice.
pub async fn no_taken_id_reaches_a_neighbours_row(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let shot = Shot {
        id: n.all.shot.id,
        lines: vec![Line { id: n.all.shot.lines[0].id, ..n.other.build.line(None, "偷来的") }],
        ..n.other.build.shot(&n.own.episode, &n.own.scene, 1)
    };
    let drama = Drama { id: n.house.drama.id, ..n.other.build.drama() };
    for (episode, shots) in [(n.house.episode.id, vec![]), (n.own.episode.id, vec![shot])] {
        let mut tx = n.tx().await?;
        if tx.shots().replace(episode, shots).await.is_ok() {
            let _ = tx.commit().await;
        }
    }
    let mut tx = n.tx().await?;
    if tx.dramas().add(drama).await.is_ok() {
        let _ = tx.commit().await;
    }
    n.check_untouched().await
}

/// A job of one user never waits for another user's.
pub async fn no_job_waits_for_a_neighbours(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let job = n.other.build.image_job(&n.own.drama);
    let mut tx = n.tx().await?;
    // Whether the stranger is passed over or refused is the adapter's choice.
    if tx.jobs().add(job.clone(), &[n.all.job.id]).await.is_ok() {
        tx.commit().await?;
        assert_eq!(n.other.stored_job(&job).await?.state, JobState::Queued, "nothing of its own is live");
    } else {
        drop(tx);
    }
    let mut tx = n.rich.begin().await?;
    assert_eq!(tx.jobs().lock_dependents(n.all.job.id).await?, []);
    assert_eq!(tx.jobs().unblock_after(n.all.job.id).await?, []);
    drop(tx);
    n.check_untouched().await
}

/// Credits of one user are not another's.
pub async fn credits_are_not_shared(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let grant = n.rich.build.grant(100);
    n.rich.on_ledger(|ledger| ledger.grant(grant, start(), n.rich.build.ids())).await?;
    let (price, job) = (n.rich.image_price(5).await?, n.all.job.id);
    let held =
        n.rich.on_ledger(|ledger| ledger.hold(job, price.quote(1), start(), n.rich.build.ids())).await?;
    assert!(held.is_ok(), "100 credits pay for an image");
    assert_eq!(n.rich.credits().await?, Credits::new(100));
    assert_eq!(n.other.credits().await?, Credits::ZERO);
    let mut tx = n.tx().await?;
    assert_eq!(tx.credits().hold_of(job).await?, None, "a neighbour's hold");
    assert_eq!(tx.credits().lock().await?.available(start()), Credits::ZERO);
    assert_eq!(tx.credits().view().await?.lots().count(), 0);
    assert_eq!(tx.credits().statement(0, 10).await?, []);
    assert_eq!(tx.credits().recent(StatementFilter::default(), None, 10).await?, []);
    assert_eq!(tx.credits().sum_of(xinggen_domain::ledger::TransactionKind::ALL).await?, Credits::ZERO);
    n.rich.audit().await
}
