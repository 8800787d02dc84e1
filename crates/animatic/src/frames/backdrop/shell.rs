//! Rooms: floor, walls, ceiling, windows and doors.

use super::super::{
    canvas::{Wash, flat, melt, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, disc, open, poly},
    stage::Stage,
};
use xinggen_domain::scene::{TimeOfDay, Weather};

/// What the floor is laid with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Floor {
    Boards,
    Tiles,
    Plain,
}

/// A room: half its width, its depth behind z = 0, its height, in metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shell {
    pub(crate) half: f32,
    pub(crate) depth: f32,
    pub(crate) height: f32,
    pub(crate) wall: Rgb,
    pub(crate) floor: Rgb,
    pub(crate) ceiling: Rgb,
    pub(crate) laid: Floor,
}

impl Shell {
    /// A room as wide as suits the picture's shape. Upright pictures get higher rooms, or they would show nothing
    /// but ceiling.
    pub(super) fn room(stage: &Stage<'_>, wall: Rgb, floor: Rgb) -> Self {
        let upright = stage.height() > stage.width() * 1.2;
        Self {
            half: stage.breadth(),
            depth: 3.0,
            height: if upright { 3.6 } else { 3.0 },
            wall,
            floor,
            ceiling: wall.mix(WHITE, 0.45),
            laid: Floor::Boards,
        }
    }

    /// The same room, larger: by how much wider, how deep, how much higher.
    pub(super) fn sized(self, stage: &Stage<'_>, wider: f32, depth: f32, higher: f32) -> Self {
        Self {
            half: (self.half * wider).max(stage.span.min(9.0)),
            depth,
            height: self.height * higher,
            ..self
        }
    }

    /// The same room on another floor and under another ceiling.
    pub(super) fn with(self, laid: Floor, ceiling: Rgb) -> Self {
        Self { laid, ceiling, ..self }
    }

    /// Draws floor, ceiling and walls.
    pub(super) fn draw(&self, stage: &mut Stage<'_>) {
        let front = -stage.camera.back;
        let (half, height, depth) = (self.half, self.height, self.depth);
        let base = stage.lit(self.wall, depth);
        stage.canvas.fill(stage.canvas.sheet(), &flat(base));
        stage.level((-half, half), height, (front, depth), self.ceiling);
        stage.level((-half, half), 0.0, (front, depth), self.floor);
        self.laying(stage, front);
        stage.side(-half, (0.0, height), (front, depth), self.wall.scale(0.86));
        stage.side(half, (0.0, height), (front, depth), self.wall.scale(0.80));
        stage.wall((-half, half), (0.0, height), depth, self.wall);
        self.edges(stage, front);
    }

    fn laying(&self, stage: &mut Stage<'_>, front: f32) {
        let line = flat(stage.lit(self.floor.scale(0.84), 0.0));
        let (half, depth) = (self.half, self.depth);
        let joints = |step: f32, from: f32, to: f32| {
            let count = ((to - from) / step).clamp(0.0, 60.0) as usize;
            (1..=count).map(move |index| from + step * index as f32)
        };
        let (across, along) = match self.laid {
            Floor::Plain => return,
            Floor::Boards => (0.3, 99.0),
            Floor::Tiles => (0.8, 0.8),
        };
        for x in joints(across, -self.half, self.half) {
            let (left, right) = (x - 0.008, x + 0.008);
            stage.pane(
                &[(left, 0.0, depth), (right, 0.0, depth), (right, 0.0, front), (left, 0.0, front)],
                &line,
            );
        }
        for z in joints(along, front.max(-3.0), self.depth) {
            let (far, near) = (z + 0.008, z - 0.008);
            stage.pane(&[(-half, 0.0, far), (half, 0.0, far), (half, 0.0, near), (-half, 0.0, near)], &line);
        }
    }

    /// Skirting boards and the shade where walls meet.
    fn edges(&self, stage: &mut Stage<'_>, front: f32) {
        let (half, depth, height) = (self.half, self.depth, self.height);
        let board = self.wall.mix(hex(0x5a_46_3a), 0.35);
        stage.wall((-half, half), (0.0, 0.12), depth - 0.01, board);
        stage.side(-half + 0.01, (0.0, 0.12), (front, depth), board.scale(0.9));
        stage.side(half - 0.01, (0.0, 0.12), (front, depth), board.scale(0.85));
        let shade = stage.light.shade;
        for (x, towards) in [(-half, 0.7), (half, -0.7)] {
            let (from, _) = stage.see((x, 1.0, depth));
            let (to, _) = stage.see((x + towards, 1.0, depth));
            let wash = melt(from, (to.0, from.1), shade, 0.22, 0.0);
            stage.pane(
                &[
                    (x, height, depth),
                    (x + towards, height, depth),
                    (x + towards, 0.0, depth),
                    (x, 0.0, depth),
                ],
                &wash,
            );
        }
        let ((_, top), _) = stage.see((0.0, height, depth));
        let ((_, low), _) = stage.see((0.0, height * 0.62, depth));
        let wash = melt((0.0, top), (0.0, low), shade, 0.24, 0.0);
        stage.pane(
            &[
                (-half, height, depth),
                (half, height, depth),
                (half, height * 0.62, depth),
                (-half, height * 0.62, depth),
            ],
            &wash,
        );
    }
}

/// A window in a wall that faces the camera: the sky behind it, the frame, and its light on the floor.
pub(super) fn window(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, frame: Rgb) {
    let z = z - 0.02;
    view(stage, [(x0, y1, z), (x1, y1, z), (x1, y0, z), (x0, y0, z)]);
    let rim = 0.07;
    for (from, to) in [(x0 - rim, x0), (x1, x1 + rim), ((x0 + x1) / 2.0 - 0.025, (x0 + x1) / 2.0 + 0.025)] {
        stage.wall((from, to), (y0 - rim, y1 + rim), z - 0.02, frame);
    }
    let third = y0 + (y1 - y0) * 0.68;
    for (from, to) in [(y0 - rim, y0), (y1, y1 + rim), (third - 0.02, third + 0.02)] {
        stage.wall((x0 - rim, x1 + rim), (from, to), z - 0.03, frame);
    }
    stage.block((x0 - 0.14, x1 + 0.14), (y0 - rim - 0.05, y0 - rim), (z - 0.18, z), frame);
    daylight(stage, (x0, x1), z);
    let middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0, z);
    let strength = if stage.light.is_night() { 0.10 } else { 0.34 };
    stage.gleam(middle, (y1 - y0) * 1.5, stage.light.key.mix(stage.light.sky[1], 0.4), strength);
}

/// The sky and the far town behind a pane.
pub(super) fn view(stage: &mut Stage<'_>, corners: [(f32, f32, f32); 4]) {
    let light = *stage.light;
    let outline = stage.camera.outline(&corners);
    if outline.len() < 3 {
        return;
    }
    let most = |pick: fn(&Pt) -> f32| outline.iter().map(pick).fold(f32::MIN, f32::max);
    let least = |pick: fn(&Pt) -> f32| outline.iter().map(pick).fold(f32::MAX, f32::min);
    let (left, right) = (least(|point| point.0), most(|point| point.0));
    let (top, bottom) = (least(|point| point.1), most(|point| point.1));
    let stops = vec![
        (0.0, light.sky[0].mix(light.sky[1], 0.5), 1.0),
        (0.6, light.sky[1], 1.0),
        (1.0, light.sky[2], 1.0),
    ];
    stage.canvas.fill(poly(&outline), &Wash::Linear((0.0, top), (0.0, bottom), stops));
    let mut seed = stage.seed.salted("view").salted(&format!("{:.1}", corners[0].0));
    let (wide, high) = (right - left, bottom - top);
    let far = light.sky[2].mix(light.shade, if light.is_night() { 0.75 } else { 0.38 });
    for step in 0..6 {
        let from = left + wide * step as f32 / 6.0;
        let tall = high * seed.between(0.12, 0.46);
        let tower = [
            (from, bottom),
            (from, bottom - tall),
            (from + wide / 6.2, bottom - tall),
            (from + wide / 6.2, bottom),
        ];
        stage.canvas.fill(poly(&tower), &veil(far, 0.8));
        if light.lamps() {
            for lamp in 0..3 {
                let at = (from + wide * (0.03 + 0.04 * lamp as f32), bottom - tall * seed.between(0.2, 0.85));
                let size = wide * 0.014;
                let dot = poly(&[
                    at,
                    (at.0 + size, at.1),
                    (at.0 + size, at.1 + size * 1.4),
                    (at.0, at.1 + size * 1.4),
                ]);
                stage.canvas.fill(dot, &veil(hex(0xff_d8_90), 0.85));
            }
        }
    }
    let sheen = poly(&[
        (left + wide * 0.08, top),
        (left + wide * 0.24, top),
        (left + wide * 0.05, bottom),
        (left, bottom),
        (left, top + high * 0.3),
    ]);
    stage.canvas.fill(sheen, &veil(WHITE, 0.10));
    if light.wet() {
        drops(stage, (left, right), (top, bottom));
    }
}

fn drops(stage: &mut Stage<'_>, (left, right): Pt, (top, bottom): Pt) {
    let mut seed = stage.seed.salted("drops");
    for _ in 0..26 {
        let (x, y) = (seed.between(left, right), seed.between(top, bottom - (bottom - top) * 0.1));
        let run = (bottom - top) * seed.between(0.03, 0.10);
        let line = open(&[(x, y), (x, y + run)]);
        stage.canvas.line(line, ((right - left) * 0.008).max(1.0), hex(0xdc_e8_f4), 0.45);
    }
}

/// The shape of the window on the floor, by sun or moon.
fn daylight(stage: &mut Stage<'_>, (x0, x1): Pt, z: f32) {
    let light = *stage.light;
    let strength = match (light.time, light.weather) {
        (TimeOfDay::Night, _) => 0.08,
        (_, Weather::Clear) => 0.34,
        (_, Weather::Cloudy | Weather::Snow) => 0.14,
        _ => 0.08,
    };
    let slant = if stage.seed.salted("sun").chance(0.5) { 0.9 } else { -0.9 };
    let middle = (x0 + x1) / 2.0;
    for (from, to) in [(x0, middle - 0.05), (middle + 0.05, x1)] {
        let far = z - 0.5;
        let patch = [
            (from + slant * 0.2, 0.0, far),
            (to + slant * 0.2, 0.0, far),
            (to + slant, 0.0, far - 2.0),
            (from + slant, 0.0, far - 2.0),
        ];
        let outline = stage.camera.outline(&patch);
        if outline.len() >= 3 {
            stage.canvas.shine(poly(&outline), &veil(light.key, strength));
        }
    }
}

/// Curtains at both sides of a window, tied back in the middle.
pub(super) fn curtains(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, cloth: Rgb) {
    let z = z - 0.08;
    let colour = stage.lit(cloth, z);
    for (inner, outer) in [(x0 + 0.14, x0 - 0.36), (x1 - 0.14, x1 + 0.36)] {
        let waist = inner * 0.4 + outer * 0.6;
        let tied = y0 + (y1 - y0) * 0.36;
        let corners = [
            (outer, y1, z),
            (inner, y1, z),
            (waist, tied, z),
            (inner * 0.75 + outer * 0.25, y0, z),
            (outer, y0, z),
        ];
        let outline = stage.camera.outline(&corners);
        let (Some(from), Some(to)) = (outline.first(), outline.get(1)) else { continue };
        let folds = [(0.0, 0.86), (0.2, 1.06), (0.4, 0.84), (0.6, 1.04), (0.8, 0.84), (1.0, 1.05)];
        let stops = folds.map(|(at, tone): (f32, f32)| (at, colour.scale(tone), 1.0)).to_vec();
        stage.canvas.part(poly(&outline), &Wash::Linear((from.0, 0.0), (to.0 + 0.1, 0.0), stops));
    }
    stage.block((x0 - 0.45, x1 + 0.45), (y1 + 0.02, y1 + 0.08), (z - 0.05, z), hex(0x5a_44_34));
}

/// A door in a wall that faces the camera.
pub(super) fn door(stage: &mut Stage<'_>, x: f32, z: f32, leaf: Rgb) {
    let z = z - 0.02;
    stage.wall((x - 0.56, x + 0.56), (0.0, 2.22), z, leaf.tint(0.35));
    stage.wall((x - 0.47, x + 0.47), (0.0, 2.12), z - 0.01, leaf);
    for (low, high) in [(0.25, 0.95), (1.1, 1.9)] {
        stage.wall((x - 0.32, x + 0.32), (low, high), z - 0.02, leaf.scale(0.88));
    }
    let (knob, scale) = stage.see((x + 0.38, 1.02, z - 0.04));
    let brass = stage.lit(hex(0xd8_b8_6a), z);
    stage.canvas.fill(disc(knob, 0.045 * scale), &flat(brass));
}

/// A framed picture without a subject that one could take for a photo: three hills under a sun.
pub(super) fn picture(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, hue: Rgb) {
    let z = z - 0.02;
    stage.wall((x0 - 0.05, x1 + 0.05), (y0 - 0.05, y1 + 0.05), z, hex(0x5a_44_34));
    stage.wall((x0, x1), (y0, y1), z - 0.01, hue.tint(0.65));
    let (wide, high) = (x1 - x0, y1 - y0);
    stage.pane(
        &[
            (x0, y0, z - 0.02),
            (x0, y0 + high * 0.3, z - 0.02),
            (x0 + wide * 0.35, y0 + high * 0.55, z - 0.02),
            (x0 + wide * 0.7, y0 + high * 0.25, z - 0.02),
            (x1, y0 + high * 0.42, z - 0.02),
            (x1, y0, z - 0.02),
        ],
        &flat(stage.lit(hue, z)),
    );
    let (sun, scale) = stage.see((x0 + wide * 0.68, y0 + high * 0.68, z - 0.02));
    let colour = stage.lit(hue.mix(hex(0xff_d0_90), 0.7), z);
    stage.canvas.fill(disc(sun, wide * 0.10 * scale), &flat(colour));
}
