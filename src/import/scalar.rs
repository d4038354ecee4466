//! What a plain scalar of YAML 1.1 is: CloudFormation reads templates by that version, but for dates, which stay texts.
//!
//! The types are those of <https://yaml.org/type/> (2026-11-25): `Yes` is `true`, `0400` is octal, `1:30` is ninety.

use super::value::Kind;
use smol_str::SmolStr;

/// The value of a scalar that stands without quotes.
pub fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Kind::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => return Kind::Bool(false),
        _ => {}
    }
    match int(text).or_else(|| float(text)) {
        Some(number) => Kind::Number(number),
        None => Kind::Text(text.into()),
    }
}

/// Whether a number is spelt so that many would read another one, as `0400` for 256.
pub fn is_odd(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.len() > 1
        && (digits.starts_with('0') && !digits.starts_with("0.") || digits.contains(':'))
        && int(text).is_some()
}

fn int(text: &str) -> Option<SmolStr> {
    let negative = text.starts_with('-');
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let clean: String = digits.chars().filter(|c| *c != '_').collect();
    if clean.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let signed = |digits: &str| {
        let digits = digits.trim_start_matches('0');
        let sign = if negative && !digits.is_empty() { "-" } else { "" };
        SmolStr::from(format!("{sign}{}", if digits.is_empty() { "0" } else { digits }))
    };
    let radix = |digits: &str, radix| u128::from_str_radix(digits, radix).ok().map(|n| signed(&n.to_string()));
    if let Some(binary) = clean.strip_prefix("0b") {
        return radix(binary, 2);
    }
    if let Some(hexadecimal) = clean.strip_prefix("0x") {
        return radix(hexadecimal, 16);
    }
    if clean.contains(':') {
        return sixty(&clean).map(|n| signed(&n.to_string()));
    }
    if !clean.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match clean.strip_prefix('0') {
        Some("") if digits.len() == 1 => Some("0".into()),
        Some(octal) if octal.bytes().all(|b| b < b'8') => radix(if octal.is_empty() { "0" } else { octal }, 8),
        Some(_) => None,
        None => Some(signed(&clean)),
    }
}

/// `1:30` to the base of sixty.
fn sixty(text: &str) -> Option<u128> {
    let mut parts = text.split(':');
    let first = parts.next().filter(|p| p.starts_with(|c: char| ('1'..='9').contains(&c)))?;
    let mut value: u128 = first.parse().ok()?;
    for part in parts {
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let part: u128 = part.parse().ok().filter(|n| *n < 60)?;
        value = value.checked_mul(60)?.checked_add(part)?;
    }
    Some(value)
}

fn float(text: &str) -> Option<SmolStr> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let (whole, fraction) = mantissa.split_once('.')?;
    let signless = whole.is_empty() && digits.len() != text.len();
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let begins = if whole.is_empty() { fraction } else { whole };
    if signless || !begins.starts_with(|c: char| c.is_ascii_digit()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    if let Some(exponent) = exponent {
        let power = exponent.strip_prefix(['+', '-'])?;
        if power.is_empty() || !power.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
    }
    let clean: String = text.chars().filter(|c| *c != '_').collect();
    let value: f64 = clean.parse().ok().filter(|n: &f64| n.is_finite())?;
    Some(number(value))
}

/// A number as JSON writes it.
pub fn number(value: f64) -> SmolStr {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.1}").into();
    }
    format!("{value:?}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_what_yaml_1_1_says() {
        let number = |text: &str, is: &str| assert_eq!(plain(text), Kind::Number(is.into()), "{text}");
        for (text, is) in [
            ("0", "0"),
            ("256", "256"),
            ("+7", "7"),
            ("-12", "-12"),
            ("1_000", "1000"),
            ("000400", "256"),
            ("0x1F", "31"),
            ("0b11", "3"),
            ("1:30", "90"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("1.50", "1.5"),
            ("2.0", "2.0"),
            (".5", "0.5"),
            ("1.5e+3", "1500.0"),
        ] {
            number(text, is);
        }
        for text in [
            "2012-10-17",
            "08",
            "0o17",
            "1e3",
            "1.5e3",
            "-.5x",
            "12:99",
            "3306:3306",
            "1.2.3",
            "-",
            "+",
            ".",
            "nan",
            "1:2:",
            "y",
            "=",
        ] {
            assert_eq!(plain(text), Kind::Text(text.into()), "{text}");
        }
        assert_eq!(plain("Yes"), Kind::Bool(true));
        assert_eq!(plain("off"), Kind::Bool(false));
        assert_eq!(plain("~"), Kind::Null);
        assert!(is_odd("000400") && is_odd("1:30") && !is_odd("256") && !is_odd("0") && !is_odd("08"));
    }
}
