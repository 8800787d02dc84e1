//! The trunk as a surface to put clothes on: (across, down) from the neck (0) to the hip (1).

use super::{look::Look, pose::Joints};
use crate::frames::shape::{Pt, Shape, blob, curve, poly};

/// The trunk of a posed person. `across` is −1 at the near side, 1 at the far side; the middle of the clothes is
/// a little towards where the person looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Torso {
    neck: Pt,
    hip: Pt,
    shoulders: f32,
    female: bool,
    /// How loosely the clothes hang at the waist, 1 is close to the body.
    loose: f32,
}

impl Torso {
    pub(crate) fn of(look: &Look, joints: &Joints, loose: f32) -> Self {
        Self { neck: joints.neck, hip: joints.hip, shoulders: look.shoulders, female: look.female, loose }
    }

    fn half(&self, down: f32) -> f32 {
        let (chest, waist, hip): (f32, f32, f32) =
            if self.female { (0.86, 0.66, 0.86) } else { (0.93, 0.80, 0.78) };
        let waist = (waist * self.loose).min(1.0);
        let stations =
            [(0.0, 0.9), (0.12, 1.0), (0.34, chest), (0.68, waist), (1.0, hip.max(waist)), (2.0, hip + 0.1)];
        let next = stations.iter().position(|&(at, _)| at >= down).unwrap_or(stations.len() - 1).max(1);
        let ((from, first), (to, second)) = (stations[next - 1], stations[next]);
        let share = ((down - from) / (to - from)).clamp(0.0, 1.0);
        let eased = share * share * (3.0 - 2.0 * share);
        self.shoulders * (first + (second - first) * eased)
    }

    /// A point of the surface.
    pub(crate) fn at(&self, across: f32, down: f32) -> Pt {
        let (dx, dy) = (self.hip.0 - self.neck.0, self.hip.1 - self.neck.1);
        let length = dx.hypot(dy).max(1e-3);
        let (px, py) = (dy / length, -dx / length);
        let half = self.half(down) * if across > 0.0 { across * 0.88 } else { across };
        (self.neck.0 + dx * down + px * half, self.neck.1 + dy * down + py * half)
    }

    fn map(&self, points: &[Pt]) -> Vec<Pt> {
        points.iter().map(|&(across, down)| self.at(across, down)).collect()
    }

    /// A smooth patch.
    pub(crate) fn patch(&self, points: &[Pt]) -> Shape {
        blob(&self.map(points))
    }

    /// A patch with straight edges.
    pub(crate) fn facet(&self, points: &[Pt]) -> Shape {
        poly(&self.map(points))
    }

    /// A seam.
    pub(crate) fn seam(&self, points: &[Pt]) -> Shape {
        curve(&self.map(points))
    }

    /// The clothed trunk down to a hem.
    pub(crate) fn outline(&self, hem: f32) -> Shape {
        self.patch(&[
            (-0.26, -0.03),
            (-0.66, 0.03),
            (-0.97, 0.10),
            (-1.0, 0.24),
            (-0.96, 0.40),
            (-1.0, 0.68),
            (-1.0, hem - 0.06),
            (-0.96, hem),
            (-0.96, hem),
            (0.0, hem + 0.02),
            (0.96, hem),
            (0.96, hem),
            (1.0, hem - 0.06),
            (1.0, 0.68),
            (0.96, 0.40),
            (1.0, 0.24),
            (0.95, 0.10),
            (0.62, 0.03),
            (0.30, -0.03),
        ])
    }
}
