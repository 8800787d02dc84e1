//! Things: alone, large in a shot that shows nothing else, or small beside the people.

mod held;
mod kind;
mod large;
mod paper;

use super::{
    canvas::{Canvas, fade, flat, glow, veil},
    colour::{BLACK, Rgb, hex},
    framing::Framing,
    lettering::Lettering,
    portrait,
    shape::{Pt, Shape, disc, pill},
};
use kind::{Kind, kind_of};
use tiny_skia::Transform;
use xinggen_domain::{ports::Frame, shot::ShotSize};

/// The picture's last quarter belongs to the subtitles: nothing that matters is drawn below this.
const LOWEST: f32 = 0.70;

/// A thing alone on a plain ground, with its name.
pub(crate) fn alone(canvas: &mut Canvas, name: &str, lettering: &Lettering) {
    portrait::ground(canvas, hex(0xb0_a4_90));
    insert(canvas, name, lettering, ((0.5, 0.45), 0.26));
}

/// Large things stand on the ground behind the people.
pub(crate) fn behind(canvas: &mut Canvas, frame: &Frame, framing: &Framing) {
    if frame.cast.is_empty() {
        return;
    }
    if let Some(kind) = frame.props.iter().map(|name| kind_of(name)).find(|kind| kind.is_large()) {
        let unit = framing.metre() * kind.metres() / 2.0;
        let (x, ground) = (canvas.width() * 0.80, framing.ground());
        shadow(canvas, (x, ground), unit);
        drawn(canvas, (x, ground - unit * 0.8), unit, kind);
    }
}

/// What people hold lies beside the first of them, unless one sees nothing but a face; what nobody holds is the
/// picture.
pub(crate) fn in_front(canvas: &mut Canvas, frame: &Frame, framing: &Framing, lettering: &Lettering) {
    if frame.cast.is_empty() {
        let spread: &[f32] = if frame.props.len() > 1 { &[0.32, 0.68] } else { &[0.5] };
        let share = large_in(frame.size) / if spread.len() > 1 { 1.5 } else { 1.0 };
        for (name, &x) in frame.props.iter().zip(spread) {
            insert(canvas, name, lettering, ((x, 0.45), share));
        }
        return;
    }
    if frame.size == ShotSize::ExtremeCloseUp {
        return;
    }
    if let Some(name) = frame.props.iter().find(|name| !kind_of(name).is_large()) {
        let kind = kind_of(name);
        let short = canvas.width().min(canvas.height());
        let unit = (framing.metre() * kind.metres() / 2.0).clamp(short * 0.045, short * 0.11);
        let hand = framing.ground() - framing.metre() * 0.95;
        let y = hand.clamp(canvas.height() * 0.5, canvas.height() * LOWEST - unit);
        let x = canvas.width() * if frame.cast.len() > 1 { 0.5 } else { 0.74 };
        let halo = glow((x, y), unit * 1.9, hex(0xff_f4_d8), 0.5);
        canvas.shine(disc((x, y), unit * 1.9), &halo);
        drawn(canvas, (x, y), unit, kind);
    }
}

/// Half of a thing's height as a share of the picture's shorter side.
fn large_in(size: ShotSize) -> f32 {
    match size {
        ShotSize::ExtremeCloseUp => 0.34,
        ShotSize::CloseUp => 0.30,
        ShotSize::Medium => 0.24,
        ShotSize::Full => 0.18,
        ShotSize::Long => 0.13,
        ShotSize::ExtremeLong => 0.09,
    }
}

/// A thing at a place of the sheet, with its name; what has no drawing of its own carries the name itself.
fn insert(canvas: &mut Canvas, name: &str, lettering: &Lettering, ((x, y), share): (Pt, f32)) {
    let unit = canvas.width().min(canvas.height()) * share;
    let unit = unit.min(canvas.height() * 0.2);
    let at = (canvas.width() * x, canvas.height() * y);
    let kind = kind_of(name);
    shadow(canvas, (at.0, at.1 + unit * 1.05), unit);
    drawn(canvas, at, unit, kind);
    if kind == Kind::Other {
        let line = lettering.fit(name, unit * 0.26, unit * 1.2);
        line.draw(canvas, (at.0 - line.width / 2.0, at.1 + unit * 0.34), hex(0x3c_2c_20));
    } else {
        portrait::name_tag(canvas, name, lettering, (at.0, at.1 + unit * 1.15));
    }
}

fn shadow(canvas: &mut Canvas, (x, y): Pt, unit: f32) {
    canvas.within(Transform::from_translate(x, y).pre_scale(1.0, 0.2), |canvas| {
        canvas.fill(disc((0.0, 0.0), unit * 1.4), &glow((0.0, 0.0), unit * 1.4, BLACK, 0.45));
    });
}

/// Draws a kind between −1 and 1 each way, scaled to `unit` pixels.
fn drawn(canvas: &mut Canvas, at: Pt, unit: f32, kind: Kind) {
    let pen = canvas.pen;
    canvas.pen = pen / unit;
    canvas.within(Transform::from_translate(at.0, at.1).pre_scale(unit, unit), |canvas| {
        if !(held::draw(canvas, kind) || paper::draw(canvas, kind) || large::draw(canvas, kind)) {
            parcel(canvas);
        }
    });
    canvas.pen = pen;
}

/// A solid part: lighter above, darker below.
fn solid(canvas: &mut Canvas, shape: Shape, colour: Rgb) {
    canvas.part(shape, &fade((0.0, -1.0), (0.0, 1.0), colour.tint(0.18), colour.scale(0.82)));
}

/// What has no drawing of its own is a box with a label.
fn parcel(canvas: &mut Canvas) {
    solid(canvas, pill(-0.9, -0.7, 1.8, 1.5, 0.06), hex(0xb8_8c_5c));
    canvas.fill(pill(-0.12, -0.7, 0.24, 0.5, 0.0), &flat(hex(0xa8_34_38)));
    canvas.fill(pill(-0.9, -0.26, 1.8, 0.06, 0.0), &veil(hex(0x6a_48_2c), 0.6));
    solid(canvas, pill(-0.68, 0.0, 1.36, 0.6, 0.05), hex(0xf4_ec_da));
}
