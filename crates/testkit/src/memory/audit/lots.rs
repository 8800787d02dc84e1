use super::Findings;
use crate::memory::tenant::TenantData;
use xinggen_domain::{
    Credits,
    ledger::{HoldState, Lot},
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
    let parts = [lot.remaining, lot.held, lot.captured, lot.expired, lot.returned];
    let sum: Credits = parts.iter().copied().sum();
    findings.expect(lot.granted == sum, "granted = remaining + held + captured + expired + returned", lot.id);
    findings.expect(parts.iter().all(|part| *part >= Credits::ZERO), "nothing is negative", lot.id);
    let children = tenant.lots.values().filter(|other| other.parent == Some(lot.id));
    let moved: Credits = children.map(|child| child.granted).sum();
    findings.expect(lot.returned == moved, "what is returned is in RETURNED lots", lot.id);
    let open = tenant.holds.values().filter(|hold| hold.state == HoldState::Open);
    let parts = open.flat_map(|hold| &hold.parts).filter(|part| part.lot_id == lot.id);
    let held: Credits = parts.map(|part| part.amount).sum();
    findings.expect(lot.held == held, "a lot holds what open holds reserve of it", lot.id);
}
