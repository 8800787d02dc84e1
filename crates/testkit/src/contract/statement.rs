//! The statement as [`CreditAccounts::recent`](xinggen_domain::ports::CreditAccounts::recent) gives it.

use super::{Kit, Outcome, StoreHarness, redemptions};
use crate::start;
use xinggen_domain::{
    Credits,
    audit::{AuditAct, AuditEntry},
    job::Operation,
    ledger::{
        CreditTransaction, Description, Grant, JobDescription, LotSource, StatementNames, TransactionKind,
    },
    spending::StatementFilter,
    take::Target,
};

fn of_kind(kind: TransactionKind) -> StatementFilter {
    StatementFilter { kind: Some(kind), ..StatementFilter::default() }
}

/// The newest entries come first, page by page, without a gap or a repetition.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert_eq!(
        kit.read().await?.credits().recent(StatementFilter::default(), None, 9).await?,
        [],
        "no entries yet"
    );
    for amount in [10, 20, 30, 40, 50] {
        let grant = kit.build.grant(amount);
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let mut expected = kit.read().await?.credits().statement(0, 9).await?;
    expected.reverse();
    let mut tx = kit.read().await?;
    let newest = tx.credits().recent(StatementFilter::default(), None, 2).await?;
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 4]);
    assert_eq!(newest, expected[..2]);
    assert_eq!(tx.credits().recent(StatementFilter::default(), Some(4), 2).await?, expected[2..4]);
    assert_eq!(tx.credits().recent(StatementFilter::default(), Some(2), 2).await?, expected[4..]);
    assert_eq!(
        tx.credits().recent(StatementFilter::default(), Some(1), 2).await?,
        [],
        "there is nothing before the first"
    );
    assert_eq!(tx.credits().recent(StatementFilter::default(), None, 99).await?, expected);
    Ok(())
}

/// Entries of one kind are read and summed without the others.
pub async fn kinds_are_told_apart(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (bought, given) = (TransactionKind::Recharge, TransactionKind::SignupBonus);
    for (kind, amount) in [(bought, 10), (given, 20), (bought, 30), (given, 40), (bought, 50)] {
        let grant = Grant { kind, ..kit.build.grant(amount) };
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let mut tx = kit.read().await?;
    let newest = tx.credits().recent(of_kind(bought), None, 2).await?;
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 3]);
    let rest = tx.credits().recent(of_kind(bought), Some(3), 2).await?;
    assert_eq!(rest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
    assert_eq!(tx.credits().recent(of_kind(TransactionKind::Expire), None, 2).await?, []);
    assert_eq!(tx.credits().sum_of(&[bought]).await?, Credits::new(90));
    assert_eq!(tx.credits().sum_of(&[given, bought, TransactionKind::Expire]).await?, Credits::new(150));
    assert_eq!(tx.credits().sum_of(TransactionKind::OF_GENERATING).await?, Credits::ZERO);
    Ok(())
}

/// Posts a grant of 1 with each of these descriptions; the entries.
async fn described(kit: &Kit<'_>, descriptions: &[Description]) -> Outcome<Vec<CreditTransaction>> {
    for description in descriptions {
        let grant = Grant { description: *description, ..kit.build.grant(1) };
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    Ok(kit.read().await?.credits().statement(0, 1000).await?)
}

/// Every description comes back: each code, and each parameter that may be there or not.
pub async fn descriptions_come_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let build = &kit.build;
    let targets = [
        Target::Episode(build.id()),
        Target::Character(build.id()),
        Target::Scene(build.id()),
        Target::Prop(build.id()),
        Target::Shot(build.id()),
        Target::Line(build.id()),
    ];
    let mut all = vec![Description::Plain, Description::Redeemed(build.id()), Description::Act(build.id())];
    all.extend(LotSource::ALL.iter().map(|source| Description::Expired(*source)));
    for (operation, target) in Operation::ALL.iter().zip(targets) {
        let bare =
            JobDescription { operation: *operation, target, shot: None, drama_id: build.id(), episode: None };
        all.push(Description::Job(bare));
        all.push(Description::Job(JobDescription { shot: Some(7), episode: Some(u32::MAX), ..bare }));
    }
    let entries = described(&kit, &all).await?;
    let read: Vec<Description> = entries.iter().map(|entry| entry.description).collect();
    assert_eq!(read, all);
    Ok(())
}

/// Entries that speak of nothing, or of what is not there, have no names; others have those of now, also while the
/// drama is in the trash. A neighbour's are never among them.
pub async fn what_entries_speak_of_has_its_name(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let build = &kit.build;
    let drama = kit.drama().await?;
    let (lin, street, watch) =
        (build.character(&drama, "林晚"), build.scene(&drama, "老街"), build.prop(&drama, "怀表"));
    let batch = redemptions::batch(&kit);
    store.batches().add(batch.clone(), redemptions::codes("a"), None).await?;
    let noted = AuditEntry {
        id: build.id(),
        act: AuditAct::CreditsAdjusted,
        actor_id: None,
        subject: "5".to_owned(),
        reason: "更正".to_owned(),
        address: None,
        created_at: start(),
    };
    let mut tx = kit.begin().await?;
    tx.characters().add(lin.clone()).await?;
    tx.scenes().add(street.clone()).await?;
    tx.props().add(watch.clone()).await?;
    tx.audit().add(noted.clone()).await?;
    tx.commit().await?;
    let of = |target, drama_id| {
        let operation = Operation::Image;
        Description::Job(JobDescription { operation, target, shot: Some(1), drama_id, episode: Some(1) })
    };
    let mut all: Vec<Description> = [
        Target::Character(lin.id),
        Target::Scene(street.id),
        Target::Prop(watch.id),
        Target::Shot(build.id()),
    ]
    .map(|target| of(target, drama.id))
    .to_vec();
    all.extend([Description::Redeemed(batch.id), Description::Act(noted.id), Description::Plain]);
    all.extend([Description::Redeemed(build.id()), Description::Act(build.id())]);
    all.push(of(Target::Character(build.id()), build.id()));
    let entries = described(&kit, &all).await?;
    let names = StatementNames {
        dramas: [(drama.id, drama.title.clone())].into(),
        targets: [
            (Target::Character(lin.id), lin.name),
            (Target::Scene(street.id), street.place),
            (Target::Prop(watch.id), watch.name),
        ]
        .into(),
        batches: [(batch.id, batch.name)].into(),
        reasons: [(noted.id, noted.reason)].into(),
    };
    assert_eq!(kit.read().await?.credits().names(&entries).await?, names);
    let mut trashed = drama.clone();
    trashed.deleted_at = Some(start());
    let mut tx = kit.begin().await?;
    tx.dramas().save(&mut trashed).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.credits().names(&entries).await?, names, "in the trash it has its name");
    assert_eq!(kit.read().await?.credits().names(&[]).await?, StatementNames::default());
    let neighbour = kit.neighbour().await?;
    let seen = neighbour.read().await?.credits().names(&entries).await?;
    assert_eq!(seen, StatementNames { batches: names.batches, ..StatementNames::default() });
    Ok(())
}
