//! Clothes: by what the story says, by profession, by age and time; the colour by the name.

use crate::frames::{
    colour::{Rgb, hex},
    seed::Seed,
    words::{mentions, position},
};
use xinggen_domain::character::Age;

/// What is worn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Garment {
    Suit,
    Shirt,
    Hoodie,
    Sweater,
    Jacket,
    Trench,
    Dress,
    Skirt,
    Tracksuit,
    Apron,
    WhiteCoat,
    Uniform,
    Tang,
    Dungarees,
    Robe,
    Hanfu,
}

/// A garment in its colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outfit {
    pub(crate) garment: Garment,
    pub(crate) main: Rgb,
    pub(crate) second: Rgb,
    pub(crate) legs: Rgb,
    pub(crate) accent: Rgb,
}

/// Colours that stay apart from each other and from skin.
const SIGNATURE: [Rgb; 14] = [
    hex(0xc8_3a_3a),
    hex(0x2f_6f_b3),
    hex(0xe0_9b_2d),
    hex(0x2f_8f_7a),
    hex(0x7a_4f_a3),
    hex(0xdb_6a_8f),
    hex(0x4a_4f_63),
    hex(0x6f_9a_3f),
    hex(0xd9_6b_34),
    hex(0x3b_b0_c0),
    hex(0x8c_55_3a),
    hex(0x24_3a_6b),
    hex(0xe7_d8_b8),
    hex(0x9b_2f_5c),
];

const NAMED: &[(&[&str], Rgb)] = &[
    (&["红", "red", "crimson", "scarlet"], hex(0xc8_2f_34)),
    (&["蓝", "blue"], hex(0x2f_66_b8)),
    (&["绿", "青", "green"], hex(0x3a_8a_5a)),
    (&["黄", "yellow"], hex(0xe6_b4_2e)),
    (&["紫", "purple", "violet"], hex(0x75_48_a0)),
    (&["粉", "pink"], hex(0xe8_8a_a6)),
    (&["橙", "橘", "orange"], hex(0xe0_78_2c)),
    (&["灰", "grey", "gray"], hex(0x8a_8e_96)),
    (&["白", "white"], hex(0xf0_ee_ea)),
    (&["黑", "black"], hex(0x2b_2b_33)),
    (&["棕", "褐", "brown"], hex(0x7a_50_34)),
    (&["米色", "beige", "cream"], hex(0xe3_d3_b4)),
    (&["金", "golden"], hex(0xd4_a6_3a)),
];

const WORN: &[(&[&str], Garment)] = &[
    (
        &["白大褂", "医生", "大夫", "护士", "doctor", "nurse", "dr", "white coat", "lab coat", "surgeon"],
        Garment::WhiteCoat,
    ),
    (&["警", "保安", "police*", "officer", "guard", "soldier", "军官", "士兵", "制服"], Garment::Uniform),
    (&["校服", "学生", "同学", "student", "pupil", "school uniform"], Garment::Tracksuit),
    (
        &[
            "围裙",
            "厨师",
            "服务员",
            "老板娘",
            "店员",
            "apron",
            "chef",
            "cook",
            "waiter",
            "waitress",
            "barista",
        ],
        Garment::Apron,
    ),
    (
        &["西装", "西服", "总裁", "经理", "律师", "董事", "suit", "ceo", "lawyer", "manager", "boss"],
        Garment::Suit,
    ),
    (&["风衣", "大衣", "外套", "侦探", "coat", "trench*", "overcoat", "detective"], Garment::Trench),
    (&["卫衣", "hoodie"], Garment::Hoodie),
    (&["毛衣", "sweater", "jumper", "cardigan"], Garment::Sweater),
    (&["夹克", "皮衣", "jacket"], Garment::Jacket),
    (&["背带", "overalls", "dungarees"], Garment::Dungarees),
    (&["衬衫", "shirt"], Garment::Shirt),
    (&["半裙", "短裙", "skirt"], Garment::Skirt),
    (&["裙", "旗袍", "dress", "gown"], Garment::Dress),
    (&["唐装", "中山装", "tunic"], Garment::Tang),
    (&["袍", "robe"], Garment::Robe),
];

/// Whether words speak of old China.
pub(crate) fn is_ancient(words: &str) -> bool {
    const KEYS: &[&str] = &[
        "皇",
        "陛下",
        "王爷",
        "公主",
        "太子",
        "将军",
        "侠",
        "丫鬟",
        "书生",
        "道士",
        "宰相",
        "贵妃",
        "娘娘",
        "太监",
        "汉服",
        "古装",
        "长袍",
        "剑客",
        "江湖",
        "emperor",
        "empress",
        "swordsman",
        "hanfu",
        "monk",
        "wuxia",
        "dynasty",
        "eunuch",
        "general",
    ];
    mentions(words, KEYS)
}

/// The outfit that words ask for, or one of the person's age and time.
pub(crate) fn outfit_of(words: &str, seed: Seed, (female, age, ancient): (bool, Age, bool)) -> Outfit {
    let told = WORN.iter().find(|(keys, _)| mentions(words, keys)).map(|&(_, garment)| garment);
    let mut choice = seed.salted("outfit");
    let garment = match (ancient, female) {
        (true, true) => Garment::Hanfu,
        (true, false) => Garment::Robe,
        _ => told.unwrap_or_else(|| usual(&mut choice, female, age)),
    };
    let garment = match garment {
        Garment::Dress | Garment::Skirt if !female => Garment::Shirt,
        Garment::Robe if female => Garment::Hanfu,
        garment => garment,
    };
    let main = told_colour(words).unwrap_or_else(|| signature(garment, seed.salted("colour")));
    dressed(garment, main, seed.salted("match"))
}

fn usual(seed: &mut Seed, female: bool, age: Age) -> Garment {
    use Garment::{Dress, Dungarees, Hoodie, Jacket, Shirt, Skirt, Suit, Sweater, Tang, Tracksuit, Trench};
    match (age, female) {
        (Age::Child, _) => seed.pick([Dungarees, Tracksuit, Hoodie, Sweater]),
        (Age::Elder, _) => seed.pick([Tang, Sweater, Tang]),
        (Age::Young, true) => seed.pick([Dress, Skirt, Hoodie, Sweater, Dress, Trench]),
        (Age::Young, false) => seed.pick([Hoodie, Shirt, Jacket, Sweater, Jacket]),
        (Age::Adult, true) => seed.pick([Dress, Suit, Sweater, Skirt, Trench]),
        (Age::Adult, false) => seed.pick([Suit, Jacket, Shirt, Trench, Sweater]),
    }
}

fn signature(garment: Garment, mut seed: Seed) -> Rgb {
    match garment {
        Garment::Uniform => hex(0x2a_40_6b),
        Garment::Suit => {
            seed.pick([hex(0x33_3b_52), hex(0x4a_42_48), hex(0x24_45_52), hex(0x5b_3a_44), hex(0x6a_6f_7a)])
        }
        Garment::Trench => {
            seed.pick([hex(0xc2_9b_68), hex(0x3d_4a_3f), hex(0x8a_3a_34), hex(0x3a_45_60), hex(0x54_4a_46)])
        }
        Garment::WhiteCoat | Garment::Apron => SIGNATURE[seed.index(12)],
        _ => SIGNATURE[seed.index(SIGNATURE.len())],
    }
}

/// The colour that is said of a garment: the colour word shortly before the garment's.
fn told_colour(words: &str) -> Option<Rgb> {
    const CLOTH: &[&str] = &[
        "裙", "衣", "袍", "衫", "外套", "西装", "西服", "旗袍", "毛衣", "dress", "coat", "suit", "shirt",
        "jacket", "hoodie", "sweater", "robe", "gown", "skirt",
    ];
    let cloth = position(words, CLOTH)?;
    let start = words[..cloth].char_indices().rev().take(14).last().map_or(0, |(at, _)| at);
    let before = &words[start..cloth];
    let hits = NAMED.iter().filter_map(|(keys, colour)| position(before, keys).map(|at| (at, *colour)));
    hits.max_by_key(|&(at, _)| at).map(|(_, colour)| colour)
}

fn dressed(garment: Garment, main: Rgb, mut seed: Seed) -> Outfit {
    let dark = seed.pick([hex(0x2e_34_48), hex(0x3a_34_38), hex(0x45_4a_55), hex(0x5a_4c_40)]);
    let pale = seed.pick([hex(0xf2_ec_e0), hex(0xe4_ea_f0), hex(0xf0_dc_d0), hex(0xdd_e6_da)]);
    let accent = SIGNATURE[seed.index(SIGNATURE.len())];
    let (second, legs) = match garment {
        Garment::Suit => (hex(0xf2_f0_ec), main.scale(0.92)),
        Garment::WhiteCoat => (hex(0xf4_f6_f6), dark),
        Garment::Uniform => (hex(0xb8_cc_e4), hex(0x22_30_50)),
        Garment::Tracksuit => (hex(0xf4_f4_f2), main.scale(0.8)),
        Garment::Apron => (seed.pick([hex(0xf0_e6_d2), hex(0x4a_3a_34), hex(0x3a_54_4c)]), dark),
        Garment::Robe | Garment::Hanfu => (main.mix(hex(0xf6_ec_da), 0.78), main.scale(0.7)),
        Garment::Dungarees => (pale, main),
        Garment::Skirt => (pale, main),
        Garment::Dress => (main.tint(0.35), hex(0x4a_3a_40)),
        _ => (pale, dark),
    };
    Outfit { garment, main, second, legs, accent }
}

/// Another colour for someone whose own is taken.
pub(crate) fn shifted(colour: Rgb, step: usize) -> Rgb {
    let nearest = (0..SIGNATURE.len())
        .min_by(|&one, &two| SIGNATURE[one].distance(colour).total_cmp(&SIGNATURE[two].distance(colour)))
        .unwrap_or(0);
    SIGNATURE[(nearest + step * 3) % SIGNATURE.len()]
}
