//! [`BlobStore`](xinggen_domain::ports::BlobStore).

use super::{BlobHarness, Broken, Outcome};
use crate::{Build, TestFolder};
use bytes::Bytes;
use xinggen_domain::{
    asset::ObjectKey,
    error::BlobError,
    ports::{ScratchFolder, StoredBlob},
    provenance::Digest,
};

fn key(build: &Build) -> ObjectKey {
    ObjectKey::asset(build.id(), build.id(), "png")
}

fn facts(bytes: &[u8]) -> StoredBlob {
    StoredBlob { bytes: bytes.len() as u64, sha256: Digest::of(bytes) }
}

#[track_caller]
fn not_found<T>(result: Result<T, BlobError>, what: &str) -> Outcome {
    match result {
        Err(BlobError::NotFound(_)) => Ok(()),
        Err(other) => Err(Broken::new(format!("{what} must be NotFound, not {other:?}"))),
        Ok(_) => Err(Broken::new(format!("{what} must be NotFound"))),
    }
}

/// Bytes come back as they were stored, and their facts are told: nothing, a little, a mebibyte.
pub async fn bytes_come_back(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let mebibyte: Vec<u8> = (0..1_u32 << 20).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for content in [Bytes::new(), Bytes::from_static("雪\0\r\n".as_bytes()), Bytes::from(mebibyte)] {
        let key = key(&build);
        assert_eq!(blobs.put(&key, content.clone()).await?, facts(&content));
        assert!(blobs.get(&key).await? == content, "{} bytes come back", content.len());
    }
    Ok(())
}

/// What was never stored is not there.
pub async fn an_unknown_key_is_not_found(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build, folder) = (harness.blobs(), Build::default(), TestFolder::new()?);
    let key = key(&build);
    not_found(blobs.get(&key).await, "the bytes of nothing")?;
    let file = folder.path().join("fetched");
    not_found(blobs.fetch(&key, &file).await, "a fetch of nothing")?;
    assert!(!file.exists(), "a failed fetch leaves no file");
    assert!(!blobs.exists(&key).await?);
    Ok(())
}

/// Writing an existing key replaces what was there, shorter or longer.
pub async fn a_key_can_be_overwritten(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let key = key(&build);
    for content in ["first and rather long", "second", "", "the third, longer again"] {
        assert_eq!(blobs.put(&key, Bytes::from(content)).await?, facts(content.as_bytes()));
        assert_eq!(blobs.get(&key).await?, content);
    }
    Ok(())
}

/// A stored key exists, a deleted one does not; deleting again is fine.
pub async fn a_deleted_key_is_gone(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let (gone, kept) = (key(&build), key(&build));
    for key in [&gone, &kept] {
        blobs.put(key, Bytes::from_static(b"x")).await?;
        assert!(blobs.exists(key).await?);
    }
    blobs.delete(&gone).await?;
    blobs.delete(&gone).await?;
    assert!(!blobs.exists(&gone).await?);
    not_found(blobs.get(&gone).await, "a deleted object")?;
    assert!(blobs.exists(&kept).await?, "others stay");
    Ok(())
}

/// Everything of a user goes, intermediates included; nothing of anybody else. Removing it again is fine.
pub async fn all_of_a_user_goes_and_nothing_of_others(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let (one, other) = (build.id(), build.id());
    let of = |user| {
        let asset = ObjectKey::asset(user, build.id(), "png");
        [asset, ObjectKey::intermediate(user, Digest::of(b"inputs"), "mp4")]
    };
    let (gone, kept) = (of(one), of(other));
    for key in gone.iter().chain(&kept) {
        blobs.put(key, Bytes::from_static(b"x")).await?;
    }
    blobs.delete_all(one).await?;
    blobs.delete_all(one).await?;
    blobs.delete_all(build.id()).await?;
    for (key, there) in gone.iter().map(|key| (key, false)).chain(kept.iter().map(|key| (key, true))) {
        assert_eq!(blobs.exists(key).await?, there, "{key}");
    }
    Ok(())
}

/// A file goes in and stays where it was; it comes out over whatever the other file was.
pub async fn files_go_in_and_out(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build, folder) = (harness.blobs(), Build::default(), TestFolder::new()?);
    let (source, target) = (folder.path().join("源.bin"), folder.path().join("out.bin"));
    for content in [vec![7; 300_000], b"short".to_vec(), vec![]] {
        let key = key(&build);
        std::fs::write(&source, &content)?;
        assert_eq!(blobs.put_file(&key, &source).await?, facts(&content));
        assert!(std::fs::read(&source)? == content, "the file stays");
        assert!(blobs.get(&key).await? == content, "the object has the file's bytes");
        blobs.fetch(&key, &target).await?;
        assert!(std::fs::read(&target)? == content, "a fetch replaces what was there");
    }
    Ok(())
}

/// A file that is not there is an error and stores nothing.
pub async fn a_missing_file_stores_nothing(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build, folder) = (harness.blobs(), Build::default(), TestFolder::new()?);
    let key = key(&build);
    let absent = folder.path().join("absent");
    assert!(blobs.put_file(&key, &absent).await.is_err(), "there is no such file");
    assert!(!blobs.exists(&key).await?, "nothing was stored");
    Ok(())
}

/// Keys that begin alike are different objects, and intermediates are stored like assets.
pub async fn keys_are_kept_apart(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let (one, two) = (build.id(), build.id());
    let asset = build.id();
    let keys = [
        ObjectKey::asset(one, asset, "png"),
        ObjectKey::asset(one, asset, "pn"),
        ObjectKey::asset(two, asset, "png"),
        ObjectKey::intermediate(one, Digest::of(b"inputs"), "mp4"),
    ];
    for key in &keys {
        blobs.put(key, Bytes::from(key.to_string())).await?;
    }
    for key in &keys {
        assert_eq!(blobs.get(key).await?, key.to_string());
    }
    Ok(())
}

/// A part of an object is read from any place on, as far as it goes.
pub async fn parts_are_read(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let content: Vec<u8> = (0..300_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let key = key(&build);
    blobs.put(&key, Bytes::from(content.clone())).await?;
    let end = content.len() as u64;
    let parts = [(0, 10), (0, end), (7, 1), (131_072, 70_000), (end - 1, 1), (end - 5, 99), (0, u64::MAX)];
    for (offset, limit) in parts {
        let to = offset.saturating_add(limit).min(end);
        let expected = &content[offset as usize..to as usize];
        assert!(blobs.read(&key, offset, limit).await? == expected, "{limit} bytes from {offset}");
    }
    for (offset, limit) in [(end, 1), (end, u64::MAX), (end + 1, 5), (u64::MAX, 5), (3, 0), (end, 0)] {
        let read = blobs.read(&key, offset, limit).await?;
        assert!(read.is_empty(), "nothing is {limit} bytes from {offset}");
    }
    let empty = self::key(&build);
    blobs.put(&empty, Bytes::new()).await?;
    assert!(blobs.read(&empty, 0, 9).await?.is_empty(), "nothing of nothing");
    Ok(())
}

/// No part of what was never stored is read.
pub async fn no_part_of_an_unknown_key_is_read(harness: &dyn BlobHarness) -> Outcome {
    let (blobs, build) = (harness.blobs(), Build::default());
    let key = key(&build);
    not_found(blobs.read(&key, 0, 9).await, "a part of nothing")?;
    not_found(blobs.read(&key, 9, 0).await, "no bytes of nothing")
}
