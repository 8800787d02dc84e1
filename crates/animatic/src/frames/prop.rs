//! Things, drawn large.

use super::{
    canvas::{Canvas, fade, flat, glow},
    colour::{BLACK, Rgb, hex},
    lettering::Lettering,
    portrait,
    shape::{Pt, blob, disc, oval, pill, poly, rect},
    words::mentions,
};
use tiny_skia::Transform;

/// A thing alone on a plain ground, with its name.
pub(crate) fn alone(canvas: &mut Canvas, name: &str, lettering: &Lettering) {
    portrait::ground(canvas, hex(0xb0_a4_90));
    insert(canvas, name, lettering);
}

/// A thing in the middle of the sheet, with its name.
pub(crate) fn insert(canvas: &mut Canvas, name: &str, lettering: &Lettering) {
    let unit = canvas.width().min(canvas.height()) * 0.26;
    let at = (canvas.width() / 2.0, canvas.height() * 0.46);
    canvas.within(Transform::from_translate(at.0, at.1 + unit * 1.05).pre_scale(1.0, 0.2), |canvas| {
        canvas.fill(disc((0.0, 0.0), unit * 1.4), &glow((0.0, 0.0), unit * 1.4, BLACK, 0.45));
    });
    let pen = canvas.pen;
    canvas.pen = pen / unit;
    canvas.within(Transform::from_translate(at.0, at.1).pre_scale(unit, unit), |canvas| thing(canvas, name));
    canvas.pen = pen;
    portrait::name_tag(canvas, name, lettering, (at.0, at.1 + unit * 1.25));
}

fn solid(canvas: &mut Canvas, shape: super::shape::Shape, colour: Rgb) {
    canvas.part(shape, &fade((0.0, -1.0), (0.0, 1.0), colour.tint(0.18), colour.scale(0.82)));
}

fn thing(canvas: &mut Canvas, name: &str) {
    let paper = hex(0xf2_ea_d8);
    if mentions(name, &["信", "letter", "note", "纸", "合同", "证"]) {
        solid(canvas, rect(-1.0, -0.65, 2.0, 1.3), paper);
        canvas.line(
            super::shape::open(&[(-1.0, -0.65), (0.0, 0.15), (1.0, -0.65)]),
            0.03,
            hex(0xb0_a0_84),
            1.0,
        );
        solid(canvas, disc((0.0, 0.12), 0.14), hex(0xb4_30_2c));
    } else if mentions(name, &["戒", "ring", "镯"]) {
        canvas.line(oval((0.0, 0.2), 0.6, 0.6), 0.16, hex(0xd8_b0_50), 1.0);
        solid(canvas, poly(&[(-0.26, -0.5), (0.0, -0.86), (0.26, -0.5), (0.0, -0.26)]), hex(0xb8_e4_f0));
    } else if mentions(name, &["手机", "电话", "phone"]) {
        solid(canvas, pill(-0.45, -0.9, 0.9, 1.8, 0.14), hex(0x22_26_2e));
        solid(canvas, rect(-0.38, -0.74, 0.76, 1.46), hex(0x6c_a4_d8));
    } else if mentions(name, &["刀", "剑", "knife", "sword"]) {
        solid(
            canvas,
            poly(&[(-0.1, 0.35), (0.1, 0.35), (0.1, -0.8), (0.0, -1.0), (-0.1, -0.8)]),
            hex(0xd4_dc_e4),
        );
        solid(canvas, rect(-0.3, 0.35, 0.6, 0.1), hex(0xb8_90_48));
        solid(canvas, rect(-0.08, 0.45, 0.16, 0.5), hex(0x5a_38_28));
    } else if mentions(name, &["书", "日记", "book", "diary", "notebook"]) {
        solid(canvas, rect(-0.75, -0.95, 1.5, 1.9), hex(0x7c_34_38));
        solid(canvas, rect(-0.6, -0.5, 1.2, 0.4), hex(0xd8_b8_70));
    } else if mentions(name, &["钥匙", "key"]) {
        canvas.line(oval((0.0, -0.5), 0.34, 0.34), 0.14, hex(0xc8_a4_54), 1.0);
        solid(canvas, rect(-0.07, -0.2, 0.14, 1.1), hex(0xc8_a4_54));
        solid(canvas, rect(0.05, 0.6, 0.3, 0.12), hex(0xc8_a4_54));
    } else if mentions(name, &["相机", "camera"]) {
        solid(canvas, pill(-1.0, -0.55, 2.0, 1.2, 0.12), hex(0x3a_36_34));
        solid(canvas, rect(-0.4, -0.78, 0.6, 0.25), hex(0x54_50_4c));
        solid(canvas, disc((0.0, 0.05), 0.46), hex(0x1c_1c_20));
        solid(canvas, disc((0.0, 0.05), 0.28), hex(0x5c_84_b0));
    } else if mentions(name, &["伞", "umbrella"]) {
        canvas.line(super::shape::open(&[(0.0, -0.7), (0.0, 0.9)]), 0.06, hex(0x50_40_34), 1.0);
        solid(
            canvas,
            blob(&[
                (-1.0, 0.0),
                (-0.7, -0.6),
                (0.0, -0.9),
                (0.7, -0.6),
                (1.0, 0.0),
                (0.5, -0.1),
                (0.0, 0.0),
                (-0.5, -0.1),
            ]),
            hex(0xb8_3c_40),
        );
    } else if mentions(name, &["杯", "茶", "酒", "cup", "mug", "coffee", "glass"]) {
        canvas.line(oval((0.6, 0.0), 0.3, 0.3), 0.12, paper, 1.0);
        solid(canvas, poly(&[(-0.6, -0.5), (0.6, -0.5), (0.45, 0.7), (-0.45, 0.7)]), paper);
        solid(canvas, oval((0.0, -0.5), 0.6, 0.14), hex(0x6a_42_28));
    } else if mentions(name, &["花", "flower*", "rose*"]) {
        canvas.line(super::shape::open(&[(0.0, 0.0), (0.1, 0.95)]), 0.07, hex(0x4c_7c_48), 1.0);
        for at in 0..6 {
            let angle = at as f32 * std::f32::consts::TAU / 6.0;
            solid(canvas, disc((angle.cos() * 0.4, angle.sin() * 0.4 - 0.3), 0.32), hex(0xd8_58_70));
        }
        solid(canvas, disc((0.0, -0.3), 0.24), hex(0xf0_c8_50));
    } else if mentions(name, &["灯", "lamp", "lantern"]) {
        canvas.shine(disc((0.0, 0.0), 1.6), &glow((0.0, 0.0), 1.6, hex(0xff_d0_80), 0.7));
        solid(canvas, oval((0.0, 0.0), 0.62, 0.78), hex(0xe0_58_38));
        solid(canvas, rect(-0.3, -0.86, 0.6, 0.14), hex(0xc8_a0_48));
        solid(canvas, rect(-0.3, 0.74, 0.6, 0.14), hex(0xc8_a0_48));
    } else if mentions(name, &["照片", "画", "photo*", "picture"]) {
        solid(canvas, rect(-0.8, -0.95, 1.6, 1.9), paper);
        solid(canvas, rect(-0.66, -0.8, 1.32, 1.3), hex(0x8c_a8_b4));
        canvas.fill(disc((-0.1, -0.2), 0.22), &flat(hex(0x5a_48_40)));
        canvas.fill(oval((-0.1, 0.35), 0.42, 0.3), &flat(hex(0x5a_48_40)));
    } else {
        package(canvas, (0.0, 0.0));
    }
}

/// What has no drawing of its own is a parcel.
fn package(canvas: &mut Canvas, (x, y): Pt) {
    solid(canvas, rect(x - 0.85, y - 0.6, 1.7, 1.4), hex(0xb8_8c_5c));
    solid(canvas, rect(x - 0.12, y - 0.6, 0.24, 1.4), hex(0xa8_34_38));
    solid(canvas, rect(x - 0.85, y, 1.7, 0.2), hex(0xa8_34_38));
}
