//! What a doctor wants to know of the programs.

use super::{Ffmpeg, call::Call};
use std::path::Path;
use xinggen_domain::error::{VendorError, VendorErrorClass};

/// The encoders without which nothing can be rendered.
const ENCODERS: [&str; 3] = ["libx264", "aac", "mjpeg"];
/// The filters without which nothing can be rendered.
const FILTERS: [&str; 8] = ["scale", "ass", "xfade", "ebur128", "alimiter", "aresample", "pan", "volume"];

/// An ffmpeg that can do all that is asked of it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FfmpegBuild {
    /// Its version, like `5.1.9-0+deb12u1`.
    pub version: String,
}

impl Ffmpeg {
    /// Looks whether both programs are there and can do everything that rendering needs, H.264 and burnt-in
    /// Chinese subtitles included.
    ///
    /// # Errors
    /// [`VendorErrorClass::Environment`] with the name of what is missing.
    pub async fn check(&self) -> Result<FfmpegBuild, VendorError> {
        Call::new(&self.ffprobe).words("-version").run().await?;
        let version = text(Call::new(&self.ffmpeg).words("-version")).await?;
        let encoders = text(Call::new(&self.ffmpeg).words("-hide_banner -encoders")).await?;
        let filters = text(Call::new(&self.ffmpeg).words("-hide_banner -filters")).await?;
        let missing: Vec<&str> = absent(&ENCODERS, &encoders).chain(absent(&FILTERS, &filters)).collect();
        if !missing.is_empty() {
            return Err(VendorError::new(
                VendorErrorClass::Environment,
                format!("this ffmpeg lacks {}: run `make setup` (deploy/setup.sh)", missing.join(", ")),
            ));
        }
        self.check_font().await?;
        Ok(FfmpegBuild { version: version_in(&version) })
    }

    /// Lets a subtitle be drawn and looks which font was taken for it.
    async fn check_font(&self) -> Result<(), VendorError> {
        let folder =
            tempfile::tempdir().map_err(|error| super::disk(Path::new("temporary folder"), error))?;
        let sample = crate::ass::sample();
        tokio::fs::write(folder.path().join("sample.ass"), sample)
            .await
            .map_err(|error| super::disk(folder.path(), error))?;
        let drawn = self
            .call("info")
            .words("-f lavfi -i color=black:size=320x180:rate=1:duration=1")
            .words("-vf ass=sample.ass -frames:v 1 -f null -")
            .within(folder.path())
            .run()
            .await?;
        // libass tells it as `fontselect: (wanted) -> taken`.
        let mut taken = drawn.log.lines().filter_map(|line| line.split_once("-> "));
        if taken.any(|(_, font)| font.contains("NotoSansCJK")) {
            return Ok(());
        }
        Err(VendorError::new(
            VendorErrorClass::Environment,
            format!("the font {} is missing: run `make setup` (deploy/setup.sh)", crate::ass::FONT),
        ))
    }
}

async fn text(call: Call<'_>) -> Result<String, VendorError> {
    let outcome = call.run().await?;
    Ok(String::from_utf8_lossy(&outcome.output).into_owned())
}

/// Those of the names that are not the second word of any line of a listing.
fn absent<'a>(names: &'a [&'a str], listing: &'a str) -> impl Iterator<Item = &'a str> {
    let listed =
        |name: &&str| listing.lines().any(|line| line.split_ascii_whitespace().nth(1) == Some(*name));
    names.iter().filter(move |name| !listed(name)).copied()
}

fn version_in(text: &str) -> String {
    let mut words = text.split_ascii_whitespace();
    words.find(|word| *word == "version").and_then(|_| words.next()).unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_as_whole_words() {
        let listing = " V..... libx264rgb  RGB\n T.. ass  V->V  Render ASS\n";
        assert_eq!(absent(&["libx264", "ass"], listing).collect::<Vec<_>>(), ["libx264"]);
    }

    #[test]
    fn the_version_is_the_word_behind_version() {
        assert_eq!(version_in("ffmpeg version 5.1.9-0+deb12u1 Copyright (c)"), "5.1.9-0+deb12u1");
        assert_eq!(version_in(""), "unknown");
    }
}
