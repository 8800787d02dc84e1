//! The vendors' JSON, in part.

use serde::{Deserialize, Serialize};

/// `POST /images/generations`.
#[derive(Debug, Serialize)]
pub(crate) struct ImagesBody<'a> {
    pub(crate) model: &'a str,
    pub(crate) prompt: &'a str,
    pub(crate) n: u32,
    pub(crate) size: String,
    /// `gpt-image-…` refuses it and answers in base64 anyway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response_format: Option<&'static str>,
    /// References as `data:` URLs; only models that are known to take them are sent any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) image: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ImagesAnswer {
    pub(crate) data: Vec<ImageAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ImageAnswer {
    #[serde(default)]
    pub(crate) b64_json: Option<String>,
    #[serde(default)]
    pub(crate) url: Option<String>,
}

/// `GET /models`.
#[derive(Debug, Deserialize)]
pub(crate) struct ModelsAnswer {
    pub(crate) data: Vec<ModelAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ModelAnswer {
    pub(crate) id: String,
}

/// What is said in the place of an answer.
#[derive(Debug, Deserialize)]
pub(crate) struct ErrorAnswer {
    pub(crate) error: ErrorBody,
}

/// Some say no more than a text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum ErrorBody {
    Told(ErrorFacts),
    Text(String),
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ErrorFacts {
    #[serde(default)]
    pub(crate) message: Option<String>,
    /// A word at OpenAI, a number at some others.
    #[serde(default)]
    pub(crate) code: Option<serde_json::Value>,
    #[serde(default)]
    pub(crate) r#type: Option<String>,
}

impl ErrorAnswer {
    /// The error in an answer, if it is one of this protocol.
    pub(crate) fn read(body: &[u8]) -> Option<ErrorFacts> {
        match serde_json::from_slice::<Self>(body).ok()?.error {
            ErrorBody::Told(facts) => Some(facts),
            ErrorBody::Text(text) => Some(ErrorFacts { message: Some(text), ..ErrorFacts::default() }),
        }
    }
}

impl ErrorFacts {
    /// Code and type, in small letters, to look for words in.
    pub(crate) fn words(&self) -> String {
        let code = match &self.code {
            Some(serde_json::Value::String(code)) => code.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        format!("{code} {}", self.r#type.as_deref().unwrap_or_default()).to_ascii_lowercase()
    }
}
