use super::Accounts;
use crate::Actor;
use chrono::Duration;
use xinggen_domain::{error::StoreError, provenance::Digest, user::UserStatus};

/// For how many seconds a ticket lets somebody in.
pub const TICKET_SECONDS: u32 = 60;

/// A ticket that lets its owner listen to events once, shown in the address where no header can be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedTicket {
    /// What to show.
    pub text: String,
    /// For how many seconds it holds.
    pub expires_in: u32,
}

impl Accounts {
    /// A ticket for the actor.
    ///
    /// # Errors
    /// The database failed.
    pub async fn issue_ticket(&self, actor: Actor) -> Result<IssuedTicket, StoreError> {
        let (text, digest) = self.ports.tokens.new_ticket();
        let now = self.ports.clock.now();
        let until = now + Duration::seconds(TICKET_SECONDS.into());
        self.ports.tickets.add(digest, actor.user_id, now, until).await?;
        Ok(IssuedTicket { text, expires_in: TICKET_SECONDS })
    }

    /// Takes a ticket: who showed it. None when it was never issued, was taken or is over, and when its owner is
    /// gone or disabled.
    ///
    /// # Errors
    /// The database failed.
    pub async fn redeem_ticket(&self, text: &str) -> Result<Option<Actor>, StoreError> {
        let digest = Digest::of(text.as_bytes());
        let Some(user) = self.ports.tickets.take(digest, self.ports.clock.now()).await? else {
            return Ok(None);
        };
        let user = self.ports.accounts.get(user).await?;
        let active = user.filter(|user| user.status == UserStatus::Active);
        Ok(active.map(|user| Actor::new(user.id, user.role)))
    }
}
