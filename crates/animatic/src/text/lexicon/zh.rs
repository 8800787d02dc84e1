//! Chinese: names, titles, kin, roles, verbs of speech.

use super::{Kinds, Words, kinds, words};

const FILE: &str = include_str!("zh.txt");

/// Two-character surnames.
pub(crate) static DOUBLE_SURNAMES: Words = Words::new(|| words(FILE, "double_surnames"));

/// Titles behind a surname.
pub(crate) static TITLES: Kinds = Kinds::new(|| kinds(FILE, "titles"));

/// Titles of an older generation: with the same surname as a named person they are somebody else.
pub(crate) static ELDER_TITLES: Words = Words::new(|| words(FILE, "elder_titles"));

/// Kin: a person of their own in a story that names nobody else so.
pub(crate) static KIN: Kinds = Kinds::new(|| kinds(FILE, "kin"));

/// People by what they do.
pub(crate) static ROLES: Kinds = Kinds::new(|| kinds(FILE, "roles"));

/// Words that describe somebody who may have a name elsewhere.
pub(crate) static GENERIC: Kinds = Kinds::new(|| kinds(FILE, "generic"));

/// Animals that speak in children's stories; 小, 老 and 大 may stand before them, kin words behind.
pub(crate) static ANIMALS: Words = Words::new(|| words(FILE, "animals"));

/// Words behind an animal that make a person of it (鸭妈妈).
pub(crate) static ANIMAL_KIN: Kinds = Kinds::new(|| kinds(FILE, "animal_kin"));

/// Verbs of speech, longest first where one begins with another.
pub(crate) static SPEECH: Words = Words::new(|| words(FILE, "speech"));

/// Words in which a verb of speech is hidden but nobody speaks.
pub(crate) static NOT_SPEECH: Words = Words::new(|| words(FILE, "not_speech"));

/// Manner words that may stand in a bare attribution.
pub(crate) static MANNER: Words = Words::new(|| words(FILE, "manner"));

/// Verbs of thinking: what follows is heard, but not said aloud.
pub(crate) static THOUGHT: Words = Words::new(|| words(FILE, "thought"));

/// Verbs of writing: what follows is read, not spoken.
pub(crate) static WRITTEN: Words = Words::new(|| words(FILE, "written"));

/// Words before a person who is not the one that acts.
pub(crate) static OBJECT_MARKS: Words = Words::new(|| words(FILE, "object_marks"));

/// Nouns that speak for the person they belong to.
pub(crate) static PART_OF: Words = Words::new(|| words(FILE, "part_of"));

/// Nouns for a voice.
pub(crate) static VOICES: Words = Words::new(|| words(FILE, "voices"));

/// Who are many.
pub(crate) static GROUPS: Words = Words::new(|| words(FILE, "groups"));

/// Nobody in particular.
pub(crate) static SOMEONE: Words = Words::new(|| words(FILE, "someone"));

/// Silence: whoever is silent does not speak next.
pub(crate) static SILENT: Words = Words::new(|| words(FILE, "silent"));

/// Words that lead into a sentence before its subject.
pub(crate) static LEAD: Words = Words::new(|| words(FILE, "lead"));

/// Nouns before a verb of speech that are no people.
pub(crate) static NOT_PEOPLE: Words = Words::new(|| words(FILE, "not_people"));

/// One-character surnames.
pub(crate) const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕\
    苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常\
    武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿\
    牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵楚慕骆池晏乐容简言纪曲宫冷卓蓝江楼霜桑";

/// Characters that hardly ever stand in a given name, so that a run of characters with one is no name.
pub(crate) const NEVER_IN_NAMES: &str = "的了着在是不我你他她它们这那有把被和与说问道也都就又还没很要会将从向对吗吧呢啊呀么什个\
    十两几人给让叫得地过到去来上下里外前后出起走看听站坐拿放推拉抬转吃喝穿哭喊只才便却以所为之其或但而且\
    您咱谁哪此某各每再最更非已正进打可头点手声笑抱皱盯愣怔答捧举摇伸低猛忽默摆拍握递接指没跟比门车店家院厅街路房屋";

/// Characters in given names that tell the gender.
pub(crate) const FEMALE_NAME: &str = "婷雪芳丽娜薇莉萍娟燕霞玲静敏娥秀珍凤洁梅兰菊莲琴蓉蕾婉嫣妍妮姗倩颖琳琪瑶瑾璐月怡馨雅诗雯娇媛婕蔓芸莹菲茜晴念彤柔梦若曼鸢绮汐禾晚棠蝶黛茵";

/// Characters beside which 爹, 娘, 爸 or 妈 is part of another word.
pub(crate) const NOT_KIN_BESIDE: &str = "姑新婆板厨奶红大姨舅干妈爸娘爹们亲祖后继老伴他";

/// The same for men.
pub(crate) const MALE_NAME: &str =
    "国强军伟建刚磊涛勇杰鹏斌辉超峰波浩龙武志雄豪辰宇轩博毅凯坤泽昊彬炎霆骁屿舟彦尧琛川渊承砚";
