//! Whether a body or a query is what the document says, and each place where it is not.
//!
//! Serde stops at the first wrong field and says what is wrong in English alone. The document knows every field with its
//! limits, so what clients read there is what they are held to.

use crate::{
    openapi::resolved,
    problem::{Fault, Kind, Rule},
};
use actix_web::http::Uri;
use chrono::{DateTime, Datelike as _, Utc};
use regex::Regex;
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};
use uuid::Uuid;
use xinggen_domain::{identity::Identity, limits::Problem, vendor::AddressFault};

/// More faults than these help nobody, and a body may have thousands.
const MOST: usize = 100;
/// So much is repeated of a name that is not known.
const NAME_CHARACTERS: usize = 100;

/// Each fault of a value; none when it fits. Where the only faults are such as the use case finds too, there are none:
/// the use case knows more rules than the document, and tells all of them together.
pub(super) fn faults(schema: &'static Value, value: &Value) -> Vec<Fault> {
    let mut look = Look::default();
    look.at("", schema, value);
    if look.unfit { look.faults } else { vec![] }
}

#[derive(Default)]
struct Look {
    faults: Vec<Fault>,
    /// Whether one of them keeps the value from the use case.
    unfit: bool,
}

impl Look {
    fn found(&mut self, place: &str, rule: Rule) {
        self.unfit = true;
        self.found_beside(place, rule);
    }

    /// A fault that the use case finds as well.
    fn found_beside(&mut self, place: &str, rule: Rule) {
        if self.faults.len() < MOST {
            self.faults.push(Fault::new(if place.is_empty() { "body" } else { place }, rule));
        }
    }

    fn at(&mut self, place: &str, schema: &'static Value, value: &Value) {
        let schema = resolved(schema);
        if let Some(variants) = schema["oneOf"].as_array() {
            self.one_of(place, variants, value);
            return;
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        if value.is_null() && kinds.contains(&"null") {
            return;
        }
        match kinds.into_iter().find(|kind| *kind != "null") {
            Some("string") => self.text(place, schema, value),
            Some("integer") => self.whole(place, schema, value),
            Some("number") if !value.is_number() => self.found(place, Rule::WrongType(Kind::Number)),
            Some("boolean") if !value.is_boolean() => self.found(place, Rule::WrongType(Kind::Truth)),
            Some("array") => self.list(place, schema, value),
            Some("object") => self.object(place, schema, value),
            _ => {}
        }
    }

    /// Fits one of them; where none does, the faults by the first that is not just `null` are told.
    fn one_of(&mut self, place: &str, variants: &'static [Value], value: &Value) {
        let fits = |variant: &&'static Value| {
            (variant["type"] == "null" && value.is_null())
                || (variant["type"] != "null" && faults(variant, value).is_empty())
        };
        let meant = variants.iter().find(fits);
        if let Some(variant) = meant.or_else(|| variants.iter().find(|variant| variant["type"] != "null")) {
            self.at(place, variant, value);
        }
    }

    fn text(&mut self, place: &str, schema: &'static Value, value: &Value) {
        let Some(text) = value.as_str() else {
            return self.found(place, Rule::WrongType(Kind::Text));
        };
        if let Some(words) = schema["enum"].as_array() {
            if !words.contains(value) {
                let words = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                self.found(place, Rule::UnknownValue(words));
            }
            return;
        }
        let rule = match schema["format"].as_str() {
            Some("uuid") if Uuid::parse_str(text).is_err() => Some(Rule::WrongType(Kind::Id)),
            Some("date-time") if !is_time(text) => Some(Rule::WrongType(Kind::Time)),
            Some("email") if Identity::email(text).is_none() => Some(Rule::Email),
            _ => length(schema, text),
        };
        if let Some(rule) = rule {
            self.found(place, rule);
        } else if let Some(rule) = characters(schema, text) {
            self.found_beside(place, rule);
        }
    }

    fn whole(&mut self, place: &str, schema: &Value, value: &Value) {
        if !value.is_i64() && !value.is_u64() {
            return self.found(place, Rule::WrongType(Kind::Whole));
        }
        let (least, most) = range(schema);
        let number = value.as_i64().unwrap_or(i64::MAX);
        let excluded = !schema["not"]["const"].is_null() && schema["not"]["const"] == *value;
        if value.is_i64() && (least..=most).contains(&number) && !excluded {
            match schema["multipleOf"].as_u64().and_then(|step| u32::try_from(step).ok()) {
                Some(step) if number % i64::from(step) != 0 => {
                    self.found(place, Rule::Limit(Problem::Step { step }));
                }
                _ => {}
            }
        } else if excluded {
            self.found_beside(place, Rule::Excluded(number));
        } else {
            self.found(place, Rule::Range(least, most));
        }
    }

    fn list(&mut self, place: &str, schema: &'static Value, value: &Value) {
        let Some(items) = value.as_array() else {
            return self.found(place, Rule::WrongType(Kind::List));
        };
        let bound = |name: &str| schema[name].as_u64().and_then(|bound| u32::try_from(bound).ok());
        if let Some(most) = bound("maxItems").filter(|most| items.len() > *most as usize) {
            return self.found(place, Rule::Limit(Problem::TooMany { most }));
        }
        if let Some(least) = bound("minItems").filter(|least| items.len() < *least as usize) {
            return self.found(place, Rule::Limit(Problem::TooFew { least }));
        }
        for (at, item) in items.iter().enumerate() {
            self.at(&format!("{place}[{at}]"), &schema["items"], item);
        }
    }

    fn object(&mut self, place: &str, schema: &'static Value, value: &Value) {
        let Some(fields) = value.as_object() else {
            return self.found(place, Rule::WrongType(Kind::Object));
        };
        let properties = schema["properties"].as_object();
        let inside = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
        for (name, property) in properties.into_iter().flatten() {
            if let Some(value) = fields.get(name) {
                self.at(&inside(name), property, value);
            } else if schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name)) {
                self.found(&inside(name), Rule::Limit(Problem::Missing));
            }
        }
        if schema["additionalProperties"] == false {
            let known = |name: &str| properties.is_some_and(|properties| properties.contains_key(name));
            for name in fields.keys().filter(|name| !known(name)).take(MOST) {
                let name: String = name.chars().take(NAME_CHARACTERS).collect();
                self.found(&inside(&name), Rule::UnknownField);
            }
        }
    }
}

/// As every store can keep it: see [`moment`](super::moment()).
fn is_time(text: &str) -> bool {
    text.parse::<DateTime<Utc>>().is_ok_and(|time| (1..=9999).contains(&time.year()))
}

/// An absolute address of the web. Whether it may be called is not known here.
fn is_web_address(text: &str) -> bool {
    text.trim().parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    })
}

/// Control characters are in no text. Line breaks and tabs are in some, by the limits of the model, which the document
/// does not have. A format or a pattern of the schema says what else a text has to be.
fn characters(schema: &'static Value, text: &str) -> Option<Rule> {
    let broken = Some(Rule::Limit(Problem::Characters));
    if text.trim().chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return broken;
    }
    if schema["format"] == "uri" && !is_web_address(text) {
        return Some(Rule::Limit(Problem::Address(AddressFault::Malformed)));
    }
    let pattern = schema["pattern"].as_str()?;
    // Too short a text is told by its length.
    if text.is_empty() || matches(pattern, text) {
        return None;
    }
    let words = pattern.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")$"));
    words.map_or(broken, |words| Some(Rule::UnknownValue(words.split('|').map(str::to_owned).collect())))
}

/// Whether a pattern of the document matches. Each is compiled once: there are few, and they are ours.
fn matches(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Option<Regex>>>> = LazyLock::new(Mutex::default);
    let compiled = COMPILED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok())
        .clone();
    compiled.is_none_or(|pattern| pattern.is_match(text))
}

/// The lengths are counted without white space at the ends where that makes a text too long, and with it where it makes one
/// too short: the model trims most texts, but not passwords.
fn length(schema: &Value, text: &str) -> Option<Rule> {
    let bound = |name: &str| schema[name].as_u64().and_then(|bound| u32::try_from(bound).ok());
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let (least, most) = (bound("minLength").unwrap_or_default(), bound("maxLength"));
    let (whole, trimmed) = (count(text), count(text.trim()));
    let found = if whole < least { whole } else { trimmed };
    match most {
        Some(most) if whole < least || trimmed > most => {
            Some(Rule::Limit(Problem::Length { least, most, found }))
        }
        None if whole < least => Some(Rule::TooShort { least, found }),
        _ => None,
    }
}

/// The smallest and the largest, by the type where the schema does not say.
fn range(schema: &Value) -> (i64, i64) {
    let least = schema["minimum"].as_i64();
    let most = match (schema["format"].as_str(), least) {
        (Some("int32"), Some(0..)) => i64::from(u32::MAX),
        (Some("int32"), _) => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    let floor = if schema["format"] == "int32" { i64::from(i32::MIN) } else { i64::MIN };
    (least.unwrap_or(floor), schema["maximum"].as_i64().unwrap_or(most))
}
