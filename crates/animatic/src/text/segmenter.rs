//! The word segmenter, loaded once and only when a Chinese story is read.

use jieba_rs::{Jieba, Tag};
use std::sync::LazyLock;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Words with their parts of speech.
pub(crate) fn words(text: &str) -> Vec<Tag<'_>> {
    JIEBA.tag(text, true)
}

/// The part of speech that the dictionary gives a word; nothing for words it does not have.
pub(crate) fn entry(word: &str) -> Option<String> {
    JIEBA.has_word(word).then(|| JIEBA.tag(word, false).first().map(|tag| tag.tag.to_owned())).flatten()
}
