use super::*;
use proptest::prelude::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
}

#[test]
fn a_burst_is_allowed_and_then_one_every_so_often() {
    let rate = Rate::new(3, 60);
    let mut full = None;
    for left in [2, 1, 0] {
        full = Some(rate.taken(full, at(0)).expect("within the burst"));
        assert_eq!(rate.allowance(full.expect("set"), true, at(0)).remaining, left);
    }
    assert_eq!(rate.taken(full, at(0)), None);
    let refused = rate.allowance(full.expect("set"), false, at(0));
    assert_eq!(refused, Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) });
    assert_eq!(rate.allowance(full.expect("set"), false, at(59)).retry, Some(1));
    assert_eq!(rate.taken(full, at(59)), None);
    full = rate.taken(full, at(60));
    assert!(full.is_some(), "one more after a minute");
    assert_eq!(rate.taken(full, at(60)), None, "and just one");
}

#[test]
fn a_minute_holds_what_it_says_at_once_or_spread() {
    let rate = Rate::per_minute(NonZeroU32::new(7_000).expect("above 0"));
    let mut full = None;
    for _ in 0..7_000 {
        full = Some(rate.taken(full, at(0)).expect("within the minute"));
    }
    assert_eq!(rate.taken(full, at(0)), None);
    assert_eq!(rate.allowance(full.expect("set"), false, at(0)).retry, Some(1));
    let after = (0..).take_while(|_| rate.taken(full, at(30)).inspect(|next| full = Some(*next)).is_some());
    assert!((3_499..=3_501).contains(&after.count()), "half of it after half a minute");
}

#[test]
fn one_is_left_after_the_clock_was_set_back_far_enough() {
    let rate = Rate::new(3, 60);
    let used = (0..3).fold(None, |full, _| rate.taken(full, at(0)));
    assert_eq!(rate.taken(used, at(-60)), None, "another process may be ahead by that");
    let back = at(-61);
    assert_eq!(rate.left(used, back), Allowance { limit: 3, remaining: 1, reset: 120, retry: None });
    let first = rate.taken(used, back);
    assert_eq!(first, Some(back + rate.step * 3));
    assert_eq!(rate.taken(first, back), None, "one was left, not three");
}

#[test]
fn a_clock_that_was_set_back_by_five_minutes_refuses_no_login() {
    let rate = Rate::new(10, 20);
    for failed in 0..=10 {
        let full = (0..failed).fold(None, |full, _| rate.taken(full, at(0)));
        assert!(rate.taken(full, at(-300)).is_some(), "after {failed} failures");
    }
}

#[test]
fn what_is_left_is_what_the_next_one_finds() {
    let rate = Rate::new(3, 60);
    assert_eq!(rate.left(None, at(0)), Allowance { limit: 3, remaining: 3, reset: 0, retry: None });
    let used = (0..3).fold(None, |full, _| rate.taken(full, at(0)));
    assert_eq!(rate.left(used, at(1)), Allowance { limit: 3, remaining: 0, reset: 179, retry: Some(59) });
    assert_eq!(rate.left(used, at(60)), Allowance { limit: 3, remaining: 1, reset: 120, retry: None });
    assert_eq!(rate.left(used, at(999)), Allowance { limit: 3, remaining: 3, reset: 0, retry: None });
}

fn rates() -> impl Strategy<Value = Rate> {
    (1..50_u32, 1..200_u32).prop_map(|(burst, seconds)| Rate::new(burst, seconds))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// However much was used and however far the clock is set back: what is told as the wait is the wait, and it is no
    /// longer than a step and the margin.
    #[test]
    fn a_clock_that_was_set_back_makes_no_caller_wait_for_long(
        rate in rates(), used in 0..60_u32, back in 0..20_000_i64,
    ) {
        let full = (0..used).fold(None, |full, _| rate.taken(full, at(0)).or(full));
        let mut now = at(-back);
        if let Some(retry) = rate.left(full, now).retry {
            prop_assert!(rate.taken(full, now).is_none());
            let wait = Duration::seconds(retry.into());
            prop_assert!(wait <= rate.step + rate.margin(), "{wait}");
            now += wait;
        }
        let next = rate.taken(full, now);
        prop_assert!(next.is_some());
        prop_assert!(next <= Some(now + rate.step * i32::try_from(rate.burst).unwrap()), "a burst ahead at most");
    }

    /// Two processes, one of which is ahead: in all the time they allow what the rate allows, and once more what it
    /// allows in the time by which they differ.
    #[test]
    fn clocks_that_differ_allow_no_more_together(
        rate in rates(), apart in 0..=60_i64, calls in prop::collection::vec((0..30_i64, any::<bool>()), 1..400),
    ) {
        let (mut full, mut taken, mut passed) = (None, 0, 0);
        for (seconds, ahead) in calls {
            passed += seconds;
            // Several at a time, so that whatever is left is used.
            for _ in 0..4 {
                let clock = at(if ahead { passed + apart } else { passed });
                if let Some(next) = rate.taken(full, clock) {
                    (full, taken) = (Some(next), taken + 1);
                }
            }
        }
        let most = i64::from(rate.burst) + (passed + apart) / rate.step.num_seconds() + 1;
        prop_assert!(taken <= most, "{taken} in {passed} s, {most} are allowed");
    }
}

#[test]
fn what_is_given_back_in_full_is_forgotten() {
    let rate = Rate::new(3, 60);
    let one = rate.taken(None, at(0)).expect("taken");
    let two = rate.taken(Some(one), at(0)).expect("taken");
    assert_eq!(rate.given_back(two, at(0)), Some(one));
    assert_eq!(rate.given_back(one, at(0)), None);
    assert_eq!(rate.given_back(two, at(61)), None);
}

#[test]
fn an_allowance_never_holds_more_than_its_burst() {
    let rate = Rate::new(2, 10);
    let mut full = rate.taken(None, at(0));
    for _ in 0..2 {
        full = rate.taken(full, at(10_000));
        assert!(full.is_some());
    }
    assert_eq!(rate.taken(full, at(10_000)), None);
}
