use super::{id, line, shot};
use crate::{
    CharacterId, LineId, SceneId, ShotId,
    limits::Problem,
    shot::Shot,
    storyboard::{EditRefused, check_planned, measure, renumber, reorder},
};
use chrono::DateTime;
use proptest::prelude::*;

fn now() -> crate::time::Timestamp {
    DateTime::from_timestamp_nanos(1_000_000)
}

fn texts(shot: &Shot) -> Vec<&str> {
    shot.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn planned_durations_are_whole_half_seconds_between_2_and_12() {
    assert_eq!(check_planned(2_000), Ok(2_000));
    assert_eq!(check_planned(12_000), Ok(12_000));
    for ms in [0, 1_500, 12_500] {
        assert_eq!(check_planned(ms), Err(Problem::Range { least: 2_000, most: 12_000 }));
    }
    assert_eq!(check_planned(2_100), Err(Problem::Step { step: 500 }));
}

#[test]
fn a_split_divides_lines_and_time_and_keeps_the_picture() {
    let whole = Shot {
        planned_ms: 10_000,
        version: 7,
        ..shot(1, 3, vec![line(1, "一二三四五六七八九"), line(2, "一二"), line(3, "一")])
    };
    let [head, tail] = whole.split_before(id(2), id(9), now()).unwrap();
    assert_eq!((texts(&head), texts(&tail)), (vec!["一二三四五六七八九"], vec!["一二", "一"]));
    assert_eq!((head.planned_ms, tail.planned_ms), (7_500, 2_500), "9 of 12 characters");
    assert_eq!((head.id, head.version), (whole.id, 7));
    assert_eq!((tail.id, tail.version, tail.created_at), (id::<ShotId>(9), 1, now()));
    assert_eq!((tail.beat, &tail.action, tail.scene_id), (3, &whole.action, whole.scene_id));
}

#[test]
fn a_split_needs_a_line_on_both_sides() {
    let whole = shot(1, 1, vec![line(1, "一"), line(2, "二")]);
    assert_eq!(whole.split_before(id(1), id(9), now()), Err(EditRefused::FirstLine));
    assert_eq!(whole.split_before(id(7), id(9), now()), Err(EditRefused::NoSuchLine));
}

proptest! {
    #[test]
    fn both_parts_of_a_split_can_be_planned(
        steps in 0_u32..40, first in 1_usize..300, second in 1_usize..300,
    ) {
        let (a, b) = ("一".repeat(first), "二".repeat(second));
        let whole = Shot { planned_ms: steps * 500, ..shot(1, 1, vec![line(1, &a), line(2, &b)]) };
        let parts = whole.split_before(id(2), id(9), now()).unwrap();
        for part in &parts {
            prop_assert_eq!(check_planned(part.planned_ms), Ok(part.planned_ms));
        }
        if (8..=24).contains(&steps) {
            prop_assert_eq!(parts[0].planned_ms + parts[1].planned_ms, whole.planned_ms);
        }
    }
}

#[test]
fn a_merger_concatenates_lines_and_gathers_the_cast() {
    let [lin, chen, zhou] = [1, 2, 3].map(id::<CharacterId>);
    let one = Shot { cast: vec![lin, chen], ..shot(1, 1, vec![line(1, "一")]) };
    let two = Shot { cast: vec![zhou, lin], planned_ms: 8_000, ..shot(2, 2, vec![line(2, "二")]) };
    let merged = one.merge_with(&two).unwrap();
    assert_eq!(texts(&merged), ["一", "二"]);
    assert_eq!(merged.cast, [lin, chen, zhou]);
    assert_eq!((merged.id, merged.beat, &merged.action), (one.id, 1, &one.action));
    assert_eq!(merged.planned_ms, 12_000);
}

#[test]
fn shots_of_other_scenes_and_too_long_ones_stay_apart() {
    let one = shot(1, 1, vec![]);
    let elsewhere = Shot { scene_id: id::<SceneId>(2), ..shot(2, 1, vec![]) };
    assert_eq!(one.merge_with(&elsewhere), Err(EditRefused::OtherScene));
    let long = Shot { planned_ms: 8_500, ..shot(2, 1, vec![]) };
    assert_eq!(one.merge_with(&long), Err(EditRefused::TooLong { planned_ms: 12_500 }));
}

#[test]
fn a_new_order_names_every_shot_once() {
    let shots = || vec![shot(1, 1, vec![]), shot(2, 1, vec![]), shot(3, 1, vec![])];
    let order = |numbers: &[u128]| {
        let ids: Vec<ShotId> = numbers.iter().map(|number| id(*number)).collect();
        reorder(shots(), &ids)
    };
    let ordered: Vec<u32> = order(&[3, 1, 2]).unwrap().iter().map(|shot| shot.number).collect();
    assert_eq!(ordered, [3, 1, 2]);
    for wrong in [&[1, 2][..], &[1, 2, 2], &[1, 2, 3, 3], &[1, 2, 4], &[]] {
        assert_eq!(order(wrong), Err(EditRefused::NotTheSameShots), "{wrong:?}");
    }
}

/// Four measured shots of two beats.
fn measured() -> Vec<Shot> {
    let shots = vec![
        shot(1, 1, vec![line(1, "一")]),
        shot(2, 1, vec![line(2, "二")]),
        shot(3, 2, vec![line(3, "三"), line(4, "四")]),
        shot(4, 2, vec![]),
    ];
    let voices = (1..=4).map(|number| (id::<LineId>(number), 1_000)).collect();
    measure(shots, &voices, || id(500))
}

/// Which of the shots are still measured after an edit.
fn still(edit: impl FnOnce(&mut Vec<Shot>)) -> Vec<bool> {
    let old = measured();
    let mut new = old.clone();
    edit(&mut new);
    renumber(&old, &mut new);
    let numbers: Vec<u32> = new.iter().map(|shot| shot.number).collect();
    assert_eq!(numbers, (1..=new.len() as u32).collect::<Vec<_>>());
    for shot in &new {
        let placed = |line: &crate::shot::Line| line.start_ms.is_some() && line.duration_ms.is_some();
        assert!(shot.lines.iter().all(|line| placed(line) == shot.measured_ms.is_some()), "half measured");
    }
    new.iter().map(|shot| shot.measured_ms.is_some()).collect()
}

#[test]
fn an_edit_takes_back_just_the_measurements_that_it_may_change() {
    assert_eq!(still(|_| ()), [true; 4]);
    assert_eq!(still(|shots| shots[1].image_prompt.push('x')), [true; 4], "a prompt has no length");
    assert_eq!(still(|shots| shots[3].planned_ms = 6_000), [true, true, true, false]);
    assert_eq!(still(|shots| shots[2].lines[1].text.push('五')), [true, true, false, true]);
    assert_eq!(still(|shots| shots[2].lines.swap(0, 1)), [true, true, false, true]);
    assert_eq!(still(|shots| shots[1].lines[0].speaker = Some(id(1))), [true, false, true, true]);
    assert_eq!(still(|shots| shots.swap(0, 1)), [false, false, true, true], "another one opens");
    assert_eq!(still(|shots| drop(shots.remove(3))), [true, true, true]);
    assert_eq!(still(|shots| drop(shots.remove(1))), [false, true, true], "a transition follows it now");
    assert_eq!(still(|shots| shots.push(shot(9, 2, vec![]))), [true, true, true, true, false]);
}
