//! What people read of this crate beside the problems, in both languages.

use crate::language::Language;

/// The column heads of the statement as a table.
pub(crate) const fn statement_heads(language: Language) -> [&'static str; 7] {
    match language {
        Language::English => ["Number", "Time", "Type", "Credits", "Balance after", "Description", "Job"],
        Language::Chinese => ["序号", "时间", "类型", "积分", "变动后余额", "说明", "任务"],
    }
}
