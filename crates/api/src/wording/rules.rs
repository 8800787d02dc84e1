//! Which rule a value breaks, in both languages.

use crate::{
    language::Language,
    problem::{Kind, Rule},
};
use xinggen_domain::{limits::Problem, vendor::AddressFault};

/// The same in English and in Chinese.
pub(crate) type Words = (&'static str, &'static str);

pub(crate) const NO_EMAIL: Words = ("must be an e-mail address", "邮箱格式不正确");
pub(crate) const NO_PHONE: Words = (
    "must be a phone number: with a country code, like +85291234567, or a mobile number of mainland China",
    "手机号格式不正确：须带国家或地区代码（如 +85291234567），或为中国大陆手机号",
);
pub(crate) const NO_IDENTITY: Words = ("must be an e-mail address or a phone number", "须为邮箱或手机号");
pub(crate) const EMAIL_OR_PHONE: Words =
    ("either email or phone is needed", "请填写 email 或 phone 其中一项");
pub(crate) const ONE_IDENTITY: Words =
    ("only one of email and phone is taken", "email 与 phone 只能填写其中一项");
pub(crate) const PASSWORD_OR_CODE: Words = (
    "either current_password or confirmation is needed, and not both",
    "请填写 current_password 或 confirmation 其中一项，且不能同时填写",
);
pub(crate) const CODE_ALONE: Words = ("a code needs its request_id", "填写验证码时须同时填写 request_id");
pub(crate) const REQUEST_ALONE: Words = ("a request_id needs its code", "填写 request_id 时须同时填写验证码");
pub(crate) const NOT_OWN: Words = (
    "the account has no such e-mail or phone number; a code to confirm with goes to one that it has",
    "账户未绑定该邮箱或手机号；用于确认身份的验证码只能发送到已绑定的邮箱或手机号",
);
pub(crate) const NOT_ERASED: Words = (
    "must be active or disabled: users erase their accounts themselves",
    "只能是 active 或 disabled：注销账户只能由用户本人操作",
);
pub(crate) const GRANTED_ROLE: Words = (
    "must be admin or user: a membership is granted by POST /admin/users/{user_id}/memberships",
    "只能是 admin 或 user：会员请通过 POST /admin/users/{user_id}/memberships 授予",
);
pub(crate) const NO_TARGET: Words = ("there is no such target for this operation", "没有可用于该操作的对象");
pub(crate) const NO_TARGET_KIND: Words = (
    "must be one of: episode, character, scene, prop, shot, line",
    "只能是以下取值之一：episode, character, scene, prop, shot, line",
);
pub(crate) const NO_SUCH_LINE: Words = ("must be a line of this shot", "不是该镜头的台词");
pub(crate) const NOT_THE_SAME_SHOTS: Words =
    ("must name every shot of the storyboard exactly once", "须包含全部镜头，且每个镜头只出现一次");
pub(crate) const LIST_LIMIT: Words = ("must be 1 to 100", "须在 1 到 100 之间");
pub(crate) const NO_CURSOR: Words = ("must be a next_cursor as a list gave it", "须为列表返回的 next_cursor");
pub(crate) const NO_VERSION: Words =
    ("must be a version as the ETag gave it, like \"3\", or *", "须为 ETag 返回的版本号（如 \"3\"）或 *");
pub(crate) const NO_EVENT: Words = ("must be the number of an event", "须为事件编号");
pub(crate) const ONLY_FILE: Words = ("the only field is `file`", "表单只支持 `file` 字段");
pub(crate) const ONE_FILE: Words = ("must be there once", "只能出现一次");
pub(crate) const FILE_MISSING: Words = ("the form has no field `file`", "表单中缺少 `file` 字段");
pub(crate) const FILE_EMPTY: Words = ("must not be empty", "文件不能为空");

/// One of the two.
pub(crate) const fn of(words: Words, language: Language) -> &'static str {
    match language {
        Language::English => words.0,
        Language::Chinese => words.1,
    }
}

/// What a value must be.
pub(crate) fn rule(rule: &Rule, language: Language) -> String {
    let zh = language == Language::Chinese;
    match rule {
        Rule::Said(_, words) => of(*words, language).to_owned(),
        Rule::Limit(problem) => limit(*problem, language),
        Rule::Email => of(NO_EMAIL, language).to_owned(),
        Rule::UnknownField => of(("is not known here", "不支持该字段"), language).to_owned(),
        Rule::Unreadable => of(("cannot be read", "格式不正确"), language).to_owned(),
        Rule::WrongType(kind) => of(kind_words(*kind), language).to_owned(),
        Rule::UnknownValue(allowed) if zh => format!("只能是以下取值之一：{}", allowed.join(", ")),
        Rule::UnknownValue(allowed) => format!("must be one of: {}", allowed.join(", ")),
        Rule::Range(least, most) if zh => format!("须在 {least} 到 {most} 之间"),
        Rule::Range(least, most) => format!("must be {least} to {most}"),
        Rule::Excluded(number) if zh => format!("不能为 {number}"),
        Rule::Excluded(number) => format!("must not be {number}"),
        Rule::TooShort { least, found } if zh => format!("至少 {least} 个字符，当前为 {found} 个"),
        Rule::TooShort { least, found } => {
            format!("must have at least {least} characters, but has {found}")
        }
    }
}

const fn kind_words(kind: Kind) -> Words {
    match kind {
        Kind::Text => ("must be a string", "必须是字符串"),
        Kind::Whole => ("must be a whole number", "必须是整数"),
        Kind::Number => ("must be a number", "必须是数字"),
        Kind::Truth => ("must be true or false", "必须是 true 或 false"),
        Kind::List => ("must be an array", "必须是数组"),
        Kind::Object => ("must be an object", "必须是对象"),
        Kind::Id => ("must be a UUID", "必须是 UUID"),
        Kind::Time => (
            "must be a time like 2026-11-23T10:00:00Z, of the years 0001 to 9999",
            "必须是 0001 到 9999 年间的 RFC 3339 时间，如 2026-11-23T10:00:00Z",
        ),
    }
}

/// What is wrong with a value by the model's own limits.
fn limit(problem: Problem, language: Language) -> String {
    if language == Language::English {
        return problem.to_string();
    }
    match problem {
        Problem::Length { least, most, found } => {
            format!("长度须为 {least} 到 {most} 个字符，当前为 {found} 个")
        }
        Problem::Bytes { most, found } => {
            format!("按 UTF-8 编码（含空白）最多 {most} 字节，当前为 {found} 字节")
        }
        Problem::Characters => "包含不允许的字符（如控制字符、换行、文字方向控制符）".to_owned(),
        Problem::Invisible => "须包含可见字符".to_owned(),
        Problem::Range { least, most } => format!("须在 {least} 到 {most} 之间"),
        Problem::Step { step } => format!("须为 {step} 的整数倍"),
        Problem::TooMany { most } => format!("最多 {most} 项"),
        Problem::TooFew { least } => format!("至少 {least} 项"),
        Problem::Repeated => "不能有重复项".to_owned(),
        Problem::Unknown => "不在可选范围内".to_owned(),
        Problem::Taken => "已被使用".to_owned(),
        Problem::Past => "须为将来的时间".to_owned(),
        Problem::Address(fault) => address(fault).to_owned(),
        Problem::NeededAgain => "更换地址时须重新填写".to_owned(),
        Problem::Missing => "必填".to_owned(),
        Problem::Unfit => "与其他字段不匹配".to_owned(),
        Problem::Weak => "密码容易被猜到，请使用更长的密码，或几个互不相关的词".to_owned(),
        Problem::IsIdentity => "密码不能与邮箱或手机号相同".to_owned(),
    }
}

const fn address(fault: AddressFault) -> &'static str {
    match fault {
        AddressFault::Malformed => "须为形如 https://api.example.com/v1 的地址",
        AddressFault::NotHttps => "须以 https:// 开头",
        AddressFault::UserInfo => "不能包含用户名或密码",
        AddressFault::Extra => "路径之后不能有其他内容",
        AddressFault::Private => "不能指向内网地址",
    }
}
