//! Which drawn environment a place is, from its words.

use super::words::mentions;
use xinggen_domain::ports::Place;

/// The environments that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Setting {
    LivingRoom,
    Bedroom,
    Kitchen,
    Bathroom,
    Office,
    MeetingRoom,
    Classroom,
    Ward,
    Corridor,
    Cafe,
    Teahouse,
    Bar,
    Shop,
    Station,
    Airport,
    Vehicle,
    Prison,
    Warehouse,
    Palace,
    Courtyard,
    Temple,
    Street,
    Alley,
    Rooftop,
    Campus,
    Park,
    Forest,
    Mountain,
    Seaside,
    River,
    Village,
    Room,
    Outdoors,
    Library,
    Court,
    Police,
    Restaurant,
    Theatre,
    Wedding,
    Carriage,
    BusStop,
    Desert,
}

use Setting::{
    Airport, Alley, Bar, Bathroom, Bedroom, BusStop, Cafe, Campus, Carriage, Classroom, Corridor, Court,
    Courtyard, Desert, Forest, Kitchen, Library, LivingRoom, MeetingRoom, Mountain, Office, Outdoors, Palace,
    Park, Police, Prison, Restaurant, River, Rooftop, Room, Seaside, Shop, Station, Street, Teahouse, Temple,
    Theatre, Vehicle, Village, Ward, Warehouse, Wedding,
};

/// In this order: what is special comes before what it contains (a temple on a mountain is a temple).
const WORDS: &[(&[&str], Setting)] = &[
    (&["婚礼", "喜堂", "婚宴", "礼堂", "教堂", "wedding", "chapel", "altar", "ballroom"], Wedding),
    (&["法庭", "法院", "公堂", "courtroom", "courthouse", "tribunal"], Court),
    (&["派出所", "警局", "警察局", "公安局", "police", "precinct"], Police),
    (
        &[
            "舞台",
            "剧院",
            "剧场",
            "戏台",
            "戏院",
            "后台",
            "theatre",
            "theater",
            "stage",
            "auditorium",
            "opera",
        ],
        Theatre,
    ),
    (&["公交站", "公交车站", "巴士站", "站牌", "bus stop", "bus shelter", "bus station"], BusStop),
    (
        &[
            "车厢",
            "公交车",
            "列车上",
            "列车内",
            "火车上",
            "地铁上",
            "高铁上",
            "carriage",
            "on the train",
            "train car",
            "compartment",
            "on the bus",
            "inside the train",
        ],
        Carriage,
    ),
    (&["沙漠", "戈壁", "大漠", "沙丘", "desert", "dune"], Desert),
    (&["天台", "楼顶", "屋顶", "rooftop", "roof"], Rooftop),
    (&["监狱", "牢", "审讯", "看守所", "prison", "jail", "cell", "dungeon", "interrogation"], Prison),
    (
        &[
            "仓库",
            "厂房",
            "工厂",
            "车库",
            "地下室",
            "废弃",
            "warehouse",
            "factory",
            "garage",
            "basement",
            "workshop",
        ],
        Warehouse,
    ),
    (&["寺", "庙", "道观", "祠", "佛堂", "temple", "shrine", "monastery", "pagoda"], Temple),
    (
        &["皇宫", "宫殿", "大殿", "宫", "殿", "朝堂", "王府", "palace", "throne", "great hall", "castle"],
        Palace,
    ),
    (&["茶馆", "茶楼", "客栈", "酒肆", "茶室", "teahouse", "tea house", "inn"], Teahouse),
    (&["庭院", "院子", "院落", "四合院", "后院", "宅院", "courtyard", "patio"], Courtyard),
    (&["走廊", "过道", "楼道", "楼梯间", "corridor", "hallway", "stairwell"], Corridor),
    (&["医院", "病房", "手术", "诊所", "急诊", "hospital", "ward", "clinic", "emergency room"], Ward),
    (
        &[
            "校门",
            "校园",
            "操场",
            "学校门口",
            "大学",
            "campus",
            "school gate",
            "playground",
            "schoolyard",
            "university",
        ],
        Campus,
    ),
    (&["教室", "课堂", "学校", "classroom", "school"], Classroom),
    (&["图书馆", "书房", "藏书", "library", "study", "archive"], Library),
    (&["会议室", "谈判", "meeting room", "conference", "boardroom"], MeetingRoom),
    (&["办公", "公司", "写字楼", "编辑部", "律所", "office", "studio", "newsroom"], Office),
    (
        &[
            "餐厅",
            "饭店",
            "餐馆",
            "面馆",
            "小吃店",
            "火锅",
            "饭馆",
            "酒楼",
            "食堂",
            "宴",
            "restaurant",
            "diner",
            "canteen",
            "banquet",
            "dining",
        ],
        Restaurant,
    ),
    (&["咖啡", "甜品", "cafe", "café", "coffee", "bakery"], Cafe),
    (&["酒吧", "酒馆", "夜店", "ktv", "bar", "pub", "nightclub", "club", "tavern"], Bar),
    (
        &[
            "便利店",
            "商店",
            "超市",
            "集市",
            "市场",
            "花店",
            "书店",
            "商场",
            "店",
            "shop",
            "store",
            "market",
            "supermarket",
            "mall",
            "boutique",
        ],
        Shop,
    ),
    (&["机场", "航站楼", "airport", "terminal", "boarding gate"], Airport),
    (
        &[
            "车站",
            "站台",
            "火车站",
            "地铁",
            "高铁",
            "月台",
            "候车",
            "站",
            "railway",
            "train station",
            "platform",
            "subway",
            "metro",
            "station",
        ],
        Station,
    ),
    (
        &[
            "车里",
            "车内",
            "车上",
            "出租车",
            "轿车",
            "驾驶",
            "inside the car",
            "in the car",
            "car interior",
            "taxi",
            "cab",
            "backseat",
            "car",
        ],
        Vehicle,
    ),
    (&["厨房", "灶", "kitchen"], Kitchen),
    (
        &["卧室", "卧房", "寝室", "宿舍", "房间里的床", "闺房", "酒店房间", "bedroom", "dorm*", "hotel room"],
        Bedroom,
    ),
    (&["浴室", "卫生间", "洗手间", "厕所", "bathroom", "restroom", "washroom"], Bathroom),
    (
        &[
            "客厅",
            "家中",
            "家里",
            "公寓",
            "老宅",
            "别墅",
            "家",
            "living room",
            "apartment",
            "lounge",
            "home",
            "flat",
        ],
        LivingRoom,
    ),
    (&["胡同", "巷", "弄堂", "古镇", "老街", "小镇", "alley", "lane", "old town", "backstreet"], Alley),
    (
        &[
            "海", "沙滩", "码头", "港", "岛", "sea", "seaside", "beach", "shore", "harbour", "harbor",
            "pier", "ocean", "coast",
        ],
        Seaside,
    ),
    (
        &[
            "桥",
            "河",
            "江",
            "湖",
            "溪",
            "池塘",
            "河边",
            "river",
            "bridge",
            "lake",
            "stream",
            "canal",
            "riverbank",
            "pond",
        ],
        River,
    ),
    (&["公园", "花园", "草坪", "长椅", "park", "garden", "bench", "lawn"], Park),
    (&["树林", "森林", "竹林", "林子", "林间", "密林", "forest", "woods", "wood", "jungle", "grove"], Forest),
    (
        &["雪山", "山", "悬崖", "峰", "峡谷", "崖", "mountain", "cliff", "peak", "hill", "valley", "canyon"],
        Mountain,
    ),
    (
        &[
            "村",
            "田",
            "乡",
            "农",
            "麦",
            "稻",
            "草原",
            "果园",
            "village",
            "field",
            "farm",
            "countryside",
            "meadow",
            "orchard",
            "prairie",
        ],
        Village,
    ),
    (
        &[
            "街", "路口", "马路", "城市", "路", "广场", "楼下", "门口", "小区", "street", "road", "city",
            "avenue", "square", "crossing", "sidewalk", "downtown",
        ],
        Street,
    ),
    (&["屋", "室", "房", "厅", "room", "house", "hall", "indoors"], Room),
];

/// Environments that have no roof.
fn open_air(setting: Setting) -> bool {
    matches!(
        setting,
        Street
            | Alley
            | Rooftop
            | Campus
            | Park
            | Forest
            | Mountain
            | Seaside
            | River
            | Village
            | Outdoors
            | Courtyard
            | BusStop
            | Desert
    )
}

/// The environment of a place. The place's own words count before its description's, and inside and outside are
/// never confused.
pub(crate) fn setting_of(place: &Place) -> Setting {
    let fits = |setting: Setting| match setting {
        Shop | Station | Temple | Vehicle | Airport => true,
        setting => open_air(setting) != place.interior,
    };
    let read = |text: &str| {
        WORDS.iter().find(|(keys, setting)| fits(*setting) && mentions(text, keys)).map(|hit| hit.1)
    };
    let fallback = if place.interior { Room } else { Outdoors };
    read(&place.place).filter(|&hit| hit != Room).or_else(|| read(&place.description)).unwrap_or(fallback)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::scene::{TimeOfDay, Weather};

    fn place(words: &str, interior: bool) -> Place {
        Place {
            place: words.to_owned(),
            interior,
            time_of_day: TimeOfDay::Day,
            weather: Weather::Clear,
            description: String::new(),
        }
    }

    #[test]
    fn places_are_recognised_in_both_languages() {
        let cases = [
            ("林家客厅", true, LivingRoom),
            ("Anna's apartment", true, LivingRoom),
            ("市第一医院病房", true, Ward),
            ("医院走廊", true, Corridor),
            ("the old teahouse", true, Teahouse),
            ("海边的沙滩", false, Seaside),
            ("火车站站台", false, Station),
            ("a dark forest", false, Forest),
            ("皇宫大殿", true, Palace),
            ("学校教室", true, Classroom),
            ("学校操场", false, Campus),
            ("city street", false, Street),
            ("公司办公室", true, Office),
            ("nowhere in particular", false, Outdoors),
            ("", true, Room),
            ("区人民法院法庭", true, Court),
            ("派出所", true, Police),
            ("市图书馆", true, Library),
            ("老街面馆", true, Restaurant),
            ("剧院舞台", true, Theatre),
            ("婚礼现场", true, Wedding),
            ("the train carriage", true, Carriage),
            ("a lonely bus stop", false, BusStop),
            ("大漠", false, Desert),
        ];
        for (words, interior, setting) in cases {
            assert_eq!(setting_of(&place(words, interior)), setting, "{words}");
        }
    }

    #[test]
    fn an_inside_is_never_drawn_as_an_outside() {
        assert!(
            open_air(setting_of(&place("咖啡馆", false))) || setting_of(&place("咖啡馆", false)) == Outdoors
        );
        assert_eq!(setting_of(&place("森林小屋", true)), Room);
    }
}
