use crate::{
    problem::{Code, Problem},
    view::{Listed, ServiceKind},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{AiConfigChange, CreateAiConfig, CreateAiConfigError, TestAiConfigError};
use xinggen_domain::{Id as _, ai_config::AiConfig, vendor::VendorKey};

/// An address and a key of a vendor. The key itself is never shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AiConfig)]
pub(crate) struct AiConfigView {
    /// Its id.
    pub(crate) id: Uuid,
    /// What the vendor does.
    kind: ServiceKind,
    /// Whose the model is.
    #[schema(examples("volcengine-ark"))]
    vendor: String,
    /// The model, as the vendor names it.
    #[schema(examples("doubao-seedream-4-0-250828"))]
    model: String,
    /// What it is called.
    #[schema(examples("我的画图密钥"))]
    name: String,
    /// Where the vendor's OpenAI-compatible protocol begins.
    #[schema(examples("https://ark.cn-beijing.volces.com/api/v3"))]
    base_url: String,
    /// The last four characters of the key; nothing of a short one.
    #[schema(examples("cdef"))]
    key_hint: String,
    /// Whether jobs may use it.
    active: bool,
    /// Of several that are active, the highest is used.
    #[schema(minimum = 0, maximum = 1000)]
    priority: u32,
    /// Counts the changes; the `ETag`.
    pub(crate) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<AiConfig> for AiConfigView {
    fn from(config: AiConfig) -> Self {
        Self {
            id: config.id.as_uuid(),
            kind: config.kind.into(),
            vendor: config.model.vendor,
            model: config.model.model,
            name: config.name,
            base_url: config.base_url,
            key_hint: config.hint,
            active: config.active,
            priority: config.priority,
            version: config.version,
            created_at: config.created_at,
            updated_at: config.updated_at,
        }
    }
}

/// A page of AI configurations, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AiConfigPage {
    /// The configurations.
    items: Vec<AiConfigView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Listed<AiConfig>> for AiConfigPage {
    fn from(listed: Listed<AiConfig>) -> Self {
        Self { items: listed.items.into_iter().map(Into::into).collect(), next_cursor: listed.next_cursor }
    }
}

/// An AI configuration to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateAiConfigBody, example = json!({ "kind": "image", "vendor": "volcengine-ark", "model": "doubao-seedream-4-0-250828", "name": "我的画图密钥", "base_url": "https://ark.cn-beijing.volces.com/api/v3", "key": "sk-0123456789abcdef" }))]
pub(crate) struct CreateAiConfigBody {
    /// What the vendor is to do.
    kind: ServiceKind,
    /// Whose the model is: small letters, digits and hyphens.
    #[schema(examples("volcengine-ark"), pattern = "^[a-z0-9-]+$", min_length = 1, max_length = 50)]
    vendor: String,
    /// The model, as the vendor names it.
    #[schema(examples("doubao-seedream-4-0-250828"), min_length = 1, max_length = 100)]
    model: String,
    /// What to call it.
    #[schema(examples("我的画图密钥"), min_length = 1, max_length = 100)]
    name: String,
    /// Where the vendor's OpenAI-compatible protocol begins; https.
    #[schema(
        examples("https://ark.cn-beijing.volces.com/api/v3"),
        format = "uri",
        min_length = 1,
        max_length = 500
    )]
    base_url: String,
    /// The key. It is sealed, and never shown again.
    #[schema(
        examples("sk-0123456789abcdef"),
        pattern = "^[!-~]+$",
        min_length = 8,
        max_length = 500,
        write_only
    )]
    key: String,
    /// Whether jobs may use it; unless said, they may.
    #[serde(default = "on")]
    #[schema(default = true)]
    active: bool,
    /// Of several that are active, the highest is used; 0 unless said.
    #[serde(default)]
    #[schema(default = 0, minimum = 0, maximum = 1000)]
    priority: u32,
}

const fn on() -> bool {
    true
}

impl From<CreateAiConfigBody> for CreateAiConfig {
    fn from(body: CreateAiConfigBody) -> Self {
        Self {
            kind: body.kind.into(),
            vendor: body.vendor,
            model: body.model,
            name: body.name,
            base_url: body.base_url,
            key: VendorKey::new(&body.key),
            active: body.active,
            priority: body.priority,
        }
    }
}

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateAiConfigBody)]
pub(crate) struct UpdateAiConfigBody {
    /// Whose the model is.
    #[schema(examples("volcengine-ark"), pattern = "^[a-z0-9-]+$", min_length = 1, max_length = 50)]
    vendor: Option<String>,
    /// The model.
    #[schema(examples("doubao-seedream-4-5-251128"), min_length = 1, max_length = 100)]
    model: Option<String>,
    /// What to call it.
    #[schema(examples("备用"), min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Where the protocol begins. Another address wants the key again.
    #[schema(
        examples("https://ark.cn-beijing.volces.com/api/v3"),
        format = "uri",
        min_length = 1,
        max_length = 500
    )]
    base_url: Option<String>,
    /// The key.
    #[schema(
        examples("sk-0123456789abcdef"),
        pattern = "^[!-~]+$",
        min_length = 8,
        max_length = 500,
        write_only
    )]
    key: Option<String>,
    /// Whether jobs may use it.
    active: Option<bool>,
    /// Of several that are active, the highest is used.
    #[schema(examples(10), minimum = 0, maximum = 1000)]
    priority: Option<u32>,
}

impl From<UpdateAiConfigBody> for AiConfigChange {
    fn from(body: UpdateAiConfigBody) -> Self {
        Self {
            vendor: body.vendor,
            model: body.model,
            name: body.name,
            base_url: body.base_url,
            key: body.key.as_deref().map(VendorKey::new),
            active: body.active,
            priority: body.priority,
        }
    }
}

impl From<CreateAiConfigError> for Problem {
    fn from(error: CreateAiConfigError) -> Self {
        match error {
            CreateAiConfigError::Forbidden => Self::new(Code::Forbidden),
            CreateAiConfigError::UnusableKind(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
                Self::new(Code::ServiceNotUsable).with("kinds", kinds.join(", "))
            }
            CreateAiConfigError::TooMany => Self::new(Code::TooManyAiConfigs),
            CreateAiConfigError::Invalid(invalid) => invalid.into(),
            CreateAiConfigError::Store(error) => error.into(),
        }
    }
}

impl From<TestAiConfigError> for Problem {
    fn from(error: TestAiConfigError) -> Self {
        match error {
            TestAiConfigError::Forbidden => Self::new(Code::Forbidden),
            TestAiConfigError::NotFound => Self::not_found(),
            TestAiConfigError::Throttled(throttled) => throttled.into(),
            TestAiConfigError::KeyLost => Self::new(Code::AiKeyLost),
            TestAiConfigError::Trial(_) => Self::internal(error),
            TestAiConfigError::Store(error) => error.into(),
        }
    }
}
