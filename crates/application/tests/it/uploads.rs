//! Files as people upload, read and remove them, and what their names have to do with it: little.

use crate::{
    house::{House, story},
    studio::Studio,
};
use bytes::Bytes;
use std::time::Duration;
use xinggen_application::{
    Actor, Assets, Episodes, RemoveAssetError, Upload, UploadAssetError, UploadLimits,
};
use xinggen_domain::{
    asset::{Asset, MediaKind},
    ports::{BlobStore as _, Page},
    provenance::Digest,
};

const LIMITS: UploadLimits = UploadLimits { image: 1000, video: 4000, audio: 3000, text: 200 };

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08".to_vec();
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend(b"\x01\x01\x11\0\xff\xd9");
    bytes
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    bytes.extend(&(width - 1).to_le_bytes()[..3]);
    bytes.extend(&(height - 1).to_le_bytes()[..3]);
    bytes
}

/// 16 bit, one channel, 8,000 samples a second, with a chunk of an odd length in front of the data.
fn wav(ms: usize) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend(8000_u32.to_le_bytes());
    bytes.extend(16_000_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0LIST\x03\0\0\0abc\0data");
    // As recorders leave it that could not go back: more than there is.
    bytes.extend(u32::MAX.to_le_bytes());
    bytes.extend(vec![0; ms * 16]);
    bytes
}

const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\x08free";
const MP3: &[u8] = b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\0";
const SRT: &[u8] = "\u{feff}1\r\n00:00:00,200 --> 00:00:01,500\r\n你回来了。\r\n".as_bytes();

async fn upload(
    assets: &Assets,
    actor: Actor,
    name: &str,
    bytes: impl Into<Bytes>,
) -> Result<Asset, UploadAssetError> {
    let upload = Upload { name: name.to_owned(), bytes: bytes.into() };
    assets.upload_asset(actor, upload, LIMITS).await
}

#[tokio::test]
async fn a_file_is_what_its_bytes_are_whatever_it_is_called() {
    let studio = Studio::new().await;
    let assets = Assets::new(studio.world.ports());
    use MediaKind::{Audio, Document, Image, Subtitle, Video};
    for (name, bytes, kind, mime, extension, pixels, ms) in [
        ("film.mp4", png(640, 360), Image, "image/png", "png", Some((640, 360)), None),
        ("photo.png", jpeg(300, 500), Image, "image/jpeg", "jpg", Some((300, 500)), None),
        ("x", webp(70_000, 2), Image, "image/webp", "webp", Some((70_000, 2)), None),
        ("voice.mp3", wav(125), Audio, "audio/wav", "wav", None, Some(125)),
        ("notes.txt", MP3.to_vec(), Audio, "audio/mpeg", "mp3", None, None),
        ("index.html", MP4.to_vec(), Video, "video/mp4", "mp4", None, None),
        ("子幕.SRT", SRT.to_vec(), Subtitle, "application/x-subrip", "srt", None, None),
        ("subtitles.txt", SRT.to_vec(), Subtitle, "application/x-subrip", "srt", None, None),
        ("故事.txt", "雪下了一夜。\n".into(), Document, "text/plain", "txt", None, None),
        ("readme.Markdown", "# 雪夜".into(), Document, "text/markdown", "md", None, None),
    ] {
        let sha256 = Digest::of(&bytes);
        let asset = upload(&assets, studio.user, name, bytes.clone()).await;
        let asset = asset.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((asset.kind, asset.mime.as_str()), (kind, mime), "{name}");
        assert_eq!(asset.width.zip(asset.height), pixels, "{name}");
        assert_eq!(
            (asset.duration_ms, asset.bytes, asset.sha256),
            (ms, bytes.len() as u64, sha256),
            "{name}"
        );
        assert!(asset.key.as_str().ends_with(&format!("{}.{extension}", asset.id)), "{}", asset.key);
        assert!(asset.key.as_str().starts_with(&format!("u/{}/", studio.user.user_id)), "{}", asset.key);
        assert_eq!(studio.world.blobs.get(&asset.key).await.expect("stored"), bytes);
        assert_eq!(assets.get_asset(studio.user, asset.id).await.expect("read"), Some(asset));
    }
}

#[tokio::test]
async fn what_is_empty_unknown_damaged_or_too_large_is_refused_and_not_kept() {
    let studio = Studio::new().await;
    let assets = Assets::new(studio.world.ports());
    let refused = async |name: &str, bytes: Vec<u8>| match upload(&assets, studio.user, name, bytes).await {
        Err(error) => error,
        Ok(asset) => panic!("{name} was stored as {}", asset.mime),
    };
    assert!(matches!(refused("a.png", vec![]).await, UploadAssetError::Empty));
    for (name, bytes) in [
        ("photo.png", b"no picture at all".to_vec()),
        ("page.html", b"<script>alert(1)</script>".to_vec()),
        ("name without an extension", "雪下了一夜。".into()),
        ("empty.srt", "雪下了一夜。".into()),
        ("blank.txt", b" \n\t\n".to_vec()),
        ("nul.txt", b"a\0b".to_vec()),
        ("gbk.txt", vec![0xd1, 0xa9, 0xcf, 0xc2, 0xc1, 0xcb]),
        ("tool.png", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec()),
        ("anim.png", b"GIF89a\x01\0\x01\0\x80\0\0".to_vec()),
        ("script.mp4", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec()),
    ] {
        let error = refused(name, bytes).await;
        assert!(matches!(error, UploadAssetError::UnknownType), "{name}: {error}");
    }
    for (name, bytes, expected) in [
        ("cut off.png", png(640, 360)[..14].to_vec(), "image/png"),
        ("nothing.png", png(0, 360), "image/png"),
        ("no data.wav", wav(10)[..40].to_vec(), "audio/wav"),
    ] {
        let error = refused(name, bytes).await;
        assert!(matches!(error, UploadAssetError::Damaged { mime } if mime == expected), "{name}: {error}");
    }
    let mut large = png(640, 360);
    large.resize(1001, 0);
    let error = refused("large.mp4", large).await;
    let expected = |kind, most, bytes| (kind, most, bytes) == (MediaKind::Image, 1000, 1001);
    assert!(matches!(error, UploadAssetError::TooLarge { kind, most, bytes } if expected(kind, most, bytes)));
    let error = refused("long.txt", "雪".repeat(67).into()).await;
    assert!(matches!(error, UploadAssetError::TooLarge { most: 200, bytes: 201, .. }), "{error}");
    assert_eq!(studio.world.blobs.keys(), []);
    let page = Page { limit: 10, after: None };
    assert_eq!(assets.list_assets(studio.user, None, page).await.expect("read"), []);
}

#[tokio::test]
async fn an_object_whose_row_cannot_be_written_is_taken_back() {
    let studio = Studio::new().await;
    let assets = Assets::new(studio.world.ports());
    let nobody = Actor { user_id: studio.world.build.id(), ..studio.user };
    let failed = upload(&assets, nobody, "a.png", png(1, 1)).await;
    assert!(matches!(failed, Err(UploadAssetError::Store(_))), "{failed:?}");
    assert_eq!(studio.world.blobs.keys(), []);
}

#[tokio::test]
async fn a_file_is_listed_by_kind_and_read_in_pieces_by_its_owner() {
    let studio = Studio::new().await;
    let assets = Assets::new(studio.world.ports());
    let (user, them, page) = (studio.user, studio.neighbour, Page { limit: 10, after: None });
    let picture = upload(&assets, user, "a.png", png(3, 2)).await.expect("stored");
    let text = upload(&assets, user, "a.txt", "0123456789").await.expect("stored");
    let all = assets.list_assets(user, None, page).await.expect("read");
    assert_eq!(all, [text.clone(), picture.clone()], "newest first");
    let pictures = assets.list_assets(user, Some(MediaKind::Image), page).await.expect("read");
    assert_eq!(pictures, std::slice::from_ref(&picture));
    let reader = assets.open_asset(user, text.id).await.expect("read").expect("there");
    assert_eq!(reader.asset(), &text);
    assert_eq!(reader.read(3, 4).await.expect("read"), "3456");
    assert_eq!(reader.read(8, 100).await.expect("read"), "89");
    assert_eq!(reader.read(10, 1).await.expect("read"), "");
    let link = assets.link_asset(&text, Duration::from_secs(60)).await.expect("asked");
    assert_eq!(link, None, "memory gives no links");
    assert!(assets.get_asset(them, text.id).await.expect("read").is_none());
    assert!(assets.open_asset(them, text.id).await.expect("read").is_none());
    assert_eq!(assets.get_assets(them, &[text.id, picture.id]).await.expect("read"), []);
    assert_eq!(assets.get_assets(user, &[text.id]).await.expect("read"), std::slice::from_ref(&text));
    assert_eq!(assets.list_assets(them, None, page).await.expect("read"), []);
    let removed = assets.remove_asset(them, text.id).await;
    assert!(matches!(removed, Err(RemoveAssetError::NotFound)), "{removed:?}");
    assets.remove_asset(user, text.id).await.expect("removed");
    let removed = assets.remove_asset(user, text.id).await;
    assert!(matches!(removed, Err(RemoveAssetError::NotFound)), "{removed:?}");
}

#[tokio::test]
async fn a_file_that_a_cut_uses_stays() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house.produce(story()).await;
    let cuts = Episodes::new(house.world.ports()).list_cuts(house.user, episode).await.expect("read");
    let poster = cuts.expect("there")[0].poster;
    let assets = Assets::new(house.world.ports());
    let refused = assets.remove_asset(house.user, poster).await;
    assert!(matches!(refused, Err(RemoveAssetError::InUse)), "{refused:?}");
    assert!(assets.get_asset(house.user, poster).await.expect("read").is_some());
}
