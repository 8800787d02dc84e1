use super::{
    clause::{Clause, clauses},
    espeak::Espeak,
    normalise::segments,
    roster::{self, Timbre},
    sound, wav,
};
use async_trait::async_trait;
use bytes::Bytes;
use tokio::task::spawn_blocking;
use xinggen_domain::{
    casting::Voice,
    error::{VendorError, VendorErrorClass},
    ports::{Speech, SpeechModel, SpeechRequest},
    provenance::ModelRef,
    script::Language,
    subtitle::SpeechMark,
};

/// The most characters of a line: every one can be a segment, and so a start of the program, and a second of sound.
const MOST_CHARACTERS: usize = 2_000;

/// Between two languages inside a clause.
const SWITCH_MS: usize = 40;

/// Preview voices: offline, without a key, the same bytes for the same request.
#[derive(Debug, Clone)]
pub struct AnimaticVoices {
    espeak: Espeak,
}

/// What the program said for a clause, segment by segment.
struct Spoken<'a> {
    clause: Clause<'a>,
    segments: Vec<Vec<f32>>,
}

impl AnimaticVoices {
    /// Voices of the program at this path or of this name, usually `espeak-ng`.
    #[must_use]
    pub fn new(program: &str) -> Self {
        Self { espeak: Espeak { program: program.to_owned() } }
    }

    async fn speak_clause<'a>(
        &self,
        timbre: &Timbre,
        clause: Clause<'a>,
        language: Language,
    ) -> Result<Spoken<'a>, VendorError> {
        let parts = segments(clause.text, language);
        let mut segments = Vec::with_capacity(parts.len());
        for (part, behind) in parts.iter().zip(1..) {
            let ending = if behind == parts.len() { clause.ending } else { ' ' };
            segments.push(self.espeak.speak(timbre, part, ending).await?);
        }
        Ok(Spoken { clause, segments })
    }
}

impl Default for AnimaticVoices {
    fn default() -> Self {
        Self::new("espeak-ng")
    }
}

#[async_trait]
impl SpeechModel for AnimaticVoices {
    fn model(&self) -> ModelRef {
        ModelRef::new("animatic", "voices-1")
    }

    fn voices(&self) -> Vec<Voice> {
        roster::voices()
    }

    /// # Errors
    /// `Environment` when the program is missing, `Invalid` for an unknown voice and for text without a word,
    /// `Timeout` when the program hangs.
    async fn speak(&self, request: &SpeechRequest) -> Result<Speech, VendorError> {
        let timbre = Timbre::find(&request.voice).ok_or_else(|| {
            invalid(format!("there is no preview voice {:?}: choose another", request.voice.0))
        })?;
        let characters = request.text.chars().count();
        if characters > MOST_CHARACTERS {
            return Err(invalid(format!(
                "a line has at most {MOST_CHARACTERS} characters, this one has {characters}: split it"
            )));
        }
        let mut spoken = Vec::new();
        for clause in clauses(&request.text) {
            spoken.push(self.speak_clause(timbre, clause, request.language).await?);
        }
        let throat = timbre.throat;
        let line: Vec<_> = spoken
            .into_iter()
            .map(|spoken| (spoken.clause.start, spoken.clause.pause_ms, spoken.segments))
            .collect();
        spawn_blocking(move || join(line, throat))
            .await
            .map_err(|error| {
                VendorError::caused_by(VendorErrorClass::Unknown, "the voice broke off: try again", error)
            })??
            .ok_or_else(|| invalid(format!("there is nothing to speak in {:?}: give it words", request.text)))
    }
}

fn invalid(message: String) -> VendorError {
    VendorError::new(VendorErrorClass::Invalid, message)
}

/// Puts clauses (characters before, pause behind, segments) together; nothing when none of them sounds.
fn join(line: Vec<(u32, u32, Vec<Vec<f32>>)>, throat: f64) -> Result<Option<Speech>, VendorError> {
    let mut samples: Vec<f32> = Vec::new();
    let mut marks: Vec<SpeechMark> = Vec::new();
    let mut pause = 0;
    for (chars, behind, segments) in line {
        let sounds = segments.iter().map(|segment| sound::clause(segment, throat)).filter(|s| !s.is_empty());
        for (number, sound) in sounds.enumerate() {
            if number > 0 {
                samples.extend(sound::silence(SWITCH_MS));
            } else if !samples.is_empty() {
                samples.extend(sound::silence(pause as usize));
                marks.push(SpeechMark { chars, ms: (samples.len() / wav::PER_MS) as u32 });
            } else {
                marks.push(SpeechMark { chars: 0, ms: 0 });
            }
            if number == 0 {
                pause = 0;
            }
            samples.extend(sound);
        }
        pause = pause.max(behind);
    }
    if samples.is_empty() {
        return Ok(None);
    }
    sound::level(&mut samples);
    let duration_ms = (samples.len() / wav::PER_MS) as u32;
    let wav = wav::file(&samples).map_err(|error| {
        VendorError::caused_by(VendorErrorClass::Unknown, "the voice cannot be written", error)
    })?;
    Ok(Some(Speech { wav: Bytes::from(wav), duration_ms, marks }))
}
