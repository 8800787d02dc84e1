//! How much memory the bodies of requests take while they come in and are worked upon. What one request may send is
//! limited elsewhere; this limits what many at once may.

use crate::problem::{Code, Problem};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use xinggen_domain::UserId;

/// So many bytes of each body are not counted: sign-ins and small changes find room in any case.
const FREE: usize = 16 << 10;
/// How many files of the largest size fit, and how many of them one user may fill.
const FILES: Share = Share { all: 4, each: 2 };
/// The same for JSON bodies. They are small, so there are more of them, and it takes more users to fill the room.
const JSON: Share = Share { all: 64, each: 8 };
/// After how many seconds a client without room is to try again.
const RETRY_SECONDS: u32 = 5;

/// How many bodies of the largest size a room has, in all and for one user.
#[derive(Clone, Copy)]
struct Share {
    all: usize,
    each: usize,
}

/// One room of this process. Uploads and JSON bodies have a room each, so that neither keeps the other out. Clones are
/// the same room.
#[derive(Clone)]
pub(crate) struct BodyRoom {
    most: usize,
    most_each: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_user: HashMap<UserId, usize>,
}

impl BodyRoom {
    /// Room for uploads of at most this many bytes each.
    pub(crate) fn for_uploads(largest: usize) -> Self {
        Self::of(largest, FILES)
    }

    /// Room for JSON bodies of at most this many bytes each.
    pub(crate) fn for_json(largest: usize) -> Self {
        Self::of(largest, JSON)
    }

    fn of(largest: usize, Share { all, each }: Share) -> Self {
        let times = |bodies: usize| largest.saturating_mul(bodies);
        Self { most: times(all), most_each: times(each), taken: Arc::default() }
    }

    /// How many bytes a body of a caller who is not signed in may have.
    pub(crate) const fn anonymous(limit: usize) -> usize {
        if limit < FREE { limit } else { FREE }
    }

    /// Begins a body of a user.
    pub(crate) fn enter(&self, user: UserId) -> HeldRoom {
        HeldRoom { room: self.clone(), user, bytes: 0 }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Taken) -> T) -> T {
        change(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The room that one body takes, until it is dropped.
pub(crate) struct HeldRoom {
    room: BodyRoom,
    user: UserId,
    bytes: usize,
}

impl HeldRoom {
    /// Takes what a body that has grown to so many bytes needs.
    ///
    /// # Errors
    /// The room is full, or the user has filled their part of it.
    pub(crate) fn grow_to(&mut self, bytes: usize) -> Result<(), Problem> {
        let more = bytes.saturating_sub(FREE).saturating_sub(self.bytes);
        let (most, most_each, user) = (self.room.most, self.room.most_each, self.user);
        let fits = more == 0
            || self.room.change(|taken| {
                let own = taken.by_user.get(&user).copied().unwrap_or_default();
                let fits = taken.all + more <= most && own + more <= most_each;
                if fits {
                    taken.all += more;
                    taken.by_user.insert(user, own + more);
                }
                fits
            });
        if !fits {
            return Err(Problem::new(Code::Unavailable).retry_after(RETRY_SECONDS));
        }
        self.bytes += more;
        Ok(())
    }
}

impl Drop for HeldRoom {
    fn drop(&mut self) {
        let (user, bytes) = (self.user, self.bytes);
        if bytes == 0 {
            return;
        }
        self.room.change(|taken| {
            taken.all -= bytes;
            if let Some(own) = taken.by_user.get_mut(&user) {
                *own -= bytes;
                if *own == 0 {
                    taken.by_user.remove(&user);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::Id as _;

    const LARGEST: usize = 1 << 20;

    fn user(number: u128) -> UserId {
        UserId::from_uuid(uuid::Uuid::from_u128(number))
    }

    /// As many bodies as fit of a user, each of the largest size.
    fn filled(room: &BodyRoom, number: u128) -> Vec<HeldRoom> {
        let mut held = Vec::new();
        loop {
            let mut body = room.enter(user(number));
            if body.grow_to(LARGEST + FREE).is_err() {
                return held;
            }
            held.push(body);
        }
    }

    #[test]
    fn one_user_fills_half_and_two_fill_all() {
        let room = BodyRoom::for_uploads(LARGEST);
        let first = filled(&room, 1);
        let second = filled(&room, 2);
        assert_eq!((first.len(), second.len(), filled(&room, 3).len()), (2, 2, 0));
        let mut small = room.enter(user(3));
        assert!(small.grow_to(FREE).is_ok(), "small bodies find room in any case");
        assert!(small.grow_to(FREE + 1).is_err());
        drop(first);
        assert!(small.grow_to(FREE + 1).is_ok());
        drop((small, second));
        assert!(room.change(|taken| taken.all == 0 && taken.by_user.is_empty()), "all is given back");
    }

    #[test]
    fn eight_users_fill_the_room_for_json() {
        let room = BodyRoom::for_json(LARGEST);
        let held: Vec<_> = (1..=9).map(|number| filled(&room, number)).collect();
        let counts: Vec<_> = held.iter().map(Vec::len).collect();
        assert_eq!(counts, [8, 8, 8, 8, 8, 8, 8, 8, 0]);
    }

    #[test]
    fn no_user_fills_more_than_half_of_a_room() {
        for share in [FILES, JSON] {
            assert!(share.each * 2 <= share.all);
        }
    }

    #[test]
    fn a_body_that_grows_counts_once() {
        let room = BodyRoom::for_uploads(LARGEST);
        let mut body = room.enter(user(1));
        for bytes in (0..=LARGEST).step_by(1 << 10) {
            assert!(body.grow_to(bytes).is_ok());
        }
        assert_eq!(room.change(|taken| taken.all), LARGEST - FREE);
        assert_eq!(BodyRoom::anonymous(LARGEST), FREE);
        assert_eq!(BodyRoom::anonymous(10), 10);
    }
}
