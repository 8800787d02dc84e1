//! Source text as a flat list of words and marks, without comments, literals and tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Identifiers as they are, `::` as one, every other mark and bracket by itself. What stands behind `#[cfg(test)]` is
/// left out; the text of attributes and macros is in.
pub(super) fn tokens(source: &str) -> Vec<String> {
    let stream: TokenStream = source.parse().expect("Rust");
    let mut flat = Vec::new();
    flatten(stream, &mut flat);
    without_tests(&flat)
}

fn flatten(stream: TokenStream, flat: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(name) => flat.push(name.to_string()),
            TokenTree::Literal(_) => flat.push("\"".to_owned()),
            TokenTree::Punct(mark) => match flat.last_mut() {
                Some(last) if mark.as_char() == ':' && last == ":" => last.push(':'),
                _ => flat.push(mark.as_char().to_string()),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::None => ("", ""),
                };
                flat.push(open.to_owned());
                flatten(group.stream(), flat);
                flat.push(close.to_owned());
            }
        }
    }
}

const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

fn without_tests(flat: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < flat.len() {
        if flat[at..].iter().map(String::as_str).take(TEST.len()).eq(TEST) {
            at = behind_item(flat, at + TEST.len());
        } else {
            kept.push(flat[at].clone());
            at += 1;
        }
    }
    kept
}

/// Behind the item that begins here: its `;`, or the brace that ends it.
fn behind_item(flat: &[String], from: usize) -> usize {
    let mut depth = 0;
    for (at, token) in flat.iter().enumerate().skip(from) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.as_str(), "}" | ";") {
            return at + 1;
        }
    }
    flat.len()
}
