use super::Findings;
use crate::memory::tenant::TenantData;
use xinggen_domain::{
    Credits,
    ledger::{HoldState, Lot, LotSource},
};

pub(super) fn check(tenant: &TenantData, findings: &mut Findings) {
    let owner = tenant.account.user_id;
    for lot in tenant.lots.values() {
        check_lot(tenant, lot, findings);
    }
    let lots = || tenant.lots.values();
    let there: Credits = lots().map(|lot| lot.remaining + lot.held).sum();
    findings.expect(there == tenant.account.credits, "Σ remaining + Σ held = credits", owner);
    let held: Credits = lots().map(|lot| lot.held).sum();
    findings.expect(held == tenant.account.held, "the lots hold what the account holds", owner);
}

fn check_lot(tenant: &TenantData, lot: &Lot, findings: &mut Findings) {
    let spent = lot.captured - lot.credited_back;
    let parts = [lot.remaining, lot.held, spent, lot.expired, lot.refunded, lot.returned];
    let sum: Credits = parts.iter().copied().sum();
    let granted = "granted = remaining + held + captured − credited back + expired + refunded + returned";
    findings.expect(lot.granted == sum, granted, lot.id);
    let negative = parts.iter().chain([&lot.credited_back]).any(|part| *part < Credits::ZERO);
    findings.expect(!negative, "nothing is negative", lot.id);
    let bought = lot.source == LotSource::Recharge;
    findings.expect(bought || lot.refunded == Credits::ZERO, "only what was bought is refunded", lot.id);
    let backs = tenant.holds.values().flat_map(|hold| &hold.parts).filter(|part| part.lot_id == lot.id);
    let back: Credits = backs.map(|part| part.credited_back).sum();
    findings.expect(lot.credited_back == back, "what came back to a lot is what its holds say", lot.id);
    let children = tenant.lots.values().filter(|other| other.parent == Some(lot.id));
    let moved: Credits = children.map(|child| child.granted).sum();
    findings.expect(lot.returned == moved, "what is returned is in RETURNED lots", lot.id);
    let open = tenant.holds.values().filter(|hold| hold.state == HoldState::Open);
    let parts = open.flat_map(|hold| &hold.parts).filter(|part| part.lot_id == lot.id);
    let held: Credits = parts.map(|part| part.amount).sum();
    findings.expect(lot.held == held, "a lot holds what open holds reserve of it", lot.id);
}
