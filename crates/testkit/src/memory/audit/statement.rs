use super::Findings;
use crate::memory::tenant::TenantData;
use std::collections::{BTreeMap, BTreeSet};
use xinggen_domain::{Credits, JobId, ledger::TransactionKind};

pub(super) fn check(tenant: &TenantData, findings: &mut Findings) {
    let account = &tenant.account;
    let owner = account.user_id;
    let mut balance = Credits::ZERO;
    let mut charged = BTreeSet::new();
    let mut backs: BTreeMap<JobId, Credits> = BTreeMap::new();
    for (entry, number) in tenant.entries.iter().zip(1..) {
        balance += entry.amount;
        findings.expect(entry.number == number, "statement numbers run 1, 2, 3, … without a gap", entry.id);
        findings.expect(
            entry.balance_after == balance,
            "balance_after is the sum of the entries so far",
            entry.id,
        );
        findings.expect(entry.amount != Credits::ZERO, "an entry moves something", entry.id);
        if let Some(job) = entry.job_id.filter(|_| entry.kind == TransactionKind::CreditBack) {
            *backs.entry(job).or_default() += entry.amount;
        } else if let Some(job) = entry.job_id {
            findings.expect(charged.insert(job), "a job has at most one charge", job);
            let captured = tenant.holds.get(&job).map(|hold| -hold.captured);
            findings.expect(captured == Some(entry.amount), "a charge is what its hold captured", job);
        }
    }
    for hold in tenant.holds.values() {
        let back = backs.remove(&hold.job_id).unwrap_or_default();
        findings.expect(
            back == hold.credited_back,
            "what came back of a charge is what its hold says",
            hold.id,
        );
    }
    for job in backs.into_keys() {
        findings.expect(false, "only a job with a hold is credited back", job);
    }
    findings.expect(account.credits == balance, "credits = Σ transactions", owner);
    findings.expect(account.entries == tenant.entries.len() as i64, "the account counts its entries", owner);
    findings.expect(account.credits >= Credits::ZERO, "nothing is negative", owner);
    findings.expect(account.held >= Credits::ZERO, "nothing is negative", owner);
    findings.expect(account.held <= account.credits, "held is never above credits", owner);
    for hold in tenant.holds.values().filter(|hold| hold.captured.is_positive()) {
        findings.expect(charged.contains(&hold.job_id), "what a hold captured is charged", hold.id);
    }
}
