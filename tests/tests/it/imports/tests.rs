use super::of_crate;
use std::{collections::BTreeSet, fs, path::Path};

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
}

fn circles(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    let graph = of_crate(folder.path());
    let told = |circles: BTreeSet<BTreeSet<String>>| {
        circles.into_iter().map(|circle| circle.into_iter().collect::<Vec<_>>().join(" ")).collect()
    };
    (told(graph.circles()), told(graph.folders().circles()))
}

const ROOT: (&str, &str) = ("lib.rs", "pub mod low; pub mod high; pub use low::Low;");

#[test]
fn imports_that_only_go_down_are_no_circle() {
    let found = circles(&[
        ROOT,
        ("low.rs", "mod part; pub use part::Part; pub struct Low; // crate::high::High\n"),
        ("low/part.rs", "pub struct Part { text: &'static str = \"crate::high::High\" }"),
        ("high.rs", "use crate::{Low, low::Part}; pub struct High(Low, Part);"),
    ]);
    assert_eq!(found, (vec![], vec![]));
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let high = ("high.rs", "use crate::Low; pub struct High(Low);");
    for low in [
        "use crate::high::High; pub struct Low;",
        "use crate::{high::{self}}; pub struct Low;",
        "use super::high::High as Other; pub struct Low;",
        "pub struct Low; fn made() { let _ = crate::high::High::default(); }",
        "coded! { /// A kind.\n pub enum Low { A(crate::high::High) } }",
        "pub use crate::high::High; pub struct Low(High);",
    ] {
        let both = vec!["high low".to_owned()];
        assert_eq!(circles(&[ROOT, ("low.rs", low), high]), (both.clone(), both), "{low}");
    }
}

#[test]
fn what_is_passed_on_or_stands_in_tests_is_no_import() {
    let high = ("high.rs", "use crate::Low; pub struct High(Low);");
    for low in [
        "pub use crate::high::High; pub struct Low;",
        "pub struct Low;\n#[cfg(test)]\nmod tests { use crate::high::High; }",
        "pub struct Low;\n#[cfg(test)]\nuse crate::high::High;",
    ] {
        assert_eq!(circles(&[ROOT, ("low.rs", low), high]), (vec![], vec![]), "{low}");
    }
    let tests = ("low/tests.rs", "use crate::high::High;");
    assert_eq!(
        circles(&[ROOT, ("low.rs", "pub struct Low; #[cfg(test)] mod tests;"), tests, high]).0.len(),
        0
    );
}

#[test]
fn a_circle_between_files_of_one_folder_is_none_of_folders() {
    let low = ("low.rs", "mod a; mod b; pub struct Low;");
    let (a, b) =
        (("low/a.rs", "use super::b::B; pub struct A;"), ("low/b.rs", "use super::a::A; pub struct B;"));
    let high = ("high.rs", "use crate::Low;");
    assert_eq!(circles(&[ROOT, low, a, b, high]), (vec!["low/a low/b".to_owned()], vec![]));
}

#[test]
fn a_name_is_followed_to_the_file_that_defines_it() {
    let low = ("low.rs", "mod a; mod b; pub use a::A; pub struct Low(b::B);");
    let (a, b) = (("low/a.rs", "pub struct A;"), ("low/b.rs", "use super::A; pub struct B(A);"));
    let high = ("high.rs", "");
    assert_eq!(circles(&[ROOT, low, a, b, high]), (vec![], vec![]), "b takes A from a, not from low");
    let back = ("low/a.rs", "use super::b::B; pub struct A(B);");
    assert_eq!(circles(&[ROOT, low, back, b, high]).0, ["low/a low/b"]);
}

#[test]
fn a_module_and_what_it_is_made_of_are_no_circle() {
    let low = ("low.rs", "mod a; pub struct Low; fn made() { a::made(); }");
    let a = ("low/a.rs", "use super::Low; pub fn made() -> Low { Low }");
    assert_eq!(circles(&[ROOT, low, a, ("high.rs", "")]), (vec![], vec![]));
}
