use super::{
    AnimaticVoices,
    measure::{rms, silences},
    samples, speak,
};
use xinggen_domain::{
    character::VoiceId,
    error::VendorErrorClass,
    ports::{Speech, SpeechModel, SpeechRequest},
    script::Language::{self, Chinese, English},
};

fn check_marks(speech: &Speech, text: &str) {
    assert_eq!((speech.marks[0].chars, speech.marks[0].ms), (0, 0));
    for pair in speech.marks.windows(2) {
        assert!(pair[0].chars < pair[1].chars && pair[0].ms < pair[1].ms, "{:?}", speech.marks);
    }
    let last = speech.marks[speech.marks.len() - 1];
    assert!((last.chars as usize) < text.chars().count() && last.ms < speech.duration_ms);
}

#[tokio::test]
async fn marks_stand_where_clauses_begin() {
    let text = "他推开门，没有人。“你在哪里？”她喊道……没有回答。";
    let speech = speak("narrator-m", Chinese, text).await.expect("speech");
    check_marks(&speech, text);
    let starts: Vec<u32> = speech.marks.iter().map(|mark| mark.chars).collect();
    assert_eq!(starts, [0, 5, 9, 16, 21]);
    let sound = samples(&speech);
    for mark in &speech.marks[1..] {
        let at = mark.ms as usize * 24;
        assert!(rms(&sound[at - 40 * 24..at]) < 0.001, "a pause before {mark:?}");
        assert!(rms(&sound[at..at + 50 * 24]) > 0.005, "words within 50 ms of {mark:?}");
    }
}

#[tokio::test]
async fn sound_begins_at_once_and_ends_without_a_tail() {
    for (language, text) in [(Chinese, "……走吧。"), (English, "Let us go, then..."), (Chinese, "嗯")]
    {
        let speech = speak("young-f-1", language, text).await.expect("speech");
        let sound = samples(&speech);
        assert!(rms(&sound[..50 * 24]) > 0.005, "{text} begins");
        assert!(rms(&sound[sound.len() - 120 * 24..]) > 0.003, "{text} ends");
        let edge = sound[0].abs().max(sound[sound.len() - 1].abs());
        assert!(edge < 0.01, "{text} clicks");
    }
}

#[tokio::test]
async fn pauses_are_longer_behind_sentences_than_behind_commas() {
    let gap = async |text| {
        let speech = speak("narrator-f", Chinese, text).await.expect("speech");
        let second = speech.marks[1].ms as usize;
        let silences = silences(&samples(&speech), 60);
        let (start, end) =
            silences.into_iter().find(|&(start, end)| start < second && second <= end + 12).expect("a pause");
        end - start
    };
    let (comma, sentence) = (gap("我来了，你好。").await, gap("我来了。你好。").await);
    assert!((100..190).contains(&comma), "{comma}");
    assert!((200..290).contains(&sentence), "{sentence}");
}

#[tokio::test]
async fn text_without_words_is_refused_by_name() {
    for text in ["", "   ", "……！？", "😀😭🎉", "\u{0}\u{7}"] {
        let error = speak("narrator-m", Chinese, text).await.expect_err(text);
        assert_eq!(error.class, VendorErrorClass::Invalid);
        assert!(error.message.contains(&format!("{text:?}")) && !error.message.contains('\n'), "{error}");
    }
    let error = speak("nobody", Chinese, "你好").await.expect_err("no such voice");
    assert_eq!(error.class, VendorErrorClass::Invalid);
}

#[tokio::test]
async fn text_is_spoken_and_never_obeyed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("spoken.wav");
    let option = format!("-w {} -f /etc/hostname", file.display());
    for text in [option.as_str(), "--voices", "-q", "[[h@l'oU]]", "\u{1}99S hello", "<speak>hello</speak>"] {
        for language in [English, Chinese] {
            let speech = speak("adult-m-1", language, text).await.expect(text);
            assert!(rms(&samples(&speech)) > 0.02, "{text}");
        }
    }
    assert!(!file.exists());
    let plain = speak("adult-m-1", English, "hello there").await.expect("speech");
    let marked = speak("adult-m-1", English, "hello\u{0} there").await.expect("speech");
    assert_eq!(plain.wav, marked.wav);
}

#[tokio::test]
async fn a_long_line_is_spoken_whole() {
    let text = "雨一直下到天亮，街上没有一个行人。".repeat(24);
    assert!(text.chars().count() > 400);
    let speech = speak("elder-m", Chinese, &text).await.expect("speech");
    check_marks(&speech, &text);
    assert_eq!(speech.marks.len(), 48);
    let unbroken = "风吹过山谷".repeat(80);
    let speech = speak("elder-f", Chinese, &unbroken).await.expect("speech");
    assert!(speech.duration_ms > 60_000, "{}", speech.duration_ms);
}

#[tokio::test]
async fn both_languages_are_spoken_in_one_line() {
    let both = speak("young-m-1", Chinese, "他的iPhone丢了").await.expect("speech");
    let chinese = speak("young-m-1", Chinese, "他的丢了").await.expect("speech");
    assert!(both.duration_ms > chinese.duration_ms + 250);
    assert_eq!(both.marks.len(), 1);
    let mixed = speak("young-m-1", English, "He said 你好 to me.").await.expect("speech");
    assert!(rms(&samples(&mixed)) > 0.02);
}

#[tokio::test]
async fn the_same_request_gives_the_same_bytes() {
    for (voice, language, text) in
        [("elder-f", Chinese, "我老了，走不动了。"), ("girl", English, "Wait for me, please!")]
    {
        let first = speak(voice, language, text).await.expect("speech");
        let second = speak(voice, language, text).await.expect("speech");
        assert_eq!(first, second);
    }
}

async fn speak_by(program: &str, language: Language) -> VendorErrorClass {
    let request = SpeechRequest { text: "好".to_owned(), voice: VoiceId("boy".to_owned()), language };
    let error = AnimaticVoices::new(program).speak(&request).await.expect_err("no speech");
    assert!(error.message.contains("espeak-ng") && error.message.contains("make setup"), "{error}");
    error.class
}

#[tokio::test]
async fn a_missing_or_broken_program_is_named() {
    assert_eq!(speak_by("/nowhere/espeak-ng-missing", Chinese).await, VendorErrorClass::Environment);
    assert_eq!(speak_by("false", Chinese).await, VendorErrorClass::Environment);
    assert_eq!(speak_by("true", Chinese).await, VendorErrorClass::Environment);
}
