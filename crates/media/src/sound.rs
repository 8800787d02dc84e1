//! The sound of a cut: voices on a silent bed, brought to −16 LUFS, as AAC.

mod bed;
mod loudness;
mod resample;
mod wav;

use crate::ffmpeg::{Feed, Ffmpeg, Stage, unknown};
use bed::{Bed, RATE};
use loudness::{Level, Loudness};
use std::path::Path;
use xinggen_domain::{error::VendorError, ports::PlacedVoice, time::Millis};

/// How often the level is tried anew; two are enough for speech.
const ATTEMPTS: u32 = 8;

/// The bed goes to both channels as it is.
const BOTH: &str = "pan=stereo|c0=c0|c1=c0";

/// What measures loudness and true peak, of one channel as if it came from both sides; the line per frame would only
/// fill the log.
const METER: &str = "ebur128=peak=true:dualmono=true:framelog=verbose";

/// The quick search of the encoder: at this rate speech comes out as near to what went in, in half the time.
const ENCODER: &str = "-c:a aac -aac_coder fast -b:a 160k";

/// Makes the sound of a cut of `duration_ms` and writes it to `out`, an MP4 with AAC, 48 kHz, stereo.
pub(crate) async fn make(
    ffmpeg: &Ffmpeg,
    voices: &[PlacedVoice],
    duration_ms: Millis,
    out: &Path,
    stage: Stage<'_>,
) -> Result<(), VendorError> {
    let voices = voices.to_vec();
    let bed = tokio::task::spawn_blocking(move || Bed::new(&voices, duration_ms))
        .await
        .map_err(|error| unknown(format!("reading the voices stopped: {error}")))??;
    let measured = measure_bed(ffmpeg, &bed).await?;
    stage.report(1, 3);
    if measured.is_silent() {
        return encode(ffmpeg, &bed, "", out).await;
    }
    let mut level = Level::for_material(measured);
    for attempt in 0..ATTEMPTS {
        encode(ffmpeg, &bed, &level.filter(), out).await?;
        stage.report(2, 3);
        let heard = measure_file(ffmpeg, out).await?;
        tracing::debug!(attempt, ?level, ?heard, "encoded the sound");
        if heard.has_landed() {
            stage.report(3, 3);
            return Ok(());
        }
        level = level.corrected(heard);
    }
    // Clicks without a body cannot be as loud as speech without clipping; they stay below.
    tracing::warn!(?level, "the sound cannot be brought to -16 LUFS");
    Ok(())
}

async fn measure_bed(ffmpeg: &Ffmpeg, bed: &Bed) -> Result<Loudness, VendorError> {
    let outcome = ffmpeg
        .call("info")
        .words(&format!("-f f32le -ar {RATE} -ac 1 -i pipe:0"))
        .option("-af", METER)
        .words("-f null -")
        .fed(mixing(bed))
        .run()
        .await?;
    Loudness::in_log(&outcome.log)
}

async fn measure_file(ffmpeg: &Ffmpeg, file: &Path) -> Result<Loudness, VendorError> {
    let outcome = ffmpeg.call("info").input(file).option("-af", METER).words("-f null -").run().await?;
    Loudness::in_log(&outcome.log)
}

async fn encode(ffmpeg: &Ffmpeg, bed: &Bed, level: &str, out: &Path) -> Result<(), VendorError> {
    // What is done to the one channel need not be done to both.
    ffmpeg
        .call("error")
        .words(&format!("-f f32le -ar {RATE} -ac 1 -i pipe:0"))
        .option("-af", format!("{level}{BOTH}"))
        .words(&format!("{ENCODER} -ar {RATE} -ac 2 -f mp4"))
        .file(out)
        .fed(mixing(bed))
        .run()
        .await
        .map(|_| ())
}

fn mixing(bed: &Bed) -> Feed {
    let bed = bed.clone();
    Box::new(move |input| bed.mix_into(input))
}
