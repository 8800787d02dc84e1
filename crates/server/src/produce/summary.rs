use super::Failure;
use crate::{House, console};
use std::collections::BTreeMap;
use xinggen_application::{Actor, CreditBooks, StatementEntry};
use xinggen_domain::{Credits, ledger::TransactionKind, script::Language};

/// As many entries as one look at the statement takes.
const PAGE: u32 = 500;

/// Prints what was added to the actor's statement behind entry `known`: generated things summed by kind, everything
/// else entry by entry.
pub(crate) async fn print_statement(house: &House, actor: Actor, known: i64) -> Result<(), Failure> {
    let books = CreditBooks::new(house.ports.clone());
    let mut after = known;
    let mut singles = Vec::new();
    let mut charges: BTreeMap<TransactionKind, (u32, Credits)> = BTreeMap::new();
    loop {
        let entries = books.statement(actor, after, PAGE).await?;
        let Some(last) = entries.last() else { break };
        after = last.entry.number;
        for stated in entries {
            let entry = &stated.entry;
            if entry.job_id.is_some() {
                let (count, sum) = charges.entry(entry.kind).or_default();
                *count += 1;
                *sum += entry.amount;
            } else {
                singles.push(stated);
            }
        }
    }
    tell(&singles, &charges);
    let view = books.view(actor).await?;
    let account = view.account();
    console::say(format_args!("balance {} credits, {} held", account.credits, account.held));
    Ok(())
}

fn tell(singles: &[StatementEntry], charges: &BTreeMap<TransactionKind, (u32, Credits)>) {
    if singles.is_empty() && charges.is_empty() {
        console::say("statement: nothing new, everything was current");
        return;
    }
    console::say("statement");
    for stated in singles {
        let (entry, words) = (&stated.entry, stated.words(Language::Chinese));
        console::say(format_args!("  {:<20} {:>6}  {words}", entry.kind.code(), signed(entry.amount)));
    }
    for (kind, (count, sum)) in charges {
        console::say(format_args!("  {:<20} {:>6}  {count} jobs", kind.code(), signed(*sum)));
    }
    let spent: Credits = charges.values().map(|(_, sum)| *sum).sum();
    console::say(format_args!("  {:<20} {:>6}", "charged in all", signed(spent)));
}

fn signed(amount: Credits) -> String {
    format!("{:+}", amount.get())
}
