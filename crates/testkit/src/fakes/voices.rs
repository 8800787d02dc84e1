use super::{Calls, VENDOR};
use async_trait::async_trait;
use xinggen_domain::{
    casting::Voice,
    character::{Age, Gender, VoiceId},
    error::{VendorError, VendorErrorClass},
    ports::{Speech, SpeechModel, SpeechRequest},
    provenance::ModelRef,
    script::Language,
    subtitle::SpeechMark,
    time::Millis,
};

const RATE: u32 = 8000;
/// How long a character is spoken.
const CHARACTER_MS: Millis = 180;

/// The voices: name, gender, age; the first narrates.
const VOICES: [(&str, Gender, Age); 6] = [
    ("旁白", Gender::Male, Age::Adult),
    ("小雪", Gender::Female, Age::Young),
    ("阿诚", Gender::Male, Age::Young),
    ("李姨", Gender::Female, Age::Adult),
    ("老周", Gender::Male, Age::Elder),
    ("豆豆", Gender::Female, Age::Child),
];

/// Speaks in a quiet hum of 180 ms a character, each of its six voices (`voice-0` to `voice-5`) at its own pitch.
#[derive(Debug, Default)]
pub struct FakeVoices {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<SpeechRequest>,
}

#[async_trait]
impl SpeechModel for FakeVoices {
    fn model(&self) -> ModelRef {
        ModelRef::new(VENDOR, "speech-1")
    }

    fn voices(&self) -> Vec<Voice> {
        let voice = |(at, (name, gender, age)): (usize, &(&str, Gender, Age))| Voice {
            id: VoiceId(format!("voice-{at}")),
            name: (*name).to_owned(),
            languages: Language::ALL.to_vec(),
            gender: *gender,
            age: *age,
            narrator: at == 0,
        };
        VOICES.iter().enumerate().map(voice).collect()
    }

    async fn speak(&self, request: &SpeechRequest) -> Result<Speech, VendorError> {
        self.calls.record(request.clone())?;
        let voices = self.voices();
        let Some(pitch) = voices.iter().position(|voice| voice.id == request.voice) else {
            let message = format!("there is no voice {}", request.voice.0);
            return Err(VendorError::new(VendorErrorClass::Invalid, message));
        };
        let duration_ms = (request.text.chars().count() as Millis * CHARACTER_MS).max(CHARACTER_MS);
        Ok(Speech {
            wav: wav(duration_ms, 110 + 40 * pitch as u32).into(),
            duration_ms,
            marks: marks(&request.text),
        })
    }
}

/// The start of the text and of whatever follows punctuation.
fn marks(text: &str) -> Vec<SpeechMark> {
    let mut fresh = true;
    let mut marks = Vec::new();
    for (chars, c) in (0..).zip(text.chars()) {
        let pause = "，。！？；：,.!?;:".contains(c);
        if fresh && !pause {
            marks.push(SpeechMark { chars, ms: chars * CHARACTER_MS });
        }
        fresh = pause;
    }
    marks
}

/// A WAV file, 16 bit, one channel, of a triangle wave.
fn wav(duration_ms: Millis, pitch: u32) -> Vec<u8> {
    let samples = RATE / 1000 * duration_ms;
    let bytes = samples * 2;
    let mut wav = Vec::with_capacity(44 + bytes as usize);
    wav.extend(b"RIFF");
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(bytes.to_le_bytes());
    for at in 0..samples {
        let phase = (at * pitch % RATE) as i32;
        let height = (phase - RATE as i32 / 2).abs() - RATE as i32 / 4;
        wav.extend(((height / 4) as i16).to_le_bytes());
    }
    wav
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_voice_is_as_long_as_its_text() {
        let voices = FakeVoices::default();
        let request = SpeechRequest {
            text: "你回来了，进来吧。".to_owned(),
            voice: VoiceId("voice-1".to_owned()),
            language: Language::Chinese,
        };
        let speech = voices.speak(&request).await.unwrap();
        assert_eq!(speech.duration_ms, 9 * CHARACTER_MS);
        let wav = hound::WavReader::new(&speech.wav[..]).unwrap();
        assert_eq!((wav.spec().channels, wav.spec().bits_per_sample), (1, 16));
        assert_eq!(wav.duration() * 1000 / wav.spec().sample_rate, speech.duration_ms);
        let samples: Vec<i16> = wav.into_samples().map(Result::unwrap).collect();
        let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max();
        assert!(loudest.is_some_and(|loudest| (200..2000).contains(&loudest)), "a quiet hum: {loudest:?}");
        assert_eq!(speech.marks, [SpeechMark { chars: 0, ms: 0 }, SpeechMark { chars: 5, ms: 900 }]);
        let other = SpeechRequest { voice: VoiceId("voice-2".to_owned()), ..request };
        assert_ne!(voices.speak(&other).await.unwrap().wav, speech.wav);
    }

    #[tokio::test]
    async fn an_unknown_voice_is_refused() {
        let request = SpeechRequest {
            text: "喂".to_owned(),
            voice: VoiceId("nobody".to_owned()),
            language: Language::Chinese,
        };
        let error = FakeVoices::default().speak(&request).await.unwrap_err();
        assert_eq!(error.class, VendorErrorClass::Invalid);
    }
}
