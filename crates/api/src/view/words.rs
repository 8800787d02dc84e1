//! The words of the model's enums in JSON: the same as the model's own codes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xinggen_domain as domain;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $of:ty { $($variant:ident = $code:tt,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
            pub(crate) enum $name { $(#[serde(rename = $code)] $variant,)* }

            impl From<$of> for $name {
                fn from(value: $of) -> Self {
                    match value { $(<$of>::$variant => Self::$variant,)* }
                }
            }

            impl From<$name> for $of {
                fn from(word: $name) -> Self {
                    match word { $($name::$variant => Self::$variant,)* }
                }
            }
        )*

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn words_are_the_codes_of_the_model() {
                $(
                    for value in <$of>::ALL {
                        let word = serde_json::to_value($name::from(*value)).expect("a word");
                        assert_eq!(word, value.code());
                    }
                )*
            }
        }
    };
}

words! {
    /// What a user may do.
    Role = domain::user::Role { Admin = "admin", User = "user", Vip = "vip", }
    /// Whether a user may come in.
    UserStatus = domain::user::UserStatus { Active = "active", Disabled = "disabled", Erased = "erased", }
    /// A plan that can be granted.
    MembershipPlan = domain::membership::MembershipPlan { Vip = "vip", }
    /// What became of a term of a membership: it counts, or an administrator took it back.
    TermState = domain::membership::TermState { Granted = "granted", Revoked = "revoked", }
    /// What an API key may be used for: to read what its owner has; to make, change and delete it; to ask for what costs
    /// credits; to read the balance and the statement.
    Scope = domain::api_key::Scope {
        Read = "read", Write = "write", Generate = "generate", Billing = "billing",
    }
    /// The look of a drama.
    Style = domain::drama::Style {
        Ink = "ink", Guoman = "guoman", Urban = "urban", Nostalgia = "nostalgia", Noir = "noir",
    }
    /// The shape of the picture.
    AspectRatio = domain::drama::AspectRatio { Portrait = "9:16", Landscape = "16:9", Square = "1:1", }
    /// A language that is spoken.
    Language = domain::script::Language { Chinese = "zh", English = "en", }
    /// What is known of a person's gender.
    Gender = domain::character::Gender { Female = "female", Male = "male", Unknown = "unknown", }
    /// A rough age.
    Age = domain::character::Age { Child = "child", Young = "young", Adult = "adult", Elder = "elder", }
    /// The light of a scene.
    TimeOfDay = domain::scene::TimeOfDay { Dawn = "dawn", Day = "day", Dusk = "dusk", Night = "night", }
    /// The sky of a scene.
    Weather = domain::scene::Weather {
        Clear = "clear", Cloudy = "cloudy", Rain = "rain", Storm = "storm", Snow = "snow", Fog = "fog",
    }
    /// How much of a person the picture shows.
    ShotSize = domain::shot::ShotSize {
        ExtremeLong = "extreme_long", Long = "long", Full = "full", Medium = "medium", CloseUp = "close_up",
        ExtremeCloseUp = "extreme_close_up",
    }
    /// From where the camera looks.
    CameraAngle = domain::shot::CameraAngle {
        Eye = "eye", Low = "low", High = "high", OverShoulder = "over_shoulder", Side = "side",
    }
    /// What the camera does.
    CameraMovement = domain::shot::CameraMovement {
        Fixed = "fixed", PushIn = "push_in", PullOut = "pull_out", PanLeft = "pan_left", PanRight = "pan_right",
        TiltUp = "tilt_up", TiltDown = "tilt_down",
    }
    /// What is asked of a vendor or a renderer.
    Operation = domain::job::Operation {
        Script = "script", Storyboard = "storyboard", Image = "image", Voice = "voice", Video = "video", Cut = "cut",
    }
    /// Where a job is in its life; the last three are final.
    JobState = domain::job::JobState {
        Blocked = "blocked", Queued = "queued", Running = "running", Succeeded = "succeeded", Failed = "failed",
        Cancelled = "cancelled",
    }
    /// Where a production is in its life; the last three are final.
    ProductionState = domain::production::ProductionState {
        Planning = "planning", AwaitingApproval = "awaiting_approval", Running = "running", Paused = "paused",
        Done = "done", Failed = "failed", Cancelled = "cancelled",
    }
    /// How a line is spoken: by somebody in the picture, over it, or by somebody who is there but out of it.
    LineMode = domain::script::LineMode {
        Dialogue = "dialogue", VoiceOver = "voice_over", OffScreen = "off_screen",
    }
    /// What went wrong at a vendor.
    VendorErrorClass = domain::error::VendorErrorClass {
        Auth = "auth", Balance = "balance", RateLimit = "rate_limit", Moderation = "moderation", Invalid = "invalid",
        Capacity = "capacity", Timeout = "timeout", Environment = "environment", Crashed = "crashed",
        Deleted = "deleted", Unknown = "unknown",
    }
    /// What kind of file it is.
    MediaKind = domain::asset::MediaKind {
        Image = "image", Video = "video", Audio = "audio", Subtitle = "subtitle", Document = "document",
    }
    /// What a price counts.
    PriceUnit = domain::pricing::PriceUnit {
        Run = "run", Image = "image", Second = "second", ThousandCharacters = "thousand_characters",
    }
    /// Where a grant of credits came from.
    LotSource = domain::ledger::LotSource {
        SignupBonus = "SIGNUP_BONUS", Recharge = "RECHARGE", MembershipGrant = "MEMBERSHIP_GRANT", Redeem = "REDEEM",
        Adjust = "ADJUST", Compensation = "COMPENSATION", Returned = "RETURNED",
    }
    /// Why credits moved.
    TransactionKind = domain::ledger::TransactionKind {
        SignupBonus = "SIGNUP_BONUS", Recharge = "RECHARGE", MembershipGrant = "MEMBERSHIP_GRANT", Redeem = "REDEEM",
        Adjust = "ADJUST", Compensation = "COMPENSATION", GenerateScript = "GENERATE_SCRIPT",
        GenerateStoryboard = "GENERATE_STORYBOARD", GenerateImage = "GENERATE_IMAGE",
        GenerateVideo = "GENERATE_VIDEO", GenerateVoice = "GENERATE_VOICE", GenerateCut = "GENERATE_CUT",
        CreditBack = "CREDIT_BACK", RechargeRefund = "RECHARGE_REFUND", Expire = "EXPIRE",
    }
    /// By what spending is added up: what was for a line counts for its shot.
    SpendingBy = domain::spending::SpendingBy {
        Drama = "drama", Episode = "episode", Shot = "shot", Operation = "operation",
    }
    /// What a vendor does.
    ServiceKind = domain::vendor::ServiceKind { Text = "text", Image = "image", Video = "video", Speech = "speech", }
    /// What is wrong with an AI configuration.
    AccessFault = domain::vendor::AccessFault {
        Auth = "auth", Balance = "balance", RateLimit = "rate_limit", Unreachable = "unreachable",
        WrongAddress = "wrong_address", ModelNotListed = "model_not_listed", Failing = "failing",
    }
    /// Whose key a job runs on.
    ChargeMode = domain::pricing::ChargeMode { Platform = "platform", Byok = "byok", }
}
