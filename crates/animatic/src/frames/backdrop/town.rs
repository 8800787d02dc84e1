//! Towns: streets, alleys, roofs, school grounds.

use super::super::{
    canvas::{flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, curve, disc, oval, pill},
    stage::Stage,
};
use super::{
    built::{bench, car, house, lamp_post, lantern, railing, roof},
    nature::{bush, tree},
    sky,
};

const WALLS: [u32; 6] = [0xb4_9c_88, 0x8c_98_a4, 0xc8_b8_9c, 0xa0_74_60, 0x7c_88_84, 0xbc_a8_a8];

/// Towers in a row at a depth, their mean height in metres, and which share of the row is built up.
pub(super) fn skyline(stage: &mut Stage<'_>, z: f32, tall: f32, share: f32) {
    let mut seed = stage.seed.salted("skyline").salted(&format!("{z}"));
    let reach = stage.span * (1.0 + z / stage.camera.back) * 1.1;
    let mut x = -reach;
    let step = (reach / 7.0).clamp(2.5, 9.0);
    while x < reach {
        let wide = step * seed.between(0.6, 1.3);
        let high = tall * seed.between(0.45, 1.5);
        if seed.chance(share) {
            house(stage, (x, x + wide), high, (z, z + 4.0), hex(seed.pick(WALLS)));
        }
        x += wide + seed.between(0.1, 0.3) * step;
    }
}

/// A pavement that people stand on and a road behind it, wet when it rains.
pub(super) fn pavement(stage: &mut Stage<'_>, stone: Rgb, road: Rgb) {
    sky::ground(stage, stone, road.tint(0.1));
    let reach = stage.span * 5.0 + 20.0;
    stage.level((-reach, reach), 0.0, (1.4, 7.0), road);
    stage.wall((-reach, reach), (-0.02, 0.10), 7.0, stone.tint(0.1));
    let mut x = -reach;
    while x < reach {
        stage.level((x, x + 1.6), 0.003, (4.1, 4.3), hex(0xee_ec_e4));
        x += 3.4;
    }
    wet(stage);
}

/// Puddles that show the sky.
pub(super) fn wet(stage: &mut Stage<'_>) {
    if stage.light.wet() {
        let mut seed = stage.seed.salted("puddles");
        for at in 0..7 {
            let spot = (seed.between(-1.1, 1.1) * stage.span, 0.3 + at as f32 * 0.6);
            let colour = stage.light.sky[2].tint(0.2);
            stage.pool(spot, seed.between(0.4, 1.0), colour, 0.55);
        }
    }
}

/// A street into the depth: house fronts with shops on both sides.
pub(super) fn street(stage: &mut Stage<'_>) {
    sky::draw(stage);
    skyline(stage, 48.0, 20.0, 0.95);
    sky::ground(stage, hex(0x74_76_7a), hex(0x84_86_8a));
    let b = stage.breadth();
    let (near, half) = (-stage.camera.back + 0.4, b * 1.05);
    for side in [-1.0_f32, 1.0] {
        let (x0, x1) = (side * half, side * (half + 30.0));
        stage.level((x0.min(x1), x0.max(x1)), 0.02, (near, 46.0), hex(0xb0_aa_a0));
    }
    for step in 0..7 {
        let z = 38.0 - step as f32 * 6.0;
        stage.level((-0.09, 0.09), 0.004, (z, z + 2.6), hex(0xf0_ec_dc));
    }
    for row in 0..5 {
        let z = 30.0 - row as f32 * 6.6;
        for side in [-1.0_f32, 1.0] {
            frontage(stage, side * (half + 1.9), (z, z + 6.2));
        }
        if row % 2 == 1 {
            lamp_post(stage, (half + 0.35, z + 1.0), 4.6);
            lamp_post(stage, (-half - 0.35, z + 1.0), 4.6);
        }
    }
    let paint = hex(stage.seed.salted("car").pick([0xb8_34_30, 0x34_50_80, 0xe0_dc_d4, 0xe0_b0_38]));
    car(stage, (b * 1.15, 9.0), paint);
    for stripe in 0..7 {
        let x = -half + half * 2.0 * stripe as f32 / 7.0;
        stage.level((x + 0.1, x + half * 0.18), 0.005, (4.6, 6.4), hex(0xee_ec_e6));
    }
    wet(stage);
}

/// One house along the street, seen from its side: windows above, a shop with an awning and a sign below.
fn frontage(stage: &mut Stage<'_>, x: f32, (z0, z1): Pt) {
    let mut seed = stage.seed.salted(&format!("front {x:.1} {z0:.1}"));
    let (wall, tall) = (hex(seed.pick(WALLS)), seed.between(6.0, 12.0));
    let (from, to) = if x > 0.0 { (x, x + 9.0) } else { (x - 9.0, x) };
    house(stage, (from, to), tall, (z0, z1), wall);
    let sign = hex(seed.pick([0xc8_3c_34, 0x2c_6c_a0, 0xd8_98_30, 0x3c_8c_5c, 0x8c_4c_90]));
    let (inner, out) = (x - x.signum() * 0.03, x - x.signum() * 1.0);
    let glass = if stage.light.lamps() { hex(0xff_dc_98) } else { stage.light.window(false).tint(0.12) };
    stage.pane(
        &[(inner, 2.2, z1 - 0.5), (inner, 2.2, z0 + 0.5), (inner, 0.3, z0 + 0.5), (inner, 0.3, z1 - 0.5)],
        &flat(glass),
    );
    for share in [0.33, 0.66] {
        let z = z0 + (z1 - z0) * share;
        stage.line((inner, 0.2, z), (inner, 2.2, z), 0.08, wall.scale(0.6));
    }
    stage.side(inner, (2.5, 3.1), (z0 + 0.3, z1 - 0.3), sign);
    stage.face(
        &[(inner, 2.5, z1 - 0.4), (inner, 2.5, z0 + 0.4), (out, 2.1, z0 + 0.4), (out, 2.1, z1 - 0.4)],
        sign.tint(0.25),
    );
    if stage.light.lamps() {
        stage.gleam((inner, 1.5, (z0 + z1) / 2.0), 2.4, hex(0xff_d0_80), 0.4);
        stage.pool((out, (z0 + z1) / 2.0), 1.8, hex(0xff_d0_80), 0.35);
    }
}

pub(super) fn alley(stage: &mut Stage<'_>) {
    sky::draw(stage);
    sky::ground(stage, hex(0x84_7c_72), hex(0x8c_84_78));
    let wall = hex(stage.seed.salted("wall").pick([0x9c_94_8c, 0xb4_98_80, 0xd8_d0_c4, 0x8c_7c_74]));
    let half = 1.0 + stage.breadth() * 0.34;
    let near = -stage.camera.back + 0.4;
    stage.wall((-half * 1.4, half * 1.4), (0.0, 4.5), 22.0, wall.scale(0.9));
    stage.wall((-0.6, 0.6), (0.0, 2.2), 21.9, hex(0x6c_2c_24));
    for side in [-1.0, 1.0] {
        let tone = if side < 0.0 { wall } else { wall.mix(hex(0xa0_6c_50), 0.4) };
        stage.side(side * half, (0.0, 5.4), (near, 22.0), tone);
        stage.side(side * half * 0.998, (0.0, 0.5), (near, 22.0), tone.scale(0.75));
        for (at, z) in [17.0, 12.0, 7.5, 3.4].into_iter().enumerate() {
            opening(stage, side * half * 0.995, z, (at + usize::from(side > 0.0)) % 2 == 0);
        }
    }
    for z in [18.0, 12.5, 8.0, 4.6] {
        let sag = [(-half, 4.4, z), (-half * 0.3, 4.0, z), (half * 0.4, 4.02, z), (half, 4.5, z + 0.8)];
        for pair in sag.windows(2) {
            stage.line(pair[0], pair[1], 0.03, hex(0x24_22_24));
        }
    }
    laundry(stage, half);
    lantern(stage, (-half * 0.78, 2.75, 4.0), 0.42);
    lantern(stage, (half * 0.78, 2.75, 8.5), 0.42);
    for (x, z, size) in [(half * 0.82, 3.0, 0.3), (-half * 0.82, 6.0, 0.36)] {
        stage.block((x - size, x + size), (0.0, size * 1.6), (z, z + 0.5), hex(0x7c_5c_44));
    }
    wet(stage);
}

/// A door or a window with an air conditioner in an alley's wall.
fn opening(stage: &mut Stage<'_>, x: f32, z: f32, door: bool) {
    let light = *stage.light;
    if door {
        stage.side(x, (0.0, 2.2), (z, z + 1.1), hex(0x5c_38_2c));
        stage.side(x * 0.99, (2.25, 2.6), (z - 0.2, z + 1.3), hex(0x4c_50_54));
    } else {
        stage.side(x, (1.2, 2.5), (z, z + 1.2), hex(0x4c_44_40));
        let glass = light.window(true);
        stage.pane(
            &[
                (x * 0.99, 2.4, z + 1.1),
                (x * 0.99, 2.4, z + 0.1),
                (x * 0.99, 1.3, z + 0.1),
                (x * 0.99, 1.3, z + 1.1),
            ],
            &flat(glass),
        );
        let (a, c) = if x > 0.0 { (x - 0.4, x) } else { (x, x + 0.4) };
        stage.block((a, c), (2.8, 3.3), (z, z + 0.8), hex(0xd8_d8_d0));
    }
    if light.lamps() && !door {
        stage.gleam((x, 1.9, z + 0.6), 1.3, hex(0xff_d0_80), 0.5);
    }
}

fn laundry(stage: &mut Stage<'_>, half: f32) {
    stage.line((-half, 3.5, 9.8), (half, 3.5, 9.8), 0.03, hex(0x2a_28_28));
    let mut seed = stage.seed.salted("laundry");
    for at in 0..5 {
        let x = -half * 0.8 + at as f32 * half * 0.36;
        let colour = hex(seed.pick([0xe8_e4_dc, 0x6c_8c_b0, 0xc8_6c_60, 0xe0_c0_70]));
        stage.wall((x, x + half * 0.26), (3.5 - seed.between(0.6, 1.0), 3.5), 9.8, colour);
    }
}

pub(super) fn rooftop(stage: &mut Stage<'_>) {
    sky::draw(stage);
    let b = stage.breadth();
    for (z, tall) in [(90.0, 16.0), (46.0, 5.0)] {
        skyline_below(stage, z, tall);
    }
    let floor = hex(stage.seed.salted("floor").pick([0xa0_9c_98, 0x8c_a0_98, 0xa8_90_80]));
    let reach = stage.span * 4.0 + 12.0;
    stage.level((-reach, reach), 0.0, (-stage.camera.back, 6.5), floor);
    stage.block((-reach, reach), (0.0, 0.65), (6.3, 6.6), floor.tint(0.12));
    railing_on(stage, (-reach.min(16.0), reach.min(16.0)));
    stage.block((-b * 1.5, -b * 0.52), (0.0, 2.7), (4.2, 6.0), hex(0xb4_ac_a0));
    stage.wall((-b * 1.1, -b * 1.1 + 0.9), (0.0, 2.1), 4.18, hex(0x4c_60_70));
    tank(stage, b);
    stage.block((b * 0.34, b * 0.34 + 0.8), (0.0, 0.7), (4.8, 5.4), hex(0xd0_d4_d4));
    stage.cutout((b * 0.34 + 0.4, 0.36, 4.78), |canvas, light, far| {
        canvas.fill(disc((0.0, 0.0), 0.25), &flat(light.on(hex(0x6c_74_78), far)));
    });
    stage.line((b * 0.2, 0.0, 5.6), (b * 0.2, 3.4, 5.6), 0.05, hex(0x54_58_5c));
    for y in [2.6, 2.95, 3.3] {
        stage.line((b * 0.2 - 0.4, y, 5.6), (b * 0.2 + 0.4, y, 5.6), 0.035, hex(0x54_58_5c));
    }
    wet(stage);
}

fn skyline_below(stage: &mut Stage<'_>, z: f32, tall: f32) {
    let mut seed = stage.seed.salted("below").salted(&format!("{z}"));
    let reach = stage.span * (1.0 + z / stage.camera.back) * 1.1;
    let mut x = -reach;
    while x < reach {
        let wide = reach / 9.0 * seed.between(0.7, 1.3);
        let top = tall * seed.between(0.1, 1.3) - 2.0;
        let wall = hex(seed.pick(WALLS));
        stage.wall((x, x + wide), (-40.0, top), z, wall);
        let rows = (((top + 16.0) / 2.6) as usize).clamp(1, 14);
        super::built::windows(stage, (x, x + wide), (-16.0, top - 0.6), z - 0.1, (5, rows));
        x += wide * 1.04;
    }
}

fn railing_on(stage: &mut Stage<'_>, (x0, x1): Pt) {
    let count = 28;
    for post in 0..=count {
        let x = x0 + (x1 - x0) * post as f32 / count as f32;
        stage.line((x, 0.65, 6.4), (x, 1.25, 6.4), 0.05, hex(0x60_68_70));
    }
    stage.line((x0, 1.25, 6.4), (x1, 1.25, 6.4), 0.07, hex(0x60_68_70));
}

fn tank(stage: &mut Stage<'_>, b: f32) {
    for x in [b * 0.72, b * 0.72 + 1.2] {
        stage.block((x, x + 0.1), (0.0, 1.4), (5.2, 5.3), hex(0x6c_60_58));
    }
    stage.cutout((b * 0.72 + 0.65, 1.4, 5.2), |canvas, light, far| {
        let steel = light.on(hex(0xa8_b4_bc), far);
        let wash = super::super::canvas::fade((-0.8, 0.0), (0.8, 0.0), steel.tint(0.2), steel.shadow());
        canvas.part(pill(-0.8, -1.6, 1.6, 1.6, 0.12), &wash);
        canvas.part(oval((0.0, -1.58), 0.8, 0.18), &flat(steel.tint(0.1)));
    });
}

pub(super) fn campus(stage: &mut Stage<'_>) {
    sky::draw(stage);
    sky::ground(stage, hex(0xc0_60_48), hex(0x7c_a0_5c));
    let (b, reach) = (stage.breadth(), stage.span * 6.0 + 30.0);
    let wall = hex(stage.seed.salted("wall").pick([0xd8_c8_a8, 0xb8_6c_54, 0xd0_d4_d8]));
    let half = b * 2.6;
    house(stage, (-half, half), 12.0, (26.0, 30.0), wall);
    stage.block((-b * 0.7, b * 0.7), (0.0, 14.5), (25.4, 26.0), wall.scale(0.86));
    stage.cutout((0.0, 12.6, 25.3), |canvas, light, far| {
        canvas.part(disc((0.0, 0.0), 1.05), &flat(light.on(hex(0x4c_4c_54), far)));
        canvas.fill(disc((0.0, 0.0), 0.9), &flat(light.on(hex(0xf8_f6_ee), far)));
        canvas.line(curve(&[(0.0, 0.0), (0.0, -0.7)]), 0.1, hex(0x2a_2a_30), 1.0);
        canvas.line(curve(&[(0.0, 0.0), (0.45, 0.2)]), 0.1, hex(0x2a_2a_30), 1.0);
    });
    stage.wall((-0.9, 0.9), (0.0, 2.6), 25.3, hex(0x5c_74_84));
    for x in [-half * 1.05, -b * 1.7, b * 1.7, half * 1.05] {
        tree(stage, (x, 22.0), 6.5, hex(0x4c_84_44));
    }
    stage.level((-reach, reach), 0.0, (9.0, 21.0), hex(0x6c_9c_50));
    stage.level((-reach, reach), 0.002, (-stage.camera.back, 8.4), hex(0xb8_54_40));
    for z in [7.6, 5.6, 3.6, 1.6] {
        stage.line((-reach, 0.01, z), (reach, 0.01, z), 0.06, hex(0xf4_ee_e4));
    }
    flag(stage, (-b * 0.9, 14.0));
    hoop(stage, (b * 1.15, 8.8));
    wet(stage);
}

fn flag(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.line((x, 0.0, z), (x, 8.5, z), 0.12, hex(0xc8_cc_d0));
    stage.face(&[(x, 8.4, z), (x + 2.2, 8.2, z), (x + 2.2, 6.9, z), (x, 7.1, z)], hex(0xd0_2c_2c));
}

fn hoop(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.block((x - 0.08, x + 0.08), (0.0, 3.2), (z, z + 0.15), hex(0x5c_64_6c));
    stage.block((x - 0.9, x + 0.9), (2.7, 3.8), (z - 0.5, z - 0.44), WHITE);
    stage.cutout((x, 2.85, z - 0.9), |canvas, _, _| {
        canvas.line(oval((0.0, 0.0), 0.24, 0.07), 0.05, hex(0xe0_5c_2c), 1.0);
        canvas.fill(
            super::super::shape::poly(&[(-0.22, 0.02), (0.22, 0.02), (0.13, 0.4), (-0.13, 0.4)]),
            &veil(WHITE, 0.5),
        );
    });
}

/// A shop from outside: its window, its awning and its sign, the pavement in front.
pub(super) fn shop_front(stage: &mut Stage<'_>) {
    sky::draw(stage);
    sky::ground(stage, hex(0xa8_a2_98), hex(0x94_90_88));
    let (b, reach) = (stage.breadth(), stage.span * 3.0 + 12.0);
    let (wall, sign) = (
        stage.seed.salted("wall").pick(WALLS),
        stage.seed.salted("sign").pick([0xc8_3c_34, 0x2c_6c_a0, 0x3c_8c_5c]),
    );
    house(stage, (-reach, reach), 8.0, (4.0, 8.0), hex(wall));
    let glass = if stage.light.lamps() { hex(0xff_e0_a4) } else { stage.light.window(false).tint(0.25) };
    stage.wall((-b * 0.95, b * 0.95), (0.0, 2.6), 3.98, hex(0x3c_34_30));
    for (x0, x1, y0) in [(-b * 0.9, -b * 0.12, 0.5), (-b * 0.06, b * 0.3, 0.05), (b * 0.36, b * 0.9, 0.5)] {
        stage.pane(&[(x0, 2.45, 3.95), (x1, 2.45, 3.95), (x1, y0, 3.95), (x0, y0, 3.95)], &flat(glass));
    }
    super::furniture::shelves(stage, (-b * 0.86, -b * 0.16), 1.4, 3.94, hex(0x8c_64_44));
    stage.block((-b, b), (3.0, 3.6), (3.7, 3.95), hex(sign));
    for stripe in 0..12 {
        let x = -b + b * stripe as f32 / 6.0;
        let colour = if stripe % 2 == 0 { hex(sign).tint(0.1) } else { hex(0xf4_f0_e6) };
        stage.face(
            &[(x, 2.95, 3.9), (x + b / 6.0, 2.95, 3.9), (x + b / 6.0, 2.45, 2.9), (x, 2.45, 2.9)],
            colour,
        );
    }
    if stage.light.lamps() {
        stage.gleam((0.0, 1.6, 3.8), b, hex(0xff_d8_90), 0.4);
        stage.pool((0.0, 2.8), b * 0.8, hex(0xff_d8_90), 0.4);
    }
    bush(stage, (b * 0.8, 3.2), 0.7, hex(0x4c_7c_48));
    bench(stage, -b * 0.5, 2.6);
    wet(stage);
}

/// A small pavilion at the water: posts, a rail, a roof.
pub(super) fn pavilion(stage: &mut Stage<'_>, x: f32, z: f32) {
    for dx in [-1.3, 1.2] {
        stage.block((x + dx, x + dx + 0.16), (0.0, 2.7), (z, z + 0.16), hex(0x9c_2a_20));
    }
    railing(stage, (x - 1.3, x + 1.3), 0.6, z + 0.1, hex(0x8c_34_28));
    roof(stage, (x - 1.5, x + 1.5), 2.7, z - 0.1, 1.4, hex(0x4c_58_5c));
}
