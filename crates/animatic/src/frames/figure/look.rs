//! What a person looks like, in every shot: decided by the name, steered by what the story says.

use super::wardrobe::{self, Garment};
use crate::frames::{
    colour::{Rgb, hex},
    seed::Seed,
    words::{mentions, position},
};
use xinggen_domain::{
    character::{Age, Gender},
    ports::Person,
};

/// How the hair is worn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hair {
    Crop,
    SidePart,
    Tousled,
    Curly,
    Bowl,
    Bald,
    Bob,
    Long,
    Wavy,
    Ponytail,
    Bun,
    Braids,
    Topknot,
    Updo,
}

/// What a person always has on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extras {
    pub(crate) glasses: bool,
    pub(crate) beard: bool,
    pub(crate) moustache: bool,
    pub(crate) earrings: bool,
    pub(crate) scarf: bool,
    pub(crate) cap: bool,
    pub(crate) ribbon: bool,
    pub(crate) scar: bool,
}

/// A look: colours, shapes and proportions of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    pub(crate) skin: Rgb,
    pub(crate) hair: Rgb,
    pub(crate) style: Hair,
    pub(crate) garment: Garment,
    /// The colour one knows the person by.
    pub(crate) main: Rgb,
    pub(crate) second: Rgb,
    pub(crate) legs: Rgb,
    pub(crate) accent: Rgb,
    pub(crate) iris: Rgb,
    pub(crate) extras: Extras,
    pub(crate) female: bool,
    pub(crate) age: Age,
    /// Height of the body in heads.
    pub(crate) heads: f32,
    /// Height in metres.
    pub(crate) metres: f32,
    /// Half the width of the shoulders in heads.
    pub(crate) shoulders: f32,
}

const FEMALE: &[&str] = &[
    "女", "妈", "娘", "姐", "妹", "奶", "婆", "姑", "姨", "嫂", "妃", "婉", "娜", "芳", "丽", "雪", "婷",
    "mrs", "miss", "ms", "mother", "mom", "sister", "aunt", "girl", "woman", "lady", "queen", "princess",
    "grandma", "she", "her",
];
const MALE: &[&str] = &[
    "男", "爸", "爷", "哥", "弟", "叔", "伯", "舅", "先生", "公子", "少爷", "强", "刚", "军", "伟", "mr",
    "father", "dad", "brother", "uncle", "boy", "man", "king", "prince", "grandpa", "he", "his",
];
const OLD: &[&str] = &[
    "爷爷",
    "奶奶",
    "老人",
    "老翁",
    "老汉",
    "外婆",
    "外公",
    "婆婆",
    "公公",
    "老太",
    "老头",
    "grandpa",
    "grandma",
    "grandmother",
    "grandfather",
    "elder*",
    "old man",
    "old woman",
];

fn is_female(person: &Person, mut seed: Seed) -> bool {
    match person.gender {
        Gender::Female => true,
        Gender::Male => false,
        Gender::Unknown => {
            let told = [&person.name, &person.description].into_iter().find_map(|text| {
                match (mentions(text, FEMALE), mentions(text, MALE)) {
                    (true, false) => Some(true),
                    (false, true) => Some(false),
                    _ => None,
                }
            });
            told.unwrap_or_else(|| seed.chance(0.5))
        }
    }
}

fn age_of(person: &Person) -> Age {
    let told = [&person.name, &person.description].into_iter().any(|text| mentions(text, OLD));
    if told && person.age != Age::Child { Age::Elder } else { person.age }
}

/// The look of a person; `ancient` dresses for old China.
pub(crate) fn look_of(person: &Person, ancient: bool) -> Look {
    let seed = Seed::of(&person.name);
    let words = format!("{} {}", person.name, person.description);
    let female = is_female(person, seed.salted("gender"));
    let age = age_of(person);
    let ancient = ancient || wardrobe::is_ancient(&words);
    let outfit = wardrobe::outfit_of(&words, seed, (female, age, ancient));
    let style = hair_style(&words, seed.salted("hair"), (female, age, ancient));
    let (heads, metres, shoulders) = proportions(female, age, seed.salted("build"));
    Look {
        skin: skin_of(age, female, seed.salted("skin")),
        hair: hair_colour(&words, age, seed.salted("dye")),
        style,
        garment: outfit.garment,
        main: outfit.main,
        second: outfit.second,
        legs: outfit.legs,
        accent: outfit.accent,
        iris: seed.salted("iris").pick([hex(0x3a_25_1c), hex(0x4a_2f_1e), hex(0x2a_22_2a), hex(0x5a_3a_20)]),
        extras: extras_of(&words, seed.salted("extras"), (female, age, ancient)),
        female,
        age,
        heads,
        metres,
        shoulders,
    }
}

fn proportions(female: bool, age: Age, mut seed: Seed) -> (f32, f32, f32) {
    let vary = seed.between(0.97, 1.03);
    match (age, female) {
        (Age::Child, _) => (4.0, 1.16 * vary, 0.48),
        (Age::Young, true) => (5.6, 1.62 * vary, 0.58),
        (Age::Young, false) => (5.8, 1.74 * vary, 0.72),
        (Age::Adult, true) => (5.6, 1.63 * vary, 0.60),
        (Age::Adult, false) => (5.8, 1.75 * vary, 0.77),
        (Age::Elder, true) => (5.1, 1.52 * vary, 0.60),
        (Age::Elder, false) => (5.3, 1.62 * vary, 0.70),
    }
}

fn skin_of(age: Age, female: bool, mut seed: Seed) -> Rgb {
    let tones = [hex(0xf6_d6_bd), hex(0xf2_cc_ae), hex(0xec_c0_9c), hex(0xe2_b0_8a), hex(0xd4_9c_74)];
    let reach = if female || age == Age::Child { 3 } else { 5 };
    tones[seed.index(reach)]
}

fn hair_colour(words: &str, age: Age, mut seed: Seed) -> Rgb {
    const WHITE_HAIR: &[&str] = &[
        "白发",
        "银发",
        "白胡",
        "花白",
        "白头",
        "white hair",
        "silver hair",
        "white-haired",
        "grey hair",
        "gray hair",
        "grey-haired",
    ];
    if mentions(words, WHITE_HAIR) {
        return hex(0xe4_e2_e0);
    }
    if mentions(words, &["金发", "blond*", "golden hair"]) {
        return hex(0xd9_a8_56);
    }
    if mentions(words, &["红发", "red hair", "redhead", "ginger"]) {
        return hex(0x9c_3f_22);
    }
    if age == Age::Elder {
        return seed.pick([hex(0xc9_c7_c6), hex(0xa8_a5_a6), hex(0xe0_de_da)]);
    }
    seed.pick([
        hex(0x1f_1a_1e),
        hex(0x2e_20_1c),
        hex(0x1a_1c_28),
        hex(0x4a_2e_20),
        hex(0x38_28_26),
        hex(0x5e_3b_24),
    ])
}

fn hair_style(words: &str, mut seed: Seed, (female, age, ancient): (bool, Age, bool)) -> Hair {
    let told: &[(&[&str], Hair)] = &[
        (&["光头", "秃", "bald"], Hair::Bald),
        (&["马尾", "ponytail"], Hair::Ponytail),
        (&["辫", "braid*", "pigtail", "plait"], Hair::Braids),
        (&["发髻", "盘发", "丸子头", "hair bun", "in a bun"], if ancient { Hair::Updo } else { Hair::Bun }),
        (&["卷发", "curly", "curls"], if female { Hair::Wavy } else { Hair::Curly }),
        (&["波浪", "wavy"], Hair::Wavy),
        (&["短发", "short hair", "short-haired"], if female { Hair::Bob } else { Hair::Crop }),
        (&["长发", "披肩", "long hair", "long-haired"], Hair::Long),
    ];
    if let Some(&(_, style)) = told.iter().find(|(keys, _)| mentions(words, keys)) {
        return style;
    }
    match (age, female, ancient) {
        (Age::Child, true, true) => Hair::Bun,
        (Age::Child, true, false) => seed.pick([Hair::Braids, Hair::Bob, Hair::Ponytail]),
        (_, true, true) => seed.pick([Hair::Updo, Hair::Updo, Hair::Long]),
        (_, false, true) => Hair::Topknot,
        (Age::Child, false, false) => seed.pick([Hair::Bowl, Hair::Tousled, Hair::Crop]),
        (Age::Elder, true, _) => seed.pick([Hair::Bun, Hair::Curly, Hair::Bob]),
        (Age::Elder, false, _) => seed.pick([Hair::Bald, Hair::Crop, Hair::SidePart]),
        (_, true, _) => {
            seed.pick([Hair::Bob, Hair::Long, Hair::Wavy, Hair::Ponytail, Hair::Bun, Hair::Long, Hair::Bob])
        }
        (_, false, _) => seed.pick([Hair::Crop, Hair::SidePart, Hair::Tousled, Hair::Curly, Hair::SidePart]),
    }
}

fn extras_of(words: &str, mut seed: Seed, (female, age, ancient): (bool, Age, bool)) -> Extras {
    let no_beard = position(words, &["没有胡", "clean-shaven"]).is_some();
    let old_man = age == Age::Elder && !female;
    let roll = seed.unit();
    Extras {
        glasses: mentions(words, &["眼镜", "glasses", "spectacles"])
            || (!ancient && age != Age::Child && roll < 0.18),
        beard: !no_beard
            && !female
            && (mentions(words, &["胡子", "胡须", "络腮", "beard*"]) || (old_man && (ancient || roll > 0.5))),
        moustache: !female
            && !no_beard
            && (mentions(words, &["八字胡", "moustache", "mustache"]) || (ancient && age == Age::Adult)),
        earrings: female && age != Age::Child && seed.chance(0.45),
        scarf: mentions(words, &["围巾", "scarf"]),
        cap: mentions(words, &["帽", "hat", "cap"]),
        ribbon: female && !ancient && seed.chance(0.4),
        scar: mentions(words, &["疤", "scar", "scarred"]),
    }
}

/// Looks for people who are seen together: nobody wears the colour of another. Who gives way is decided by the
/// names, not by where they stand, so that the same two always look the same together.
pub(crate) fn looks_together(people: &[&Person], ancient: bool) -> Vec<Look> {
    let mut looks: Vec<Look> = people.iter().map(|person| look_of(person, ancient)).collect();
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|&one, &two| people[one].name.cmp(&people[two].name));
    for turn in 1..order.len() {
        let seen: Vec<Look> = order[..turn].iter().map(|&index| looks[index]).collect();
        looks[order[turn]] = apart(looks[order[turn]], &seen);
    }
    looks
}

fn apart(mut look: Look, seen: &[Look]) -> Look {
    for step in 1..=8 {
        if seen.iter().all(|other| look.main.distance(other.main) > 0.26) {
            break;
        }
        look.main = wardrobe::shifted(look.main, step);
    }
    let twin =
        |other: &Look| other.style == look.style && other.hair == look.hair && other.garment == look.garment;
    if seen.iter().any(twin) {
        look.extras.glasses = !look.extras.glasses;
        look.hair = look.hair.mix(hex(0x9a_5a_2a), 0.4);
    }
    look
}
