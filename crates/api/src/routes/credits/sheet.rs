//! The statement as CSV (RFC 4180).

use crate::{language::Language, wording::statement_heads};
use chrono::SecondsFormat;
use xinggen_application::StatementEntry;

/// Tells spreadsheets that what follows is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The mark and the column heads.
pub(super) fn head(language: Language) -> String {
    format!("{BYTE_ORDER_MARK}{}", line(&statement_heads(language).map(str::to_owned)))
}

/// The row of an entry.
pub(super) fn row(stated: &StatementEntry, language: Language) -> String {
    let entry = &stated.entry;
    line(&[
        entry.number.to_string(),
        entry.created_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        entry.kind.code().to_owned(),
        entry.amount.to_string(),
        entry.balance_after.to_string(),
        harmless(&stated.words(language.into())),
        entry.job_id.map(|id| id.to_string()).unwrap_or_default(),
    ])
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Spreadsheets compute what begins like this, also behind white space and in full width; an apostrophe makes it text.
/// See <https://owasp.org/www-community/attacks/CSV_Injection>.
fn harmless(text: &str) -> String {
    let computed = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'];
    if text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(computed) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_other_words_stay() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\rx", "  =cmd", "|x"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "画面 · 《旧信》第 1 集", "a=b", "1-2"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn cells_with_commas_quotes_and_rows_are_quoted() {
        let cells = ["a,b", "他说\"好\"", "一\n二", "三"].map(str::to_owned);
        assert_eq!(line(&cells), "\"a,b\",\"他说\"\"好\"\"\",\"一\n二\",三\r\n");
    }
}
