//! Time of day and weather as light and colour.

use super::colour::{Rgb, WHITE, hex};
use xinggen_domain::{
    ports::Place,
    scene::{TimeOfDay, Weather},
};

/// The light of a scene.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light {
    /// The sky from its top to the horizon.
    pub(crate) sky: [Rgb; 3],
    /// What the light does to surfaces.
    pub(crate) ambient: Rgb,
    /// The colour of sun, moon or lamps.
    pub(crate) key: Rgb,
    /// How strong the key light is, 0 to 1.
    pub(crate) strength: f32,
    /// What distance fades into.
    pub(crate) haze: Rgb,
    /// The share of haze per metre.
    pub(crate) density: f32,
    /// The colour of shadows.
    pub(crate) shade: Rgb,
    pub(crate) time: TimeOfDay,
    pub(crate) weather: Weather,
    pub(crate) interior: bool,
}

fn sky_of(time: TimeOfDay) -> [Rgb; 3] {
    match time {
        TimeOfDay::Dawn => [hex(0x6b_7c_b8), hex(0xe5_a9_a6), hex(0xff_e2_b4)],
        TimeOfDay::Day => [hex(0x4d_9d_dd), hex(0x9c_d0_f0), hex(0xe6_f4_f6)],
        TimeOfDay::Dusk => [hex(0x3b_35_72), hex(0xcf_62_64), hex(0xff_bd_6a)],
        TimeOfDay::Night => [hex(0x0a_0f_2c), hex(0x17_22_50), hex(0x33_43_78)],
    }
}

fn ambient_of(time: TimeOfDay) -> Rgb {
    match time {
        TimeOfDay::Dawn => hex(0xf2_dc_dc),
        TimeOfDay::Day => WHITE,
        TimeOfDay::Dusk => hex(0xf2_c2_a8),
        TimeOfDay::Night => hex(0x5a_68_9e),
    }
}

fn key_of(time: TimeOfDay) -> (Rgb, f32) {
    match time {
        TimeOfDay::Dawn => (hex(0xff_d9_b0), 0.55),
        TimeOfDay::Day => (hex(0xff_f4_dc), 0.6),
        TimeOfDay::Dusk => (hex(0xff_a8_5c), 0.85),
        TimeOfDay::Night => (hex(0x9f_b8_f0), 0.5),
    }
}

fn shade_of(time: TimeOfDay) -> Rgb {
    match time {
        TimeOfDay::Dawn => hex(0x5a_50_7c),
        TimeOfDay::Day => hex(0x45_4e_78),
        TimeOfDay::Dusk => hex(0x48_28_58),
        TimeOfDay::Night => hex(0x08_0c_28),
    }
}

impl Light {
    /// The light of a place.
    pub(crate) fn of(place: &Place) -> Self {
        let time = place.time_of_day;
        let (key, strength) = key_of(time);
        let sky = sky_of(time);
        let open = Self {
            sky,
            ambient: ambient_of(time),
            key,
            strength,
            haze: sky[1].mix(sky[2], 0.6),
            density: 0.008,
            shade: shade_of(time),
            time,
            weather: place.weather,
            interior: place.interior,
        };
        let open = open.under_weather();
        if place.interior { open.indoors() } else { open }
    }

    fn under_weather(mut self) -> Self {
        let (grey, cover, dim, strength, density) = match self.weather {
            Weather::Clear => return self,
            Weather::Cloudy => (hex(0xb4_bc_c6), 0.55, 0.94, 0.4, 0.010),
            Weather::Rain => (hex(0x7c_8a_9c), 0.72, 0.82, 0.3, 0.016),
            Weather::Storm => (hex(0x4a_52_68), 0.80, 0.66, 0.5, 0.016),
            Weather::Snow => (hex(0xd4_dc_e8), 0.66, 0.98, 0.4, 0.014),
            Weather::Fog => (hex(0xcc_d2_d6), 0.74, 0.96, 0.2, 0.050),
        };
        let night = self.is_night();
        let grey = grey.under(if night { hex(0x4c_56_86) } else { self.ambient });
        for tone in &mut self.sky {
            *tone = tone.mix(grey, cover);
        }
        self.sky[0] = self.sky[0].scale(0.92);
        self.ambient = self.ambient.mix(grey.tint(0.35), cover * if night { 0.2 } else { 0.45 }).scale(dim);
        self.key = self.key.mix(grey.tint(0.4), cover * 0.7);
        self.strength *= strength;
        self.haze = self.sky[2];
        self.density = density;
        self
    }

    fn indoors(mut self) -> Self {
        let lamp = hex(0xff_d2_92);
        let room = match self.time {
            TimeOfDay::Day => hex(0xf6_f2_ec),
            TimeOfDay::Dawn => hex(0xec_da_d4),
            TimeOfDay::Dusk => hex(0xe6_b8_9a),
            TimeOfDay::Night => hex(0x9c_84_82),
        };
        self.ambient = room.mix(self.ambient, 0.22);
        if self.is_night() {
            self.key = lamp;
            self.strength = 0.7;
            self.haze = hex(0x30_2a_3c);
        } else {
            self.haze = self.sky[2].mix(self.ambient, 0.5);
            self.strength = (self.strength + 0.1).min(0.7);
        }
        self.density = 0.006;
        self
    }

    pub(crate) fn is_night(&self) -> bool {
        self.time == TimeOfDay::Night
    }

    /// Whether lamps burn.
    pub(crate) fn lamps(&self) -> bool {
        matches!(self.time, TimeOfDay::Night | TimeOfDay::Dusk)
            || matches!(self.weather, Weather::Storm | Weather::Fog)
    }

    /// Whether rain falls.
    pub(crate) fn wet(&self) -> bool {
        matches!(self.weather, Weather::Rain | Weather::Storm)
    }

    /// A surface at a distance in metres.
    pub(crate) fn on(&self, surface: Rgb, distance: f32) -> Rgb {
        let surface = surface.under(self.ambient);
        surface.mix(self.haze, 1.0 - (-self.density * distance.max(0.0)).exp())
    }

    /// A window seen from outside: lit when it is dark, if anyone is at home.
    pub(crate) fn window(&self, at_home: bool) -> Rgb {
        match (self.lamps(), at_home) {
            (true, true) => hex(0xff_d5_85),
            (true, false) => self.sky[0].scale(0.75),
            (false, _) => self.sky[1].mix(hex(0x5a_78_92), 0.55),
        }
    }
}
