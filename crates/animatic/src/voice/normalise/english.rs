//! Numbers, titles and signs inside English text, as they are read out. The program itself knows plain numbers,
//! decimals and ordinals.

const WORDS: &[(&str, &str)] = &[
    ("Mr.", "Mister"),
    ("Mrs.", "Missis"),
    ("Ms.", "Miz"),
    ("Dr.", "Doctor"),
    ("Prof.", "Professor"),
    ("St.", "Saint"),
    ("Gen.", "General"),
    ("Capt.", "Captain"),
    ("Lt.", "Lieutenant"),
    ("Sgt.", "Sergeant"),
    ("Col.", "Colonel"),
    ("Rev.", "Reverend"),
    ("Hon.", "Honourable"),
    ("Mt.", "Mount"),
    ("vs.", "versus"),
    ("vs", "versus"),
    ("etc.", "et cetera"),
    ("e.g.", "for example"),
    ("i.e.", "that is"),
    ("a.m.", "A M"),
    ("p.m.", "P M"),
    ("U.S.", "U S"),
    ("U.K.", "U K"),
    ("&", "and"),
    ("+", "plus"),
    ("=", "equals"),
    ("@", "at"),
];

const CURRENCIES: &[(char, &str, &str)] =
    &[('$', "dollar", "dollars"), ('£', "pound", "pounds"), ('€', "euro", "euros"), ('¥', "yuan", "yuan")];

/// Writes out titles, abbreviations, amounts, years and times of the day.
pub(super) fn expand(text: &str) -> String {
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Capitals in a row are letters: `DNA` is said `D N A`.
pub(super) fn spell_acronyms(text: &str) -> String {
    let spelled = text.split(' ').map(|word| {
        let acronym = (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        if !acronym {
            return word.to_owned();
        }
        word.chars().map(String::from).collect::<Vec<_>>().join(" ")
    });
    spelled.collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let inner = |c: char| c.is_alphanumeric() || "$£€¥&+=@%#.".contains(c);
    let start = word.find(inner).unwrap_or(word.len());
    let end = word.rfind(inner).map_or(start, |at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    let (lead, core, tail) = (&word[..start], &word[start..end], &word[end..]);
    let bare = core.trim_end_matches('.');
    let said = known(core)
        .or_else(|| known(bare))
        .map(str::to_owned)
        .or_else(|| money(bare))
        .or_else(|| clock(bare))
        .or_else(|| year(bare))
        .or_else(|| shouted(bare))
        .unwrap_or_else(|| signs(core));
    format!("{lead}{said}{tail}")
}

fn known(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(written, _)| *written == word).map(|&(_, said)| said)
}

fn money(word: &str) -> Option<String> {
    let sign = word.chars().next()?;
    let &(_, one, many) = CURRENCIES.iter().find(|(own, ..)| *own == sign)?;
    let amount = &word[sign.len_utf8()..];
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let numeric = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ',');
    if whole.is_empty() || !numeric(whole) || !numeric(part) {
        return None;
    }
    let name = if whole == "1" { one } else { many };
    Some(format!("{whole} {name} {part}").trim_end().to_owned())
}

/// `7:05`, `12:30`.
fn clock(word: &str) -> Option<String> {
    let (hour, minute) = word.split_once(':')?;
    let hour: u32 = hour.parse().ok().filter(|hour| *hour < 25)?;
    let value: u32 = minute.parse().ok().filter(|_| minute.len() == 2)?;
    Some(match value {
        0 => format!("{hour} o'clock"),
        1..=9 => format!("{hour} oh {value}"),
        _ => format!("{hour} {value}"),
    })
}

/// Four digits from 1100 on are a year, read in pairs.
fn year(word: &str) -> Option<String> {
    let year: u32 = word.parse().ok().filter(|_| word.len() == 4)?;
    match (year / 100, year % 100) {
        (20, 0..=9) | (0..=10 | 21.., _) => None,
        (century, 0) => Some(format!("{century} hundred")),
        (century, rest @ 1..=9) => Some(format!("{century} oh {rest}")),
        (century, rest) => Some(format!("{century} {rest}")),
    }
}

/// A word in capitals with a vowel is a word said loudly, not an abbreviation.
fn shouted(word: &str) -> Option<String> {
    let loud = word.len() > 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    (loud && word.bytes().any(|b| b"AEIOU".contains(&b))).then(|| word.to_lowercase())
}

fn signs(word: &str) -> String {
    word.replace('%', " percent").replace('#', "number ").replace('&', " and ").replace('°', " degrees ")
}
