//! Stories for tests, short enough to be made in less than a minute.

/// A screenplay with two scenes and three speakers.
pub(crate) const TEAHOUSE: &str = "\
第1场 日 内 茶馆

△ 林晚推门进来，抖了抖伞上的雨水。

林晚：老板，来一壶龙井。
店小二：好嘞，客官请坐。

△ 陈屿坐在窗边，抬头看见了她。

陈屿：好久不见，你还是老样子。
林晚：三年了，你怎么还在这里？
陈屿：我在等一个人，等她回来喝这壶茶。

第2场 夜 外 石桥

△ 雨停了，月亮照在河面上。两个人站在桥上，谁也没有先说话。

林晚：那封信我收到了，一直没有拆开。
陈屿：没关系，信里的话我现在可以说给你听。
林晚：那你说吧，我听着呢。
陈屿：留下来，好不好？

△ 林晚笑了，把伞轻轻放进他的手里。桥下的水慢慢流过，远处传来打更的声音。
";

/// The same with one line of the second scene changed.
pub(crate) fn teahouse_edited() -> String {
    let edited = TEAHOUSE.replace("信里的话我现在可以说给你听", "信里的每一句话我都还记得很清楚");
    assert_ne!(edited, TEAHOUSE);
    edited
}

/// Two scenes and three lines, for productions that are made more than once: a third of the work of [`TEAHOUSE`].
pub(crate) const FAREWELL: &str = "\
第1场 日 内 茶馆

△ 林晚推门进来，抖了抖伞上的雨水。

林晚：老板，来一壶龙井。
陈屿：好久不见，你还是老样子。

第2场 夜 外 石桥

△ 雨停了，月亮照在河面上。

陈屿：留下来，好不好？

△ 林晚笑了，把伞轻轻放进他的手里。

------------------------------------------------------------------------------------
------------------------------------------------------------------------------------
";

/// The least that can be produced: two shots and three lines, a few seconds of work. The rule under it is long enough
/// to make it a story, and nobody speaks it.
pub(crate) const ENCOUNTER: &str = "\
第1场 日 内 茶馆

△ 林晚推门进来。

林晚：还有座吗？
店小二：有，客官请坐。

------------------------------------------------------------------------------------
------------------------------------------------------------------------------------
------------------------------------------------------------------------------------
";
