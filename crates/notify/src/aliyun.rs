use crate::acs3::{Call, Key};
use async_trait::async_trait;
use serde::Deserialize;
use std::{fmt, sync::Arc, time::Duration};
use xinggen_domain::ports::{Clock, IdSource, SendError, SmsSender};
use xinggen_outbound::{Bounds, Method, OutboundClient, OutboundError, Reach, Request};

/// Aliyun answers with a few hundred bytes.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(10), bytes: 64 << 10 };
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
    client: OutboundClient,
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
        // The endpoint is the operator's: Aliyun serves it inside its private networks too.
        let client =
            OutboundClient::new(Reach::Anywhere).map_err(|error| SendError::Failed(error.to_string()))?;
        Ok(Self { settings, client, clock, ids })
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
        let url = self.client.file(&format!("{endpoint}/?{}", signed.query));
        let mut request =
            Request::new(Method::POST, url.map_err(|fault| failed(&OutboundError::Address(fault)))?);
        for (name, value) in signed.headers {
            request = request.header(name, value);
        }
        let answer = self.client.send(request, BOUNDS).await.map_err(|error| failed(&error))?;
        let status = answer.status;
        let answer: AnswerBody = serde_json::from_slice(&answer.body)
            .map_err(|_| SendError::Failed(format!("the answer, of status {status}, is not Aliyun's")))?;
        let told = || format!("{} {}", answer.code, answer.message);
        match answer.code.as_str() {
            "OK" => Ok(()),
            code if REFUSED.contains(&code) => Err(SendError::Refused(told())),
            _ => Err(SendError::Failed(told())),
        }
    }
}

/// With the cause, which tells an operator what to mend. Neither names the address, in which the phone number stands.
fn failed(error: &OutboundError) -> SendError {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    SendError::Failed(format!("{error}{}", cause.unwrap_or_default()))
}
