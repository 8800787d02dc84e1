//! Repositories get every statement from their call, which limits it to the owner: what `make mutants` breaks is all
//! that there is.

use std::{fs, path::Path};

/// What makes a statement, or a condition on the tenant, by hand.
const BY_HAND: [&str; 9] = [
    "Entity::find",
    "Entity::update",
    "Entity::delete",
    "::find_by_id",
    "Update::",
    "Delete::",
    "UserId.eq(",
    "Statement::",
    "_raw(",
];

#[test]
fn no_repository_makes_a_statement_by_hand() {
    let mut looked_at = 0;
    let faults = look_into(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/repositories"), &mut looked_at);
    assert!(looked_at > 15, "the repositories are somewhere else");
    assert_eq!(faults, Vec::<String>::new());
}

fn look_into(folder: &Path, looked_at: &mut usize) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            faults.extend(look_into(&path, looked_at));
            continue;
        }
        *looked_at += 1;
        let source = fs::read_to_string(&path).expect("a source file");
        for (number, line) in (1..).zip(source.lines()) {
            if BY_HAND.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{number}: {line}", path.display()));
            }
        }
    }
    faults
}
