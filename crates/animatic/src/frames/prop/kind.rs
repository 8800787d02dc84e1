//! Which drawn thing a prop is, from its name.

use super::super::words::mentions;

/// The things that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Phone,
    Letter,
    Camera,
    Umbrella,
    Cup,
    Wine,
    Book,
    Key,
    Knife,
    Sword,
    Gun,
    Flower,
    Ring,
    Necklace,
    Bag,
    Suitcase,
    Chest,
    Photo,
    Candle,
    Lantern,
    Bottle,
    Bowl,
    Money,
    Watch,
    Mirror,
    Computer,
    Mask,
    Medicine,
    Ball,
    Hat,
    Scroll,
    Fan,
    Jade,
    Cake,
    Fruit,
    Kite,
    Glasses,
    Scarf,
    Map,
    Ticket,
    Guitar,
    Piano,
    Bicycle,
    Car,
    Other,
}

use Kind::{
    Bag, Ball, Bicycle, Book, Bottle, Bowl, Cake, Camera, Candle, Car, Chest, Computer, Cup, Fan, Flower,
    Fruit, Glasses, Guitar, Gun, Hat, Jade, Key, Kite, Knife, Lantern, Letter, Map, Mask, Medicine, Mirror,
    Money, Necklace, Other, Phone, Photo, Piano, Ring, Scarf, Scroll, Suitcase, Sword, Ticket, Umbrella,
    Watch, Wine,
};

/// In this order: a longer word before a part of it (an umbrella of oiled paper is no paper).
const WORDS: &[(&[&str], Kind)] = &[
    (&["伞", "umbrella", "parasol"], Umbrella),
    (&["眼镜", "墨镜", "glasses", "spectacles", "sunglasses"], Glasses),
    (&["镜", "mirror"], Mirror),
    (&["自行车", "单车", "bicycle", "bike"], Bicycle),
    (&["车票", "船票", "机票", "电影票", "ticket"], Ticket),
    (&["汽车", "轿车", "跑车", "出租车", "car", "taxi"], Car),
    (&["手表", "怀表", "钟", "watch", "pocket watch", "clock", "compass"], Watch),
    (&["电脑", "笔记本电脑", "laptop", "computer", "tablet"], Computer),
    (&["手机", "电话", "phone", "telephone", "cellphone", "smartphone", "recorder", "录音笔"], Phone),
    (&["相机", "摄像", "camera"], Camera),
    (&["照片", "相片", "画像", "相框", "photo*", "portrait", "picture", "painting"], Photo),
    (&["地图", "map"], Map),
    (
        &[
            "银行卡",
            "现金",
            "钱",
            "硬币",
            "银子",
            "金币",
            "支票",
            "money",
            "cash",
            "coin",
            "banknote",
            "cheque",
            "dollar",
        ],
        Money,
    ),
    (&["花瓶", "酒瓶", "瓶", "bottle", "vase", "flask"], Bottle),
    (&["药", "针", "medicine", "pill", "drug", "syringe"], Medicine),
    (&["酒", "wine", "whisky", "goblet", "champagne"], Wine),
    (&["杯", "茶", "咖啡", "cup", "mug", "coffee", "tea", "teacup", "glass"], Cup),
    (&["碗", "面条", "汤", "bowl", "soup", "noodle", "rice"], Bowl),
    (&["蛋糕", "面包", "点心", "cake", "bread", "pie"], Cake),
    (&["苹果", "橘子", "水果", "桃", "apple", "orange", "fruit", "peach", "lemon"], Fruit),
    (&["枪", "gun", "pistol", "rifle", "revolver"], Gun),
    (&["剑", "sword", "blade", "sabre"], Sword),
    (&["刀", "匕首", "剪刀", "knife", "dagger", "scissors"], Knife),
    (&["钥匙", "key"], Key),
    (&["玉", "令牌", "jade", "amulet", "pendant", "badge"], Jade),
    (&["戒", "钻", "镯", "ring", "jewel", "diamond", "bracelet"], Ring),
    (&["项链", "耳环", "珠", "necklace", "locket", "earring", "pearl"], Necklace),
    (&["行李", "suitcase", "luggage", "briefcase", "皮箱"], Suitcase),
    (&["包", "袋", "香囊", "bag", "backpack", "handbag", "purse", "satchel", "packet"], Bag),
    (&["圣旨", "奏折", "卷轴", "画卷", "scroll", "edict"], Scroll),
    (&["灯笼", "油灯", "灯", "lantern", "lamp", "flashlight", "torch", "手电"], Lantern),
    (&["蜡烛", "烛", "candle"], Candle),
    (&["扇", "fan"], Fan),
    (&["面具", "mask"], Mask),
    (&["球", "ball", "football", "basketball"], Ball),
    (&["风筝", "kite"], Kite),
    (&["帽", "冠", "hat", "cap", "crown", "helmet"], Hat),
    (&["围巾", "手帕", "毛衣", "手套", "scarf", "handkerchief", "shawl", "sweater", "glove"], Scarf),
    (&["钢琴", "piano", "keyboard"], Piano),
    (&["吉他", "琵琶", "提琴", "琴", "guitar", "violin", "lute", "cello"], Guitar),
    (&["花", "玫瑰", "flower*", "rose", "bouquet", "lily"], Flower),
    (&["箱", "盒", "宝箱", "box", "chest", "casket", "crate"], Chest),
    (&["书", "日记", "笔记", "本子", "剧本", "book", "diary", "notebook", "journal", "novel"], Book),
    (
        &[
            "信", "纸", "合同", "文件", "协议", "请帖", "证", "名片", "letter", "note", "envelope",
            "contract", "document", "postcard", "telegram", "paper",
        ],
        Letter,
    ),
];

/// The kind of a prop.
pub(super) fn kind_of(name: &str) -> Kind {
    WORDS.iter().find(|(keys, _)| mentions(name, keys)).map_or(Other, |hit| hit.1)
}

impl Kind {
    /// Whether it stands on the ground and is not carried.
    pub(super) fn is_large(self) -> bool {
        matches!(self, Bicycle | Car | Piano)
    }

    /// How large it is, in metres, larger than life where life would be too small to be seen.
    pub(super) fn metres(self) -> f32 {
        match self {
            Car => 3.6,
            Bicycle | Piano => 1.7,
            Guitar | Umbrella | Sword | Kite => 0.9,
            Suitcase | Chest | Computer | Bag => 0.5,
            _ => 0.3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_recognised_in_both_languages() {
        let cases = [
            ("旧相机", Camera),
            ("油纸伞", Umbrella),
            ("银行卡", Money),
            ("怀表", Watch),
            ("笔记本电脑", Computer),
            ("日记本", Book),
            ("药瓶", Bottle),
            ("the wedding ring", Ring),
            ("an old letter", Letter),
            ("music box", Chest),
            ("pocket watch", Watch),
            ("a car", Car),
            ("琵琶", Guitar),
            ("什么东西", Other),
        ];
        for (name, kind) in cases {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
