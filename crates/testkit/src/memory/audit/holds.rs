use super::Findings;
use crate::memory::tenant::TenantData;
use std::collections::BTreeMap;
use xinggen_domain::{
    Credits, PriceId,
    ledger::{ChargeRule, Hold, HoldState},
    pricing::Price,
};

pub(super) fn check(tenant: &TenantData, prices: &BTreeMap<PriceId, Price>, findings: &mut Findings) {
    let open = tenant.holds.values().filter(|hold| hold.state == HoldState::Open);
    let held: Credits = open.map(|hold| hold.amount).sum();
    findings.expect(tenant.account.held == held, "held = Σ open holds", tenant.account.user_id);
    for hold in tenant.holds.values() {
        check_parts(hold, findings);
        check_price(hold, prices.get(&hold.price_id), findings);
        let job = tenant.jobs.get(&hold.job_id);
        findings.expect(job.is_some(), "a hold has its job", hold.id);
        if hold.state == HoldState::Open {
            let live = job.is_some_and(|job| !job.state.is_final());
            findings.expect(live, "a terminal job has no open hold", hold.job_id);
        }
    }
}

fn check_parts(hold: &Hold, findings: &mut Findings) {
    let amount: Credits = hold.parts.iter().map(|part| part.amount).sum();
    let captured: Credits = hold.parts.iter().map(|part| part.captured).sum();
    let within = |part: Credits, whole: Credits| part >= Credits::ZERO && part <= whole;
    findings.expect(hold.amount.is_positive(), "a hold reserves something", hold.id);
    findings.expect(amount == hold.amount, "the parts of a hold make up its amount", hold.id);
    findings.expect(captured == hold.captured, "the parts of a hold make up what it captured", hold.id);
    let parts = hold.parts.iter().all(|part| within(part.captured, part.amount));
    findings.expect(parts && within(hold.captured, hold.amount), "captured is at most what is held", hold.id);
    let back: Credits = hold.parts.iter().map(|part| part.credited_back).sum();
    findings.expect(back == hold.credited_back, "the parts of a hold make up what came back", hold.id);
    let parts = hold.parts.iter().all(|part| within(part.credited_back, part.captured));
    findings.expect(parts, "what came back is at most what was captured", hold.id);
    let settled = hold.delivered.is_some() && hold.rule.is_some() && hold.closed_at.is_some();
    let untouched = hold.delivered.is_none() && hold.rule.is_none() && hold.closed_at.is_none();
    let fits = match hold.state {
        HoldState::Open => untouched && hold.captured == Credits::ZERO,
        HoldState::Closed => settled,
    };
    findings.expect(fits, "an open hold captured nothing, a closed one knows how it was settled", hold.id);
}

fn check_price(hold: &Hold, price: Option<&Price>, findings: &mut Findings) {
    let Some(price) = price else {
        findings.expect(false, "a hold has its price row", hold.id);
        return;
    };
    findings.expect(price.cost(hold.quantity) == hold.amount, "price and quantity give the quote", hold.id);
    let charge = match (hold.rule, hold.delivered) {
        (Some(ChargeRule::Delivered), Some(delivered)) => price.cost(delivered).min(hold.amount),
        _ => Credits::ZERO,
    };
    findings.expect(hold.captured == charge, "price and what was delivered give the charge", hold.id);
}
