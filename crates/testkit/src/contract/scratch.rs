//! [`Scratch`](xinggen_domain::ports::Scratch).

use super::Outcome;
use xinggen_domain::ports::Scratch;

/// A folder is there, empty and to be written into; two are two.
pub async fn folders_are_empty_and_apart(scratch: &dyn Scratch) -> Outcome {
    let (one, two) = (scratch.folder().await?, scratch.folder().await?);
    assert_ne!(one.path(), two.path());
    for folder in [&one, &two] {
        assert!(folder.path().is_dir());
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "a new folder is empty");
        std::fs::write(folder.path().join("文件"), b"x")?;
    }
    Ok(())
}

/// A dropped folder is gone with everything in it; others stay.
pub async fn a_dropped_folder_is_gone(scratch: &dyn Scratch) -> Outcome {
    let (one, two) = (scratch.folder().await?, scratch.folder().await?);
    let path = one.path().to_owned();
    std::fs::create_dir(path.join("inner"))?;
    std::fs::write(path.join("inner").join("file"), b"x")?;
    drop(one);
    assert!(!path.exists());
    assert!(two.path().is_dir());
    Ok(())
}
