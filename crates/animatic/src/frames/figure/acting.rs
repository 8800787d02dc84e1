//! What a person does and feels, read from the words of the action.

use super::{head::Emotion, pose::Pose};
use crate::frames::{
    seed::Seed,
    words::{mentions, position},
};

/// What a person does, feels and whether they speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Acting {
    pub(crate) pose: Pose,
    pub(crate) emotion: Emotion,
    pub(crate) speaking: bool,
}

const FEELINGS: &[(&[&str], Emotion)] = &[
    (
        &[
            "怒", "吼", "骂", "生气", "愤", "咆哮", "瞪", "angr*", "angry", "shout*", "yell*", "furious*",
            "rage", "scowl*", "glare*",
        ],
        Emotion::Angry,
    ),
    (
        &[
            "哭", "泪", "悲", "伤心", "难过", "哽咽", "抽泣", "失落", "沮丧", "叹", "sad", "sadly", "cry",
            "cries", "cried", "crying", "tear", "sob*", "weep*", "grief", "sigh*",
        ],
        Emotion::Sad,
    ),
    (
        &[
            "惊",
            "吓",
            "愣",
            "震",
            "目瞪口呆",
            "surpris*",
            "shock*",
            "gasp*",
            "stunned",
            "startl*",
            "astonish*",
        ],
        Emotion::Surprised,
    ),
    (
        &["笑", "喜", "开心", "高兴", "乐", "smil*", "laugh*", "happy", "happily", "grin*", "joy*", "cheer*"],
        Emotion::Happy,
    ),
];

const POSES: &[(&[&str], Pose)] = &[
    (
        &[
            "打电话",
            "接电话",
            "电话",
            "手机贴",
            "on the phone",
            "phone call",
            "calls",
            "calling",
            "telephone",
        ],
        Pose::Phone,
    ),
    (&["拥抱", "抱住", "相拥", "紧抱", "搂", "hug*", "embrac*"], Pose::Hug),
    (&["捂脸", "掩面", "痛哭", "大哭", "哭", "sob*", "weep*", "cries", "crying", "cried"], Pose::Cry),
    (
        &[
            "打斗",
            "挥拳",
            "挥剑",
            "拔剑",
            "搏",
            "交手",
            "fight*",
            "punch*",
            "attack*",
            "draws a sword",
            "draws his sword",
        ],
        Pose::Fight,
    ),
    (
        &[
            "跑", "奔", "追", "逃", "冲", "run", "running", "runs", "ran", "rush*", "chas*", "sprint*",
            "flee*",
        ],
        Pose::Run,
    ),
    (
        &[
            "躺",
            "卧",
            "昏迷",
            "倒下",
            "睡",
            "lie",
            "lies",
            "lying",
            "asleep",
            "sleep*",
            "unconscious",
            "collapses",
        ],
        Pose::Lie,
    ),
    (&["跪", "kneel*", "knelt"], Pose::Kneel),
    (&["坐", "sit", "sits", "sitting", "sat", "seated"], Pose::Sit),
    (
        &["指着", "指向", "举", "指", "point", "points", "pointing", "pointed", "raise", "raises", "raised"],
        Pose::Point,
    ),
    (
        &["走", "踱", "迈", "离开", "路过", "walk*", "stroll*", "stride*", "leaves", "approach*", "steps"],
        Pose::Walk,
    ),
    (
        &[
            "拿",
            "递",
            "握",
            "捧",
            "端",
            "翻",
            "读",
            "打开",
            "hold",
            "holds",
            "holding",
            "held",
            "hands over",
            "offers",
            "reads",
            "opens",
        ],
        Pose::Hold,
    ),
    (&["低头", "垂", "沉默", "失落", "bow*", "looks down", "silent"], Pose::Droop),
    (&["叉腰", "hands on hips"], Pose::HandOnHip),
    (&["抱臂", "双臂", "crosses", "crossed arms", "folds"], Pose::Crossed),
];

/// The part of the action that is about a person: the clauses with the name, or those with nobody's.
fn about<'a>(action: &'a str, name: &str, others: &[&str]) -> String {
    let clauses: Vec<&'a str> =
        action.split(['，', '。', '；', '！', '？', ',', '.', ';', '!', '?', '\n']).collect();
    let named = |clause: &str, who: &str| !who.is_empty() && clause.contains(who);
    let own: Vec<&str> = clauses.iter().copied().filter(|clause| named(clause, name)).collect();
    let free = clauses
        .iter()
        .copied()
        .filter(|clause| !named(clause, name) && !others.iter().any(|who| named(clause, who)));
    let mut parts: Vec<String> = own.iter().map(|clause| from_name(clause, name, others)).collect();
    if !own.is_empty() || others.is_empty() || !others.iter().any(|who| named(action, who)) {
        parts.extend(free.map(str::to_owned));
    }
    parts.join("，")
}

/// Within a clause that names two people, what stands from one name to the next is about the first.
fn from_name(clause: &str, name: &str, others: &[&str]) -> String {
    let Some(start) = clause.find(name) else {
        return clause.to_owned();
    };
    let others_first = others.iter().any(|who| clause.find(who).is_some_and(|at| at < start));
    if others_first { clause[start..].to_owned() } else { clause.to_owned() }
}

fn first_said<T: Copy>(text: &str, list: &[(&[&str], T)]) -> Option<T> {
    list.iter()
        .filter_map(|(keys, meaning)| {
            keys.iter().filter_map(|key| position(text, &[key])).min().map(|at| (at, *meaning))
        })
        .min_by_key(|&(at, _)| at)
        .map(|(_, meaning)| meaning)
}

/// What a person does in an action.
pub(crate) fn acting_of(action: &str, name: &str, others: &[&str], speaking: bool) -> Acting {
    let own = about(action, name, others);
    let excited = speaking && (action.contains('！') || action.contains('!'));
    let emotion =
        first_said(&own, FEELINGS).unwrap_or(if excited { Emotion::Surprised } else { Emotion::Neutral });
    let emotion = if speaking && emotion == Emotion::Surprised && !mentions(&own, FEELINGS[2].0) {
        Emotion::Angry
    } else {
        emotion
    };
    let pose = first_said(&own, POSES).unwrap_or_else(|| idle(name, emotion, speaking));
    Acting { pose, emotion, speaking }
}

fn idle(name: &str, emotion: Emotion, speaking: bool) -> Pose {
    let mut seed = Seed::of(name).salted("manner");
    match (speaking, emotion) {
        (true, Emotion::Angry) => Pose::Point,
        (true, _) => seed.pick([Pose::Talk, Pose::Explain]),
        (false, Emotion::Sad) => Pose::Droop,
        (false, Emotion::Angry) => seed.pick([Pose::Crossed, Pose::HandOnHip]),
        (false, _) => seed.pick([Pose::Stand, Pose::Clasped, Pose::Stand, Pose::Crossed, Pose::HandOnHip]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_does_what_is_said_of_them() {
        let action = "林晚捂着嘴痛哭，陈默愤怒地指着门外。";
        assert_eq!(acting_of(action, "林晚", &["陈默"], false).pose, Pose::Cry);
        let angry = acting_of(action, "陈默", &["林晚"], true);
        assert_eq!((angry.pose, angry.emotion), (Pose::Point, Emotion::Angry));
    }

    #[test]
    fn what_is_said_of_nobody_is_true_of_all() {
        let acting = acting_of("sits by the window and smiles", "Anna", &["Tom"], false);
        assert_eq!((acting.pose, acting.emotion), (Pose::Sit, Emotion::Happy));
    }

    #[test]
    fn silence_in_the_action_is_a_quiet_manner() {
        let acting = acting_of("", "Anna", &[], false);
        assert_eq!(acting.emotion, Emotion::Neutral);
        assert_eq!(acting, acting_of("", "Anna", &[], false));
    }
}
