//! The two READMEs, which say the same and say first what a newcomer needs; and what the documents quote from files.

use std::fs;

fn read(name: &str) -> String {
    fs::read_to_string(format!("../{name}")).expect("a README")
}

/// Whatever is code, a link or a picture: what is the same in every language.
fn marks(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 && !part.trim().is_empty() && !part.contains('\n') {
            marks.push(neutral(part));
        }
        let targets = part.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        marks.extend(targets.map(|(target, _)| target.to_owned()));
    }
    marks.sort();
    marks
}

/// A command without the words in it that are translated.
fn neutral(code: &str) -> String {
    let words = code.split(' ').map(|word| match word.split_once('=') {
        Some((name @ ("STORY" | "OUT"), _)) => name,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How a document is built: its headings by depth, and how many list items, table rows and code blocks stand under each.
fn outline(text: &str) -> Vec<(usize, usize, usize, usize)> {
    let mut outline = Vec::new();
    for line in text.lines() {
        if line.starts_with('#') {
            outline.push((line.chars().take_while(|c| *c == '#').count(), 0, 0, 0));
            continue;
        }
        let part = outline.last_mut().expect("a README begins with a heading");
        part.1 += usize::from(line.starts_with("- "));
        part.2 += usize::from(line.starts_with("| "));
        part.3 += usize::from(line.starts_with("```"));
    }
    outline
}

/// Numbers of three characters or more: a price or a limit must not stay behind in one of the two.
fn numbers(text: &str) -> Vec<&str> {
    let other = |c: char| !(c.is_ascii_digit() || c == ',' || c == '.');
    let mut numbers: Vec<_> = text.split(other).map(|part| part.trim_matches([',', '.'])).collect();
    numbers.retain(|number| number.len() > 2);
    numbers.sort_unstable();
    numbers
}

#[test]
fn the_chinese_readme_says_what_the_english_one_does() {
    let (english, chinese) = (read("README.md"), read("README.zh.md"));
    assert_eq!(outline(&english), outline(&chinese), "headings, items, rows or blocks");
    let mut expected = marks(&english);
    expected.retain(|mark| mark != "README.zh.md");
    assert_eq!(expected, marks(&chinese), "commands, names or links");
    assert_eq!(numbers(&english), numbers(&chinese), "numbers");
    let commands = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("make "));
        lines.filter_map(|line| Some(line.split_once('#')?.0.trim().to_owned())).collect()
    };
    assert_eq!(commands(&english), ["make run", "make test"]);
    assert_eq!(commands(&english), commands(&chinese));
}

#[test]
fn both_begin_with_what_it_is_then_a_picture_then_the_commands() {
    for name in ["README.md", "README.zh.md"] {
        let text = read(name);
        let (picture, commands) = (text.find("![").expect("a picture"), text.find("```").expect("commands"));
        assert!(picture < commands && commands < text.find("\n## ").expect("a heading"), "{name}");
        let first = text.lines().filter(|line| !line.is_empty()).nth(1).expect("a paragraph");
        let chinese = first.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert!(chinese * 2 > first.chars().count(), "{name} does not begin in Chinese: {first}");
        assert!(first.contains("短剧"), "{name}: {first}");
    }
}

#[test]
fn the_proxies_in_the_documents_are_the_ones_that_were_tried() {
    let operations = read("docs/OPERATIONS.md");
    for (name, language) in [("nginx.conf", "nginx"), ("Caddyfile", "caddyfile")] {
        let file = read(&format!("deploy/proxy/{name}"));
        let (_, body) = file.split_once("\n\n").expect("a head, then the rest");
        let block = format!("```{language}\n{}\n```", body.trim_end());
        assert!(operations.contains(&block), "docs/OPERATIONS.md quotes another {name}");
    }
}
