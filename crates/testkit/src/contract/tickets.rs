//! [`EventTickets`](xinggen_domain::ports::EventTickets).

use super::{Kit, Outcome, StoreHarness, rivalry::at_once};
use crate::start;
use chrono::Duration;
use xinggen_domain::{ports::TicketHolder, provenance::Digest, time::Timestamp};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn holder(kit: &Kit<'_>) -> TicketHolder {
    TicketHolder { user_id: kit.owner, session_id: kit.build.id() }
}

/// A ticket says who asked for it, once; the tickets of others are not touched.
pub async fn a_ticket_is_taken_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let (tickets, own, others) = (store.tickets(), holder(&kit), holder(&other));
    let [one, two, unknown] = [b"one", b"two", b"???"].map(|text| Digest::of(text));
    tickets.add(one, own, at(0), at(60)).await?;
    tickets.add(two, others, at(0), at(60)).await?;
    assert_eq!(tickets.take(unknown, at(1)).await?, None);
    assert_eq!(tickets.take(one, at(1)).await?, Some(own));
    assert_eq!(tickets.take(one, at(1)).await?, None, "it is used");
    assert_eq!(tickets.take(two, at(59)).await?, Some(others));
    Ok(())
}

/// A ticket lets nobody in any more once its time has come.
pub async fn a_ticket_is_over_in_time(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (tickets, holder) = (store.tickets(), holder(&kit));
    for (text, now) in [(b"one", at(60)), (b"two", at(61))] {
        tickets.add(Digest::of(text), holder, at(0), at(60)).await?;
        assert_eq!(tickets.take(Digest::of(text), now).await?, None, "it is over");
    }
    Ok(())
}

/// Adding a ticket forgets those that are over by then, and no others.
pub async fn tickets_that_are_over_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (tickets, holder) = (store.tickets(), holder(&kit));
    let [old, long, new] = [b"old", b"lon", b"new"].map(|text| Digest::of(text));
    tickets.add(old, holder, at(0), at(60)).await?;
    tickets.add(long, holder, at(0), at(90)).await?;
    tickets.add(new, holder, at(70), at(130)).await?;
    assert_eq!(tickets.take(old, at(1)).await?, None, "it is not even there for a clock that is behind");
    assert_eq!(tickets.take(long, at(71)).await?, Some(holder));
    assert_eq!(tickets.take(new, at(71)).await?, Some(holder));
    Ok(())
}

/// Of ten who come with one ticket at once, one is let in.
pub async fn one_of_many_takes_a_ticket(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (ticket, holder) = (Digest::of(b"ticket"), holder(&kit));
    store.tickets().add(ticket, holder, at(0), at(60)).await?;
    let rivals: Vec<_> = (0..10)
        .map(|_| {
            let tickets = store.tickets();
            async move { Outcome::Ok(tickets.take(ticket, at(1)).await?) }
        })
        .collect();
    let taken: Vec<_> = at_once(rivals).await?.into_iter().flatten().collect();
    assert_eq!(taken, [holder]);
    Ok(())
}
