//! [`VerificationCodes`](xinggen_domain::ports::VerificationCodes).

use super::{Outcome, StoreHarness, conflict, rivalry::at_once};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    provenance::Digest,
    time::Timestamp,
    verification::{CODE_MINUTES, CODE_TRIES, PendingCode},
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn code(request: &str, seal: &str) -> PendingCode {
    PendingCode::new(Digest::of(request.as_bytes()), Digest::of(seal.as_bytes()), at(0))
}

/// The right seal takes its code, once, also after some wrong ones.
pub async fn the_right_seal_takes_a_code_once(store: &dyn StoreHarness) -> Outcome {
    let (codes, code) = (store.codes(), code("one", "right"));
    codes.add(code).await?;
    assert!(!codes.take(code.request, Digest::of(b"wrong"), at(1)).await?, "a wrong seal");
    assert!(codes.take(code.request, code.seal, at(2)).await?, "the right one");
    assert!(!codes.take(code.request, code.seal, at(3)).await?, "it is used");
    Ok(())
}

/// A code is taken in its own request only, and a request has one code.
pub async fn a_code_is_bound_to_its_request(store: &dyn StoreHarness) -> Outcome {
    let codes = store.codes();
    let (one, two) = (code("one", "first"), code("two", "second"));
    codes.add(one).await?;
    codes.add(two).await?;
    assert!(!codes.take(one.request, two.seal, at(1)).await?, "the code of another request");
    assert!(!codes.take(Digest::of(b"none"), one.seal, at(1)).await?, "a request that was never made");
    conflict(codes.add(code("one", "third")).await, "a second code of one request")?;
    assert!(codes.take(one.request, one.seal, at(1)).await?);
    assert!(codes.take(two.request, two.seal, at(1)).await?);
    Ok(())
}

/// A code is over after its minutes; adding one forgets those that are over, and no others.
pub async fn a_code_is_over_in_time(store: &dyn StoreHarness) -> Outcome {
    let codes = store.codes();
    let (early, late) = (code("one", "first"), code("two", "second"));
    codes.add(early).await?;
    codes.add(late).await?;
    assert!(!codes.take(early.request, early.seal, at(CODE_MINUTES * 60)).await?, "over");
    assert!(codes.take(late.request, late.seal, at(CODE_MINUTES * 60 - 1)).await?, "not yet over");
    let new = PendingCode { created_at: at(CODE_MINUTES * 60), until: at(1200), ..code("three", "third") };
    let young = PendingCode { until: at(CODE_MINUTES * 60 + 1), ..code("four", "fourth") };
    codes.add(young).await?;
    codes.add(new).await?;
    assert!(!codes.take(early.request, early.seal, at(1)).await?, "it is not even there");
    assert!(codes.take(young.request, young.seal, at(1)).await?, "the young one stays");
    assert!(codes.take(new.request, new.seal, at(1199)).await?);
    Ok(())
}

/// After so many tries the right one comes too late.
pub async fn a_code_is_tried_so_often(store: &dyn StoreHarness) -> Outcome {
    let codes = store.codes();
    let (patient, hasty) = (code("one", "first"), code("two", "second"));
    for (code, tries) in [(patient, CODE_TRIES - 1), (hasty, CODE_TRIES)] {
        codes.add(code).await?;
        for _ in 0..tries {
            assert!(!codes.take(code.request, Digest::of(b"wrong"), at(1)).await?);
        }
    }
    assert!(codes.take(patient.request, patient.seal, at(2)).await?, "the last try");
    assert!(!codes.take(hasty.request, hasty.seal, at(2)).await?, "one too many");
    Ok(())
}

/// Whether a code holds is a try like any other, and leaves it to be taken.
pub async fn a_code_that_holds_is_still_there(store: &dyn StoreHarness) -> Outcome {
    let (codes, code, other) = (store.codes(), code("one", "right"), code("two", "right"));
    codes.add(code).await?;
    codes.add(other).await?;
    for _ in 1..CODE_TRIES {
        assert!(codes.holds(code.request, code.seal, at(1)).await?);
    }
    assert!(codes.take(code.request, code.seal, at(2)).await?, "the last try");
    assert!(!codes.holds(code.request, code.seal, at(3)).await?, "it is used");
    assert!(!codes.holds(other.request, Digest::of(b"wrong"), at(1)).await?, "a wrong seal");
    assert!(!codes.holds(other.request, other.seal, at(CODE_MINUTES * 60)).await?, "over");
    for _ in 1..CODE_TRIES {
        codes.holds(other.request, Digest::of(b"wrong"), at(1)).await?;
    }
    assert!(!codes.holds(other.request, other.seal, at(2)).await?, "one too many");
    assert!(!codes.take(other.request, other.seal, at(2)).await?, "one too many");
    Ok(())
}

/// Guesses at once are counted each: afterwards the right one comes too late.
pub async fn guesses_at_once_count_each(store: &dyn StoreHarness) -> Outcome {
    let code = code("one", "right");
    store.codes().add(code).await?;
    let rivals: Vec<_> = (0..CODE_TRIES)
        .map(|n| {
            let codes = store.codes();
            let wrong = Digest::of(&n.to_be_bytes());
            async move { Outcome::Ok(codes.take(code.request, wrong, at(1)).await?) }
        })
        .collect();
    assert!(at_once(rivals).await?.iter().all(|taken| !taken));
    assert!(!store.codes().take(code.request, code.seal, at(2)).await?);
    Ok(())
}

/// Of eight who bring the right code at once, one is let in.
pub async fn one_of_many_takes_a_code(store: &dyn StoreHarness) -> Outcome {
    let code = code("one", "right");
    store.codes().add(code).await?;
    let rivals: Vec<_> = (0..8)
        .map(|_| {
            let codes = store.codes();
            async move { Outcome::Ok(codes.take(code.request, code.seal, at(1)).await?) }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|taken| *taken).count(), 1);
    Ok(())
}
