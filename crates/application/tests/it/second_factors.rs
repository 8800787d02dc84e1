//! The sealed secrets of second factors when the master key changes.

use xinggen_application::TwoFactor;
use xinggen_domain::ports::{OpenSecretError, UnitOfWork as _};
use xinggen_testkit::TestWorld;

/// One more than are read at once.
const USERS: usize = 101;

#[tokio::test]
async fn a_new_master_key_seals_all_of_them_anew_and_the_old_one_is_known_to_be_free() {
    let world = TestWorld::new().await;
    let factors = TwoFactor::new(world.ports(), false);
    let mut last = None;
    for _ in 0..USERS {
        let user = world.user(0).await;
        factors.enrol(user).await.expect("enrolled");
        last = last.max(Some(user.user_id));
    }
    let last = last.expect("users");
    assert!(factors.is_sealed_with("fake0").await.expect("looked"));
    world.secret_box.rotate();
    let first = factors.reseal().await.expect("sealed");
    assert_eq!((first.done, first.current, first.broken.len()), (USERS, 0, 0));
    assert!(!factors.is_sealed_with("fake0").await.expect("looked"));
    let again = factors.reseal().await.expect("sealed");
    assert_eq!((again.done, again.current), (0, USERS));

    let mut tx = world.store.begin(last).await.expect("begun");
    let mut broken = tx.second_factors().lock().await.expect("read").expect("there");
    broken.secret.bytes[0] ^= 1;
    tx.second_factors().save(broken).await.expect("saved");
    tx.commit().await.expect("committed");
    world.secret_box.rotate();
    let third = factors.reseal().await.expect("sealed");
    assert_eq!((third.done, third.broken), (USERS - 1, vec![(last, OpenSecretError::Broken)]));
    assert!(factors.is_sealed_with("fake1").await.expect("looked"), "the last of them, on the second page");
}
