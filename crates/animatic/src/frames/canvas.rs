//! The sheet that is drawn on: fills, washes, lines and layers. Every colour passes the tone of the style here,
//! so nothing can be drawn outside the palette.

use super::{
    blur,
    colour::{BLACK, Rgb},
    pixels::Pixels,
    shape::{Pt, Shape, rect},
    tone::Tone,
};
use tiny_skia::{
    BlendMode, Color, FillRule, FilterQuality, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint,
    PixmapPaint, Point, RadialGradient, Shader, SpreadMode, Stroke, Transform,
};

/// How an outline is filled. Alphas are 0 to 1.
#[derive(Debug, Clone)]
pub(crate) enum Wash {
    Flat(Rgb, f32),
    Linear(Pt, Pt, Vec<(f32, Rgb, f32)>),
    Radial(Pt, f32, Vec<(f32, Rgb, f32)>),
}

/// One opaque colour.
pub(crate) fn flat(colour: Rgb) -> Wash {
    Wash::Flat(colour, 1.0)
}

/// One colour that lets the ground through.
pub(crate) fn veil(colour: Rgb, alpha: f32) -> Wash {
    Wash::Flat(colour, alpha)
}

/// One colour from one alpha to another.
pub(crate) fn melt(from: Pt, to: Pt, colour: Rgb, first: f32, second: f32) -> Wash {
    Wash::Linear(from, to, vec![(0.0, colour, first), (1.0, colour, second)])
}

/// From one colour to another.
pub(crate) fn fade(from: Pt, to: Pt, first: Rgb, second: Rgb) -> Wash {
    Wash::Linear(from, to, vec![(0.0, first, 1.0), (1.0, second, 1.0)])
}

/// Light or shadow that thins out from a centre, like the sum of many circles.
pub(crate) fn glow(at: Pt, radius: f32, colour: Rgb, alpha: f32) -> Wash {
    let stops = [(0.0, 1.0), (0.5, 0.3), (1.0, 0.0)];
    Wash::Radial(at, radius, stops.map(|(at, share)| (at, colour, alpha * share)).to_vec())
}

/// A sheet of pixels with the way its strokes look.
#[derive(Debug)]
pub(crate) struct Canvas {
    map: Pixels,
    place: Transform,
    /// Where the sheet's corner lies on the sheet it was taken from.
    origin: Pt,
    tone: Tone,
    /// Width of contours in the units being drawn in.
    pub(crate) pen: f32,
}

impl Canvas {
    /// An empty sheet; nothing for a size of zero or beyond what fits into memory.
    pub(crate) fn new(width: u32, height: u32, tone: Tone) -> Option<Self> {
        Some(Self {
            map: Pixels::new(width, height)?,
            place: Transform::identity(),
            origin: (0.0, 0.0),
            tone,
            pen: width.min(height) as f32 * 0.0022,
        })
    }

    pub(crate) fn width(&self) -> f32 {
        self.map.width() as f32
    }

    pub(crate) fn height(&self) -> f32 {
        self.map.height() as f32
    }

    pub(crate) fn into_pixels(self) -> Pixels {
        self.map
    }

    /// An empty sheet of the same shape and tone, some times smaller.
    pub(crate) fn smaller(&self, times: u32) -> Option<Self> {
        Self::new(self.map.width().div_ceil(times), self.map.height().div_ceil(times), self.tone)
    }

    /// Covers the sheet with a smaller picture, as a lens shows what is out of focus.
    pub(crate) fn cover(&mut self, small: Self) {
        let mut small = small.map;
        blur::soften(&mut small);
        let across = self.width() / small.width() as f32;
        let down = self.height() / small.height() as f32;
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        let scale = Transform::from_scale(across, down);
        self.lay(&small, (0, 0), &paint, scale);
    }

    /// Draws pixels onto the sheet.
    fn lay(&mut self, pixels: &Pixels, (x, y): (i32, i32), paint: &PixmapPaint, place: Transform) {
        if let Some(pixels) = pixels.seen() {
            self.map.paint(|map| map.draw_pixmap(x, y, pixels, paint, place, None));
        }
    }

    /// Draws in moved, turned or scaled units.
    pub(crate) fn within(&mut self, place: Transform, draw: impl FnOnce(&mut Self)) {
        let before = self.place;
        self.place = before.pre_concat(place);
        draw(self);
        self.place = before;
    }

    /// Fills an outline.
    pub(crate) fn fill(&mut self, shape: Shape, wash: &Wash) {
        self.blend(shape, wash, BlendMode::SourceOver);
    }

    /// Adds light inside an outline.
    pub(crate) fn shine(&mut self, shape: Shape, wash: &Wash) {
        self.blend(shape, wash, BlendMode::Screen);
    }

    /// Fills an outline and blends it with what is there.
    pub(crate) fn blend(&mut self, shape: Shape, wash: &Wash, mode: BlendMode) {
        let (Some(path), Some(shader)) = (shape, self.shader(wash)) else {
            return;
        };
        let paint = Paint { shader, blend_mode: mode, ..Paint::default() };
        let place = self.place;
        self.map.paint(|map| map.fill_path(&path, &paint, FillRule::Winding, place, None));
    }

    /// Fills an outline that stands out from what is behind it: with a contour where the style draws contours.
    /// A brush's contour lies under the fill and a little aside, so that it swells and thins.
    pub(crate) fn part(&mut self, shape: Shape, wash: &Wash) {
        if let Some(contour) = self.tone.contour()
            && shape.is_some()
        {
            let pen = self.pen * contour.width;
            let aside = Transform::from_translate(pen * contour.swell, pen * contour.swell);
            self.within(aside, |canvas| {
                canvas.line(shape.clone(), pen * 2.0, contour.colour(wash), contour.alpha);
            });
        }
        self.fill(shape, wash);
    }

    /// Draws along an outline with round ends.
    pub(crate) fn line(&mut self, shape: Shape, width: f32, colour: Rgb, alpha: f32) {
        let (Some(path), Some(shader)) = (shape, self.shader(&Wash::Flat(colour, alpha))) else {
            return;
        };
        let paint = Paint { shader, ..Paint::default() };
        let stroke =
            Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        let place = self.place;
        self.map.paint(|map| map.stroke_path(&path, &paint, &stroke, place, None));
    }

    /// The whole sheet as an outline, in the units being drawn in when nothing is moved.
    pub(crate) fn sheet(&self) -> Shape {
        rect(0.0, 0.0, self.width(), self.height())
    }

    /// An empty layer over a part of the sheet: the same units, its own pixels. Nothing when the part lies
    /// outside.
    pub(crate) fn layer(&self, (left, top): Pt, (right, bottom): Pt) -> Option<Layer> {
        let (x0, y0) = self.origin;
        let across = |value: f32| value.clamp(x0, x0 + self.width());
        let down = |value: f32| value.clamp(y0, y0 + self.height());
        let (x, y) = (across(left.floor()), down(top.floor()));
        let (width, height) = (across(right.ceil()) - x, down(bottom.ceil()) - y);
        let mut sheet = Self::new(width as u32, height as u32, self.tone)?;
        sheet.place = Transform::from_translate(-x, -y);
        sheet.origin = (x, y);
        sheet.pen = self.pen;
        Some(Layer { sheet })
    }

    /// Puts a layer down where it was taken from.
    pub(crate) fn stamp(&mut self, layer: &Layer, alpha: f32) {
        let paint = PixmapPaint { opacity: alpha, ..PixmapPaint::default() };
        let (x, y) = layer.sheet.origin;
        let at = ((x - self.origin.0) as i32, (y - self.origin.1) as i32);
        self.lay(&layer.sheet.map, at, &paint, Transform::identity());
    }

    fn shader(&self, wash: &Wash) -> Option<Shader<'static>> {
        let colour = |colour: Rgb, alpha: f32| {
            let Rgb { r, g, b } = self.tone.apply(colour);
            Color::from_rgba(r, g, b, alpha.clamp(0.0, 1.0)).unwrap_or(Color::TRANSPARENT)
        };
        let stops = |stops: &[(f32, Rgb, f32)]| {
            stops
                .iter()
                .map(|&(at, rgb, alpha)| GradientStop::new(at, colour(rgb, alpha)))
                .collect::<Vec<_>>()
        };
        let point = |(x, y): Pt| Point::from_xy(x, y);
        match wash {
            Wash::Flat(rgb, alpha) => Some(Shader::SolidColor(colour(*rgb, *alpha))),
            Wash::Linear(from, to, list) => LinearGradient::new(
                point(*from),
                point(*to),
                stops(list),
                SpreadMode::Pad,
                Transform::identity(),
            ),
            Wash::Radial(at, radius, list) => RadialGradient::new(
                point(*at),
                0.0,
                point(*at),
                *radius,
                stops(list),
                SpreadMode::Pad,
                Transform::identity(),
            ),
        }
    }
}

/// A part of a drawing on pixels of its own, so that light can fall on all of it at once.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) sheet: Canvas,
}

impl Layer {
    fn bounds(&self) -> Shape {
        let (x, y) = self.sheet.origin;
        rect(x, y, self.sheet.width(), self.sheet.height())
    }

    /// Lays a wash over what is drawn, and only there.
    pub(crate) fn glaze(&mut self, wash: &Wash) {
        let bounds = self.bounds();
        self.sheet.blend(bounds, wash, BlendMode::SourceAtop);
    }

    /// Keeps only what is inside an outline.
    pub(crate) fn keep_inside(&mut self, shape: Shape) {
        if let (Some(path), Some(mut mask)) =
            (shape, Mask::new(self.sheet.map.width(), self.sheet.map.height()))
        {
            mask.fill_path(&path, FillRule::Winding, true, self.sheet.place);
            self.sheet.map.paint(|map| map.apply_mask(&mask));
        }
    }

    /// A bright edge on the side that (dx, dy) points to.
    pub(crate) fn rim(&mut self, (dx, dy): Pt, colour: Rgb, alpha: f32) {
        let Some(map) = self.sheet.map.copy() else { return };
        let mut edge = Canvas { map, ..self.sheet };
        edge.blend(self.bounds(), &flat(colour), BlendMode::SourceIn);
        let erase = PixmapPaint { blend_mode: BlendMode::DestinationOut, ..PixmapPaint::default() };
        let shift = (-dx.round() as i32, -dy.round() as i32);
        edge.lay(&self.sheet.map, shift, &erase, Transform::identity());
        let lay = PixmapPaint { opacity: alpha, blend_mode: BlendMode::SourceAtop, ..PixmapPaint::default() };
        self.sheet.lay(&edge.map, (0, 0), &lay, Transform::identity());
    }
}

impl Wash {
    /// A colour that stands for the whole wash.
    pub(crate) fn leading(&self) -> Rgb {
        match self {
            Self::Flat(rgb, _) => *rgb,
            Self::Linear(_, _, stops) | Self::Radial(_, _, stops) => {
                stops.first().map_or(BLACK, |&(_, rgb, _)| rgb)
            }
        }
    }
}
