//! What keeps the tree readable: small files, and doors that only show the way.

use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for root in ["../crates", "../migrations", "../tests"] {
        collect(Path::new(root), &mut files);
    }
    assert!(files.len() > 100, "only {} files found", files.len());
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() && entry.file_name().is_some_and(|name| name != "target") {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.push(entry);
        }
    }
}

/// Lines without the inline tests at the end.
fn lines(file: &Path) -> usize {
    let text = fs::read_to_string(file).expect("a source file");
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or("").lines().count()
}

#[test]
fn files_stay_small() {
    let mut sizes: Vec<(usize, PathBuf)> = sources().into_iter().map(|file| (lines(&file), file)).collect();
    sizes.sort();
    let largest = sizes.last().expect("files");
    assert!(largest.0 <= 500, "{} has {} lines", largest.1.display(), largest.0);
    assert!(sizes[sizes.len() * 9 / 10].0 <= 300, "a tenth of the files has more than 300 lines");
    assert!(sizes[sizes.len() / 2].0 <= 120, "half of the files has more than 120 lines");
}

#[test]
fn crate_doors_hold_docs_modules_and_exports_only() {
    for file in sources().into_iter().filter(|file| file.ends_with("src/lib.rs")) {
        let text = fs::read_to_string(&file).expect("a source file");
        assert!(text.starts_with("//!"), "{} has no crate doc", file.display());
        for word in ["\nfn ", "\npub fn ", "\nimpl ", "\nstruct ", "\npub struct "] {
            assert!(!text.contains(word), "{} has code in it: {}", file.display(), word.trim());
        }
    }
}

/// A text that was broken into lines and put together again shows it by blanks in the middle of a sentence. Formatted code
/// has no two blanks in a row behind its indentation, so those that are there stand in a text.
#[test]
fn no_product_text_has_two_blanks_in_a_row() {
    let wordings: Vec<PathBuf> = sources().into_iter().filter(|file| file.ends_with("wording.rs")).collect();
    assert!(wordings.len() >= 2, "{wordings:?}");
    for file in wordings {
        let text = fs::read_to_string(&file).expect("a source file");
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start();
            let blanks = line.contains("  ") || line.contains('\u{3000}');
            assert!(
                !blanks || line.contains("contains(\"  \")"),
                "{}:{}: {line}",
                file.display(),
                number + 1
            );
        }
    }
}
