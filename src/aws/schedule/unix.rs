//! Cron expressions as Unix has them, five fields with the weekdays from 0, turned into AWS's six.

use super::cron::WEEKDAYS;

/// The same schedule in AWS's form, unless it needs two (a day of the month *or* a weekday). Not checked.
pub fn to_aws([minute, hour, day, month, weekday]: [&str; 5]) -> Option<String> {
    let (day, weekday) = match (day, weekday) {
        (day, "*" | "?") => (if day == "?" { "*" } else { day }, "?".to_owned()),
        ("*" | "?", weekday) => ("?", weekdays(weekday)?),
        _ => return None,
    };
    Some(format!("{minute} {hour} {day} {month} {weekday} *"))
}

/// What `@daily` and the like stand for.
pub fn macro_of(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "@hourly" => Some("0 * * * ? *"),
        "@daily" | "@midnight" => Some("0 0 * * ? *"),
        "@weekly" => Some("0 0 ? * SUN *"),
        "@monthly" => Some("0 0 1 * ? *"),
        "@yearly" | "@annually" => Some("0 0 1 1 ? *"),
        _ => None,
    }
}

/// A list of weekdays with names for numbers, since the two count differently.
fn weekdays(list: &str) -> Option<String> {
    list.split(',').map(weekday_item).collect::<Option<Vec<_>>>().map(|items| items.join(","))
}

fn weekday_item(item: &str) -> Option<String> {
    let (base, step) = match item.split_once('/') {
        Some((base, step)) => (base, step.parse::<usize>().ok().filter(|n| *n > 0)?),
        None => (item, 1),
    };
    let (first, last) = match base.split_once('-') {
        _ if base == "*" => (0, 6),
        Some((first, last)) => (number(first)?, number(last)?),
        None => (number(base)?, number(base)?),
    };
    let name = |day: usize| WEEKDAYS[day % 7];
    match (step, last) {
        _ if first > last => None,
        (1, last) if first == last => Some(name(first).to_owned()),
        (1, ..=6) => Some(format!("{}-{}", name(first), name(last))),
        _ => Some((first..=last).step_by(step).map(name).collect::<Vec<_>>().join(",")),
    }
}

fn number(word: &str) -> Option<usize> {
    let named = WEEKDAYS.iter().position(|name| name.eq_ignore_ascii_case(word));
    named.or_else(|| word.parse().ok().filter(|n| *n <= 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_get_their_names() {
        for (unix, aws) in [
            ("1-5", "MON-FRI"),
            ("0", "SUN"),
            ("7", "SUN"),
            ("5-7", "FRI,SAT,SUN"),
            ("*/2", "SUN,TUE,THU,SAT"),
            ("mon,3", "MON,WED"),
        ] {
            assert_eq!(weekdays(unix).as_deref(), Some(aws), "{unix}");
        }
        for bad in ["8", "5-1", "x", "*/0", ""] {
            assert_eq!(weekdays(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_and_a_weekday_take_two_schedules() {
        assert_eq!(to_aws(["0", "2", "1", "*", "1"]), None);
        assert_eq!(to_aws(["0", "2", "*", "*", "*"]).as_deref(), Some("0 2 * * ? *"));
    }
}
