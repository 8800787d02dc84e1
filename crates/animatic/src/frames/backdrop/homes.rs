//! Rooms that people live in.

use super::super::{
    canvas::{fade, flat},
    colour::{Rgb, hex},
    shape::{disc, oval, pill},
    stage::Stage,
};
use super::{
    furniture::{
        bed, chair, clock, counter, crockery, floor_lamp, pendant, plant, rug, screen, shelves, sofa, table,
    },
    shell::{Floor, Shell, curtains, door, picture, window},
};

/// A wall paint that the place decides.
fn paint(stage: &Stage<'_>, from: [u32; 4]) -> Rgb {
    hex(stage.seed.salted("paint").pick(from))
}

/// A cloth that the place decides.
fn cloth(stage: &Stage<'_>) -> Rgb {
    hex(stage.seed.salted("cloth").pick([0xa8_58_4c, 0x4c_6c_88, 0x5c_7c_62, 0x9a_7a_9c, 0xc0_94_54]))
}

const WOOD: Rgb = hex(0x7a_54_3a);

pub(super) fn living_room(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0xde_d0_b6, 0xc6_d0_c4, 0xd8_c4_bc, 0xc8_cc_d8]);
    Shell::room(stage, wall, hex(0xa0_78_54)).draw(stage);
    let (b, cloth) = (stage.breadth(), cloth(stage));
    let pane = (b * 0.36, b * 0.86);
    window(stage, pane, (0.85, 2.45), 3.0, hex(0xf0_ea_de));
    curtains(stage, pane, (0.2, 2.6), 3.0, cloth.tint(0.25));
    picture(stage, (-b * 0.62, -b * 0.26), (1.55, 2.25), 3.0, cloth.mix(hex(0x4a_78_8c), 0.5));
    pendant(stage, 0.0, (2.3, 3.4), 1.6, hex(0xd8_c8_a8));
    floor_lamp(stage, (-b * 0.86, 2.5));
    sofa(stage, (-b * 0.72, b * 0.22), 2.0, cloth);
    plant(stage, (b * 0.86, 2.4), 1.25);
    rug(stage, (-b * 0.6, b * 0.5), (0.5, 1.9), cloth.scale(0.75));
    table(stage, (-b * 0.34, b * 0.16), 0.42, (1.0, 1.5), WOOD);
    crockery(stage, (-b * 0.1, 0.42, 1.2), hex(0xee_ea_e0));
}

pub(super) fn bedroom(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0xd6_cb_dc, 0xc4_d4_dc, 0xe4_cf_c4, 0xcc_d6_c2]);
    Shell::room(stage, wall, hex(0x9a_74_58)).draw(stage);
    let (b, cloth) = (stage.breadth(), cloth(stage));
    let pane = (-b * 0.90, -b * 0.36);
    window(stage, pane, (0.95, 2.5), 3.0, hex(0xf4_f0_ea));
    curtains(stage, pane, (0.15, 2.65), 3.0, cloth.tint(0.45));
    picture(stage, (b * 0.34, b * 0.66), (1.75, 2.3), 3.0, cloth);
    stage.block((b * 0.02, b * 0.90), (0.0, 1.35), (2.84, 2.98), WOOD);
    stage.block((b * 0.06, b * 0.86), (0.5, 1.27), (2.80, 2.84), cloth.mix(wall, 0.4));
    for x in [b * 0.10, b * 0.48] {
        stage.block((x, x + b * 0.34), (0.6, 0.95), (2.55, 2.75), hex(0xf6_f2_ea));
    }
    rug(stage, (-b * 0.5, b * 0.6), (0.3, 1.0), wall.scale(0.72));
    bed(stage, (b * 0.04, b * 0.88), (0.9, 2.8), WOOD, cloth);
    stage.block((-b * 0.26, -b * 0.02), (0.0, 0.55), (2.5, 2.95), WOOD);
    bedside(stage, (-b * 0.14, 0.55, 2.7));
}

fn bedside(stage: &mut Stage<'_>, at: (f32, f32, f32)) {
    let on = stage.light.lamps();
    stage.cutout(at, |canvas, light, far| {
        canvas.part(oval((0.0, -0.1), 0.09, 0.1), &flat(light.on(hex(0x6c_8c_8a), far)));
        let shade = if on { hex(0xff_e4_a8) } else { light.on(hex(0xee_e0_c4), far) };
        canvas.part(
            super::super::shape::poly(&[(-0.1, -0.44), (0.1, -0.44), (0.18, -0.18), (-0.18, -0.18)]),
            &flat(shade),
        );
    });
    if on {
        stage.gleam((at.0, at.1 + 0.3, at.2), 1.6, hex(0xff_c4_70), 0.6);
    }
}

pub(super) fn kitchen(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0xe8_e4_d6, 0xd8_e4_da, 0xe8_d8_b8, 0xd4_e0_e8]);
    Shell::room(stage, wall, hex(0xb8_b0_a2)).with(Floor::Tiles, wall.tint(0.4)).draw(stage);
    let b = stage.breadth();
    let front = hex(stage.seed.salted("front").pick([0xb4_86_56, 0x6e_8c_7e, 0x5c_74_90, 0xe0_dc_d2]));
    stage.wall((-b, b), (0.9, 1.55), 2.97, hex(0xee_f0_ee));
    for column in 1..14 {
        let x = -b + b * 2.0 * column as f32 / 14.0;
        stage.line((x, 0.9, 2.95), (x, 1.55, 2.95), 0.012, hex(0xc0_c8_c8));
    }
    window(stage, (-b * 0.22, b * 0.28), (1.15, 2.3), 2.98, hex(0xf4_f2_ec));
    for (x0, x1) in [(-b * 0.66, -b * 0.28), (b * 0.34, b * 0.98)] {
        counter_high(stage, (x0, x1), front);
    }
    counter(stage, (-b * 0.66, b), 0.88, (2.35, 2.95), front, hex(0x50_4c_4a));
    stove(stage, b * 0.62);
    stage.line((0.03, 0.93, 2.6), (0.03, 1.22, 2.6), 0.04, hex(0xb8_c0_c8));
    stage.line((0.03, 1.22, 2.6), (0.03, 1.2, 2.42), 0.04, hex(0xb8_c0_c8));
    stage.block((-b * 0.98, -b * 0.68), (0.0, 1.9), (2.25, 2.95), hex(0xdc_e2_e6));
    stage.line((-b * 0.72, 0.75, 2.24), (-b * 0.72, 1.05, 2.24), 0.03, hex(0x70_78_80));
    stage.line((-b * 0.98, 1.2, 2.24), (-b * 0.68, 1.2, 2.24), 0.02, hex(0xa0_a8_b0));
    pendant(stage, -b * 0.3, (2.1, 3.4), 1.3, front);
    table(stage, (-b * 0.62, -b * 0.02), 0.74, (0.9, 1.6), WOOD.tint(0.2));
    crockery(stage, (-b * 0.34, 0.74, 1.2), hex(0x7c_a4_c0));
}

fn counter_high(stage: &mut Stage<'_>, (x0, x1): (f32, f32), front: Rgb) {
    stage.block((x0, x1), (1.6, 2.35), (2.62, 2.96), front);
    let middle = (x0 + x1) / 2.0;
    stage.line((middle, 1.62, 2.6), (middle, 2.33, 2.6), 0.02, front.scale(0.7));
}

fn stove(stage: &mut Stage<'_>, x: f32) {
    stage.block((x - 0.34, x + 0.34), (0.92, 0.96), (2.4, 2.85), hex(0x26_26_2a));
    stage.wall((x - 0.28, x + 0.28), (0.3, 0.72), 2.32, hex(0x30_32_38));
    stage.block((x - 0.36, x + 0.36), (1.58, 1.78), (2.4, 2.96), hex(0xb4_ba_c0));
    stage.cutout((x, 0.97, 2.6), |canvas, light, far| {
        let steel = light.on(hex(0xa8_b0_b8), far);
        canvas.part(
            pill(-0.16, -0.2, 0.32, 0.2, 0.05),
            &fade((-0.16, 0.0), (0.16, 0.0), steel.tint(0.2), steel.shadow()),
        );
        canvas.part(oval((0.0, -0.21), 0.15, 0.03), &flat(steel.tint(0.3)));
    });
}

pub(super) fn bathroom(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0xb8_d8_dc, 0xcc_dc_cc, 0xc8_d0_e4, 0xe4_d4_cc]);
    Shell::room(stage, wall, hex(0x8c_9c_a2)).with(Floor::Tiles, hex(0xf0_f4_f4)).draw(stage);
    let b = stage.breadth();
    let joint = wall.scale(0.84);
    for row in 1..9 {
        let y = row as f32 * 0.28;
        stage.line((-b, y, 2.98), (b, y, 2.98), 0.012, joint);
    }
    for column in 1..20 {
        let x = -b + column as f32 * b / 10.0;
        stage.line((x, 0.0, 2.98), (x, 2.4, 2.98), 0.012, joint);
    }
    window(stage, (-b * 0.16, b * 0.16), (1.7, 2.4), 2.98, hex(0xf6_f8_f8));
    stage.wall((b * 0.34, b * 0.74), (1.2, 2.2), 2.95, hex(0xc8_cc_d0));
    let glass = stage.light.sky[1].mix(hex(0xc8_d8_e0), 0.6);
    let glass = stage.lit(glass, 2.9);
    let face =
        [(b * 0.37, 2.15, 2.93), (b * 0.71, 2.15, 2.93), (b * 0.71, 1.25, 2.93), (b * 0.37, 1.25, 2.93)];
    stage.pane(&face, &flat(glass.tint(0.2)));
    stage.pane(&[face[0], (b * 0.5, 2.15, 2.93), (b * 0.37, 1.5, 2.93)], &flat(glass.tint(0.45)));
    stage.block((b * 0.32, b * 0.78), (0.72, 0.86), (2.4, 2.95), hex(0xf4_f6_f6));
    stage.block((b * 0.36, b * 0.74), (0.0, 0.72), (2.5, 2.95), WOOD);
    stage.line((b * 0.55, 0.86, 2.8), (b * 0.55, 1.05, 2.7), 0.04, hex(0xb0_b8_c0));
    tub(stage, (-b * 0.96, -b * 0.26));
    if stage.light.lamps() {
        stage.gleam((b * 0.54, 2.35, 2.9), 1.6, hex(0xff_f0_d0), 0.6);
    }
}

fn tub(stage: &mut Stage<'_>, (x0, x1): (f32, f32)) {
    let curtain = stage.seed.salted("curtain").pick([hex(0xe8_b8_a8), hex(0xf0_e0_a0), hex(0x98_b8_d8)]);
    stage.line((x0, 2.3, 2.1), (x1, 2.3, 2.1), 0.03, hex(0xa0_a8_b0));
    stage.block((x0, x1), (0.0, 0.58), (1.9, 2.9), hex(0xf6_f8_f8));
    stage.level((x0 + 0.08, x1 - 0.08), 0.585, (1.98, 2.82), hex(0xa8_d0_dc));
    let wide = (x1 - x0) * 0.42;
    for fold in 0..5 {
        let x = x0 + wide * fold as f32 / 5.0;
        let tone = if fold % 2 == 0 { curtain } else { curtain.scale(0.88) };
        stage.wall((x, x + wide / 5.0), (0.25, 2.3), 1.88, tone);
    }
}

/// A room that is no room in particular: a table with chairs, a door, a window.
pub(super) fn room(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0xcc_c2_ac, 0xb4_c0_b8, 0xc8_b4_a4, 0xb8_bc_cc]);
    Shell::room(stage, wall, hex(0x86_64_48)).draw(stage);
    let (b, cloth) = (stage.breadth(), cloth(stage));
    door(stage, -b * 0.58, 3.0, WOOD.tint(0.1));
    clock(stage, (-b * 0.02, 2.35), 3.0);
    window(stage, (b * 0.24, b * 0.74), (1.0, 2.35), 3.0, WOOD);
    curtains(stage, (b * 0.24, b * 0.74), (0.7, 2.45), 3.0, cloth);
    shelves(stage, (-b * 0.26, b * 0.1), 1.5, 2.95, WOOD);
    pendant(stage, b * 0.3, (2.2, 3.4), 1.5, cloth);
    chair(stage, (b * 0.62, 1.75), WOOD, true);
    table(stage, (b * 0.12, b * 0.84), 0.74, (1.1, 1.75), WOOD.tint(0.12));
    crockery(stage, (b * 0.4, 0.74, 1.4), hex(0xd8_c8_b0));
    chair(stage, (b * 0.2, 0.75), WOOD, false);
}

/// A study or a library: shelves to the ceiling, a desk with a lamp.
pub(super) fn library(stage: &mut Stage<'_>) {
    let wall = paint(stage, [0x8c_74_58, 0x6c_7c_6c, 0x84_6c_68, 0x70_78_88]);
    Shell::room(stage, wall, hex(0x74_50_38)).sized(stage, 1.0, 3.4, 1.0).draw(stage);
    let b = stage.breadth();
    window(stage, (-b * 0.2, b * 0.2), (1.0, 2.7), 3.4, WOOD);
    for (x0, x1) in [(-b * 0.99, -b * 0.62), (-b * 0.6, -b * 0.26), (b * 0.26, b * 0.6), (b * 0.62, b * 0.99)]
    {
        shelves(stage, (x0, x1), 2.6, 3.38, WOOD);
    }
    rug(stage, (-b * 0.6, b * 0.6), (0.5, 2.6), hex(0x84_34_34));
    chair(stage, (0.0, 2.2), hex(0x5a_30_28), true);
    table(stage, (-b * 0.42, b * 0.42), 0.76, (1.4, 2.1), WOOD.tint(0.06));
    stage.block((b * 0.12, b * 0.28), (0.76, 0.84), (1.6, 1.8), hex(0x3e_5c_80));
    bedside(stage, (-b * 0.28, 0.76, 1.7));
    screen(stage, (0.0, 0.36), (0.8, 1.06), 1.8, stage_glow(stage));
}

/// What a screen shows: it glows at night.
fn stage_glow(stage: &Stage<'_>) -> Option<Rgb> {
    stage.light.lamps().then_some(hex(0x8c_c0_e8))
}

/// A round clock face or any such disc on a wall, for halls.
pub(super) fn emblem(stage: &mut Stage<'_>, at: (f32, f32, f32), radius: f32, surface: Rgb) {
    stage.cutout(at, |canvas, light, far| {
        let colour = light.on(surface, far);
        canvas.part(disc((0.0, 0.0), radius), &flat(colour));
        canvas.fill(disc((0.0, 0.0), radius * 0.72), &flat(colour.tint(0.2)));
    });
}
