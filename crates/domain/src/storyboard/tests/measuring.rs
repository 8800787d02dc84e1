use super::{id, line, shot};
use crate::{
    LineId, ShotId,
    cut::Timeline,
    shot::{Line, Shot},
    storyboard::{LEAD_MS, MAX_SHOT_MS, OPENING_MS, TAIL_MS, TRANSITION_MS, measure, transition_after},
    time::{GRID_MS, Millis},
};
use proptest::prelude::*;
use std::collections::HashMap;

fn measured(shots: Vec<Shot>, voices: &[(u128, Millis)]) -> Vec<Shot> {
    let voices = voices.iter().map(|(line, ms)| (id::<LineId>(*line), *ms)).collect();
    let mut next = 500;
    measure(shots, &voices, || {
        next += 1;
        id::<ShotId>(next)
    })
}

fn starts(shot: &Shot) -> Vec<Option<Millis>> {
    shot.lines.iter().map(|line| line.start_ms).collect()
}

#[test]
fn lines_follow_each_other_between_two_silences() {
    let opening = shot(1, 1, vec![]);
    let spoken = shot(2, 1, vec![line(1, "你回来了。"), line(2, "嗯。")]);
    let shots = measured(vec![opening, spoken], &[(1, 1730), (2, 640)]);
    assert_eq!(starts(&shots[1]), [Some(200), Some(1930)]);
    assert_eq!(shots[1].lines[1].duration_ms, Some(640));
    assert_eq!(shots[1].measured_ms, Some(2800), "2,770 ms, rounded up to the grid");
}

#[test]
fn a_silent_shot_is_as_long_as_planned() {
    let shots = measured(vec![shot(1, 1, vec![]), shot(2, 1, vec![])], &[]);
    assert_eq!(shots[1].measured_ms, Some(4000));
}

#[test]
fn a_shot_with_an_unvoiced_line_is_not_measured() {
    let mut lines = shot(1, 1, vec![line(1, "有声"), line(2, "无声")]);
    lines.measured_ms = Some(9000);
    let shots = measured(vec![lines, shot(2, 1, vec![])], &[(1, 900)]);
    assert_eq!(shots[0].measured_ms, None, "an old measure does not stand");
    assert_eq!(shots[1].measured_ms, Some(4000), "others are measured");
    assert_eq!(Timeline::of(&shots), None);
}

#[test]
fn transitions_get_room_on_both_sides() {
    let shots = vec![shot(1, 1, vec![]), shot(2, 2, vec![line(1, "一")]), shot(3, 3, vec![])];
    let shots = measured(shots, &[(1, 1000)]);
    assert_eq!(starts(&shots[1]), [Some(TRANSITION_MS + LEAD_MS)]);
    assert_eq!(shots[1].measured_ms, Some(2 * TRANSITION_MS + LEAD_MS + 1000 + TAIL_MS));
}

#[test]
fn the_opening_has_time_for_the_mark() {
    let short = || shot(1, 1, vec![line(1, "嗯。")]);
    let shots = measured(vec![short(), shot(2, 1, vec![])], &[(1, 500)]);
    assert_eq!(shots[0].measured_ms, Some(OPENING_MS));
    let shots = measured(vec![short(), shot(2, 2, vec![])], &[(1, 500)]);
    assert_eq!(shots[0].measured_ms, Some(OPENING_MS + TRANSITION_MS), "beyond the transition");
}

#[test]
fn a_long_shot_is_split_between_lines() {
    let mut long = shot(1, 1, vec![line(1, "一二三四"), line(2, "五六七八"), line(3, "九十")]);
    long.planned_ms = 12_000;
    let shots = measured(vec![long, shot(2, 1, vec![])], &[(1, 6000), (2, 6000), (3, 3000)]);
    assert_eq!(shots.iter().map(|shot| shot.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(shots[0].id, id(1), "the first part is the shot");
    assert_eq!(shots[1].id, id(501), "the second is new");
    assert_eq!(shots[2].id, id(2));
    assert_eq!(shots[0].lines.len(), 1);
    assert_eq!(starts(&shots[1]), [Some(200), Some(6200)]);
    let planned: Vec<Millis> = shots.iter().map(|shot| shot.planned_ms).collect();
    assert_eq!(planned, [4500, 7500, 4000], "the parts are planned as long as the whole was");
}

#[test]
fn a_line_alone_is_never_split() {
    let shots = measured(vec![shot(1, 1, vec![line(1, "很长的一段话")])], &[(1, 15_000)]);
    assert_eq!(shots.len(), 1);
    assert_eq!(shots[0].measured_ms, Some(15_400));
}

#[test]
fn a_transition_follows_where_the_beat_changes() {
    let shots = [shot(1, 1, vec![]), shot(2, 1, vec![]), shot(3, 2, vec![])];
    let after: Vec<bool> = (0..4).map(|at| transition_after(&shots, at)).collect();
    assert_eq!(after, [false, true, false, false]);
}

/// Shots of random beats with random lines, and a voice for each line.
fn storyboard() -> impl Strategy<Value = (Vec<Shot>, HashMap<LineId, Millis>)> {
    let lines = prop::collection::vec((1..7000_u32, 1..30_usize), 0..6);
    let shots = prop::collection::vec((any::<bool>(), lines, 4..25_u32), 1..12);
    shots.prop_map(|drafts| {
        let (mut voices, mut shots, mut beat) = (HashMap::new(), vec![], 1);
        for ((cut, lines, half_seconds), number) in drafts.into_iter().zip(1..) {
            beat += u32::from(cut);
            let mut spoken: Vec<Line> = vec![];
            for (ms, chars) in lines {
                let line = line(10_000 + voices.len() as u128, &"话".repeat(chars));
                voices.insert(line.id, ms);
                spoken.push(line);
            }
            shots.push(Shot { planned_ms: half_seconds * 500, ..shot(number, beat, spoken) });
        }
        (shots, voices)
    })
}

fn check_shot(shots: &[Shot], at: usize) {
    let shot = &shots[at];
    let whole = shot.measured_ms.unwrap();
    assert_eq!(shot.number as usize, at + 1);
    assert_eq!(whole % GRID_MS, 0, "on the grid");
    assert!(shot.lines.len() < 2 || whole <= MAX_SHOT_MS, "above the limit only with a single line");
    let (before, after) = (at > 0 && transition_after(shots, at - 1), transition_after(shots, at));
    let mut free = LEAD_MS + if before { TRANSITION_MS } else { 0 };
    for line in &shot.lines {
        assert_eq!(line.start_ms, Some(free), "right behind the line before");
        free += line.duration_ms.unwrap();
    }
    let tail = TAIL_MS + if after { TRANSITION_MS } else { 0 };
    assert!(shot.lines.is_empty() || free + tail <= whole, "no line overlaps a transition");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn measuring_keeps_what_is_said_and_planned_and_is_done_once((shots, voices) in storyboard()) {
        let mut next = 500;
        let mut new_id = || { next += 1; id::<ShotId>(next) };
        let said = |shots: &[Shot]| -> Vec<LineId> {
            shots.iter().flat_map(|shot| &shot.lines).map(|line| line.id).collect()
        };
        let planned = |shots: &[Shot]| shots.iter().map(|shot| shot.planned_ms).sum::<Millis>();
        let (before, total) = (said(&shots), planned(&shots));
        let measured = measure(shots, &voices, &mut new_id);
        assert_eq!(said(&measured), before, "every line once and in order");
        assert_eq!(planned(&measured), total, "the parts are planned as long as the whole was");
        assert!(measured.iter().all(|shot| shot.planned_ms % 500 == 0));
        for at in 0..measured.len() {
            check_shot(&measured, at);
        }
        let unreachable = || -> ShotId { panic!("nothing is split twice") };
        assert_eq!(measure(measured.clone(), &voices, unreachable), measured, "again changes nothing");
    }
}
