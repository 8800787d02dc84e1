use std::{fmt, time::Duration};

/// A vendor's own id of something it was asked for and has not finished. It is written down in a transaction of its own
/// right after the submit: with it the vendor can be asked how far it is, by whichever process comes to it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VendorTicket(String);

impl VendorTicket {
    /// How many bytes a ticket has at most. A longer one comes from no vendor.
    pub const MOST_BYTES: usize = 512;

    /// This id; none when it is empty, too long, or holds control characters.
    #[must_use]
    pub fn new(id: &str) -> Option<Self> {
        let sound = !id.is_empty() && id.len() <= Self::MOST_BYTES && !id.chars().any(char::is_control);
        sound.then(|| Self(id.to_owned()))
    }

    /// The id as the vendor gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id alone: it opens nothing without the key.
impl fmt::Debug for VendorTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VendorTicket({})", self.0)
    }
}

/// How a vendor takes an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted<T> {
    /// It is done at once: the result.
    Done(T),
    /// It goes on there: poll with this ticket.
    Ticket {
        /// The vendor's id.
        ticket: VendorTicket,
        /// When it makes sense to ask for the first time.
        after: Duration,
    },
}

/// What a vendor says when it is asked about an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Polled<T> {
    /// It is not done.
    Pending {
        /// When it makes sense to ask again.
        after: Duration,
        /// How far it is, 0 to 100, if it says so.
        percent: Option<u8>,
    },
    /// It is done: the result.
    Done(T),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_a_line_of_bounded_length() {
        assert_eq!(VendorTicket::new("cgt-2026-x").map(|ticket| ticket.as_str().len()), Some(10));
        let longest = "x".repeat(VendorTicket::MOST_BYTES);
        assert!(VendorTicket::new(&longest).is_some());
        for refused in ["", "two\nlines", &format!("{longest}x")] {
            assert!(VendorTicket::new(refused).is_none(), "{refused:?}");
        }
    }
}
