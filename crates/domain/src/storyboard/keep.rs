use crate::{
    provenance::{Digest, ProvenanceBuilder},
    shot::{Line, Shot},
};
use std::collections::{HashMap, VecDeque};

/// Gives the shots and lines of a new storyboard the ids of equal ones in the old, so that what nobody changed
/// keeps its takes; measuring follows anew. Equal shots are matched in order, each old one at most once; a line
/// keeps its id even when it moved into another shot.
pub fn keep_ids(old: &[Shot], new: &mut [Shot]) {
    let mut shots = pool(old.iter().map(|shot| (shot_print(shot), shot)));
    let old_lines = old.iter().flat_map(|shot| &shot.lines);
    let mut lines = pool(old_lines.map(|line| (line_print(line), line)));
    for shot in new {
        if let Some(kept) = take(&mut shots, shot_print(shot)) {
            shot.id = kept.id;
            shot.version = kept.version;
            shot.created_at = kept.created_at;
        }
        for line in &mut shot.lines {
            if let Some(kept) = take(&mut lines, line_print(line)) {
                line.id = kept.id;
            }
        }
    }
}

type Pool<'a, T> = HashMap<Digest, VecDeque<&'a T>>;

fn pool<'a, T>(items: impl Iterator<Item = (Digest, &'a T)>) -> Pool<'a, T> {
    let mut pool = Pool::new();
    for (print, item) in items {
        pool.entry(print).or_default().push_back(item);
    }
    pool
}

fn take<'a, T>(pool: &mut Pool<'a, T>, print: Digest) -> Option<&'a T> {
    pool.get_mut(&print).and_then(VecDeque::pop_front)
}

fn line_print(line: &Line) -> Digest {
    let speaker = line.speaker.map(|id| id.to_string()).unwrap_or_default();
    ProvenanceBuilder::default()
        .with("speaker", speaker)
        .with("mode", line.mode)
        .with("text", &line.text)
        .finish()
        .hash
}

fn shot_print(shot: &Shot) -> Digest {
    ProvenanceBuilder::default()
        .with("scene", shot.scene_id)
        .with("size", shot.size)
        .with("angle", shot.angle)
        .with("movement", shot.movement)
        .with("action", &shot.action)
        .with_each("cast", &shot.cast)
        .with_each("prop", &shot.props)
        .with_each("line", shot.lines.iter().map(line_print))
        .finish()
        .hash
}
