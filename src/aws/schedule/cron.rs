//! `cron(minute hour day month weekday year)`: AWS's six fields, of which one of day and weekday is `?`.
//!
//! AWS's table of marks has no `/` for weekdays, no `L-3` and no `LW`; its service is not known to refuse them, so they
//! pass. A range that runs backwards (`FRI-MON`) is refused, with two ranges that say the same for sure.

use std::fmt;
use std::ops::Range;

use super::ScheduleError;
use super::unix;

/// A valid expression; `Display` writes it as AWS takes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cron {
    fields: [String; 6],
}

/// What one field may hold.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub min: u32,
    pub max: u32,
    /// Words for `min`, `min + 1` …
    pub words: &'static [&'static str],
    /// The marks that it takes beyond numbers, `,` `-` `*` and `/`.
    pub marks: &'static str,
}

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
pub(super) const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTH_DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY: usize = 2;
const MONTH: usize = 3;
const WEEKDAY: usize = 4;

pub const FIELDS: [Field; 6] = [
    Field { name: "minute", min: 0, max: 59, words: &[], marks: "" },
    Field { name: "hour", min: 0, max: 23, words: &[], marks: "" },
    Field { name: "day of the month", min: 1, max: 31, words: &[], marks: "?LW" },
    Field { name: "month", min: 1, max: 12, words: &MONTHS, marks: "" },
    Field { name: "weekday", min: 1, max: 7, words: &WEEKDAYS, marks: "?L#" },
    Field { name: "year", min: 1970, max: 2199, words: &[], marks: "" },
];

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cron({})", self.fields.join(" "))
    }
}

/// The expression whose text, what stands between the parentheses, is `text`.
pub fn parse(text: &str) -> Result<Cron, ScheduleError> {
    examine(text).map_err(|mut error| {
        error.fix = error.fix.filter(|fix| examine(fix).is_ok());
        error
    })
}

/// As [`parse`], but the fix of an error is only a guess, which nobody has checked yet.
fn examine(text: &str) -> Result<Cron, ScheduleError> {
    if let Some(inner) = text.trim().strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) {
        let error = ScheduleError::new(0..text.len(), "only what stands inside of `cron(…)` is wanted");
        return Err(error.expecting(SHAPE).fixed(Some(inner.trim().to_owned())));
    }
    let words = words(text);
    let Ok(six) = <[(Range<usize>, &str); 6]>::try_from(words.clone()) else {
        return Err(wrong_count(text, &words));
    };
    for (field, (at, word)) in FIELDS.iter().zip(&six) {
        field.check(word, at.start).map_err(|error| {
            let mended = error.fix.as_ref().map(|part| splice(text, &error.at, part));
            error.fixed(mended.or_else(|| without_seconds(&six.clone().map(|(_, word)| word))))
        })?;
    }
    check_days(text, &six)?;
    check_calendar(&six)?;
    Ok(Cron { fields: six.map(|(_, word)| word.to_ascii_uppercase()) })
}

fn splice(text: &str, at: &Range<usize>, part: &str) -> String {
    format!("{}{part}{}", &text[..at.start], &text[at.end..])
}

/// The words of a text and where they stand.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let begin = text.as_ptr() as usize;
    let place = |word: &str| word.as_ptr() as usize - begin;
    text.split_whitespace().map(|word| (place(word)..place(word) + word.len(), word)).collect()
}

const SHAPE: &str = "six fields: minute, hour, day of the month, month, weekday, year";

fn wrong_count(text: &str, words: &[(Range<usize>, &str)]) -> ScheduleError {
    let whole = words.first().map_or(0, |(at, _)| at.start)..words.last().map_or(text.len(), |(at, _)| at.end);
    let error =
        |message: String, fix: Option<String>| ScheduleError::new(whole.clone(), message).expecting(SHAPE).fixed(fix);
    let plain: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    match plain.as_slice() {
        [one] if one.starts_with('@') => error(format!("AWS has no `{one}`"), unix::macro_of(one).map(str::to_owned)),
        [a, b, c, d, e] => {
            let five = [*a, *b, *c, *d, *e];
            error("this is a cron expression of five fields, as Unix has it".into(), unix::to_aws(five))
        }
        [_, six @ ..] if six.len() == 6 => {
            error("this has seven fields, and AWS has none for the seconds".into(), Some(six.join(" ")))
        }
        _ => error(format!("a cron expression has six fields, and this has {}", plain.len()), None),
    }
}

/// Quartz begins with the seconds and may leave the year out: `0 0 12 * * ?`.
fn without_seconds(six: &[&str; 6]) -> Option<String> {
    (six[0] == "0" && six[5] == "?").then(|| [&six[1..], &["*"]].concat().join(" "))
}

/// One of day and weekday says something, the other is `?`.
fn check_days(text: &str, six: &[(Range<usize>, &str); 6]) -> Result<(), ScheduleError> {
    let (day, weekday) = (six[DAY].1, six[WEEKDAY].1);
    let span = six[DAY].0.start..six[WEEKDAY].0.end;
    let replaced = |index: usize, part: &str| Some(splice(text, &six[index].0, part));
    let (message, fix) = match (day, weekday) {
        ("?", "?") => ("the day of the month and the weekday are both `?`", replaced(DAY, "*")),
        ("?", _) | (_, "?") => return Ok(()),
        (_, "*") => ("the day of the month and the weekday are both given", replaced(WEEKDAY, "?")),
        ("*", _) => ("the day of the month and the weekday are both given", replaced(DAY, "?")),
        _ => ("the day of the month and the weekday are both given, which takes two schedules", None),
    };
    Err(ScheduleError::new(span, message).expecting("`?` in one of the two").fixed(fix))
}

/// A day that no month of the list has never comes: `30 2`.
fn check_calendar(six: &[(Range<usize>, &str); 6]) -> Result<(), ScheduleError> {
    let Ok(day) = six[DAY].1.parse::<u32>() else { return Ok(()) };
    let months: Option<Vec<u32>> = six[MONTH].1.split(',').map(|month| FIELDS[MONTH].value(month)).collect();
    let has = |month: &u32| MONTH_DAYS.get(*month as usize - 1).is_some_and(|days| day <= *days);
    match months {
        Some(months) if !months.iter().any(has) => {
            let span = six[DAY].0.start..six[MONTH].0.end;
            Err(ScheduleError::new(span, format!("a day `{day}` never comes in month `{}`", six[MONTH].1)))
        }
        _ => Ok(()),
    }
}

impl Field {
    /// The number of a number or a word, if it is within the field's bounds.
    pub fn value(&self, word: &str) -> Option<u32> {
        let named = self.words.iter().position(|name| name.eq_ignore_ascii_case(word));
        let digits = !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
        let number = if digits { word.parse().ok() } else { None };
        named.map(|at| at as u32 + self.min).or(number).filter(|n| (self.min..=self.max).contains(n))
    }

    /// What the field may hold, in words.
    pub fn expected(&self) -> String {
        let names = match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => format!(" or {first} to {last}"),
            _ => String::new(),
        };
        let marks: String = self.marks.chars().map(|mark| format!(" `{mark}`")).collect();
        format!("{} to {}{names}, with `,` `-` `*` `/`{marks}", self.min, self.max)
    }

    fn error(&self, at: Range<usize>, word: &str) -> ScheduleError {
        let message = format!("`{}` is no {}", word.escape_debug(), self.name);
        ScheduleError::new(at, message).expecting(self.expected())
    }

    /// Checks the field that stands at `start`. The error's fix is for the error's range alone.
    fn check(&self, word: &str, start: usize) -> Result<(), ScheduleError> {
        if word == "?" && self.marks.contains('?') {
            return Ok(());
        }
        let alone = !word.contains(',');
        if !alone && word.contains('#') {
            let error = self.error(start..start + word.len(), word);
            return Err(error.expecting("one weekday when `#` is used"));
        }
        let mut at = start;
        for item in word.split(',') {
            self.check_item(item, at)?;
            at += item.len() + 1;
        }
        Ok(())
    }

    fn check_item(&self, item: &str, start: usize) -> Result<(), ScheduleError> {
        let at = start..start + item.len();
        if self.is_marked(item) {
            return Ok(());
        }
        let (base, step) = match item.split_once('/') {
            Some((base, step)) => (base, Some(step)),
            None => (item, None),
        };
        if let Some(step) = step {
            let whole = self.max - self.min + 1;
            if !matches!(step.parse::<u32>(), Ok(n) if (1..=whole).contains(&n)) {
                let from = start + base.len() + 1;
                let error = ScheduleError::new(from..at.end, format!("`{}` is no step", step.escape_debug()));
                return Err(error.expecting(format!("1 to {whole}")));
            }
        }
        match base.split_once('-') {
            _ if base == "*" || (base.is_empty() && step.is_some()) => Ok(()),
            None => self
                .value(base)
                .map(drop)
                .ok_or_else(|| self.error(start..start + base.len().max(1).min(item.len().max(1)), base)),
            Some((first, last)) => self.check_range(first, last, start..start + base.len()),
        }
    }

    fn check_range(&self, first: &str, last: &str, at: Range<usize>) -> Result<(), ScheduleError> {
        match (self.value(first), self.value(last)) {
            (None, _) => Err(self.error(at.start..at.start + first.len(), first)),
            (_, None) => Err(self.error(at.end - last.len()..at.end, last)),
            (Some(a), Some(b)) if a > b => {
                let (low, high) = match self.words.len() {
                    0 => (self.min.to_string(), self.max.to_string()),
                    count => (self.words[0].to_owned(), self.words[count - 1].to_owned()),
                };
                let upper = if a == self.max { first.to_owned() } else { format!("{first}-{high}") };
                let lower = if b == self.min { last.to_owned() } else { format!("{low}-{last}") };
                let error = ScheduleError::new(at, format!("the range `{first}-{last}` runs backwards"));
                Err(error.fixed(Some(format!("{upper},{lower}"))))
            }
            _ => Ok(()),
        }
    }

    /// `L`, `L-3`, `LW`, `15W` for days; `L`, `6L`, `FRIL`, `6#3`, `FRI#3` for weekdays.
    fn is_marked(&self, item: &str) -> bool {
        let upper = item.to_ascii_uppercase();
        let nth = |n: &str| matches!(n.as_bytes(), [b'1'..=b'5']);
        let (week, last) = (self.marks.contains('#'), self.marks.contains('L'));
        let before = |mark: char| upper.strip_suffix(mark).is_some_and(|value| self.value(value).is_some());
        match upper.as_str() {
            "L" => last,
            "LW" => self.marks.contains('W'),
            _ if week => {
                let numbered = upper.split_once('#').is_some_and(|(day, n)| self.value(day).is_some() && nth(n));
                numbered || before('L')
            }
            _ if self.marks.contains('W') => {
                before('W') || upper.strip_prefix("L-").is_some_and(|days| self.value(days).is_some_and(|n| n < 31))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_aws_takes() {
        for good in [
            "0 2 * * ? *",
            "0/15 * * * ? *",
            "*/5 8-17 ? * MON-FRI *",
            "0 18 ? * mon-fri *",
            "0 0 1 1 ? 2030",
            "15,45 10 L * ? *",
            "0 9 15W * ? *",
            "0 9 LW * ? *",
            "0 9 ? * 6L *",
            "0 9 ? * FRI#2 *",
            "0 0 29 2 ? *",
            "0 0 30 FEB,MAR ? *",
            "0-30/10 0 ? JAN-MAR 2,4,6 2026-2030",
        ] {
            assert!(parse(good).is_ok(), "{good}: {:?}", parse(good));
        }
        assert_eq!(parse(" 0  18 ? * mon-fri * ").unwrap().to_string(), "cron(0 18 ? * MON-FRI *)");
    }

    fn wrong(text: &str) -> (Range<usize>, String, Option<String>) {
        let error = parse(text).expect_err(text);
        if let Some(fix) = &error.fix {
            assert!(parse(fix).is_ok(), "{text} is mended to {fix}");
        }
        (error.at, error.message, error.fix)
    }

    #[test]
    fn points_at_the_field() {
        for (text, at, message) in [
            ("60 2 * * ? *", 0..2, "`60` is no minute"),
            ("0 24 * * ? *", 2..4, "`24` is no hour"),
            ("0 2 32 * ? *", 4..6, "`32` is no day of the month"),
            ("0 2 * 13 ? *", 6..8, "`13` is no month"),
            ("0 2 ? * 0 *", 8..9, "`0` is no weekday"),
            ("0 2 ? * MON,FRO *", 12..15, "`FRO` is no weekday"),
            ("0 2 * * ? 1969", 10..14, "`1969` is no year"),
            ("0/0 2 * * ? *", 2..3, "`0` is no step"),
            ("0/x 2 * * ? *", 2..3, "`x` is no step"),
            ("? 2 * * ? *", 0..1, "`?` is no minute"),
            ("0 2 ? * MON#6 *", 8..13, "`MON#6` is no weekday"),
            ("0 2 ? * MON#1,FRI#2 *", 8..19, "`MON#1,FRI#2` is no weekday"),
            ("0 2 32W * ? *", 4..7, "`32W` is no day of the month"),
            ("0 2 30 2 ? *", 4..8, "a day `30` never comes in month `2`"),
            ("0, 2 * * ? *", 2..3, "`` is no minute"),
            ("ö 2 * * ? *", 0..2, "`ö` is no minute"),
        ] {
            assert_eq!(wrong(text), (at, message.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn mends_what_was_meant() {
        for (text, fix) in [
            ("0 2 * * *", "0 2 * * ? *"),
            ("30 4 1,15 * *", "30 4 1,15 * ? *"),
            ("0 9 * * 1-5", "0 9 ? * MON-FRI *"),
            ("0 2 * * * *", "0 2 * * ? *"),
            ("0 2 * * MON *", "0 2 ? * MON *"),
            ("0 2 ? * ? *", "0 2 * * ? *"),
            ("cron(0 2 * * ? *)", "0 2 * * ? *"),
            ("@daily", "0 0 * * ? *"),
            ("0 0 12 * * ?", "0 12 * * ? *"),
            ("0 0 12 * * ? *", "0 12 * * ? *"),
            ("0 22-2 * * ? *", "0 22-23,0-2 * * ? *"),
            ("0 2 ? * FRI-MON *", "0 2 ? * FRI-SAT,SUN-MON *"),
        ] {
            assert_eq!(wrong(text).2.as_deref(), Some(fix), "{text}");
        }
    }

    #[test]
    fn long_input_is_no_trouble() {
        let backwards = format!("0 {}5-1 * * ? *", "5-1,".repeat(100_000));
        assert_eq!(wrong(&backwards).2, None);
        assert_eq!(wrong(&"cron(".repeat(100_000)).2, None);
        assert_eq!(wrong(&format!("{}{}", "cron(".repeat(50_000), ")".repeat(50_000))).2, None);
    }

    #[test]
    fn gives_up_where_there_is_no_fix() {
        for text in ["", "   ", "0 2", "0 2 1 * 1", "0 2 1 * MON *", "@reboot", "1 2 3 4 5 6 7 8", "x y z u v"] {
            assert_eq!(wrong(text).2, None, "{text}");
        }
    }
}
