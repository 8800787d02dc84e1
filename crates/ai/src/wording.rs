//! Every word of this crate that a user or a vendor reads.

use xinggen_domain::{
    character::{Age, Gender},
    drama::{FrameSize, Style},
    error::VendorErrorClass as Class,
    scene::{TimeOfDay, Weather},
    shot::{CameraAngle, ShotSize},
};

pub(crate) const DRAWING: &str = "等待服务商绘制";
pub(crate) const COPYING: &str = "保存画面";

pub(crate) const LOST: &str = "服务商没有给出可用的答复，不清楚是否已生成。没有扣除积分，也不会自动重试";
pub(crate) const TOO_LONG: &str = "服务商的答复过大，已停止读取。没有扣除积分，也不会自动重试";
pub(crate) const UNREADABLE: &str =
    "服务商的答复无法读取，请检查地址是否兼容 OpenAI 接口。没有扣除积分，也不会自动重试";
pub(crate) const NOT_COPIED: &str = "服务商给出的图片无法下载。没有扣除积分，也不会自动重试";
pub(crate) const NO_PICTURE: &str = "服务商返回的文件不是可用的图片。没有扣除积分，也不会自动重试";
pub(crate) const FORBIDDEN_ADDRESS: &str = "服务商地址指向不允许访问的网络，请检查 AI 配置";
pub(crate) const UNREACHABLE: &str = "连接不上服务商，请检查 AI 配置的地址";

/// What a refusal comes to, with the vendor's words behind it.
pub(crate) fn refused(class: Class, status: u16, told: &str) -> String {
    let what = match class {
        Class::Auth => "服务商不接受密钥，请检查 AI 配置",
        Class::Balance => "服务商账户余额或额度不足",
        Class::RateLimit => "服务商限制了请求频率",
        Class::Moderation => "服务商的内容审核没有通过，请修改描述",
        Class::Capacity | Class::Timeout => "服务商暂时不可用",
        Class::Invalid | Class::Environment | Class::Crashed | Class::Deleted | Class::Unknown => {
            "服务商拒绝了请求"
        }
    };
    if told.is_empty() { format!("{what}（{status}）") } else { format!("{what}（{status}）：{told}") }
}

pub(crate) const ALONE: &str = "人物设定图，单人全身像，纯色背景";
pub(crate) const EMPTY_PLACE: &str = "场景设定图，画面中没有人物";
pub(crate) const THING: &str = "道具设定图，单个物品，纯色背景";
pub(crate) const AS_IN_REFERENCES: &str = "人物外貌、场景与道具须与对应的参考图一致";
pub(crate) const SPEAKING: &str = "正在说话";
pub(crate) const PROPS: &str = "画面中有";
pub(crate) const INSIDE: &str = "室内";
pub(crate) const OUTSIDE: &str = "室外";
pub(crate) const NO_LETTERS: &str = "画面中不要出现文字、水印和边框";

pub(crate) const fn style(style: Style) -> &'static str {
    match style {
        Style::Ink => "水墨线条与平涂色彩风格",
        Style::Guoman => "国漫风格",
        Style::Urban => "明亮清新的都市漫画风格",
        Style::Nostalgia => "温暖褪色的怀旧风格",
        Style::Noir => "高反差的黑色电影风格",
    }
}

pub(crate) const fn shape(size: FrameSize) -> &'static str {
    if size.width == size.height {
        "方形构图"
    } else if size.width < size.height {
        "竖屏构图"
    } else {
        "横屏构图"
    }
}

pub(crate) const fn shot_size(size: ShotSize) -> &'static str {
    match size {
        ShotSize::ExtremeLong => "大远景",
        ShotSize::Long => "远景",
        ShotSize::Full => "全景",
        ShotSize::Medium => "中景",
        ShotSize::CloseUp => "近景",
        ShotSize::ExtremeCloseUp => "特写",
    }
}

pub(crate) const fn angle(angle: CameraAngle) -> &'static str {
    match angle {
        CameraAngle::Eye => "平视",
        CameraAngle::Low => "仰视",
        CameraAngle::High => "俯视",
        CameraAngle::OverShoulder => "过肩",
        CameraAngle::Side => "侧面",
    }
}

pub(crate) const fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "女",
        Gender::Male => "男",
        Gender::Unknown => "",
    }
}

pub(crate) const fn age(age: Age) -> &'static str {
    match age {
        Age::Child => "儿童",
        Age::Young => "青年",
        Age::Adult => "中年",
        Age::Elder => "老年",
    }
}

pub(crate) const fn light(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Dawn => "清晨",
        TimeOfDay::Day => "白天",
        TimeOfDay::Dusk => "黄昏",
        TimeOfDay::Night => "夜晚",
    }
}

pub(crate) const fn weather(weather: Weather) -> &'static str {
    match weather {
        Weather::Clear => "",
        Weather::Cloudy => "阴天",
        Weather::Rain => "下雨",
        Weather::Storm => "雷雨",
        Weather::Snow => "下雪",
        Weather::Fog => "有雾",
    }
}

/// One of the pictures that go along, by its number and its name.
pub(crate) fn reference(number: usize, name: &str) -> String {
    format!("参考图{number}：{name}")
}
