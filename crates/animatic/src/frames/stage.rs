//! Space: a pinhole camera over a world in metres, and solids drawn in its perspective.
//!
//! x grows to the right, y upwards from the ground, z away from the camera; people stand around z = 0.

use super::{
    canvas::{Canvas, Wash, fade, flat, glow},
    colour::Rgb,
    light::Light,
    seed::Seed,
    shape::{Pt, Shape, oval, poly},
};
use tiny_skia::Transform;

/// A point of the world in metres.
pub(crate) type Spot3 = (f32, f32, f32);

/// Nothing nearer to the camera than this is drawn.
const NEAR: f32 = 0.35;

/// A camera.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Camera {
    /// How high it hangs, in metres.
    pub(crate) eye: f32,
    /// How far in front of z = 0 it stands, in metres.
    pub(crate) back: f32,
    /// How much it looks down, in radians.
    pub(crate) pitch: f32,
    /// Pixels per metre at one metre.
    pub(crate) focal: f32,
    /// Where the optical axis meets the sheet, in pixels.
    pub(crate) centre: Pt,
    /// 1, or −1 for a world whose left and right are exchanged.
    pub(crate) mirror: f32,
}

impl Camera {
    fn turned(&self, (x, y, z): Spot3) -> Spot3 {
        let (sin, cos) = self.pitch.sin_cos();
        let (up, away) = (y - self.eye, z + self.back);
        (x, up * cos + away * sin, away * cos - up * sin)
    }

    fn flat(&self, (x, y, z): Spot3) -> Pt {
        (self.centre.0 + self.focal * self.mirror * x / z, self.centre.1 - self.focal * y / z)
    }

    /// Where a point is seen and how many pixels a metre has there; nothing behind the camera.
    pub(crate) fn see(&self, at: Spot3) -> Option<(Pt, f32)> {
        let turned = self.turned(at);
        (turned.2 >= NEAR).then(|| (self.flat(turned), self.focal / turned.2))
    }

    /// The outline of a flat polygon, cut where it comes too near.
    pub(crate) fn outline(&self, corners: &[Spot3]) -> Vec<Pt> {
        let turned: Vec<Spot3> = corners.iter().map(|&corner| self.turned(corner)).collect();
        let mut seen = Vec::with_capacity(turned.len() + 2);
        for (index, &from) in turned.iter().enumerate() {
            let to = turned[(index + 1) % turned.len()];
            if from.2 >= NEAR {
                seen.push(self.flat(from));
            }
            if (from.2 >= NEAR) != (to.2 >= NEAR) {
                let share = (NEAR - from.2) / (to.2 - from.2);
                let cut = |a: f32, b: f32| a + (b - a) * share;
                seen.push(self.flat((cut(from.0, to.0), cut(from.1, to.1), NEAR)));
            }
        }
        seen
    }

    /// Where the horizon lies on the sheet.
    pub(crate) fn horizon(&self) -> f32 {
        self.centre.1 - self.focal * self.pitch.tan()
    }
}

/// A sheet seen through a camera, in a light.
pub(crate) struct Stage<'a> {
    pub(crate) canvas: &'a mut Canvas,
    pub(crate) camera: Camera,
    pub(crate) light: &'a Light,
    /// What makes this place that place.
    pub(crate) seed: Seed,
    /// Half the width of what one sees around z = 0, in metres.
    pub(crate) span: f32,
}

impl Stage<'_> {
    pub(crate) fn width(&self) -> f32 {
        self.canvas.width()
    }

    pub(crate) fn height(&self) -> f32 {
        self.canvas.height()
    }

    /// Half the width of an ordinary room: what suits the picture's shape, the same for every shot size.
    pub(crate) fn breadth(&self) -> f32 {
        1.2 + 1.8 * (self.width() / self.height()).clamp(0.5, 2.0)
    }

    fn distance(&self, z: f32) -> f32 {
        z + self.camera.back
    }

    /// A surface colour at a depth.
    pub(crate) fn lit(&self, surface: Rgb, z: f32) -> Rgb {
        self.light.on(surface, self.distance(z))
    }

    /// Where a point is seen and its scale; far outside the sheet for what is behind the camera.
    pub(crate) fn see(&self, at: Spot3) -> (Pt, f32) {
        self.camera.see(at).unwrap_or(((-1e4, -1e4), 1.0))
    }

    /// A flat polygon, a little darker at its lower end, like anything that light falls on from above.
    pub(crate) fn face(&mut self, corners: &[Spot3], surface: Rgb) {
        let depth = corners.iter().map(|corner| corner.2).sum::<f32>() / corners.len().max(1) as f32;
        let colour = self.lit(surface, depth.max(-self.camera.back));
        let outline = self.camera.outline(corners);
        let top = outline.iter().map(|point| point.1).fold(f32::MAX, f32::min);
        let bottom = outline.iter().map(|point| point.1).fold(f32::MIN, f32::max);
        if outline.len() < 3 || bottom - top < 0.5 {
            return;
        }
        // A wash costs several times what a flat colour does and is not to be seen on so low a face.
        let wash = if bottom - top < self.height() * 0.05 {
            flat(colour)
        } else {
            fade((0.0, top), (0.0, bottom), colour.scale(1.05), colour.scale(0.90))
        };
        self.canvas.part(poly(&outline), &wash);
    }

    /// A flat polygon in a wash or an own light, without shading.
    pub(crate) fn pane(&mut self, corners: &[Spot3], wash: &Wash) {
        let outline = self.camera.outline(corners);
        if outline.len() >= 3 {
            self.canvas.fill(poly(&outline), wash);
        }
    }

    /// An upright rectangle that faces the camera: x and y from, to.
    pub(crate) fn wall(&mut self, (x0, x1): Pt, (y0, y1): Pt, z: f32, surface: Rgb) {
        self.face(&[(x0, y1, z), (x1, y1, z), (x1, y0, z), (x0, y0, z)], surface);
    }

    /// An upright rectangle along z at one x.
    pub(crate) fn side(&mut self, x: f32, (y0, y1): Pt, (z0, z1): Pt, surface: Rgb) {
        self.face(&[(x, y1, z1), (x, y1, z0), (x, y0, z0), (x, y0, z1)], surface);
    }

    /// A level rectangle.
    pub(crate) fn level(&mut self, (x0, x1): Pt, y: f32, (z0, z1): Pt, surface: Rgb) {
        self.face(&[(x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0)], surface);
    }

    /// A box: the faces that one sees of it, each in its own light.
    pub(crate) fn block(&mut self, (x0, x1): Pt, (y0, y1): Pt, (z0, z1): Pt, surface: Rgb) {
        if y1 < self.camera.eye {
            self.level((x0, x1), y1, (z0, z1), surface.tint(0.10));
        }
        if y0 > self.camera.eye {
            self.level((x0, x1), y0, (z0, z1), surface.scale(0.72));
        }
        if x0 > 0.0 {
            self.side(x0, (y0, y1), (z0, z1), surface.scale(0.80));
        }
        if x1 < 0.0 {
            self.side(x1, (y0, y1), (z0, z1), surface.scale(0.80));
        }
        self.wall((x0, x1), (y0, y1), z0, surface);
    }

    /// The soft shadow of something standing there.
    pub(crate) fn shadow(&mut self, (x, z): Pt, wide: f32, alpha: f32) {
        let (at, scale) = self.see((x, 0.0, z));
        let radius = wide * scale;
        let dark = self.light.shade.scale(0.5);
        self.canvas.within(Transform::from_translate(at.0, at.1).pre_scale(1.0, 0.28), |canvas| {
            canvas.fill(oval((0.0, 0.0), radius, radius), &glow((0.0, 0.0), radius, dark, alpha));
        });
    }

    /// Light around a lamp.
    pub(crate) fn gleam(&mut self, at: Spot3, reach: f32, colour: Rgb, alpha: f32) {
        let (centre, scale) = self.see(at);
        let radius = reach * scale;
        self.canvas.shine(oval(centre, radius, radius), &glow(centre, radius, colour, alpha));
    }

    /// A pool of light on the ground.
    pub(crate) fn pool(&mut self, (x, z): Pt, reach: f32, colour: Rgb, alpha: f32) {
        let (at, scale) = self.see((x, 0.0, z));
        let radius = reach * scale;
        self.canvas.within(Transform::from_translate(at.0, at.1).pre_scale(1.0, 0.26), |canvas| {
            canvas.shine(oval((0.0, 0.0), radius, radius), &glow((0.0, 0.0), radius, colour, alpha));
        });
    }

    /// Draws something flat that faces the camera, in metres from a point, y downwards.
    pub(crate) fn cutout(&mut self, at: Spot3, draw: impl FnOnce(&mut Canvas, &Light, f32)) {
        let Some(((x, y), scale)) = self.camera.see(at) else {
            return;
        };
        let (light, distance) = (self.light, self.distance(at.2));
        let pen = self.canvas.pen;
        self.canvas.pen = pen / scale;
        self.canvas.within(Transform::from_translate(x, y).pre_scale(scale, scale), |canvas| {
            draw(canvas, light, distance);
        });
        self.canvas.pen = pen;
    }

    /// A line between two points of the world; its width in metres.
    pub(crate) fn line(&mut self, from: Spot3, to: Spot3, width: f32, surface: Rgb) {
        let colour = self.lit(surface, (from.2 + to.2) / 2.0);
        if let (Some((one, near)), Some((two, far))) = (self.camera.see(from), self.camera.see(to)) {
            let line: Shape = super::shape::open(&[one, two]);
            self.canvas.line(line, (width * (near + far) / 2.0).max(0.8), colour, 1.0);
        }
    }
}
