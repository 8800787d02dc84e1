//! What only the disk can break: half-written files, full disks, rights.

use crate::fresh::key;
use bytes::Bytes;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};
use xinggen_domain::{
    error::BlobError,
    ports::{BlobStore, ScratchFolder},
};
use xinggen_storage::OpendalBlobStore;
use xinggen_testkit::TestFolder;

fn unfinished(root: &Path) -> Vec<fs::DirEntry> {
    let entries = fs::read_dir(root.join(".unfinished")).expect("listed");
    entries.map(|entry| entry.expect("an entry")).collect()
}

#[tokio::test]
async fn objects_outlive_the_process() {
    let root = TestFolder::new().expect("a folder");
    let first = OpendalBlobStore::disk(root.path()).expect("a store");
    first.put(&key("u/1/x"), Bytes::from_static(b"kept")).await.expect("stored");
    drop(first);
    let second = OpendalBlobStore::disk(root.path()).expect("a store");
    assert_eq!(second.get(&key("u/1/x")).await.expect("there"), "kept");
    assert_eq!(unfinished(root.path()).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_stops_half_way_shows_nothing() {
    let root = TestFolder::new().expect("a folder");
    let store = OpendalBlobStore::disk(root.path()).expect("a store");
    store.put(&key("u/1/old"), Bytes::from_static(b"the old one")).await.expect("stored");
    for (name, pipe) in [("u/1/old", "first"), ("u/1/new", "second")] {
        // A pipe each: the reader of the one struck down may still be closing its own.
        let pipe = root.path().join(pipe);
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let (writer, source) = (store.clone(), pipe.clone());
        let mut writing = tokio::task::JoinSet::new();
        writing.spawn(async move { writer.put_file(&key(name), &source).await });
        let feed = pipe.clone();
        let fed = tokio::task::spawn_blocking(move || {
            let mut feed = File::options().write(true).open(feed).expect("the pipe");
            feed.write_all(&vec![9; 3 << 20]).expect("fed");
            feed
        });
        let feed = fed.await.expect("fed");
        // The pipe stays open, so the writer waits for more: this is the moment at which it is struck down.
        writing.abort_all();
        let ended = writing.join_next().await.expect("one");
        assert!(ended.expect_err("aborted").is_cancelled());
        drop(feed);
    }
    assert_eq!(unfinished(root.path()).len(), 2, "two writes had begun");
    let after = OpendalBlobStore::disk(root.path()).expect("a store");
    assert_eq!(after.get(&key("u/1/old")).await.expect("there"), "the old one");
    assert!(!after.exists(&key("u/1/new")).await.expect("asked"));
    assert_eq!(unfinished(root.path()).len(), 2, "another process may still be writing them");
    for entry in unfinished(root.path()) {
        let two_days_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
        File::options()
            .write(true)
            .open(entry.path())
            .and_then(|file| file.set_modified(two_days_ago))
            .expect("aged");
    }
    OpendalBlobStore::disk(root.path()).expect("a store");
    assert_eq!(unfinished(root.path()).len(), 0, "nobody writes for so long");
}

#[tokio::test]
async fn a_failed_write_leaves_nothing_behind() {
    let root = TestFolder::new().expect("a folder");
    let store = OpendalBlobStore::disk(root.path()).expect("a store");
    // A folder can be opened as a file, but not read.
    let stored = store.put_file(&key("u/1/x"), root.path()).await;
    assert!(matches!(stored, Err(BlobError::Backend { .. })), "{stored:?}");
    assert!(!store.exists(&key("u/1/x")).await.expect("asked"));
    assert_eq!(unfinished(root.path()).len(), 0);
}

#[tokio::test]
async fn a_fetch_that_fails_leaves_the_old_file() {
    let root = TestFolder::new().expect("a folder");
    let store = OpendalBlobStore::disk(root.path()).expect("a store");
    let target = root.path().join("film.mp4");
    fs::write(&target, b"the old one").expect("written");
    let missing = store.fetch(&key("u/1/none"), &target).await;
    assert!(matches!(missing, Err(BlobError::NotFound(_))), "{missing:?}");
    assert_eq!(fs::read(&target).expect("read"), b"the old one");
    store.put(&key("u/1/x"), Bytes::from_static(b"x")).await.expect("stored");
    let nowhere = store.fetch(&key("u/1/x"), &root.path().join("no such folder").join("x")).await;
    assert!(matches!(nowhere, Err(BlobError::Backend { .. })), "{nowhere:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_fetched_file_has_the_rights_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let root = TestFolder::new().expect("a folder");
    let store = OpendalBlobStore::disk(root.path()).expect("a store");
    store.put(&key("u/1/x"), Bytes::from_static(b"x")).await.expect("stored");
    let (fetched, plain) = (root.path().join("fetched"), root.path().join("plain"));
    store.fetch(&key("u/1/x"), &fetched).await.expect("fetched");
    fs::write(&plain, b"x").expect("written");
    let rights = |path: &Path| fs::metadata(path).expect("facts").permissions().mode();
    assert_eq!(rights(&fetched), rights(&plain));
}

#[tokio::test]
async fn a_root_that_cannot_be_is_refused() {
    let root = TestFolder::new().expect("a folder");
    let file = root.path().join("file");
    fs::write(&file, b"x").expect("written");
    assert!(OpendalBlobStore::disk(&file.join("below")).is_err());
}
