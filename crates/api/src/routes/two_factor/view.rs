use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xinggen_application::{Enrolled, EnrolmentView};

/// How the second factor stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TwoFactor)]
pub(super) struct TwoFactorView {
    /// Whether it is in force.
    enabled: bool,
    /// Since when it is in force; nothing when it is not.
    #[schema(required)]
    confirmed_at: Option<DateTime<Utc>>,
    /// How many recovery codes are left.
    #[schema(examples(10))]
    recovery_codes_left: usize,
}

impl From<EnrolmentView> for TwoFactorView {
    fn from(view: EnrolmentView) -> Self {
        Self {
            enabled: view.confirmed_at.is_some(),
            confirmed_at: view.confirmed_at,
            recovery_codes_left: view.recovery_left,
        }
    }
}

/// What an app needs to show codes. It is told this once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TwoFactorSecret)]
pub(super) struct TwoFactorSecretView {
    /// The secret in base32, for typing.
    #[schema(examples("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))]
    secret: String,
    /// The same as an address, to be shown as a QR code.
    #[schema(examples(
        "otpauth://totp/Xinggen:lin%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Xinggen"
    ))]
    uri: String,
}

impl From<Enrolled> for TwoFactorSecretView {
    fn from(enrolled: Enrolled) -> Self {
        Self { secret: enrolled.secret, uri: enrolled.uri }
    }
}

/// A one-time code, or a recovery code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CodeBody)]
pub(super) struct CodeBody {
    /// The six digits that the app shows, or a recovery code.
    #[schema(examples("492039"), max_length = 100)]
    pub(super) code: String,
}

/// Recovery codes: each lets in once, in the place of a code of the app. They are told this once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecoveryCodes)]
pub(super) struct RecoveryCodesView {
    /// The codes.
    pub(super) recovery_codes: Vec<String>,
}

/// Until when a proof counts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StepUp)]
pub(super) struct StepUpView {
    /// Until when this session may do what needs a proof.
    pub(super) until: DateTime<Utc>,
}
