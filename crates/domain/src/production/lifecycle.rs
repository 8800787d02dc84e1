//! How a production goes from state to state. Nothing outside of this file changes one: each method keeps message, quote,
//! terms and times right, and refuses what its state does not allow.
//!
//! | from | to |
//! | --- | --- |
//! | planning, running | awaiting approval, running, paused, done, failed, cancelled |
//! | awaiting approval | awaiting approval (asked again), running (approved), paused, cancelled |
//! | paused | running (resumed), cancelled |
//! | done, failed, cancelled | nothing |

use super::{CutOptions, Forecast, ProductionQuote, ProductionRecord, ProductionState, Terms};
use crate::{Credits, DramaId, EpisodeId, ProductionId, error::StoreError, time::Timestamp};
use std::ops::Deref;

/// A durable run over an episode. Its fields are read as those of its [`ProductionRecord`]; they change only by what it
/// does. Every change sets `updated_at`, which never goes back; what changes nothing leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Production(ProductionRecord);

/// What a new production is about; the rest of a [`Production`] follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduction {
    /// Its id.
    pub id: ProductionId,
    /// The drama.
    pub drama_id: DramaId,
    /// The episode.
    pub episode_id: EpisodeId,
    /// How the cut is to look.
    pub options: CutOptions,
    /// Whether it goes on without waiting for approval of its quote.
    pub auto_approve: bool,
    /// What its owner has agreed to; none when they asked for no limit.
    pub terms: Option<Terms>,
}

/// A production cannot do this in the state that it is in; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a production that is {from} cannot become {to}")]
pub struct InvalidTransition {
    /// Where it is.
    pub from: ProductionState,
    /// Where it would be.
    pub to: ProductionState,
}

/// Where no user asked for it, an impossible transition comes from a record that breaks the rules.
impl From<InvalidTransition> for StoreError {
    fn from(error: InvalidTransition) -> Self {
        Self::Corrupt(error.to_string())
    }
}

impl Deref for Production {
    type Target = ProductionRecord;

    fn deref(&self) -> &ProductionRecord {
        &self.0
    }
}

/// What a store has read.
impl From<ProductionRecord> for Production {
    fn from(record: ProductionRecord) -> Self {
        Self(record)
    }
}

/// The states in which a production orders its next steps.
const MOVING: &[ProductionState] = &[ProductionState::Planning, ProductionState::Running];

impl Production {
    /// A new production, before anything was planned.
    #[must_use]
    pub fn planned(new: NewProduction, now: Timestamp) -> Self {
        Self(ProductionRecord {
            id: new.id,
            drama_id: new.drama_id,
            episode_id: new.episode_id,
            state: ProductionState::Planning,
            options: new.options,
            auto_approve: new.auto_approve,
            quote: None,
            approved: Credits::ZERO,
            terms: new.terms,
            message: String::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }

    /// All that is known of it, for a store that writes it.
    #[must_use]
    pub fn into_record(self) -> ProductionRecord {
        self.0
    }

    /// The count of its changes, for a store that writes one.
    pub const fn version_mut(&mut self) -> &mut i64 {
        &mut self.0.version
    }

    /// Whether the next steps may be ordered: it is planning or running.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        MOVING.contains(&self.0.state)
    }

    /// The cut is to look like this from now on.
    pub fn set_options(&mut self, options: CutOptions, now: Timestamp) {
        self.change(now, |record| record.options = options);
    }

    /// It will still cost this.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it [is moving](Self::is_moving).
    pub fn requote(&mut self, quote: ProductionQuote, now: Timestamp) -> Result<(), InvalidTransition> {
        self.allow(MOVING, self.0.state)?;
        self.change(now, |record| record.quote = Some(quote));
        Ok(())
    }

    /// Its next steps are ordered, and so much was held for them of what was approved.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it [is moving](Self::is_moving).
    pub fn run(&mut self, held: Credits, now: Timestamp) -> Result<(), InvalidTransition> {
        self.turn(MOVING, ProductionState::Running, now, |record| {
            record.message.clear();
            record.approved = (record.approved - held).or_zero();
            if let Some(left) = agreed_left(record) {
                *left = (*left - held).or_zero();
            }
        })
    }

    /// It waits until its owner agrees to what is to come, and tells why it asks again; the message may be empty. What
    /// was agreed to before holds no more.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it [is moving](Self::is_moving) or waits already.
    pub fn await_approval(
        &mut self,
        rest: &Forecast,
        message: String,
        now: Timestamp,
    ) -> Result<(), InvalidTransition> {
        use ProductionState::{AwaitingApproval, Planning, Running};
        self.turn(&[Planning, Running, AwaitingApproval], AwaitingApproval, now, |record| {
            record.quote = Some(rest.quote());
            record.terms = Some(Terms::asked(rest));
            record.message = message;
        })
    }

    /// The quote that it waits with is approved, on these terms: none where it cannot be told any more what is to come.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it waits for approval.
    pub fn approve(&mut self, terms: Option<Terms>, now: Timestamp) -> Result<(), InvalidTransition> {
        self.turn(&[ProductionState::AwaitingApproval], ProductionState::Running, now, |record| {
            record.approved = record.quote.unwrap_or_default().exact;
            record.terms = terms;
            record.message.clear();
        })
    }

    /// It stands still until it is resumed, and tells why; the message is empty when a user asked for it.
    ///
    /// # Errors
    /// [`InvalidTransition`] when it is paused already, or over.
    pub fn pause(&mut self, message: String, now: Timestamp) -> Result<(), InvalidTransition> {
        use ProductionState::{AwaitingApproval, Paused, Planning, Running};
        self.turn(&[Planning, AwaitingApproval, Running], Paused, now, |record| record.message = message)
    }

    /// It goes on; what had been approved stays approved.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it is paused.
    pub fn resume(&mut self, now: Timestamp) -> Result<(), InvalidTransition> {
        self.turn(&[ProductionState::Paused], ProductionState::Running, now, |record| record.message.clear())
    }

    /// The cut is there and current: nothing is left to pay for.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it [is moving](Self::is_moving).
    pub fn finish(&mut self, now: Timestamp) -> Result<(), InvalidTransition> {
        self.turn(MOVING, ProductionState::Done, now, |record| {
            record.quote = Some(ProductionQuote::default());
            record.message.clear();
        })
    }

    /// It cannot go on, for this reason.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless it [is moving](Self::is_moving).
    pub fn fail(&mut self, why: String, now: Timestamp) -> Result<(), InvalidTransition> {
        self.turn(MOVING, ProductionState::Failed, now, |record| record.message = why)
    }

    /// It is called off. What it last told stays readable.
    ///
    /// # Errors
    /// [`InvalidTransition`] when it is over.
    pub fn cancel(&mut self, now: Timestamp) -> Result<(), InvalidTransition> {
        use ProductionState::{AwaitingApproval, Cancelled, Paused, Planning, Running};
        self.turn(&[Planning, AwaitingApproval, Running, Paused], Cancelled, now, |_| {})
    }

    /// So much of what was held was given back, before anything was made for it: it stays approved. Counts as a change
    /// also when it is nothing.
    pub fn count_released(&mut self, released: Credits, now: Timestamp) {
        self.0.approved += released;
        if let Some(left) = agreed_left(&mut self.0) {
            *left += released;
        }
        self.0.updated_at = self.0.updated_at.max(now);
    }

    fn turn(
        &mut self,
        from: &[ProductionState],
        to: ProductionState,
        now: Timestamp,
        change: impl FnOnce(&mut ProductionRecord),
    ) -> Result<(), InvalidTransition> {
        self.allow(from, to)?;
        self.change(now, |record| {
            record.state = to;
            change(record);
        });
        Ok(())
    }

    fn allow(&self, from: &[ProductionState], to: ProductionState) -> Result<(), InvalidTransition> {
        let state = self.0.state;
        if from.contains(&state) { Ok(()) } else { Err(InvalidTransition { from: state, to }) }
    }

    fn change(&mut self, now: Timestamp, change: impl FnOnce(&mut ProductionRecord)) {
        let before = self.0.clone();
        change(&mut self.0);
        if self.0 != before {
            self.0.updated_at = before.updated_at.max(now);
        }
    }
}

fn agreed_left(record: &mut ProductionRecord) -> Option<&mut Credits> {
    record.terms.as_mut()?.left.as_mut()
}
