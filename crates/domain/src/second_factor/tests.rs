use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
}

/// The step of `at(0)`.
const PRESENT: i64 = 60_000_000;

fn user() -> UserId {
    UserId::from_uuid(uuid::Uuid::from_u128(1))
}

fn factor() -> SecondFactor {
    let secret = Sealed { key_id: "k".to_owned(), bytes: vec![1] };
    let recovery = vec![recovery_digest(user(), "aaaa-bbbb-cccc-dddd"), recovery_digest(user(), "zzzz")];
    SecondFactor { confirmed_at: Some(at(0)), recovery, ..SecondFactor::new(user(), secret, at(-100)) }
}

fn code_of(step: i64) -> String {
    format!("{:06}", step % 1_000_000)
}

fn right(factor: &SecondFactor, text: &str, now: Timestamp) -> Option<SecondFactor> {
    match factor.shown(text, now, code_of) {
        ShownCode::Right(after) => Some(after),
        _ => None,
    }
}

#[test]
fn the_codes_of_three_steps_are_accepted_each_step_once() {
    for (step, accepted) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let after = right(&factor(), &code_of(PRESENT + step), at(0));
        assert_eq!(after.is_some(), accepted, "{step}");
        let Some(after) = after else { continue };
        assert_eq!(after.last_step, PRESENT + step);
        for used in -1..=step {
            assert_eq!(right(&after, &code_of(PRESENT + used), at(0)), None, "{used} after {step}");
        }
    }
    let text = format!(" {} ", code_of(PRESENT));
    assert!(right(&factor(), &text, at(29)).is_some());
    assert!(right(&factor(), "", at(0)).is_none());
}

#[test]
fn a_recovery_code_is_used_once_however_it_is_written() {
    for text in ["aaaa-bbbb-cccc-dddd", "AAAABBBBCCCCDDDD", " aaaa bbbb cccc dddd\n"] {
        let after = right(&factor(), text, at(0)).expect("it is there");
        assert_eq!(after.recovery, [recovery_digest(user(), "zzzz")]);
        assert_eq!(right(&after, text, at(0)), None);
    }
    let other = UserId::from_uuid(uuid::Uuid::from_u128(2));
    assert!(recovery_digest(other, "zzzz") != recovery_digest(user(), "zzzz"));
}

#[test]
fn wrong_codes_lead_to_a_pause_in_which_the_right_one_does_not_help() {
    let mut factor = factor();
    for failures in 1..=ATTEMPTS {
        let ShownCode::Wrong(after) = factor.shown("000001", at(0), code_of) else { panic!("it is wrong") };
        assert_eq!((after.failures, after.failed_at), (failures, Some(at(0))));
        factor = after;
    }
    let minute = 60;
    let present = |now: i64| code_of(PRESENT + now / STEP_SECONDS);
    let end = at(PAUSE_MINUTES * minute);
    let late = PAUSE_MINUTES * minute;
    assert_eq!(factor.shown(&present(late - 1), at(late - 1), code_of), ShownCode::Paused(end));
    let ShownCode::Wrong(again) = factor.shown("000001", at(late), code_of) else { panic!("it is wrong") };
    assert!(
        matches!(again.shown(&present(late), at(late), code_of), ShownCode::Paused(_)),
        "one try a pause"
    );
    let after = right(&factor, &present(late), at(late)).expect("the pause is over");
    assert_eq!((after.failures, after.failed_at), (0, None));
}

#[test]
fn a_proof_counts_for_ten_minutes() {
    assert!(proof_counts(at(0), at(599)) && !proof_counts(at(0), at(600)));
    assert_eq!(proof_ends(at(0)), at(600));
}

#[test]
fn recovery_codes_are_four_groups() {
    assert_eq!(recovery_code([0; 10]), "aaaa-aaaa-aaaa-aaaa");
    assert_eq!(recovery_code([0xff; 10]), "7777-7777-7777-7777");
}
