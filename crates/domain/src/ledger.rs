//! The credit ledger: a pure aggregate over one user's lots. Adapters lock the user's row, load the lots, let
//! the aggregate decide, and write its [`LedgerChanges`] in one batch; no SQL decides an order or a rule.
//!
//! - A [`Lot`] is one grant with its source and expiry. Spending takes the lot that expires first, granted
//!   before purchased, oldest first.
//! - A [`Hold`] reserves parts of lots for one job and protects them from expiry. It is settled exactly once:
//!   what was delivered is captured, at most the hold; the rest returns to its lots, or to a RETURNED lot of
//!   seven days when its lot expired meanwhile.
//! - Part of a charge can be credited back to the lots it came from; money that is returned takes what is left of
//!   the lot it bought ([`CreditBack`], [`RechargeRefund`]).
//! - A [`CreditTransaction`] is one append-only entry of the statement, numbered without gaps per user.

mod account;
mod description;
mod give;
mod hold;
mod lot;
mod rules;
mod spend;
mod statement;
#[cfg(test)]
mod tests;

pub use account::{Account, LedgerChanges};
pub use description::{Description, JobDescription, StatementNames};
pub use give::{CreditBack, CreditBackError, RechargeRefund, RefundError};
pub use hold::{ChargeRule, Hold, HoldPart, HoldState};
pub use lot::{Lot, LotSource, RETURNED_DAYS};
pub use rules::{CreditLedger, Grant, InsufficientCredits, Settlement};
pub use statement::{CreditTransaction, TransactionKind};
