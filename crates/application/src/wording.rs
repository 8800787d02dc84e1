//! Every word of this crate that a user reads.

use crate::jobs::Gone;
use xinggen_domain::{
    Credits,
    ai_config::Engine,
    job::Operation,
    ledger::{LotSource, TransactionKind},
    plan::DramaPart,
    pricing::ChargeMode,
    provenance::ModelRef,
    script::Language,
    spending::{CapReached, local_time},
    verification::{CODE_MINUTES, CodePurpose},
};

/// One of two texts.
const fn in_language(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// What a charge for an operation is for, in a statement.
pub(crate) const fn charge(operation: Operation, language: Language) -> &'static str {
    let (zh, en) = match operation {
        Operation::Script => ("剧本", "Script"),
        Operation::Storyboard => ("分镜", "Storyboard"),
        Operation::Image => ("画面", "Image"),
        Operation::Voice => ("配音", "Voice"),
        Operation::Video => ("镜头视频", "Clip"),
        Operation::Cut => ("成片", "Cut"),
    };
    in_language(language, zh, en)
}

/// Why credits moved, where an entry says no more.
pub(crate) const fn moved(kind: TransactionKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        TransactionKind::SignupBonus => ("注册赠送", "Sign-up bonus"),
        TransactionKind::Recharge => ("充值", "Purchase"),
        TransactionKind::MembershipGrant => ("会员赠送", "Membership"),
        TransactionKind::Redeem => ("兑换码", "Redemption code"),
        TransactionKind::Adjust => ("人工调整", "Adjustment"),
        TransactionKind::Compensation => ("补偿", "Compensation"),
        TransactionKind::GenerateScript => return charge(Operation::Script, language),
        TransactionKind::GenerateStoryboard => return charge(Operation::Storyboard, language),
        TransactionKind::GenerateImage => return charge(Operation::Image, language),
        TransactionKind::GenerateVideo => return charge(Operation::Video, language),
        TransactionKind::GenerateVoice => return charge(Operation::Voice, language),
        TransactionKind::GenerateCut => return charge(Operation::Cut, language),
        TransactionKind::CreditBack => ("退回积分", "Credits returned"),
        TransactionKind::RechargeRefund => ("充值退款", "Refund"),
        TransactionKind::Expire => ("积分到期", "Expired"),
    };
    in_language(language, zh, en)
}

/// Credits that ran out of time, by where they had come from.
pub(crate) fn expired(source: LotSource, language: Language) -> String {
    let (zh, en) = match source {
        LotSource::SignupBonus => ("注册赠送", "sign-up bonus"),
        LotSource::Recharge => ("充值", "purchase"),
        LotSource::MembershipGrant => ("会员赠送", "membership"),
        LotSource::Redeem => ("兑换码", "redemption code"),
        LotSource::Adjust => ("人工调整", "adjustment"),
        LotSource::Compensation => ("补偿", "compensation"),
        LotSource::Returned => ("退回积分", "returned credits"),
    };
    match language {
        Language::Chinese => format!("积分到期（{zh}）"),
        Language::English => format!("Expired ({en})"),
    }
}

/// What redeeming a code of a batch is called, in a statement.
pub(crate) fn redeemed(batch: Option<&str>, language: Language) -> String {
    let what = moved(TransactionKind::Redeem, language);
    match (batch, language) {
        (None, _) => what.to_owned(),
        (Some(batch), Language::Chinese) => format!("{what}：{batch}"),
        (Some(batch), Language::English) => format!("{what}: {batch}"),
    }
}

/// A drama, or an episode of it; none where neither is known.
pub(crate) fn work(drama: Option<&str>, episode: Option<u32>, language: Language) -> Option<String> {
    let episode = episode.map(|number| match language {
        Language::Chinese => format!("第 {number} 集"),
        Language::English => format!("episode {number}"),
    });
    match (drama, episode, language) {
        (None, episode, _) => episode,
        (Some(drama), None, _) => Some(format!("《{drama}》")),
        (Some(drama), Some(episode), Language::Chinese) => Some(format!("《{drama}》{episode}")),
        (Some(drama), Some(episode), Language::English) => Some(format!("《{drama}》, {episode}")),
    }
}

/// Why the script of a drama is not written that has more of a part than a drama can have.
pub(crate) fn too_many_to_read(part: DramaPart, count: usize) -> String {
    let most = part.most();
    match part {
        DramaPart::Episodes => format!("本剧共有 {count} 集，最多支持 {most} 集，请删除不需要的剧集后重试"),
        DramaPart::Characters => {
            format!("本剧共有 {count} 个角色，最多支持 {most} 个，请删除不需要的角色后重试")
        }
        DramaPart::Scenes => format!("本剧共有 {count} 个场景，最多支持 {most} 个，请删除不需要的场景后重试"),
        DramaPart::Props => format!("本剧共有 {count} 个道具，最多支持 {most} 个，请删除不需要的道具后重试"),
    }
}

/// A character.
pub(crate) fn character(name: &str, language: Language) -> String {
    format!("{} {name}", in_language(language, "角色", "character"))
}

/// A scene.
pub(crate) fn scene(place: &str, language: Language) -> String {
    format!("{} {place}", in_language(language, "场景", "scene"))
}

/// A prop.
pub(crate) fn prop(name: &str, language: Language) -> String {
    format!("{} {name}", in_language(language, "道具", "prop"))
}

/// A shot.
pub(crate) fn shot(number: u32, language: Language) -> String {
    format!("{} {number}", in_language(language, "镜头", "shot"))
}

/// A line of a shot.
pub(crate) fn line(shot: u32, language: Language) -> String {
    match language {
        Language::Chinese => format!("镜头 {shot} 台词"),
        Language::English => format!("line of shot {shot}"),
    }
}

/// Why a production waits for credits.
pub(crate) fn out_of_credits(needed: Credits, available: Credits) -> String {
    format!("积分不足：下一步需要 {needed} 积分，可用 {available} 积分。充值后可继续制作。")
}

/// Why a production waits at a cap, and for what.
pub(crate) fn cap_reached(reached: &CapReached) -> String {
    let CapReached { limit, spent, held, needed, .. } = reached;
    let missing = reached.missing();
    let (which, then) = match reached.resets_at {
        None => ("本剧", "调高上限后可继续制作。".to_owned()),
        Some(reset) => ("每日", format!("可在北京时间 {} 之后继续制作，或调高上限。", local_time(reset))),
    };
    format!(
        "已达到{which}消费上限 {limit} 积分：已用 {spent}，冻结 {held}，下一步需要 {needed}，还差 {missing} 积分。{then}"
    )
}

/// Why a production asks again: something else would make its pictures.
pub(crate) fn drawn_by_another(engine: &Engine) -> String {
    let ModelRef { vendor, model } = &engine.model;
    let key = match (engine.mode, engine.config) {
        (ChargeMode::Byok, _) => "（使用自己的密钥）",
        (ChargeMode::Platform, Some(_)) => "（使用平台的密钥）",
        (ChargeMode::Platform, None) => "",
    };
    format!("画面将改由 {vendor} {model}{key} 生成，与之前的报价不同。请查看新报价，确认后继续制作。")
}

/// Why a production asks again: it would come to more than was agreed to.
pub(crate) fn beyond_agreed(left: Credits, total: Credits) -> String {
    format!("后续步骤最多需要 {total} 积分，超出之前同意的 {left} 积分。请查看新报价，确认后继续制作。")
}

/// Why a production failed.
pub(crate) fn failed(what: &str, why: &str) -> String {
    format!("{what}失败：{why}")
}

/// Why a job was called off together with the one it waited for.
pub(crate) const PREREQUISITE_FAILED: &str = "所依赖的任务没有完成";

/// What an operation is called when it fails.
pub(crate) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Script => "编写剧本",
        Operation::Storyboard => "绘制分镜",
        Operation::Image => "生成画面",
        Operation::Voice => "生成配音",
        Operation::Video => "生成镜头视频",
        Operation::Cut => "合成成片",
    }
}

/// What a job reports when the processes that computed it died too often.
pub(crate) const CRASHED: &str =
    "处理该任务时服务器三次意外中止，已停止重试。没有扣除积分；请检查内容后重试，或联系管理员";

/// What a job reports when its worker lost it.
pub(crate) const WORKER_LOST: &str = "任务多次中断，已停止重试";

/// What a job reports when the configuration that it was quoted for is gone.
pub(crate) const AI_CONFIG_GONE: &str = "报价时选定的 AI 配置已删除或停用。没有扣除积分；请重新报价后再生成";

/// What a job reports when the configuration that it was quoted for names another model by now.
pub(crate) const AI_CONFIG_CHANGED: &str =
    "报价时选定的 AI 配置已改用其他模型。没有扣除积分；请重新报价后再生成";

/// What a job reports when the key of its configuration cannot be opened.
pub(crate) const AI_KEY_LOST: &str = "AI 配置的密钥无法解密，请重新填写密钥。没有扣除积分";

/// What a job reports when what it worked on was deleted.
pub(crate) const fn gone(what: Gone) -> &'static str {
    match what {
        Gone::Drama => "短剧已被删除，没有扣除积分。The drama was deleted; nothing was charged.",
        Gone::Episode => "本集已被删除，没有扣除积分。The episode was deleted; nothing was charged.",
        Gone::Character => "角色已被删除，没有扣除积分。The character was deleted; nothing was charged.",
        Gone::Scene => "场景已被删除，没有扣除积分。The scene was deleted; nothing was charged.",
        Gone::Prop => "道具已被删除，没有扣除积分。The prop was deleted; nothing was charged.",
        Gone::Shot => "镜头已被删除，没有扣除积分。The shot was deleted; nothing was charged.",
        Gone::Line => "台词已被删除，没有扣除积分。The line was deleted; nothing was charged.",
        Gone::SceneOfShot => {
            "镜头所在的场景已被删除，没有扣除积分，请重新生成。\
             The scene of a shot was deleted; nothing was charged, please order again."
        }
    }
}

/// What a job reports when the database could not be read, or did not take the result.
pub(crate) const STORE_FAILED: &str = "系统暂时无法读取或保存数据，没有扣除积分。The service could not read or store data; nothing was charged.";

/// What a job reports when its result did not fit any more what it belongs to, and it is tried again.
pub(crate) const CHANGED_MEANWHILE: &str =
    "内容在生成过程中有改动，将按最新内容重试。What it is made for was changed; it is tried again.";

/// What a job reports when it was called off before its vendor was asked.
pub(crate) const CALLED_OFF: &str = "任务已取消";

/// What a job reports when it was broken off while a vendor was asked.
pub(crate) const CALL_LOST: &str = "任务在等待服务商时中断，不清楚是否已生成。没有扣除积分，也不会自动重试";

/// Why a production stands still after one of its jobs was called off by hand.
pub(crate) const JOB_CANCELLED: &str = "有任务被取消，制作已暂停。可以继续制作，或取消制作。";

/// How somebody is called who has only given a phone number, by its last digits.
pub(crate) fn of_phone(last: &str) -> String {
    format!("用户{last}")
}

/// What a mail with a code is about.
pub(crate) fn code_subject(code: &str) -> String {
    format!("星亘验证码 {code} · Xinggen verification code")
}

/// What a mail with a code says.
pub(crate) fn code_text(purpose: CodePurpose, code: &str) -> String {
    let (zh, en) = match purpose {
        CodePurpose::Register => ("注册星亘账号", "open a Xinggen account"),
        CodePurpose::Login => ("登录星亘", "sign in to Xinggen"),
        CodePurpose::Reset => ("重置星亘账号的密码", "reset the password of your Xinggen account"),
        CodePurpose::Bind => ("将此邮箱绑定到星亘账号", "add this address to a Xinggen account"),
        CodePurpose::Confirm => ("确认星亘账号的一项操作", "confirm a change of your Xinggen account"),
    };
    format!(
        "您正在{zh}，验证码为：{code}\n验证码 {CODE_MINUTES} 分钟内有效，只能使用一次。请勿告诉他人；如非本人操作，请忽略此邮件。\n\n\
         Your code to {en}: {code}\nIt holds for {CODE_MINUTES} minutes and is used once. Tell it to nobody; if this was not you, ignore this mail.\n"
    )
}

/// What a voice says to be chosen by.
pub(crate) const fn voice_sample(language: Language) -> &'static str {
    match language {
        Language::Chinese => "你好，很高兴认识你。今天的故事，就从这里开始。",
        Language::English => "Hello, I am glad to meet you. This is where our story begins.",
    }
}

#[cfg(test)]
mod tests {
    use super::code_text;
    use xinggen_domain::verification::CodePurpose;

    #[test]
    fn a_mail_with_a_code_reads_like_two_paragraphs() {
        for purpose in CodePurpose::ALL.iter().copied() {
            let text = code_text(purpose, "042517");
            assert!(!text.contains("  "), "{text}");
            assert_eq!(text.matches("042517").count(), 2, "{text}");
            assert_eq!(text.split("\n\n").count(), 2, "{text}");
        }
    }
}
