//! The story that is produced: a minute in twelve shots.

/// A scene of one shot is in it, so that the shot has a transition on both sides.
pub(crate) const FERRY: &str = "\
《渡口的灯》

第1场 夜 外 渡口
人物：阿宁、老秦

△ 雨刚停，渡口的木牌在风里轻轻晃着，一盏马灯挂在桩子上。

阿宁：老人家，最后一班船走了吗？
老秦：走了半个钟头了，江水涨得急，你要去哪儿？
阿宁：去对岸的白石镇，我妹妹明天一早出嫁。
老秦：水涨得这样急，今晚谁也不敢开船。

第2场 夜 外 江堤
人物：阿宁

阿宁：十年没有回来了，偏偏今晚过不了江。

第3场 夜 内 船屋
人物：阿宁、老秦

△ 炉子上的水壶冒着白气，墙上钉着一张发黄的照片。

老秦：先喝碗姜汤，暖一暖身子，天亮还早着呢。
阿宁：照片上的人，是您的女儿吗？
老秦：她也是这样一个雨夜过的江，走得太急，没有等到我回来。

第4场 晨 外 江面
人物：阿宁、老秦

△ 晨雾散开，小船靠近了对岸，远处传来迎亲的锣鼓声。

阿宁：老秦伯，您也来喝一杯喜酒吧，我妹妹一定高兴，家里人也都在等着您呢。
";

/// The same with the one line of the second scene changed, so that its clip and both its joints are made again.
pub(crate) fn ferry_with_one_shot_changed() -> String {
    FERRY.replace("偏偏今晚过不了江", "偏偏今夜江水拦路")
}
