//! The OpenAI-compatible protocol, as OpenAI, Volcengine Ark, Aliyun's compatible mode and most gateways speak it.
//! <https://platform.openai.com/docs/api-reference>

mod fault;
mod image;
pub(crate) mod listing;
mod prompt;
pub(crate) mod references;
mod wire;

pub(crate) use image::OpenAiImages;
