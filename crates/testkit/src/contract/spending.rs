//! [`SpendingBooks`](xinggen_domain::ports::SpendingBooks), and the statement by what it was for.

use super::{
    Kit, Outcome, StoreHarness,
    ledger::{day, hold_for, settle},
    there,
};
use chrono::Duration;
use xinggen_domain::{
    Credits, DramaId, EpisodeId, JobId, ShotId,
    drama::Drama,
    job::{Job, Operation},
    ledger::{CreditBack, Description, TransactionKind},
    pricing::Price,
    shot::Shot,
    spending::{Spending, SpendingBy, SpendingFilter, SpendingTotal, SpentOn, StatementFilter},
    take::Target,
};

/// A user who has spent on two dramas, at 5 credits an image:
///
/// | job | what | day | credits |
/// | --- | --- | --- | --- |
/// | picture | a shot of the episode | 1 | charged 10, 3 back on day 3 |
/// | voice | the line of that shot | 2 | charged 5 |
/// | look | a character | 2 | charged 5 |
/// | clip | another shot of the episode | 2 | holds 15 |
/// | lost | a line that is gone | 3 | charged 5 |
/// | other | a shot of another drama, no episode | 1 | charged 20 |
struct Spender<'a> {
    kit: Kit<'a>,
    price: Price,
    drama: Drama,
    other: Drama,
    episode: EpisodeId,
    shot: ShotId,
    picture: JobId,
    clip: ShotId,
    elsewhere: ShotId,
}

impl<'a> Spender<'a> {
    async fn new(store: &'a dyn StoreHarness) -> Outcome<Self> {
        let kit = Kit::new(store).await?;
        let price = kit.image_price(5).await?;
        let grant = kit.build.grant(1000);
        kit.on_ledger(|ledger| ledger.grant(grant, day(0), kit.build.ids())).await?;
        let house = kit.house().await?;
        let line = kit.build.line(None, "雪停了。");
        let shot = Shot { lines: vec![line.clone()], ..kit.build.shot(&house.episode, &house.scene, 1) };
        let mut tx = kit.begin().await?;
        tx.shots().replace(house.episode.id, vec![shot.clone()]).await?;
        tx.commit().await?;
        let other = kit.drama().await?;
        let mut spender = Self {
            drama: house.drama,
            episode: house.episode.id,
            shot: shot.id,
            picture: kit.build.id(),
            clip: kit.build.id(),
            elsewhere: kit.build.id(),
            kit,
            price,
            other,
        };
        let in_episode = Some(spender.episode);
        let picture = spender.charge(in_episode, Operation::Image, Target::Shot(shot.id), 2, 1).await?;
        spender.picture = picture.id;
        spender.charge(in_episode, Operation::Voice, Target::Line(line.id), 1, 2).await?;
        spender.charge(None, Operation::Image, Target::Character(house.cast[0].id), 1, 2).await?;
        let clip = spender.job(in_episode, Operation::Video, Target::Shot(spender.clip));
        hold_for(&spender.kit, &clip, &spender.price, 3, day(2)).await?;
        let gone = Target::Line(spender.kit.build.id());
        spender.charge(in_episode, Operation::Voice, gone, 1, 3).await?;
        spender.credit_back(3, 3).await?;
        let order =
            spender.kit.build.order(&spender.other, Operation::Image, Target::Shot(spender.elsewhere));
        let job = spender.kit.build.job(order);
        hold_for(&spender.kit, &job, &spender.price, 4, day(1)).await?;
        settle(&spender.kit, &job, &spender.price, 4, day(1)).await?;
        spender.kit.audit().await?;
        Ok(spender)
    }

    fn job(&self, episode_id: Option<EpisodeId>, operation: Operation, target: Target) -> Job {
        let build = &self.kit.build;
        Job { episode_id, ..build.job(build.order(&self.drama, operation, target)) }
    }

    async fn charge(
        &self,
        episode: Option<EpisodeId>,
        operation: Operation,
        target: Target,
        images: i64,
        on: i64,
    ) -> Outcome<Job> {
        let job = self.job(episode, operation, target);
        hold_for(&self.kit, &job, &self.price, images, day(on)).await?;
        settle(&self.kit, &job, &self.price, images, day(on)).await?;
        Ok(job)
    }

    /// Returns a part of what the picture cost.
    async fn credit_back(&self, amount: i64, on: i64) -> Outcome {
        let mut tx = self.kit.begin().await?;
        let mut ledger = tx.credits().lock().await?;
        let hold = there(tx.credits().hold_of(self.picture).await?, "hold of the picture")?;
        let lots = tx.credits().lots_of(&hold).await?;
        let back =
            CreditBack { amount: Credits::new(amount), description: Description::Plain, actor_id: None };
        ledger.credit_back(hold, lots, back, day(on), self.kit.build.ids())?;
        tx.credits().save(&mut ledger).await?;
        Ok(tx.commit().await?)
    }

    async fn totals(&self, by: SpendingBy, filter: SpendingFilter) -> Outcome<Vec<SpendingTotal>> {
        Ok(self.kit.read().await?.spending().totals(by, filter).await?)
    }

    async fn check(
        &self,
        by: SpendingBy,
        filter: SpendingFilter,
        expected: &[(SpentOn, [i64; 4])],
    ) -> Outcome {
        let mut expected: Vec<_> = expected.iter().map(|(on, amounts)| total(*on, *amounts)).collect();
        expected.sort_by_key(|total| total.on);
        assert_eq!(self.totals(by, filter).await?, expected, "by {by} of {filter:?}");
        Ok(())
    }
}

fn total(on: SpentOn, [charged, back, held, jobs]: [i64; 4]) -> SpendingTotal {
    let (charged, credited_back, held) = (Credits::new(charged), Credits::new(back), Credits::new(held));
    SpendingTotal { on, spending: Spending { charged, credited_back, held, jobs } }
}

/// Entries are found by when they were made and what their job was for; filters are met together.
pub async fn the_statement_is_filtered_by_time_and_work(store: &dyn StoreHarness) -> Outcome {
    let all = StatementFilter::default();
    let spender = Spender::new(store).await?;
    let mut tx = spender.kit.read().await?;
    let statement = tx.credits().recent(all, None, 99).await?;
    let cases = [
        (StatementFilter { from: Some(day(2)), ..all }, vec![-5, -5, -5, 3]),
        (StatementFilter { from: Some(day(2)), to: Some(day(3)), ..all }, vec![-5, -5]),
        (StatementFilter { to: Some(day(1)), ..all }, vec![1000]),
        (StatementFilter { to: Some(day(1) + Duration::microseconds(1)), ..all }, vec![1000, -10, -20]),
        (StatementFilter { drama: Some(spender.drama.id), ..all }, vec![-10, -5, -5, -5, 3]),
        (StatementFilter { drama: Some(spender.other.id), ..all }, vec![-20]),
        (StatementFilter { episode: Some(spender.episode), ..all }, vec![-10, -5, -5, 3]),
        (StatementFilter { job: Some(spender.picture), ..all }, vec![-10, 3]),
        (
            StatementFilter {
                job: Some(spender.picture),
                kind: Some(TransactionKind::CreditBack),
                drama: Some(spender.drama.id),
                ..all
            },
            vec![3],
        ),
        (StatementFilter { job: Some(spender.picture), drama: Some(spender.other.id), ..all }, vec![]),
        (StatementFilter { drama: Some(spender.kit.build.id::<DramaId>()), ..all }, vec![]),
    ];
    for (filter, expected) in cases {
        let found = tx.credits().recent(filter, None, 99).await?;
        let mut amounts: Vec<_> = found.iter().map(|entry| entry.amount.get()).collect();
        assert!(found.is_sorted_by(|one, next| one.number > next.number), "{filter:?}");
        assert!(found.iter().all(|entry| statement.contains(entry)), "{filter:?}");
        amounts.sort_unstable_by_key(|amount| (*amount > 0, *amount));
        let mut expected = expected;
        expected.sort_unstable_by_key(|amount| (*amount > 0, *amount));
        assert_eq!(amounts, expected, "{filter:?}");
        let rest = tx.credits().recent(filter, found.first().map(|entry| entry.number), 99).await?;
        assert_eq!(rest, found.get(1..).unwrap_or_default(), "the next page of {filter:?}");
    }
    Ok(())
}

/// Charges, what was returned of them, and what is held, by drama, episode, shot and operation.
pub async fn totals_add_up_what_was_for_the_same(store: &dyn StoreHarness) -> Outcome {
    let all = SpendingFilter::default();
    let spender = Spender::new(store).await?;
    let dramas = [
        (SpentOn::Drama(spender.drama.id), [25, 3, 15, 5]),
        (SpentOn::Drama(spender.other.id), [20, 0, 0, 1]),
    ];
    spender.check(SpendingBy::Drama, all, &dramas).await?;
    let episodes = [(SpentOn::Episode(spender.episode), [20, 3, 15, 4]), (SpentOn::Rest, [25, 0, 0, 2])];
    spender.check(SpendingBy::Episode, all, &episodes).await?;
    let shots = [
        (SpentOn::Shot(spender.shot), [15, 3, 0, 2]),
        (SpentOn::Shot(spender.clip), [0, 0, 15, 1]),
        (SpentOn::Shot(spender.elsewhere), [20, 0, 0, 1]),
        (SpentOn::Rest, [10, 0, 0, 2]),
    ];
    spender.check(SpendingBy::Shot, all, &shots).await?;
    let operations = [
        (SpentOn::Operation(Operation::Image), [35, 3, 0, 3]),
        (SpentOn::Operation(Operation::Voice), [10, 0, 0, 2]),
        (SpentOn::Operation(Operation::Video), [0, 0, 15, 1]),
    ];
    spender.check(SpendingBy::Operation, all, &operations).await
}

/// Totals of one drama, one episode or a time; they agree with the statement of the same, and what is held is held
/// now in any case.
pub async fn totals_are_of_a_time_and_a_work(store: &dyn StoreHarness) -> Outcome {
    let all = SpendingFilter::default();
    let spender = Spender::new(store).await?;
    let of_other = SpendingFilter { drama: Some(spender.other.id), ..all };
    let other = [(SpentOn::Operation(Operation::Image), [20, 0, 0, 1])];
    spender.check(SpendingBy::Operation, of_other, &other).await?;
    let of_episode = SpendingFilter { episode: Some(spender.episode), ..all };
    let drama = [(SpentOn::Drama(spender.drama.id), [20, 3, 15, 4])];
    spender.check(SpendingBy::Drama, of_episode, &drama).await?;
    let third = SpendingFilter { from: Some(day(3)), ..all };
    spender.check(SpendingBy::Drama, third, &[(SpentOn::Drama(spender.drama.id), [5, 3, 15, 3])]).await?;
    let first = SpendingFilter { to: Some(day(2)), episode: Some(spender.episode), ..all };
    spender.check(SpendingBy::Episode, first, &[(SpentOn::Episode(spender.episode), [10, 0, 15, 2])]).await?;
    let nothing = SpendingFilter { drama: Some(spender.other.id), from: Some(day(2)), ..all };
    spender.check(SpendingBy::Drama, nothing, &[]).await?;
    let statement = StatementFilter { from: Some(day(2)), to: Some(day(9)), ..StatementFilter::default() };
    let entries = spender.kit.read().await?.credits().recent(statement, None, 99).await?;
    let totals = spender
        .totals(SpendingBy::Shot, SpendingFilter { from: statement.from, to: statement.to, ..all })
        .await?;
    let net: Credits = totals.iter().map(|total| total.spending.net()).sum();
    assert_eq!(net, -entries.iter().map(|entry| entry.amount).sum::<Credits>());
    Ok(())
}

/// What one user spent is nothing to another, whatever they ask for.
pub async fn nobody_sees_a_neighbours_spending(store: &dyn StoreHarness) -> Outcome {
    let spender = Spender::new(store).await?;
    let neighbour = spender.kit.neighbour().await?;
    let mut tx = neighbour.read().await?;
    let hers = [
        SpendingFilter::default(),
        SpendingFilter { drama: Some(spender.drama.id), ..SpendingFilter::default() },
        SpendingFilter { episode: Some(spender.episode), ..SpendingFilter::default() },
    ];
    for filter in hers {
        for by in SpendingBy::ALL {
            assert_eq!(tx.spending().totals(*by, filter).await?, [], "by {by} of {filter:?}");
        }
    }
    let drama = StatementFilter { drama: Some(spender.drama.id), ..StatementFilter::default() };
    assert_eq!(tx.credits().recent(drama, None, 9).await?, []);
    let job = StatementFilter { job: Some(spender.picture), ..StatementFilter::default() };
    assert_eq!(tx.credits().recent(job, None, 9).await?, []);
    Ok(())
}

/// A daily cap is loaded with the account, outlives what the ledger writes, and is each user's own.
pub async fn a_daily_cap_comes_with_the_account(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let cap =
        async |kit: &Kit<'_>| Outcome::Ok(kit.read().await?.credits().view().await?.account().daily_cap);
    for limit in [Some(Credits::new(1_000_000_000)), Some(Credits::ZERO), None, Some(Credits::new(7))] {
        let mut tx = kit.begin().await?;
        tx.credits().lock().await?;
        tx.spending().set_daily_cap(limit).await?;
        tx.commit().await?;
        assert_eq!(cap(&kit).await?, limit);
        assert_eq!(kit.begin().await?.credits().lock().await?.account().daily_cap, limit);
    }
    let grant = kit.build.grant(100);
    kit.on_ledger(|ledger| ledger.grant(grant, day(0), kit.build.ids())).await?;
    assert_eq!(cap(&kit).await?, Some(Credits::new(7)), "as before the grant");
    assert_eq!(cap(&neighbour).await?, None);
    let mut tx = kit.begin().await?;
    tx.spending().set_daily_cap(None).await?;
    drop(tx);
    assert_eq!(cap(&kit).await?, Some(Credits::new(7)), "what is rolled back is not set");
    Ok(())
}
