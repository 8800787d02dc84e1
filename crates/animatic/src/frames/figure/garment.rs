//! What makes a garment that garment: collars, lapels, buttons, pockets, sashes.

use super::{look::Look, pose::Joints, torso::Torso, wardrobe::Garment};
use crate::frames::{
    canvas::{Canvas, flat},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, curve, disc, ribbon},
};

pub(crate) fn trunk_colour(look: &Look) -> Rgb {
    match look.garment {
        Garment::WhiteCoat | Garment::Tracksuit | Garment::Dungarees | Garment::Skirt => look.second,
        Garment::Apron => look.main,
        _ => look.main,
    }
}

pub(crate) fn skirt_colour(look: &Look) -> Rgb {
    match look.garment {
        Garment::WhiteCoat | Garment::Apron => look.second,
        Garment::Hanfu => look.main.mix(look.second, 0.25),
        _ => look.main,
    }
}

pub(crate) fn sleeve_colour(look: &Look) -> Rgb {
    match look.garment {
        Garment::Tracksuit => look.main,
        _ => trunk_colour(look),
    }
}

/// What is on the trunk, over the neck.
pub(crate) fn details(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    match look.garment {
        Garment::Suit => suit(canvas, look, torso),
        Garment::Shirt => shirt(canvas, look, torso),
        Garment::Hoodie => hoodie(canvas, look, torso),
        Garment::Sweater => sweater(canvas, look, torso),
        Garment::Jacket => jacket(canvas, look, torso),
        Garment::Trench => trench(canvas, look, torso),
        Garment::Dress => dress(canvas, look, torso),
        Garment::Skirt => blouse(canvas, look, torso),
        Garment::Tracksuit => tracksuit(canvas, look, torso),
        Garment::Apron => apron(canvas, look, torso),
        Garment::WhiteCoat => white_coat(canvas, look, torso),
        Garment::Uniform => uniform(canvas, look, torso),
        Garment::Tang => tang(canvas, look, torso),
        Garment::Dungarees => dungarees(canvas, look, torso),
        Garment::Robe | Garment::Hanfu => crossed(canvas, look, torso),
    }
    if look.extras.scarf {
        let wool = look.accent;
        canvas.part(
            torso.patch(&[
                (-0.40, -0.06),
                (0.0, 0.08),
                (0.46, -0.05),
                (0.44, 0.08),
                (0.05, 0.19),
                (-0.42, 0.07),
            ]),
            &flat(wool),
        );
        canvas.part(
            torso.facet(&[(0.02, 0.12), (0.26, 0.11), (0.30, 0.55), (0.08, 0.56)]),
            &flat(wool.shadow()),
        );
    }
}

fn seam(canvas: &mut Canvas, torso: &Torso, points: &[Pt], look: Rgb) {
    canvas.line(torso.seam(points), 0.022, look.shadow().scale(0.72), 0.7);
}

fn buttons(canvas: &mut Canvas, torso: &Torso, across: f32, downs: &[f32], colour: Rgb) {
    for &down in downs {
        canvas.fill(disc(torso.at(across, down), 0.032), &flat(colour));
    }
}

fn open_neck(canvas: &mut Canvas, look: &Look, torso: &Torso, depth: f32) {
    canvas.fill(torso.facet(&[(-0.24, -0.04), (0.34, -0.04), (0.10, depth)]), &flat(look.skin));
}

/// Lapels over a shirt, down to where the front closes.
fn lapels(canvas: &mut Canvas, torso: &Torso, cloth: Rgb, shirt: Rgb, closes: f32) {
    canvas.fill(torso.facet(&[(-0.28, -0.04), (0.38, -0.04), (0.12, closes)]), &flat(shirt));
    let lapel = cloth.mix(WHITE, 0.10);
    canvas.part(
        torso.facet(&[
            (-0.30, -0.05),
            (-0.54, 0.12),
            (-0.40, 0.17),
            (-0.46, 0.22),
            (0.12, closes),
            (-0.12, 0.12),
        ]),
        &flat(lapel),
    );
    canvas.part(
        torso.facet(&[(0.38, -0.05), (0.62, 0.12), (0.50, 0.17), (0.55, 0.22), (0.12, closes), (0.25, 0.12)]),
        &flat(lapel.scale(0.9)),
    );
}

fn shirt_collar(canvas: &mut Canvas, torso: &Torso, colour: Rgb) {
    canvas.part(torso.facet(&[(-0.27, -0.07), (-0.33, 0.05), (-0.08, 0.13), (0.08, 0.05)]), &flat(colour));
    canvas.part(
        torso.facet(&[(0.35, -0.07), (0.42, 0.05), (0.20, 0.13), (0.08, 0.05)]),
        &flat(colour.scale(0.94)),
    );
}

fn tie(canvas: &mut Canvas, torso: &Torso, colour: Rgb, end: f32) {
    canvas.part(torso.facet(&[(0.02, 0.05), (0.18, 0.05), (0.15, 0.13), (0.05, 0.13)]), &flat(colour));
    canvas.part(
        torso.facet(&[(0.05, 0.13), (0.15, 0.13), (0.20, end - 0.06), (0.11, end), (0.02, end - 0.06)]),
        &flat(colour.scale(0.9)),
    );
}

fn suit(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    lapels(canvas, torso, look.main, look.second, 0.56);
    if look.female {
        open_neck(canvas, look, torso, 0.20);
    } else {
        tie(canvas, torso, look.accent, 0.54);
        shirt_collar(canvas, torso, look.second);
    }
    seam(canvas, torso, &[(0.12, 0.56), (0.13, 0.9), (0.02, 1.22)], look.main);
    buttons(canvas, torso, 0.06, &[0.64, 0.80], look.main.scale(0.55));
    seam(canvas, torso, &[(0.42, 0.34), (0.70, 0.32)], look.main);
}

fn shirt(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    open_neck(canvas, look, torso, 0.14);
    seam(canvas, torso, &[(0.09, 0.12), (0.10, 0.6), (0.09, 1.0)], look.main);
    buttons(canvas, torso, 0.13, &[0.26, 0.44, 0.62, 0.80], look.main.tint(0.6));
    shirt_collar(canvas, torso, look.main.tint(0.18));
    seam(canvas, torso, &[(0.38, 0.32), (0.68, 0.31), (0.66, 0.46), (0.40, 0.47), (0.38, 0.32)], look.main);
    belt(canvas, torso, look.legs.scale(0.6), 0.95);
}

fn belt(canvas: &mut Canvas, torso: &Torso, colour: Rgb, down: f32) {
    canvas.part(
        torso.facet(&[(-1.0, down), (1.0, down), (1.0, down + 0.08), (-1.0, down + 0.08)]),
        &flat(colour),
    );
    canvas.fill(
        torso.facet(&[(0.02, down), (0.20, down), (0.20, down + 0.08), (0.02, down + 0.08)]),
        &flat(hex(0xd8_b8_6a)),
    );
}

fn hoodie(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    let hood = look.main.scale(0.86);
    canvas.part(
        torso.patch(&[
            (-0.52, 0.03),
            (-0.34, -0.09),
            (0.05, 0.02),
            (0.42, -0.09),
            (0.58, 0.03),
            (0.34, 0.15),
            (0.08, 0.23),
            (-0.28, 0.16),
        ]),
        &flat(hood),
    );
    canvas.fill(
        torso.patch(&[(-0.26, -0.05), (0.06, 0.0), (0.34, -0.05), (0.22, 0.06), (0.08, 0.12), (-0.12, 0.06)]),
        &flat(look.second),
    );
    for across in [-0.08, 0.24] {
        canvas.line(
            torso.seam(&[(across, 0.17), (across - 0.01, 0.28), (across + 0.02, 0.40)]),
            0.035,
            WHITE,
            0.9,
        );
    }
    canvas.part(
        torso.facet(&[(-0.46, 0.70), (0.60, 0.70), (0.76, 0.98), (-0.64, 0.98)]),
        &flat(look.main.scale(0.93)),
    );
    seam(canvas, torso, &[(-0.98, 1.03), (0.0, 1.05), (0.98, 1.03)], look.main);
}

fn sweater(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.part(
        torso.patch(&[
            (-0.29, -0.09),
            (0.05, -0.05),
            (0.37, -0.09),
            (0.42, 0.05),
            (0.06, 0.11),
            (-0.34, 0.05),
        ]),
        &flat(look.main.tint(0.12)),
    );
    for down in [0.36, 0.44] {
        canvas.line(torso.seam(&[(-0.94, down), (0.0, down + 0.03), (0.94, down)]), 0.06, look.second, 0.75);
    }
    seam(canvas, torso, &[(-0.98, 1.0), (0.0, 1.02), (0.98, 1.0)], look.main);
}

fn jacket(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas
        .fill(torso.facet(&[(-0.24, -0.04), (0.34, -0.04), (0.24, 1.02), (-0.06, 1.02)]), &flat(look.second));
    canvas.fill(
        torso.patch(&[
            (-0.24, -0.05),
            (0.06, 0.04),
            (0.33, -0.05),
            (0.20, 0.04),
            (0.06, 0.08),
            (-0.12, 0.04),
        ]),
        &flat(look.skin),
    );
    canvas.part(
        torso.facet(&[(-0.28, -0.07), (-0.46, 0.06), (-0.14, 0.24), (-0.10, 0.06)]),
        &flat(look.main.tint(0.14)),
    );
    canvas.part(
        torso.facet(&[(0.36, -0.07), (0.54, 0.06), (0.29, 0.24), (0.25, 0.06)]),
        &flat(look.main.tint(0.08)),
    );
    seam(canvas, torso, &[(-0.15, 0.22), (-0.08, 0.6), (-0.06, 1.02)], look.main);
    seam(canvas, torso, &[(0.29, 0.22), (0.27, 0.6), (0.24, 1.02)], look.main);
    seam(canvas, torso, &[(-0.72, 0.66), (-0.40, 0.76)], look.main);
}

fn trench(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    lapels(canvas, torso, look.main, look.second, 0.44);
    let colour = look.accent.mix(look.second, 0.35);
    canvas.fill(torso.facet(&[(-0.18, -0.02), (0.30, -0.02), (0.12, 0.36)]), &flat(colour));
    belt(canvas, torso, look.main.scale(0.7), 0.68);
    buttons(canvas, torso, -0.16, &[0.52, 0.86], look.main.scale(0.5));
    buttons(canvas, torso, 0.34, &[0.52, 0.86], look.main.scale(0.5));
}

fn dress(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.fill(
        torso.patch(&[
            (-0.36, -0.03),
            (0.05, -0.04),
            (0.46, -0.03),
            (0.30, 0.12),
            (0.06, 0.19),
            (-0.22, 0.12),
        ]),
        &flat(look.skin),
    );
    canvas.line(
        torso.seam(&[(-0.36, -0.02), (-0.22, 0.12), (0.06, 0.19), (0.30, 0.12), (0.46, -0.02)]),
        0.05,
        look.second,
        0.95,
    );
    canvas.part(
        torso.facet(&[(-1.0, 0.64), (1.0, 0.64), (1.0, 0.73), (-1.0, 0.73)]),
        &flat(look.accent.mix(look.main, 0.35)),
    );
}

fn blouse(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    open_neck(canvas, look, torso, 0.16);
    shirt_collar(canvas, torso, look.second.tint(0.3));
    seam(canvas, torso, &[(0.09, 0.14), (0.10, 0.5), (0.09, 0.7)], look.second);
    let bow = look.accent;
    canvas.part(torso.facet(&[(0.08, 0.13), (-0.18, 0.08), (-0.16, 0.21)]), &flat(bow));
    canvas.part(torso.facet(&[(0.08, 0.13), (0.34, 0.08), (0.32, 0.21)]), &flat(bow.scale(0.9)));
    canvas.part(torso.facet(&[(-1.0, 0.70), (1.0, 0.70), (1.02, 0.92), (-1.02, 0.92)]), &flat(look.main));
}

fn tracksuit(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.part(
        torso.facet(&[
            (-0.98, 0.10),
            (-0.62, 0.02),
            (-0.27, -0.03),
            (0.35, -0.03),
            (0.62, 0.02),
            (0.97, 0.10),
            (0.98, 0.36),
            (0.08, 0.44),
            (-0.98, 0.36),
        ]),
        &flat(look.main),
    );
    canvas.line(torso.seam(&[(-0.97, 0.39), (0.08, 0.47), (0.97, 0.39)]), 0.05, look.accent, 0.9);
    open_neck(canvas, look, torso, 0.12);
    canvas
        .part(torso.facet(&[(-0.28, -0.08), (-0.36, 0.04), (0.02, 0.16), (0.08, 0.08)]), &flat(look.second));
    canvas.part(
        torso.facet(&[(0.36, -0.08), (0.44, 0.04), (0.14, 0.16), (0.08, 0.08)]),
        &flat(look.second.scale(0.94)),
    );
    seam(canvas, torso, &[(0.09, 0.14), (0.10, 0.6), (0.09, 1.08)], look.second);
}

fn apron(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    open_neck(canvas, look, torso, 0.12);
    shirt_collar(canvas, torso, look.main.tint(0.15));
    let cloth = look.second;
    for (from, to) in [(-0.30, -0.42), (0.38, 0.52)] {
        canvas.line(torso.seam(&[(from, 0.0), (to, 0.30)]), 0.07, cloth.scale(0.85), 1.0);
    }
    canvas.part(
        torso.facet(&[
            (-0.46, 0.28),
            (0.56, 0.28),
            (0.66, 0.62),
            (0.98, 0.72),
            (0.94, 1.05),
            (-0.94, 1.05),
            (-0.98, 0.72),
            (-0.60, 0.62),
        ]),
        &flat(cloth),
    );
    canvas.part(
        torso.facet(&[(-0.24, 0.78), (0.42, 0.78), (0.42, 1.0), (-0.24, 1.0)]),
        &flat(cloth.scale(0.93)),
    );
}

fn white_coat(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.fill(
        torso.facet(&[(-0.24, -0.04), (0.34, -0.04), (0.24, 0.6), (0.18, 1.1), (0.02, 1.1), (-0.06, 0.6)]),
        &flat(look.main),
    );
    lapels(canvas, torso, look.second, look.main, 0.50);
    open_neck(canvas, look, torso, 0.16);
    let tube = hex(0x3a_4a_5a);
    canvas.line(torso.seam(&[(-0.30, 0.0), (-0.36, 0.24), (-0.20, 0.42), (0.0, 0.50)]), 0.045, tube, 1.0);
    canvas.line(torso.seam(&[(0.40, 0.0), (0.46, 0.24), (0.30, 0.44), (0.28, 0.58)]), 0.045, tube, 1.0);
    canvas.fill(disc(torso.at(0.28, 0.60), 0.08), &flat(hex(0xb8_c0_c8)));
    canvas.part(
        torso.facet(&[(0.46, 0.66), (0.84, 0.66), (0.84, 0.88), (0.46, 0.88)]),
        &flat(look.second.scale(0.95)),
    );
    canvas.fill(torso.facet(&[(-0.72, 0.30), (-0.40, 0.30), (-0.40, 0.38), (-0.72, 0.38)]), &flat(look.main));
}

fn uniform(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    lapels(canvas, torso, look.main, look.second, 0.40);
    tie(canvas, torso, hex(0x1a_20_30), 0.40);
    shirt_collar(canvas, torso, look.second);
    buttons(canvas, torso, 0.12, &[0.46, 0.62, 0.78], hex(0xd8_b8_50));
    canvas
        .part(torso.facet(&[(0.44, 0.30), (0.72, 0.30), (0.66, 0.42), (0.50, 0.42)]), &flat(hex(0xd8_b8_50)));
    for across in [-0.76, 0.74] {
        canvas.line(torso.seam(&[(across - 0.16, 0.06), (across + 0.16, 0.07)]), 0.09, hex(0x18_22_3c), 1.0);
    }
    belt(canvas, torso, hex(0x16_18_20), 0.94);
}

fn tang(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.part(
        torso.patch(&[
            (-0.29, -0.10),
            (0.05, -0.05),
            (0.37, -0.10),
            (0.40, 0.03),
            (0.06, 0.08),
            (-0.32, 0.03),
        ]),
        &flat(look.main.tint(0.15)),
    );
    seam(canvas, torso, &[(0.08, 0.06), (0.10, 0.6), (0.09, 1.2)], look.main);
    for down in [0.18, 0.38, 0.58, 0.78, 0.98] {
        canvas.line(torso.seam(&[(-0.10, down), (0.28, down)]), 0.045, look.second, 0.95);
    }
}

fn dungarees(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    for down in [0.14, 0.26, 0.38] {
        canvas.line(torso.seam(&[(-0.96, down), (0.0, down + 0.02), (0.96, down)]), 0.05, look.accent, 0.6);
    }
    open_neck(canvas, look, torso, 0.06);
    canvas.part(
        torso.facet(&[
            (-0.52, 0.44),
            (0.62, 0.44),
            (0.70, 0.68),
            (1.0, 0.74),
            (1.0, 1.04),
            (-1.0, 1.04),
            (-1.0, 0.74),
            (-0.64, 0.68),
        ]),
        &flat(look.main),
    );
    for (top, low) in [(-0.42, -0.42), (0.52, 0.52)] {
        canvas.line(torso.seam(&[(top, 0.02), (low, 0.46)]), 0.12, look.main, 1.0);
        canvas.fill(disc(torso.at(low, 0.48), 0.045), &flat(hex(0xe8_c8_60)));
    }
    seam(canvas, torso, &[(-0.2, 0.52), (0.32, 0.52), (0.3, 0.68), (-0.18, 0.68), (-0.2, 0.52)], look.main);
}

/// The crossed collar and sash of robe and hanfu.
fn crossed(canvas: &mut Canvas, look: &Look, torso: &Torso) {
    canvas.fill(torso.facet(&[(-0.26, -0.05), (0.36, -0.05), (0.08, 0.20)]), &flat(look.second.tint(0.3)));
    canvas.fill(torso.facet(&[(-0.18, -0.06), (0.28, -0.06), (0.07, 0.09)]), &flat(look.skin));
    let band = look.second;
    canvas.part(
        ribbon(&[
            (torso.at(0.36, -0.04), 0.075),
            (torso.at(0.22, 0.14), 0.085),
            (torso.at(-0.30, 0.48), 0.08),
        ]),
        &flat(band.scale(0.94)),
    );
    canvas.part(
        ribbon(&[
            (torso.at(-0.28, -0.04), 0.075),
            (torso.at(-0.10, 0.14), 0.085),
            (torso.at(0.50, 0.56), 0.08),
        ]),
        &flat(band),
    );
    let sash = look.accent.mix(look.main.scale(0.5), 0.35);
    let top = if look.female { 0.54 } else { 0.64 };
    canvas.part(
        torso.facet(&[(-1.02, top), (1.02, top), (1.02, top + 0.19), (-1.02, top + 0.19)]),
        &flat(sash),
    );
    canvas.line(torso.seam(&[(-1.0, top + 0.095), (1.0, top + 0.095)]), 0.03, hex(0xe6_c8_78), 0.8);
    canvas.part(
        ribbon(&[
            (torso.at(0.16, top + 0.16), 0.07),
            (torso.at(0.20, top + 0.6), 0.08),
            (torso.at(0.12, top + 1.0), 0.06),
        ]),
        &flat(sash.scale(0.85)),
    );
    if !look.female {
        canvas.fill(disc(torso.at(-0.40, top + 0.34), 0.07), &flat(hex(0x8f_c8_a8)));
    }
}

/// Folds of a skirt or robe, along the legs.
pub(crate) fn skirt_folds(canvas: &mut Canvas, look: &Look, joints: &Joints) {
    let dark = skirt_colour(look).shadow().scale(0.8);
    for side in [0, 1] {
        let (hip, knee, foot) = (joints.hips[side], joints.knees[side], joints.feet[side]);
        let low = super::body::between(knee, foot, 0.5);
        let long = matches!(look.garment, Garment::Robe | Garment::Hanfu);
        let fold = if long {
            curve(&[hip, knee, low])
        } else {
            curve(&[hip, super::body::between(hip, knee, 0.75)])
        };
        canvas.line(fold, 0.03, dark, 0.4);
    }
}

/// Cuffs, stripes and hanging sleeves.
pub(crate) fn sleeve_details(canvas: &mut Canvas, look: &Look, [shoulder, elbow, hand]: [Pt; 3]) {
    match look.garment {
        Garment::Tracksuit => canvas.line(curve(&[shoulder, elbow, hand]), 0.06, look.second, 0.95),
        Garment::Suit | Garment::Uniform => {
            let cuff = super::body::between(elbow, hand, 0.93);
            canvas.line(curve(&[cuff, super::body::between(elbow, hand, 1.0)]), 0.17, look.second, 1.0);
        }
        Garment::Robe | Garment::Hanfu => {
            let cuff = super::body::between(elbow, hand, 0.86);
            let drop = (cuff.0 - 0.12, cuff.1 + 0.34);
            canvas.part(
                ribbon(&[(super::body::between(elbow, hand, 0.35), 0.24), (drop, 0.22)]),
                &flat(sleeve_colour(look).mix(sleeve_colour(look).shadow(), 0.4)),
            );
            canvas.line(
                curve(&[
                    (cuff.0 + 0.02, cuff.1 - 0.2),
                    (cuff.0 + 0.02, cuff.1 + 0.16),
                    (drop.0 + 0.05, drop.1 + 0.12),
                ]),
                0.07,
                look.second,
                1.0,
            );
        }
        _ => canvas.line(
            curve(&[super::body::between(shoulder, elbow, 0.7), elbow]),
            0.02,
            sleeve_colour(look).shadow().scale(0.7),
            0.35,
        ),
    }
}
