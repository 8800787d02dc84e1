use crate::acs3::{Call, Key};
use async_trait::async_trait;
use reqwest::Client;
use serde::Deserialize;
use std::{fmt, sync::Arc, time::Duration};
use xinggen_domain::ports::{Clock, IdSource, SendError, SmsSender};

/// How long Aliyun may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of the service of short messages, 短信服务.
const VERSION: &str = "2017-05-25";

/// The account at Aliyun, and what was approved there.
#[derive(Clone)]
pub struct AliyunSettings {
    /// Where the service is, like `https://dysmsapi.aliyuncs.com`.
    pub endpoint: String,
    /// The id of the access key.
    pub access_key_id: String,
    /// Its secret.
    pub access_key_secret: String,
    /// The approved signature, 短信签名.
    pub sign_name: String,
    /// The approved template with one variable, `code`, like `SMS_15305****`.
    pub template_code: String,
}

impl fmt::Debug for AliyunSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AliyunSettings").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Sends codes by Aliyun's `SendSms`.
/// <https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms>
pub struct AliyunSms {
    settings: AliyunSettings,
    http: Client,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

/// What Aliyun answers, in part.
#[derive(Deserialize)]
struct AnswerBody {
    #[serde(rename = "Code", default)]
    code: String,
    #[serde(rename = "Message", default)]
    message: String,
}

/// Answers that another try does not change: the number is none, or has had too many.
const REFUSED: [&str; 5] = [
    "isv.MOBILE_NUMBER_ILLEGAL",
    "isv.MOBILE_COUNT_OVER_LIMIT",
    "isv.BUSINESS_LIMIT_CONTROL",
    "isv.DAY_LIMIT_CONTROL",
    "isv.BLACK_KEY_CONTROL_LIMIT",
];

impl AliyunSms {
    /// With this account. Clock and ids make each request one that was never made before.
    ///
    /// # Errors
    /// The HTTP client cannot be made, and why.
    pub fn new(
        settings: AliyunSettings,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Result<Self, SendError> {
        let http = Client::builder().timeout(PATIENCE).build().map_err(failed)?;
        Ok(Self { settings, http, clock, ids })
    }
}

#[async_trait]
impl SmsSender for AliyunSms {
    async fn send_code(&self, phone: &str, code: &str) -> Result<(), SendError> {
        let about = &self.settings;
        let endpoint = about.endpoint.trim_end_matches('/');
        let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host);
        let (date, nonce) =
            (self.clock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string(), self.ids.next().simple().to_string());
        // The code is six digits, so nothing of it needs escaping.
        let parameters = format!(r#"{{"code":"{code}"}}"#);
        let query = [
            // Country code and number, without the plus.
            ("PhoneNumbers", phone.trim_start_matches('+')),
            ("SignName", &about.sign_name),
            ("TemplateCode", &about.template_code),
            ("TemplateParam", &parameters),
        ];
        let call =
            Call { host, action: "SendSms", version: VERSION, date: &date, nonce: &nonce, query: &query };
        let signed = call.sign(&Key { id: &about.access_key_id, secret: &about.access_key_secret });
        let mut request = self.http.post(format!("{endpoint}/?{}", signed.query));
        for (name, value) in signed.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.map_err(failed)?;
        let answer: AnswerBody = response.json().await.map_err(failed)?;
        let told = || format!("{} {}", answer.code, answer.message);
        match answer.code.as_str() {
            "OK" => Ok(()),
            code if REFUSED.contains(&code) => Err(SendError::Refused(told())),
            _ => Err(SendError::Failed(told())),
        }
    }
}

/// Without the address, which names the phone.
fn failed(error: reqwest::Error) -> SendError {
    SendError::Failed(error.without_url().to_string())
}
