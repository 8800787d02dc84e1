//! The label that generated content must carry in China (《人工智能生成合成内容标识办法》 and GB 45438-2025, in
//! force since 2025-09-01): a metadata field named `AIGC` that holds a JSON object of seven members.

use std::fmt::Write as _;

/// The name of the metadata field.
pub const LABEL_KEY: &str = "AIGC";

/// The words of the visible mark.
pub const VISIBLE_MARK: &str = "AI生成";

/// The metadata label of one generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentLabel {
    /// Who generated it: a name or code of the service.
    pub producer: String,
    /// The producer's own number of this content.
    pub produce_id: String,
    /// Who spreads it; the producer at first.
    pub propagator: String,
    /// The spreader's number of this content.
    pub propagate_id: String,
}

impl ContentLabel {
    /// A label of content that its producer also hands out.
    #[must_use]
    pub fn new(producer: &str, produce_id: impl ToString) -> Self {
        let produce_id = produce_id.to_string();
        Self {
            producer: producer.to_owned(),
            produce_id: produce_id.clone(),
            propagator: producer.to_owned(),
            propagate_id: produce_id,
        }
    }

    /// The value of the field. `Label` is "1": the content is generated for certain.
    #[must_use]
    pub fn to_json(&self) -> String {
        let members = [
            ("Label", "1"),
            ("ContentProducer", &self.producer),
            ("ProduceID", &self.produce_id),
            ("ReservedCode1", ""),
            ("ContentPropagator", &self.propagator),
            ("PropagateID", &self.propagate_id),
            ("ReservedCode2", ""),
        ];
        let members: Vec<String> =
            members.iter().map(|(key, value)| format!("\"{key}\":\"{}\"", escaped(value))).collect();
        format!("{{{}}}", members.join(","))
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => {
                // Writing into a String cannot fail.
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_has_its_seven_members_and_escapes_them() {
        let json = ContentLabel::new("星\"亘\n", 7).to_json();
        assert_eq!(
            json,
            "{\"Label\":\"1\",\"ContentProducer\":\"星\\\"亘\\u000a\",\"ProduceID\":\"7\",\"ReservedCode1\":\"\",\
             \"ContentPropagator\":\"星\\\"亘\\u000a\",\"PropagateID\":\"7\",\"ReservedCode2\":\"\"}"
        );
    }
}
