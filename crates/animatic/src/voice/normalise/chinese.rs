//! Digits and signs inside Chinese text, as they are read out.

use super::{
    numeral::{cardinal, decimal, digits},
    symbols::is_han,
};

/// Words before which two is 两, not 二.
const MEASURES: &str =
    "个只条张位名天年次件本把座辆岁人家种点分秒遍回封杯碗瓶双对块扇间句声步口层头匹棵朵颗斤米里元";

/// Signs in front of an amount and what is said behind it.
const CURRENCIES: &[(char, &str)] = &[('¥', "元"), ('$', "美元"), ('€', "欧元"), ('£', "英镑")];

/// Units behind a number, longest first.
const UNITS: &[(&str, &str)] = &[
    ("km/h", "公里每小时"),
    ("m/s", "米每秒"),
    ("km", "公里"),
    ("cm", "厘米"),
    ("mm", "毫米"),
    ("kg", "公斤"),
    ("ml", "毫升"),
    ("mL", "毫升"),
    ("°C", "摄氏度"),
    ("℃", "摄氏度"),
    ("°", "度"),
    ("㎡", "平方米"),
    ("g", "克"),
    ("m", "米"),
    ("L", "升"),
];

/// Writes out digits, dates, times, percentages, amounts and the signs between them.
pub(super) fn expand(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut said = String::new();
    let mut at = 0;
    while at < chars.len() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let (words, used) = amount(&chars, at, before).unwrap_or_else(|| sign(chars[at], before));
        said.push_str(&words);
        at += used;
    }
    said
}

fn sign(c: char, before: Option<char>) -> (String, usize) {
    let words = match c {
        '&' => "和",
        '+' => "加",
        '=' => "等于",
        '×' => "乘",
        '<' | '>' | '*' | '#' | '^' | '`' => " ",
        '-' | '~' if before.is_some_and(is_han) => " ",
        _ => return (c.to_string(), 1),
    };
    (words.to_owned(), 1)
}

/// A number with what belongs to it, in words, and how many characters it takes.
fn amount(chars: &[char], at: usize, before: Option<char>) -> Option<(String, usize)> {
    let rest = &chars[at..];
    let currency = CURRENCIES.iter().find(|(sign, _)| *sign == rest[0]);
    let minus = rest[0] == '-' && !before.is_some_and(|c| c.is_alphanumeric() || is_han(c));
    let skipped = usize::from(currency.is_some() || minus);
    let rest = &rest[skipped..];
    let (mut words, used) = date(rest).or_else(|| time(rest)).or_else(|| quantity(rest, before))?;
    if let Some((_, unit)) = currency {
        words.push_str(unit);
    }
    if minus {
        words.insert(0, '负');
    }
    Some((words, used + skipped))
}

/// Leading digits.
fn run(chars: &[char]) -> String {
    chars.iter().take_while(|c| c.is_ascii_digit()).collect()
}

/// `2023-05-01`, `2023/5/1`, `2023.5.1`.
fn date(chars: &[char]) -> Option<(String, usize)> {
    let year = run(chars);
    let mark = *chars.get(4).filter(|c| year.len() == 4 && matches!(c, '-' | '/' | '.'))?;
    let month = run(&chars[5..]);
    let behind = 5 + month.len();
    let day = run(chars.get(behind + 1..).filter(|_| chars[behind] == mark)?);
    let plausible = |text: &str, most: u32| text.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
    if !plausible(&month, 12) || !plausible(&day, 31) {
        return None;
    }
    let plain = |text: &str| cardinal(text.trim_start_matches('0'));
    let words = format!("{}年{}月{}日", digits(&year), plain(&month), plain(&day));
    Some((words, behind + 1 + day.len()))
}

/// `7:05`, `12:30:15`.
fn time(chars: &[char]) -> Option<(String, usize)> {
    let hour = run(chars);
    let minute = run(chars.get(hour.len() + 1..).filter(|_| chars[hour.len()] == ':')?);
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let mut words = match hour.trim_start_matches('0') {
        "" => "零点".to_owned(),
        "2" => "两点".to_owned(),
        hour => format!("{}点", cardinal(hour)),
    };
    let mut used = hour.len() + 3;
    if minute != "00" {
        words.push_str(&sixtieth(&minute));
        words.push('分');
    }
    let second = chars.get(used + 1..).filter(|_| chars[used] == ':').map(run).unwrap_or_default();
    if second.len() == 2 {
        words.push_str(&format!("{}秒", sixtieth(&second)));
        used += 3;
    }
    Some((words, used))
}

fn sixtieth(two: &str) -> String {
    match two.strip_prefix('0') {
        Some(one) => format!("零{}", cardinal(one)),
        None => cardinal(two),
    }
}

/// The number at the start with its thousands' commas taken out, and how many characters it takes.
fn number(chars: &[char]) -> Option<(String, usize)> {
    let mut number = run(chars);
    let mut used = number.len();
    if (1..=3).contains(&used) {
        while chars.get(used) == Some(&',') && run(&chars[used + 1..]).len() == 3 {
            number.extend(&chars[used + 1..used + 4]);
            used += 4;
        }
    }
    if chars.get(used) == Some(&'.') {
        let part = run(&chars[used + 1..]);
        if !part.is_empty() {
            used += 1 + part.len();
            number = format!("{number}.{part}");
        }
    }
    (!number.is_empty() && used > 0 && chars[0].is_ascii_digit()).then_some((number, used))
}

/// A number with its percent sign, unit, measure or second half.
fn quantity(chars: &[char], before: Option<char>) -> Option<(String, usize)> {
    let (text, used) = number(chars)?;
    let behind = &chars[used..];
    let next = behind.first().copied();
    match next {
        Some('%') => return Some((format!("百分之{}", decimal(&text)), used + 1)),
        Some('‰') => return Some((format!("千分之{}", decimal(&text)), used + 1)),
        Some('-' | '~' | '/') => {
            if let Some((other, more)) = number(&behind[1..]) {
                let pair = pair(next, &text, &other);
                return Some((pair.0, used + if pair.1 { 1 + more } else { 1 }));
            }
        }
        _ => {}
    }
    let unit = UNITS.iter().find(|(unit, _)| {
        let length = unit.chars().count();
        behind.len() >= length
            && unit.chars().eq(behind[..length].iter().copied())
            && !behind.get(length).is_some_and(char::is_ascii_alphanumeric)
    });
    if let Some((unit, words)) = unit {
        return Some((format!("{}{words}", plain(&text, Some('米'), before)), used + unit.chars().count()));
    }
    Some((plain(&text, next, before), used))
}

/// A fraction is said at once; of a range only the first half, since the second may have a unit of its own.
fn pair(mark: Option<char>, first: &str, second: &str) -> (String, bool) {
    if mark == Some('/') {
        (format!("{}分之{}", decimal(second), decimal(first)), true)
    } else {
        (format!("{}到", decimal(first)), false)
    }
}

fn plain(text: &str, next: Option<char>, before: Option<char>) -> String {
    let year = text.len() == 4 && next == Some('年') && !text.contains('.');
    if year
        || matches!(before, Some('打' | '拨')) && text.len() >= 3
        || text.len() >= 11 && !text.contains('.')
    {
        return if year { digits(text) } else { digits(text).replace('一', "幺") };
    }
    if text == "2" && next.is_some_and(|c| MEASURES.contains(c)) && before != Some('第') {
        return "两".to_owned();
    }
    decimal(text)
}
