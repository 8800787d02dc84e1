use super::super::{
    canvas::{Wash, fade},
    colour::{Rgb, hex},
    place::Setting,
    stage::Stage,
};

/// A room: how high and deep it is, what it is painted in, what stands in it.
struct Room {
    height: f32,
    depth: f32,
    wall: Rgb,
    floor: Rgb,
    wood: Rgb,
    cloth: Rgb,
}

fn room_of(setting: Setting) -> Room {
    let room = |height, depth, wall, floor, wood, cloth| Room {
        height,
        depth,
        wall: hex(wall),
        floor: hex(floor),
        wood: hex(wood),
        cloth: hex(cloth),
    };
    match setting {
        Setting::Bedroom => room(2.9, 4.0, 0xd8_cf_dc, 0x9a_7a_5c, 0x6e_4e_38, 0x6f_86_b0),
        Setting::Kitchen | Setting::Bathroom => {
            room(2.8, 3.6, 0xdd_e4_e0, 0xa8_a4_98, 0x8a_96_98, 0xc8_b0_80)
        }
        Setting::Office | Setting::MeetingRoom => {
            room(3.2, 7.0, 0xd4_da_e0, 0x7c_84_8e, 0x5a_50_48, 0x3e_58_78)
        }
        Setting::Ward | Setting::Corridor => room(3.0, 6.0, 0xdc_ea_e8, 0xa8_bc_ba, 0xe6_ec_ee, 0x7f_b4_b6),
        Setting::Classroom => room(3.3, 7.0, 0xe2_e0_cc, 0x9c_84_64, 0xa6_7c_4c, 0x3c_66_50),
        Setting::Cafe | Setting::Teahouse | Setting::Bar => {
            room(3.4, 6.0, 0xb8_90_6c, 0x6c_4a_36, 0x54_34_24, 0x8c_3c_38)
        }
        Setting::Palace | Setting::Temple | Setting::Courtyard => {
            room(5.5, 11.0, 0x9c_3c_30, 0x6a_50_40, 0x7a_24_1c, 0xd8_a8_4c)
        }
        Setting::Prison | Setting::Warehouse => {
            room(4.2, 8.0, 0x74_78_7a, 0x5a_5a_58, 0x4a_46_44, 0x86_70_50)
        }
        Setting::Shop | Setting::Station | Setting::Airport => {
            room(4.0, 9.0, 0xcc_d4_d6, 0x90_94_96, 0x6a_74_7c, 0xc0_6a_40)
        }
        _ => room(3.0, 5.0, 0xd6_c8_b0, 0x8c_68_4a, 0x6a_48_32, 0xa8_58_4c),
    }
}

pub(super) fn draw(stage: &mut Stage<'_>, setting: Setting) {
    let room = room_of(setting);
    let half = (stage.span * 1.25).max(3.2);
    shell(stage, &room, half);
    window(stage, &room, half);
    furniture(stage, &room, setting, half);
    lamp(stage, &room);
}

fn shell(stage: &mut Stage<'_>, room: &Room, half: f32) {
    let (high, deep) = (room.height, room.depth);
    let near = -stage.camera.back + 0.4;
    stage.canvas.fill(
        stage.canvas.sheet(),
        &fade((0.0, 0.0), (0.0, stage.height()), stage.lit(room.wall, deep), stage.lit(room.floor, deep)),
    );
    stage.level((-half, half), 0.0, (near, deep), room.floor);
    stage.side(-half, (0.0, high), (near, deep), room.wall.scale(0.82));
    stage.side(half, (0.0, high), (near, deep), room.wall.scale(0.88));
    stage.wall((-half, half), (0.0, high), deep, room.wall);
    stage.level((-half, half), high, (near, deep), room.wall.tint(0.2));
    stage.wall((-half, half), (0.0, 0.14), deep - 0.02, room.wood);
    let mut z = near + 0.8;
    while z < deep {
        stage.line((-half, 0.0, z), (half, 0.0, z), 0.012, room.floor.scale(0.86));
        z += 0.9;
    }
}

fn window(stage: &mut Stage<'_>, room: &Room, half: f32) {
    let mut seed = stage.seed.salted("window");
    let x = seed.pick([-0.55, 0.0, 0.5]) * half;
    let wide = seed.between(0.7, 1.1);
    let (low, high, z) = (0.95, room.height * 0.82, room.depth - 0.03);
    stage.wall((x - wide - 0.08, x + wide + 0.08), (low - 0.08, high + 0.08), z + 0.01, room.wood);
    let [top, middle, below] = stage.light.sky;
    let (from, to) = (stage.see((x, high, z)).0, stage.see((x, low, z)).0);
    let stops = vec![(0.0, top, 1.0), (0.55, middle, 1.0), (1.0, below, 1.0)];
    let pane = [(x - wide, high, z), (x + wide, high, z), (x + wide, low, z), (x - wide, low, z)];
    stage.pane(&pane, &Wash::Linear(from, to, stops));
    for share in [0.0, -0.5, 0.5] {
        stage.line((x + share * wide, low, z - 0.01), (x + share * wide, high, z - 0.01), 0.05, room.wood);
    }
    stage.line(
        (x - wide, (low + high) / 2.0, z - 0.01),
        (x + wide, (low + high) / 2.0, z - 0.01),
        0.05,
        room.wood,
    );
    if !stage.light.is_night() {
        let key = stage.light.key;
        stage.gleam((x, (low + high) / 2.0, z), 2.6, key, 0.30);
        stage.pool((x * 0.6, room.depth * 0.45), 1.8, key, 0.22);
    }
    for side in [-1.0, 1.0] {
        let edge = x + side * (wide + 0.02);
        let out = edge + side * 0.34;
        let (a, b) = if side < 0.0 { (out, edge) } else { (edge, out) };
        stage.wall((a, b), (low - 0.5, high + 0.2), z - 0.02, room.cloth);
    }
}

fn furniture(stage: &mut Stage<'_>, room: &Room, setting: Setting, half: f32) {
    let deep = room.depth;
    let mut seed = stage.seed.salted("furniture");
    let side = seed.pick([-1.0_f32, 1.0]);
    match setting {
        Setting::Palace | Setting::Temple => {
            for x in [-0.8, -0.45, 0.45, 0.8] {
                let x = x * half;
                stage.block((x - 0.25, x + 0.25), (0.0, room.height), (deep - 2.0, deep - 1.5), room.wood);
            }
            stage.block((-1.6, 1.6), (0.0, 0.35), (deep - 1.4, deep - 0.2), room.cloth.scale(0.7));
            stage.block((-0.7, 0.7), (0.35, 1.5), (deep - 0.8, deep - 0.4), room.cloth);
        }
        Setting::Classroom | Setting::Office | Setting::MeetingRoom => {
            stage.wall((-1.4, 1.4), (1.1, 2.2), deep - 0.05, room.cloth);
            for z in [deep - 1.2, deep - 2.8] {
                for x in [-0.62, 0.0, 0.62] {
                    let x = x * half;
                    stage.block((x - 0.5, x + 0.5), (0.68, 0.76), (z - 0.4, z + 0.1), room.wood.tint(0.2));
                    stage.block(
                        (x - 0.42, x + 0.42),
                        (0.0, 0.68),
                        (z - 0.32, z - 0.26),
                        room.wood.scale(0.8),
                    );
                }
            }
        }
        Setting::Ward | Setting::Bedroom => {
            let x = side * half * 0.5;
            stage.block((x - 0.95, x + 0.95), (0.0, 0.5), (deep - 2.2, deep - 0.3), room.wood);
            stage.block((x - 0.95, x + 0.95), (0.5, 0.68), (deep - 2.2, deep - 0.3), room.cloth);
            stage.block((x - 0.9, x + 0.9), (0.5, 1.15), (deep - 0.3, deep - 0.2), room.wood.tint(0.1));
            stage.block((-x - 0.35, -x + 0.35), (0.0, 0.7), (deep - 0.7, deep - 0.2), room.wood);
        }
        Setting::Cafe | Setting::Teahouse | Setting::Bar | Setting::Shop | Setting::Kitchen => {
            stage.block((-half, half * 0.2), (0.0, 1.05), (deep - 1.0, deep - 0.5), room.wood);
            for shelf in [1.4, 1.85] {
                stage.block(
                    (-half, half * 0.2),
                    (shelf, shelf + 0.05),
                    (deep - 0.3, deep - 0.05),
                    room.wood.tint(0.15),
                );
                for at in 0..9 {
                    let x = -half + 0.3 + at as f32 * 0.34;
                    let tall = seed.between(0.14, 0.30);
                    let tint = seed.pick([room.cloth, room.wall.tint(0.3), hex(0x5c_7c_5a)]);
                    stage.block(
                        (x, x + 0.14),
                        (shelf + 0.05, shelf + 0.05 + tall),
                        (deep - 0.25, deep - 0.12),
                        tint,
                    );
                }
            }
            let x = side * half * 0.55;
            stage.block((x - 0.5, x + 0.5), (0.70, 0.76), (deep - 2.6, deep - 1.8), room.wood.tint(0.15));
            stage.block((x - 0.06, x + 0.06), (0.0, 0.70), (deep - 2.25, deep - 2.15), room.wood);
        }
        _ => {
            let x = side * half * 0.45;
            stage.block((x - 1.1, x + 1.1), (0.0, 0.42), (deep - 1.3, deep - 0.4), room.cloth);
            stage.block((x - 1.1, x + 1.1), (0.42, 0.95), (deep - 0.6, deep - 0.35), room.cloth.tint(0.1));
            stage.wall((-x - 0.5, -x + 0.5), (1.3, 2.0), deep - 0.04, room.wood);
            stage.wall((-x - 0.42, -x + 0.42), (1.38, 1.92), deep - 0.05, room.cloth.mix(room.wall, 0.5));
            stage.block((-x - 0.6, -x + 0.6), (0.0, 0.8), (deep - 0.6, deep - 0.2), room.wood);
        }
    }
}

fn lamp(stage: &mut Stage<'_>, room: &Room) {
    if stage.light.lamps() {
        let at = (0.0, room.height - 0.5, room.depth * 0.5);
        let warm = hex(0xff_d8_94);
        stage.gleam(at, 3.4, warm, 0.42);
        stage.gleam(at, 0.5, warm, 0.9);
        stage.pool((0.0, room.depth * 0.45), 2.6, warm, 0.30);
    }
}
