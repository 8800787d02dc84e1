//! Outlines: from a few points to a path. A point given twice makes a corner in a smooth outline.

use tiny_skia::{Path, PathBuilder, Rect};

/// A point in the plane being drawn on; y grows downwards.
pub(crate) type Pt = (f32, f32);

/// An outline; nothing when the points span no area.
pub(crate) type Shape = Option<Path>;

/// Straight lines through the points, closed.
pub(crate) fn poly(points: &[Pt]) -> Shape {
    let mut path = PathBuilder::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.close();
    path.finish()
}

/// Straight lines through the points, open.
pub(crate) fn open(points: &[Pt]) -> Shape {
    let mut path = PathBuilder::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.finish()
}

/// A smooth closed outline through the points (Catmull-Rom).
pub(crate) fn blob(points: &[Pt]) -> Shape {
    let count = points.len();
    if count < 3 {
        return None;
    }
    let at = |index: usize| points[index % count];
    let mut path = PathBuilder::new();
    path.move_to(points[0].0, points[0].1);
    for index in 0..count {
        span(&mut path, [at(index + count - 1), at(index), at(index + 1), at(index + 2)]);
    }
    path.close();
    path.finish()
}

/// A smooth open curve through the points.
pub(crate) fn curve(points: &[Pt]) -> Shape {
    let last = points.len().checked_sub(1)?;
    let mut path = PathBuilder::new();
    path.move_to(points[0].0, points[0].1);
    for index in 0..last {
        let before = points[index.saturating_sub(1)];
        let behind = points[(index + 2).min(last)];
        span(&mut path, [before, points[index], points[index + 1], behind]);
    }
    path.finish()
}

fn span(path: &mut PathBuilder, [before, from, to, behind]: [Pt; 4]) {
    if from == to {
        return;
    }
    let (x1, y1) = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
    let (x2, y2) = (to.0 - (behind.0 - from.0) / 6.0, to.1 - (behind.1 - from.1) / 6.0);
    path.cubic_to(x1, y1, x2, y2, to.0, to.1);
}

/// A band along a line, with half its width at each point: limbs, sleeves, locks of hair.
pub(crate) fn ribbon(spine: &[(Pt, f32)]) -> Shape {
    let last = spine.len().checked_sub(1).filter(|&last| last > 0)?;
    let direction = |from: usize, to: usize| {
        let (dx, dy) = (spine[to].0.0 - spine[from].0.0, spine[to].0.1 - spine[from].0.1);
        let length = dx.hypot(dy).max(1e-4);
        (dx / length, dy / length)
    };
    let mut left = Vec::with_capacity(spine.len() * 2 + 2);
    let mut right = Vec::with_capacity(spine.len() + 1);
    for (index, &((x, y), half)) in spine.iter().enumerate() {
        let (dx, dy) = direction(index.saturating_sub(1), (index + 1).min(last));
        left.push((x + dy * half, y - dx * half));
        right.push((x - dy * half, y + dx * half));
    }
    let ((x, y), half) = spine[last];
    let (dx, dy) = direction(last - 1, last);
    left.push((x + dx * half * 0.8, y + dy * half * 0.8));
    left.extend(right.into_iter().rev());
    let ((x, y), half) = spine[0];
    let (dx, dy) = direction(0, 1);
    left.push((x - dx * half * 0.6, y - dy * half * 0.6));
    blob(&left)
}

/// A box with its sides along the axes.
pub(crate) fn rect(x: f32, y: f32, width: f32, height: f32) -> Shape {
    Some(PathBuilder::from_rect(Rect::from_xywh(x, y, width, height)?))
}

/// A box with round corners.
pub(crate) fn pill(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Shape {
    let radius = radius.min(width / 2.0).min(height / 2.0).max(0.0);
    let (right, bottom) = (x + width, y + height);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.quad_to(right, y, right, y + radius);
    path.line_to(right, bottom - radius);
    path.quad_to(right, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.quad_to(x, bottom, x, bottom - radius);
    path.line_to(x, y + radius);
    path.quad_to(x, y, x + radius, y);
    path.close();
    path.finish()
}

/// An ellipse around a centre.
pub(crate) fn oval((x, y): Pt, across: f32, down: f32) -> Shape {
    PathBuilder::from_oval(Rect::from_ltrb(x - across, y - down, x + across, y + down)?)
}

/// A circle around a centre.
pub(crate) fn disc(at: Pt, radius: f32) -> Shape {
    oval(at, radius, radius)
}

/// Many outlines as one, to be filled at once.
pub(crate) fn union(shapes: impl IntoIterator<Item = Shape>) -> Shape {
    let mut path = PathBuilder::new();
    for shape in shapes.into_iter().flatten() {
        path.push_path(&shape);
    }
    path.finish()
}
