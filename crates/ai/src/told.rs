//! What a vendor says, made fit to be shown.

use xinggen_domain::vendor::VendorKey;

/// How many characters are shown.
const SHOWN: usize = 200;
/// How many characters are looked at.
const READ: usize = 4_000;
/// So many characters of a key that follow each other are a part of it worth hiding.
const PART: usize = 6;

/// One short line of it, without the key or a longer part of it.
pub(crate) fn told(text: &str, key: &VendorKey) -> String {
    let line: String = text.chars().take(READ).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = hide(&line, key.reveal());
    if hidden.chars().count() > SHOWN {
        return hidden.chars().take(SHOWN - 1).chain(['…']).collect();
    }
    hidden
}

/// Whatever part of the key stands in the text is replaced, the longest part at each place.
fn hide(text: &str, key: &str) -> String {
    let (text, key): (Vec<char>, Vec<char>) = (text.chars().collect(), key.chars().collect());
    let part = PART.min(key.len()).max(1);
    let mut shown = String::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let common =
            |from: usize| rest.iter().zip(&key[from..]).take_while(|(one, other)| one == other).count();
        let longest = (0..key.len()).map(common).max().unwrap_or(0);
        if longest >= part {
            shown.push_str("***");
            at += longest;
        } else {
            shown.push(text[at]);
            at += 1;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_hidden_whole_and_in_parts() {
        let key = VendorKey::new("sk-proj-0123456789");
        let hidden = |text| told(text, &key);
        assert_eq!(hidden("Bad key sk-proj-0123456789!"), "Bad key ***!");
        assert_eq!(hidden("key sk-proj… or 3456789"), "key ***… or ***");
        assert_eq!(hidden("ask a project"), "ask a project");
        assert_eq!(told("a b", &VendorKey::new("b")), "a ***");
        assert_eq!(told("anything", &VendorKey::new("")), "anything");
    }

    #[test]
    fn it_is_one_short_line() {
        let key = VendorKey::new("sk-0123456789");
        assert_eq!(told("a\n\tb\u{7}  c", &key), "a b c");
        assert_eq!(told(&"长".repeat(500), &key).chars().count(), SHOWN);
    }
}
