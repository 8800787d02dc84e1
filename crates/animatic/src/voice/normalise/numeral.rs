//! Numbers in Chinese words.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Digit by digit, as years, codes and telephone numbers are read.
pub(super) fn digits(number: &str) -> String {
    number.chars().filter_map(|c| c.to_digit(10)).map(|digit| DIGITS[digit as usize]).collect()
}

/// As a quantity; digit by digit if it is too long or begins with a zero.
pub(super) fn cardinal(number: &str) -> String {
    let value = number.parse::<u64>().ok().filter(|_| number.len() <= 16);
    match value {
        Some(0) if number.len() == 1 => "零".to_owned(),
        Some(value) if !number.starts_with('0') => large(value),
        _ => digits(number),
    }
}

/// With a decimal part, if it has one.
pub(super) fn decimal(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, part)) => format!("{}点{}", cardinal_or_zero(whole), digits(part)),
        None => cardinal(number),
    }
}

fn cardinal_or_zero(whole: &str) -> String {
    match whole.trim_start_matches('0') {
        "" => "零".to_owned(),
        whole => cardinal(whole),
    }
}

fn large(value: u64) -> String {
    let mut said = String::new();
    for (unit, power) in [("亿", 100_000_000), ("万", 10_000), ("", 1)] {
        let part = value / power % if power == 100_000_000 { u64::MAX } else { 10_000 };
        if part == 0 {
            continue;
        }
        if !said.is_empty() && part < 1000 {
            said.push('零');
        }
        said.push_str(&if part >= 10_000 { large(part) } else { below_ten_thousand(part, unit) });
        said.push_str(unit);
    }
    match said.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => said,
    }
}

fn below_ten_thousand(value: u64, unit: &str) -> String {
    if value == 2 && !unit.is_empty() {
        return "两".to_owned();
    }
    let mut said = String::new();
    let mut gap = false;
    for (name, power) in [("千", 1000), ("百", 100), ("十", 10), ("", 1)] {
        let digit = (value / power % 10) as usize;
        if digit == 0 {
            gap = !said.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            said.push('零');
        }
        said.push(if digit == 2 && power == 1000 { '两' } else { DIGITS[digit] });
        said.push_str(name);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::{cardinal, decimal};

    #[test]
    fn quantities() {
        for (number, said) in [
            ("0", "零"),
            ("10", "十"),
            ("12", "十二"),
            ("110", "一百一十"),
            ("205", "二百零五"),
            ("2000", "两千"),
            ("1001", "一千零一"),
            ("10010", "一万零一十"),
            ("20000", "两万"),
            ("120000", "十二万"),
            ("100000000", "一亿"),
            ("1000000000000", "一万亿"),
            ("305060708", "三亿零五百零六万零七百零八"),
            ("007", "零零七"),
        ] {
            assert_eq!(cardinal(number), said);
        }
        assert_eq!(decimal("3.05"), "三点零五");
        assert_eq!(decimal("0.5"), "零点五");
    }
}
