//! What both stores promise beyond the contract.

use crate::fresh::key;
use bytes::Bytes;
use std::{sync::Arc, time::Duration};
use xinggen_domain::{
    error::BlobError,
    ports::{BlobStore, ScratchFolder, StoredBlob},
    provenance::Digest,
};
use xinggen_testkit::{TestFolder, contract::BlobHarness};

/// Bytes without a short period, different for every seed.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    (0..length).map(next).collect()
}

async fn a_large_file_goes_in_and_out(store: Arc<dyn BlobStore>) {
    let folder = TestFolder::new().expect("a folder");
    let (source, target) = (folder.path().join("in"), folder.path().join("out"));
    let content = noise(7, 20 * 1024 * 1024 + 3);
    std::fs::write(&source, &content).expect("written");
    let stored = store.put_file(&key("u/1/large"), &source).await.expect("stored");
    assert_eq!(stored, StoredBlob { bytes: content.len() as u64, sha256: Digest::of(&content) });
    store.fetch(&key("u/1/large"), &target).await.expect("fetched");
    assert!(std::fs::read(&target).expect("read") == content);
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("listed").collect();
    assert_eq!(left.len(), 2, "no part is left: {left:?}");
}

async fn keys_may_be_in_any_script(store: Arc<dyn BlobStore>) {
    for name in ["u/1/雨夜 的信.png", "u/1/été/क.wav", "u/1/👩‍🚀"] {
        store.put(&key(name), Bytes::from(name.to_owned())).await.expect(name);
        assert_eq!(store.get(&key(name)).await.expect(name), name);
        assert!(store.exists(&key(name)).await.expect(name));
    }
}

async fn rivals_leave_one_whole_object(store: Arc<dyn BlobStore>) {
    let versions: Vec<Bytes> = (0..12).map(|n| Bytes::from(noise(n * 2 + 1, 600_000 + n as usize))).collect();
    let written: Vec<_> = versions
        .iter()
        .map(|version| {
            let (store, version) = (store.clone(), version.clone());
            async move { store.put(&key("u/1/rivals"), version).await }
        })
        .collect();
    store.put(&key("u/1/rivals"), versions[0].clone()).await.expect("stored");
    let (reads, writes) = tokio::join!(
        async {
            let mut seen = Vec::new();
            for _ in 0..20 {
                seen.push(store.get(&key("u/1/rivals")).await.expect("always there"));
                tokio::task::yield_now().await;
            }
            seen
        },
        futures_util::future::join_all(written),
    );
    for write in writes {
        write.expect("stored");
    }
    let last = store.get(&key("u/1/rivals")).await.expect("there");
    for seen in reads.iter().chain([&last]) {
        assert!(versions.contains(seen), "a mixture of {} bytes", seen.len());
    }
}

async fn no_key_leaves_the_root(store: Arc<dyn BlobStore>) {
    let folder = TestFolder::new().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, b"x").expect("written");
    let long = "x".repeat(300);
    for name in [
        "",
        "/",
        "/etc/passwd",
        "../up",
        "u/../../up",
        "u/..",
        "u/./x",
        "u//x",
        "u/x/",
        "u/x\0",
        "u/\nx",
        "c:\\x",
        "u\\..\\x",
        ".unfinished/x",
        "u/.hidden",
        " u/x",
        "u/x ",
        &long,
    ] {
        let refused = |result: Result<(), BlobError>, what: &str| {
            assert!(matches!(result, Err(BlobError::Backend { .. })), "{what} {name:?} gives {result:?}");
        };
        let key = key(name);
        refused(store.put(&key, Bytes::from_static(b"x")).await.map(drop), "put");
        refused(store.put_file(&key, &file).await.map(drop), "put_file");
        refused(store.get(&key).await.map(drop), "get");
        refused(store.fetch(&key, &folder.path().join("out")).await, "fetch");
        refused(store.read(&key, 0, 1).await.map(drop), "read");
        refused(store.link(&key, "image/png", Duration::from_secs(60)).await.map(drop), "link");
        refused(store.exists(&key).await.map(drop), "exists");
        refused(store.delete(&key).await, "delete");
    }
}

async fn part_of_a_key_is_no_object(store: Arc<dyn BlobStore>) {
    store.put(&key("u/1/assets/a.png"), Bytes::from_static(b"x")).await.expect("stored");
    for name in ["u", "u/1/assets", "u/1/assets/a"] {
        assert!(!store.exists(&key(name)).await.expect(name), "{name}");
        assert!(store.get(&key(name)).await.is_err(), "{name}");
        let read = store.read(&key(name), 0, 1).await;
        assert!(matches!(read, Err(BlobError::NotFound(_))), "{name}: {read:?}");
    }
}

async fn any_part_can_be_read(store: Arc<dyn BlobStore>) {
    let content = noise(5, 5 * 1024 * 1024 + 7);
    let end = content.len() as u64;
    store.put(&key("u/1/long"), Bytes::from(content.clone())).await.expect("stored");
    store.put(&key("u/1/empty"), Bytes::new()).await.expect("stored");
    let offsets = [0, 1, 255, 1 << 18, (1 << 21) + 1, end - 1, end, end + 1, u64::MAX];
    for offset in offsets {
        for limit in [0, 1, 1000, 1 << 21, end, end + 1, u64::MAX] {
            let read = store.read(&key("u/1/long"), offset, limit).await.expect("read");
            let last = offset.saturating_add(limit).min(end);
            let expected = &content[offset.min(end) as usize..last.max(offset.min(end)) as usize];
            assert!(read == expected, "{} bytes at {offset} with limit {limit}", read.len());
        }
        assert!(store.read(&key("u/1/empty"), offset, 10).await.expect("read").is_empty());
        let missing = store.read(&key("u/1/none"), offset, 0).await;
        assert!(matches!(missing, Err(BlobError::NotFound(_))), "{missing:?}");
    }
}

async fn bytes_come_through_us(store: Arc<dyn BlobStore>) {
    store.put(&key("u/1/x"), Bytes::from_static(b"x")).await.expect("stored");
    let link = store.link(&key("u/1/x"), "image/png", Duration::from_secs(60)).await;
    assert_eq!(link.expect("asked"), None);
}

macro_rules! on_both {
    ($($case:ident)*) => {
        mod disk { $(#[tokio::test] async fn $case() {
            let fresh = crate::fresh::disk().await;
            super::$case(super::BlobHarness::blobs(&fresh)).await;
        })* }
        mod memory { $(#[tokio::test] async fn $case() {
            let fresh = crate::fresh::memory().await;
            super::$case(super::BlobHarness::blobs(&fresh)).await;
        })* }
    };
}

on_both! {
    a_large_file_goes_in_and_out keys_may_be_in_any_script rivals_leave_one_whole_object no_key_leaves_the_root
    part_of_a_key_is_no_object any_part_can_be_read bytes_come_through_us
}
