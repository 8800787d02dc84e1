//! What people read of this crate beside the problems, in both languages.

mod rules;

pub(crate) use rules::*;

use crate::language::Language;
use xinggen_domain::vendor::AccessFault;

/// The column heads of the statement as a table.
pub(crate) const fn statement_heads(language: Language) -> [&'static str; 7] {
    match language {
        Language::English => ["Number", "Time", "Type", "Credits", "Balance after", "Description", "Job"],
        Language::Chinese => ["序号", "时间", "类型", "积分", "变动后余额", "说明", "任务"],
    }
}

/// What a trial of an AI configuration found, and what to do.
pub(crate) const fn access_fault(fault: AccessFault, language: Language) -> &'static str {
    let (en, zh) = match fault {
        AccessFault::Auth => {
            ("the vendor does not accept the key; enter it again", "服务商不接受密钥，请重新填写")
        }
        AccessFault::Balance => (
            "the vendor's account has no balance or quota left; top it up there",
            "服务商账户余额或额度不足，请到服务商处充值",
        ),
        AccessFault::RateLimit => {
            ("the vendor takes no more calls just now; try again later", "服务商限制了请求频率，请稍后再试")
        }
        AccessFault::Unreachable => ("nobody answers at the address", "地址无法连接，请检查地址"),
        AccessFault::WrongAddress => (
            "no OpenAI-compatible interface can be reached at the address; it must be public, and usually ends with /v1",
            "无法在该地址访问兼容 OpenAI 的接口；地址须为公网地址，通常以 /v1 结尾",
        ),
        AccessFault::ModelNotListed => (
            "the vendor lists no such model for this key; check its name",
            "服务商没有为此密钥列出该模型，请检查模型名称",
        ),
        AccessFault::Failing => {
            ("the vendor has trouble of its own; try again later", "服务商暂时不可用，请稍后再试")
        }
    };
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}
