//! `at(2027-01-31T08:00:00)`: once, at a local time of a zone that is given apart.

use super::ScheduleError;

const FORM: &str = "`yyyy-mm-ddThh:mm:ss`";

/// Whether `text`, what stands between the parentheses, is a time that exists in the calendar.
pub fn check(text: &str) -> Result<(), ScheduleError> {
    let Some(parts) = split(text) else {
        let message = if zone_mark(text).is_some() {
            "a schedule's time holds no time zone, which is given apart"
        } else {
            "this is not a date and time"
        };
        return Err(ScheduleError::new(0..text.len(), message).expecting(FORM).fixed(repair(text)));
    };
    let [year, month, day, hour, minute, second] = parts;
    let fields = [
        ("month", month, 1, 12, 5),
        ("day", day, 1, days(year, month), 8),
        ("hour", hour, 0, 23, 11),
        ("minute", minute, 0, 59, 14),
        ("second", second, 0, 59, 17),
    ];
    match fields.into_iter().find(|(_, value, min, max, _)| !(min..=max).contains(&value)) {
        None => Ok(()),
        Some((name, value, min, max, at)) => {
            let error = ScheduleError::new(at..at + 2, format!("there is no {name} `{value:02}` in this time"));
            Err(error.expecting(format!("{min:02} to {max:02}")))
        }
    }
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn split(text: &str) -> Option<[u32; 6]> {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let bytes = text.as_bytes();
    let fits = |(byte, shape): (&u8, &u8)| if *shape == b'd' { byte.is_ascii_digit() } else { byte == shape };
    if bytes.len() != SHAPE.len() || !bytes.iter().zip(SHAPE).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse().ok();
    Some([number(0, 4)?, number(5, 7)?, number(8, 10)?, number(11, 13)?, number(14, 16)?, number(17, 19)?])
}

/// Where a zone's offset begins: `Z`, `+01:00`, `-05:00`.
fn zone_mark(text: &str) -> Option<usize> {
    let time = text.find(['T', ' '])?;
    text[time..].find(['Z', '+', '-']).map(|at| time + at)
}

/// The same time as AWS writes it: without zone and fraction, with seconds and a `T`.
fn repair(text: &str) -> Option<String> {
    let inner = text.strip_prefix("at(").and_then(|t| t.strip_suffix(')')).unwrap_or(text).trim();
    let local = inner.get(..zone_mark(inner).unwrap_or(inner.len()))?;
    let whole = local.split('.').next().unwrap_or(local).replacen(' ', "T", 1);
    let filled = match whole.len() {
        10 => format!("{whole}T00:00:00"),
        16 => format!("{whole}:00"),
        _ => whole,
    };
    check_shape(&filled).then_some(filled)
}

fn check_shape(text: &str) -> bool {
    split(text).is_some() && check(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_times_of_the_calendar() {
        for good in ["2027-01-31T08:00:00", "2028-02-29T23:59:59", "2000-02-29T00:00:00"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn points_at_what_is_off() {
        for (text, at) in [
            ("2027-13-01T08:00:00", 5..7),
            ("2027-02-29T08:00:00", 8..10),
            ("1900-02-29T08:00:00", 8..10),
            ("2027-01-01T24:00:00", 11..13),
            ("2027-01-01T00:60:00", 14..16),
            ("2027-01-01T00:00:60", 17..19),
        ] {
            assert_eq!(check(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn repairs_what_is_nearly_right() {
        for text in
            ["2027-01-31T08:00", "2027-01-31 08:00:00", "2027-01-31T08:00:00Z", "at(2027-01-31T08:00:00.000+01:00)"]
        {
            let error = check(text).unwrap_err();
            assert_eq!(error.fix.as_deref(), Some("2027-01-31T08:00:00"), "{text}");
        }
        assert!(check("2027-01-31T08:00:00Z").unwrap_err().message.contains("time zone"));
        for text in ["", "tomorrow", "2027-02-30T08:00", "größer als"] {
            assert_eq!(check(text).unwrap_err().fix, None, "{text}");
        }
    }
}
