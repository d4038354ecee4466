//! What a build is told besides its source: stage, parameters, region, and today's date.

use super::Failure;
use super::compile::Options;
use crate::Lints;
use crate::files::Files;
use crate::lint::{self, Level, Setting};
use crate::package::{Disk, reason};
use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};

/// Flags that every compiling command takes.
#[derive(clap::Args, Clone, Default)]
pub struct Settings {
    /// Compile for one of the stages that the source names
    #[arg(long, value_name = "NAME")]
    pub stage: Option<String>,
    /// Give a parameter its value now; may be repeated, and beats --params
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = assignment)]
    pub set: Vec<(String, String)>,
    /// Give parameters their values from a JSON file: {"name": value}, or AWS's list of ParameterKey and ParameterValue
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub params: Option<String>,
    /// The region that it will be deployed to, such as eu-west-1
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Make errors of what a lint rule finds, or all of them; may be repeated
    #[arg(long, value_name = "RULE|all")]
    pub deny: Vec<String>,
    /// Make warnings of what a lint rule finds
    #[arg(long, value_name = "RULE|all")]
    pub warn: Vec<String>,
    /// Do not run a lint rule
    #[arg(long, value_name = "RULE|all")]
    pub allow: Vec<String>,
}

pub fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_string(), value.to_string())),
        _ => Err("write it as NAME=VALUE".to_string()),
    }
}

impl Settings {
    /// What the core is told. Where a name is set twice, the last one counts.
    pub fn options(&self) -> Result<Options, Failure> {
        let mut set: Vec<(String, String)> = Vec::new();
        for (name, value) in &self.set {
            set.retain(|(other, _)| other != name);
            set.push((name.clone(), value.clone()));
        }
        let params = match &self.params {
            Some(path) => read(path)?,
            None => Vec::new(),
        };
        // what comes later counts, so that --set beats the file whichever spelling of a name either uses
        let text = |value: Value| match value {
            Value::String(text) => text,
            Value::Array(items) => {
                items.iter().map(|i| i.as_str().map_or(i.to_string(), str::to_string)).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        let mut all: Vec<(String, String)> = params.into_iter().map(|(name, value)| (name, text(value))).collect();
        all.extend(set);
        let (stage, region) = (self.stage.clone(), self.region.clone());
        let levels = self.levels()?;
        Ok(Options { stage, set: all, region, today: today(), lints: Lints::On, levels, ..Options::default() })
    }
}

impl Settings {
    /// `--deny all --allow this` denies all but this, in whichever order they stand: what names a rule beats `all`.
    fn levels(&self) -> Result<Vec<Setting>, Failure> {
        let flags = [(&self.deny, Level::Deny), (&self.warn, Level::Warn), (&self.allow, Level::Off)];
        let of = |(names, level): (&Vec<String>, Level)| {
            names.iter().map(|rule| Setting { rule: rule.clone(), level }).collect::<Vec<_>>()
        };
        let mut levels: Vec<Setting> = flags.into_iter().flat_map(of).collect();
        levels.sort_by_key(|setting| setting.rule != lint::ALL_RULES);
        lint::check_names(&levels).map_err(|(name, near)| {
            let failure = Failure::new(format!("there is no rule `{name}`"));
            match near {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("`slsc rules` lists all rules"),
            }
        })?;
        Ok(levels)
    }
}

fn read(path: &str) -> Result<Vec<(String, Value)>, Failure> {
    let bytes = match path {
        "-" => {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map_err(|e| reason(&e)).map(|_| bytes)
        }
        _ => Disk::here().read(path),
    };
    let fail = |why: String| Failure::new(format!("cannot read parameters from `{path}`: {why}"));
    let value: Value =
        serde_json::from_slice(&bytes.map_err(fail)?).map_err(|e| fail(format!("it is not JSON: {e}")))?;
    parameters(value).map_err(|why| {
        fail(why).help(r#"write {"name": value, …} or [{"ParameterKey": "name", "ParameterValue": "value"}, …]"#)
    })
}

fn parameters(value: Value) -> Result<Vec<(String, Value)>, String> {
    match value {
        Value::Object(map) => Ok(map.into_iter().collect()),
        Value::Array(list) => list.into_iter().enumerate().map(|(i, item)| entry(i + 1, item)).collect(),
        _ => Err("it is neither an object nor a list".to_string()),
    }
}

fn entry(number: usize, mut item: Value) -> Result<(String, Value), String> {
    match (
        item.get_mut("ParameterKey").map(Value::take).unwrap_or_default(),
        item.get_mut("ParameterValue").map(Value::take),
    ) {
        (Value::String(key), Some(value @ Value::String(_))) => Ok((key, value)),
        (Value::String(key), None) => Err(format!("`{key}` has no `ParameterValue`, and a build knows no earlier one")),
        (Value::String(key), Some(_)) => Err(format!("the `ParameterValue` of `{key}` is not a string")),
        _ => Err(format!("entry {number} of the list has no `ParameterKey`")),
    }
}

/// The date, as 2026-11-23: of `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>) where
/// it is set, so that a build can be repeated with the same warnings.
pub fn today() -> Option<String> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|v| v.parse::<u64>().ok());
    let seconds = given.or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|d| d.as_secs()))?;
    Some(date(seconds))
}

/// Days since 1970 to a date of the Gregorian calendar (<https://howardhinnant.github.io/date_algorithms.html>).
fn date(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + u64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(1_767_225_599), "2025-12-31");
        assert_eq!(date(1_767_225_600), "2026-01-01");
    }

    #[test]
    fn both_forms_of_a_parameter_file() {
        let one = parameters(json!({ "keep": 7, "mail": "a@b" }));
        assert_eq!(one, Ok(vec![("keep".to_string(), json!(7)), ("mail".to_string(), json!("a@b"))]));
        let other = parameters(json!([{ "ParameterKey": "Keep", "ParameterValue": "7" }]));
        assert_eq!(other, Ok(vec![("Keep".to_string(), json!("7"))]));
    }

    #[test]
    fn what_is_wrong_with_a_parameter_file_is_said() {
        let wrong = |value| parameters(value).unwrap_err();
        assert_eq!(wrong(json!(7)), "it is neither an object nor a list");
        assert_eq!(wrong(json!(["a"])), "entry 1 of the list has no `ParameterKey`");
        assert_eq!(
            wrong(json!([{ "ParameterKey": "K", "UsePreviousValue": true }])),
            "`K` has no `ParameterValue`, and a build knows no earlier one"
        );
    }

    #[test]
    fn the_last_set_counts_and_an_equals_sign_may_follow() {
        assert_eq!(assignment("a=b=c"), Ok(("a".to_string(), "b=c".to_string())));
        assert_eq!(assignment("a="), Ok(("a".to_string(), String::new())));
        assert!(assignment("=b").is_err() && assignment("a").is_err());
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        let settings = Settings { set: vec![pair("a", "1"), pair("b", "2"), pair("a", "3")], ..Settings::default() };
        assert_eq!(settings.options().unwrap().set, vec![pair("b", "2"), pair("a", "3")]);
    }
}
