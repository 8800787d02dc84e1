use super::{id, line, shot};
use crate::{LineId, ShotId, shot::Shot, storyboard::keep_ids};
use chrono::Duration;

/// The same shots as a text model would draw them up again: everything new but the content.
fn drawn_again(shots: &[Shot]) -> Vec<Shot> {
    let mut next = 1000;
    let mut fresh = || {
        next += 1;
        next
    };
    let mut shots = shots.to_vec();
    for shot in &mut shots {
        shot.id = id(fresh());
        shot.version = 1;
        shot.created_at += Duration::days(1);
        for line in &mut shot.lines {
            line.id = id(fresh());
        }
    }
    shots
}

fn ids(shots: &[Shot]) -> Vec<(ShotId, Vec<LineId>)> {
    let lines = |shot: &Shot| shot.lines.iter().map(|line| line.id).collect();
    shots.iter().map(|shot| (shot.id, lines(shot))).collect()
}

fn old() -> Vec<Shot> {
    let mut shots = vec![
        shot(1, 1, vec![line(11, "雪下了一夜。")]),
        shot(2, 1, vec![line(21, "你回来了。"), line(22, "嗯。")]),
        shot(3, 2, vec![]),
    ];
    shots[1].version = 7;
    shots
}

#[test]
fn the_same_storyboard_keeps_everything() {
    let old = old();
    let mut new = drawn_again(&old);
    keep_ids(&old, &mut new);
    assert_eq!(ids(&new), ids(&old));
    assert_eq!(new[1].version, 7, "with its version");
    assert_eq!(new[1].created_at, old[1].created_at, "and the time it was made");
}

#[test]
fn numbers_and_plans_do_not_make_a_shot_another() {
    let old = old();
    let mut new = drawn_again(&old);
    new.rotate_left(1);
    for (shot, number) in new.iter_mut().zip(1..) {
        (shot.number, shot.beat, shot.planned_ms) = (number, 1, 9000);
    }
    keep_ids(&old, &mut new);
    assert_eq!(ids(&new), ids(&[old[1].clone(), old[2].clone(), old[0].clone()]));
    assert_eq!((new[0].number, new[0].planned_ms), (1, 9000), "the new values stand");
}

#[test]
fn a_changed_shot_is_new_but_its_lines_are_kept() {
    let old = old();
    let mut new = drawn_again(&old);
    let fresh = new[1].id;
    new[1].action = "门开了".to_owned();
    keep_ids(&old, &mut new);
    assert_eq!(new[1].id, fresh);
    assert_eq!(ids(&new)[1].1, ids(&old)[1].1);
    assert_eq!(new[1].version, 1);
}

#[test]
fn a_changed_line_is_new_and_so_is_its_shot() {
    let old = old();
    let mut new = drawn_again(&old);
    let (fresh_shot, fresh_line) = (new[1].id, new[1].lines[0].id);
    new[1].lines[0].text = "你终于回来了。".to_owned();
    keep_ids(&old, &mut new);
    assert_eq!((new[1].id, new[1].lines[0].id), (fresh_shot, fresh_line));
    assert_eq!(new[1].lines[1].id, old[1].lines[1].id, "the other line is kept");
}

#[test]
fn a_line_keeps_its_id_in_another_shot() {
    let old = old();
    let mut new = drawn_again(&old);
    let moved = new[1].lines.remove(0);
    new[2].lines.push(moved);
    keep_ids(&old, &mut new);
    assert_eq!(new[2].lines[0].id, old[1].lines[0].id);
}

#[test]
fn who_speaks_and_how_is_part_of_a_line() {
    let old = old();
    let mut new = drawn_again(&old);
    let fresh = [new[0].lines[0].id, new[1].lines[0].id];
    new[0].lines[0].speaker = Some(id(5));
    new[1].lines[0].mode = crate::script::LineMode::OffScreen;
    keep_ids(&old, &mut new);
    assert_eq!([new[0].lines[0].id, new[1].lines[0].id], fresh);
}

#[test]
fn equal_shots_are_matched_in_order_and_once_each() {
    let twin = |number| Shot {
        action: "雪".to_owned(),
        ..shot(number, 1, vec![line(u128::from(number) * 10, "嗯。")])
    };
    let old = vec![twin(1), twin(2)];
    let mut new = drawn_again(&[twin(1), twin(2), twin(3)]);
    let fresh = ids(&new)[2].clone();
    keep_ids(&old, &mut new);
    assert_eq!(ids(&new)[..2], ids(&old));
    assert_eq!(ids(&new)[2], fresh, "the third has nothing to keep");
}
