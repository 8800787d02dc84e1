use super::Accounts;
use crate::Actor;
use chrono::Duration;
use xinggen_domain::{
    SessionId, error::StoreError, ports::TicketHolder, provenance::Digest, user::UserStatus,
};

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
    /// A ticket for the actor, which goes with the session in which it is asked for.
    ///
    /// # Errors
    /// The database failed.
    pub async fn issue_ticket(
        &self,
        actor: Actor,
        session_id: SessionId,
    ) -> Result<IssuedTicket, StoreError> {
        let (text, digest) = self.ports.tokens.new_ticket();
        let now = self.ports.clock.now();
        let until = now + Duration::seconds(TICKET_SECONDS.into());
        let holder = TicketHolder { user_id: actor.user_id, session_id };
        self.ports.tickets.add(digest, holder, now, until).await?;
        Ok(IssuedTicket { text, expires_in: TICKET_SECONDS })
    }

    /// Takes a ticket: who showed it, in the session in which it was asked for. None when it was never issued, was taken
    /// or is over, and when its session is, or its owner gone or disabled.
    ///
    /// # Errors
    /// The database failed.
    pub async fn redeem_ticket(&self, text: &str) -> Result<Option<(Actor, SessionId)>, StoreError> {
        let digest = Digest::of(text.as_bytes());
        let Some(holder) = self.ports.tickets.take(digest, self.ports.clock.now()).await? else {
            return Ok(None);
        };
        let user = self.ports.accounts.get(holder.user_id).await?;
        let Some(user) = user.filter(|user| user.status == UserStatus::Active) else {
            return Ok(None);
        };
        let (actor, session) = (Actor::new(user.id, user.role_at(self.ports.clock.now())), holder.session_id);
        Ok(self.stands(actor, Some(session)).await?.then_some((actor, session)))
    }
}
