//! What a function's environment may hold: names, AWS's own names, and the size of all of it.

use super::Source;

pub const SOURCE: Source = Source::read("https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html");

/// Names that Lambda sets itself, so that a function's configuration cannot.
pub const RESERVED: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// Why a variable cannot have a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyError {
    Reserved,
    /// Not a letter and then at least one letter, digit or `_`.
    Form,
}

/// Whether a function's variable may be called so.
pub fn check_key(key: &str) -> Result<(), KeyError> {
    if RESERVED.contains(&key) {
        return Err(KeyError::Reserved);
    }
    let rest_fits = key.bytes().skip(1).all(|b| b.is_ascii_alphanumeric() || b == b'_');
    match key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.len() >= 2 && rest_fits {
        true => Ok(()),
        false => Err(KeyError::Form),
    }
}

/// How many bytes of the 4,096 ([`super::limits::lambda::ENVIRONMENT`]) the variables take: those of their JSON object,
/// which is how the service measures. A value that is known only at deployment counts as what the caller gives for it.
pub fn size<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> usize {
    let quoted = |text: &str| serde_json::to_string(text).map_or(text.len() + 2, |json| json.len());
    let pairs = variables.into_iter().map(|(key, value)| quoted(key) + 1 + quoted(value));
    let (count, bytes) = pairs.fold((0usize, 0usize), |(count, bytes), pair| (count + 1, bytes + pair));
    2 + bytes + count.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for good in ["TABLE", "a1", "Table_Name", "AWS_STAGE"] {
            assert_eq!(check_key(good), Ok(()), "{good}");
        }
        for bad in ["", "A", "1A", "_A", "MY-KEY", "größe"] {
            assert_eq!(check_key(bad), Err(KeyError::Form), "{bad}");
        }
        for reserved in RESERVED {
            assert_eq!(check_key(reserved), Err(KeyError::Reserved), "{reserved}");
        }
    }

    #[test]
    fn counts_as_json() {
        assert_eq!(size([]), "{}".len());
        assert_eq!(size([("TABLE", "Orders")]), r#"{"TABLE":"Orders"}"#.len());
        assert_eq!(size([("AB", "\"\n"), ("CD", "ö")]), r#"{"AB":"\"\n","CD":"ö"}"#.len());
    }
}
