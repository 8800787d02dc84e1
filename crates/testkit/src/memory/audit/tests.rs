use super::{super::tenant::TenantData, check};
use crate::{Build, MemoryStore, contract::StoreHarness, start};
use std::sync::Arc;
use xinggen_domain::{
    Credits, JobId,
    job::{Job, JobState, Operation},
    ledger::{ChargeRule, Description, Hold, LotSource, Settlement, TransactionKind},
    ports::PriceBook,
    pricing::{Price, PriceUnit},
};

/// A store with a lot, a settled hold of 10 of which 5 were captured, and an open one of 5.
async fn sound() -> MemoryStore {
    let (store, build) = (MemoryStore::default(), Build::default());
    let (user, drama) = (build.user(), build.drama());
    let price = build.price(Operation::Image, PriceUnit::Image, 5);
    let unit = store.unit_of_work();
    PriceBook::add(&store, vec![price.clone()], None).await.unwrap();
    let mut tx = unit.begin(user.id).await.unwrap();
    tx.profile().open(user, None).await.unwrap();
    tx.dramas().add(drama.clone()).await.unwrap();
    let mut ledger = tx.credits().lock().await.unwrap();
    ledger.grant(build.grant(100), start(), build.ids());
    let jobs = [build.image_job(&drama), build.image_job(&drama)];
    for (job, images) in jobs.iter().zip([2, 1]) {
        ledger.hold(job.id, price.quote(images), start(), build.ids()).unwrap();
        assert!(tx.jobs().add(job.clone(), &[]).await.unwrap());
    }
    tx.credits().save(&mut ledger).await.unwrap();
    let [mut done, _] = jobs;
    let hold = tx.credits().hold_of(done.id).await.unwrap().unwrap();
    ledger.settle(hold, settlement(&done, &price), start(), build.ids());
    tx.credits().save(&mut ledger).await.unwrap();
    done.finish(JobState::Succeeded, None, start());
    tx.jobs().save(&done).await.unwrap();
    tx.commit().await.unwrap();
    store
}

fn settlement<'a>(job: &Job, price: &'a Price) -> Settlement<'a> {
    Settlement {
        price,
        rule: ChargeRule::Delivered,
        delivered: 1,
        kind: job.operation.transaction_kind(),
        description: Description::Plain,
    }
}

fn broken_by(store: &MemoryStore, spoil: impl FnOnce(&mut TenantData)) -> Vec<String> {
    let mut state = store.state.lock().unwrap();
    let tenant = state.tenants.values_mut().next().unwrap();
    spoil(Arc::make_mut(tenant));
    check(&state).into_iter().map(|violation| violation.invariant).collect()
}

#[tokio::test]
async fn a_sound_ledger_has_no_violations() {
    assert_eq!(broken_by(&sound().await, |_| {}), [""; 0]);
}

/// A way to spoil a ledger, and the invariant that must tell.
type Spoil = (&'static str, fn(&mut TenantData));

fn hold(tenant: &mut TenantData, number: usize) -> &mut Hold {
    tenant.holds.values_mut().nth(number).unwrap()
}

fn job_of(tenant: &TenantData, number: usize) -> JobId {
    *tenant.holds.keys().nth(number).unwrap()
}

const ONE: Credits = Credits::new(1);

const SPOILS: &[Spoil] = &[
    ("credits = Σ transactions", |t| t.account.credits += ONE),
    ("held = Σ open holds", |t| t.account.held += ONE),
    ("held = Σ open holds", |t| t.account.held -= ONE),
    ("the account counts its entries", |t| t.account.entries += 1),
    ("statement numbers run 1, 2, 3, … without a gap", |t| t.entries[1].number = 3),
    ("balance_after is the sum of the entries so far", |t| t.entries[0].balance_after += ONE),
    ("an entry moves something", |t| t.entries[1].amount = Credits::ZERO),
    ("a charge is what its hold captured", |t| t.entries[1].amount = -ONE),
    ("what a hold captured is charged", |t| t.entries[1].job_id = None),
    ("a job has at most one charge", |t| {
        let again = t.entries[1].clone();
        t.entries.push(again);
    }),
    ("granted = remaining + held + captured − credited back + expired + refunded + returned", |t| {
        t.lots.values_mut().next().unwrap().expired += ONE;
    }),
    ("Σ remaining + Σ held = credits", |t| {
        let lot = t.lots.values_mut().next().unwrap();
        lot.remaining += ONE;
        lot.granted += ONE;
    }),
    ("a lot holds what open holds reserve of it", |t| {
        let lot = t.lots.values_mut().next().unwrap();
        lot.held -= ONE;
        lot.remaining += ONE;
    }),
    ("nothing is negative", |t| {
        let lot = t.lots.values_mut().next().unwrap();
        lot.expired -= ONE;
        lot.remaining += ONE;
    }),
    ("what is returned is in RETURNED lots", |t| {
        let mut child = t.lots.values().next().unwrap().clone();
        (child.parent, child.source) = (Some(child.id), LotSource::Returned);
        child.id = xinggen_domain::Id::from_uuid(crate::SequentialIds::nth(99_999));
        t.lots.insert(child.id, child);
    }),
    ("the parts of a hold make up its amount", |t| hold(t, 0).parts[0].amount += ONE),
    ("the parts of a hold make up what it captured", |t| hold(t, 0).parts[0].captured += ONE),
    ("captured is at most what is held", |t| hold(t, 0).parts[0].captured += Credits::new(50)),
    ("an open hold captured nothing, a closed one knows how it was settled", |t| hold(t, 0).rule = None),
    ("an open hold captured nothing, a closed one knows how it was settled", |t| {
        hold(t, 1).delivered = Some(1);
    }),
    ("the parts of a hold make up what came back", |t| hold(t, 0).parts[0].credited_back = ONE),
    ("what came back is at most what was captured", |t| {
        hold(t, 0).parts[0].credited_back = Credits::new(6);
    }),
    ("what came back to a lot is what its holds say", |t| {
        let lot = t.lots.values_mut().next().unwrap();
        lot.credited_back += ONE;
        lot.remaining += ONE;
    }),
    ("what came back of a charge is what its hold says", |t| hold(t, 0).credited_back = ONE),
    ("only a job with a hold is credited back", |t| {
        let mut entry = t.entries[1].clone();
        entry.kind = TransactionKind::CreditBack;
        entry.job_id = Some(xinggen_domain::Id::from_uuid(crate::SequentialIds::nth(99_999)));
        t.entries.push(entry);
    }),
    ("only what was bought is refunded", |t| {
        let lot = t.lots.values_mut().next().unwrap();
        (lot.source, lot.refunded) = (LotSource::Redeem, ONE);
        lot.remaining -= ONE;
    }),
    ("price and quantity give the quote", |t| hold(t, 1).quantity = 2),
    ("price and what was delivered give the charge", |t| hold(t, 0).delivered = Some(2)),
    ("price and what was delivered give the charge", |t| hold(t, 0).rule = Some(ChargeRule::Nothing)),
    ("a hold has its price row", |t| {
        hold(t, 0).price_id = xinggen_domain::Id::from_uuid(crate::SequentialIds::nth(99_999));
    }),
    ("a hold has its job", |t| {
        let job = job_of(t, 1);
        t.jobs.remove(&job);
    }),
    ("a terminal job has no open hold", |t| {
        let job = job_of(t, 1);
        t.jobs.get_mut(&job).unwrap().state = JobState::Failed;
    }),
    ("held is never above credits", |t| t.account.held += Credits::new(1000)),
];

#[tokio::test]
async fn every_spoiled_invariant_is_told() {
    for (number, (invariant, spoil)) in SPOILS.iter().enumerate() {
        let broken = broken_by(&sound().await, spoil);
        assert!(
            broken.iter().any(|found| found == invariant),
            "spoil {number}: {invariant:?} not in {broken:?}"
        );
    }
}
