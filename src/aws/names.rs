//! How the things of each service may be called: lengths, characters, and the rules beyond them.

use std::ops::Range;

/// The rules for one kind of name. Lengths are in characters.
#[derive(Clone, Copy, Debug)]
pub struct NamePattern {
    /// What is named: `queue`.
    pub noun: &'static str,
    pub min: usize,
    pub max: usize,
    pub allowed: fn(char) -> bool,
    /// The characters in words: `letters, digits, "-" and "_"`.
    pub characters: &'static str,
    /// Rules on the whole name; each gives what it breaks.
    pub rule: fn(&str) -> Option<&'static str>,
    pub example: &'static str,
}

/// How a name breaks its pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NameError {
    TooShort {
        length: usize,
        min: usize,
    },
    TooLong {
        length: usize,
        max: usize,
    },
    /// The first character that may not be there, and where (bytes of the name).
    Character {
        character: char,
        at: Range<usize>,
    },
    /// What the name would have to be, as `must not …`.
    Rule(&'static str),
}

impl NamePattern {
    /// Whether `name` may be used; the first thing that is wrong with it otherwise.
    pub fn check(&self, name: &str) -> Result<(), NameError> {
        if let Some((at, character)) = name.char_indices().find(|(_, c)| !(self.allowed)(*c)) {
            return Err(NameError::Character { character, at: at..at + character.len_utf8() });
        }
        let length = name.chars().count();
        match length {
            _ if length < self.min => Err(NameError::TooShort { length, min: self.min }),
            _ if length > self.max => Err(NameError::TooLong { length, max: self.max }),
            _ => (self.rule)(name).map_or(Ok(()), |rule| Err(NameError::Rule(rule))),
        }
    }

    /// What a name may be, in a sentence for a help text.
    pub fn describe(&self) -> String {
        format!("a {}'s name has {} to {} of: {}", self.noun, self.min, self.max, self.characters)
    }

    /// `name` with what is not allowed taken out or replaced, if a valid name comes of it.
    pub fn suggest(&self, name: &str) -> Option<String> {
        let lower = !(self.allowed)('A') && (self.allowed)('a');
        let name = if lower { name.to_lowercase() } else { name.to_owned() };
        let filler = ['-', '_'].into_iter().find(|c| (self.allowed)(*c));
        let replaced = name.chars().filter_map(|c| if (self.allowed)(c) { Some(c) } else { filler });
        let cut: String = replaced.take(self.max).collect();
        let trimmed = cut.trim_matches(['-', '_', ' ']).to_owned();
        self.check(&trimmed).is_ok().then_some(trimmed)
    }
}

impl NameError {
    /// What is wrong, as the end of a message: "the name … ".
    pub fn describe(&self) -> String {
        match self {
            NameError::TooShort { length, min } => format!("has {length} characters and needs at least {min}"),
            NameError::TooLong { length, max } => format!("has {length} characters and may have {max}"),
            NameError::Character { character, .. } => format!("may not hold `{}`", character.escape_debug()),
            NameError::Rule(rule) => (*rule).to_owned(),
        }
    }
}

fn word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn word_dot(c: char) -> bool {
    word(c) || c == '.'
}

fn hyphenated(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

fn iam(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)
}

fn no_rule(_: &str) -> Option<&'static str> {
    None
}

const WORD: &str = "letters, digits, `-` and `_`";
const WORD_DOT: &str = "letters, digits, `-`, `_` and `.`";
const HYPHENATED: &str = "letters, digits and `-`";
const IAM: &str = "letters, digits and `_+=,.@-`";

const fn plain(noun: &'static str, min: usize, max: usize, example: &'static str) -> NamePattern {
    NamePattern { noun, min, max, allowed: word, characters: WORD, rule: no_rule, example }
}

const fn dotted(noun: &'static str, min: usize, max: usize, example: &'static str) -> NamePattern {
    NamePattern { allowed: word_dot, characters: WORD_DOT, ..plain(noun, min, max, example) }
}

const fn of_iam(noun: &'static str, max: usize, example: &'static str) -> NamePattern {
    NamePattern { allowed: iam, characters: IAM, ..plain(noun, 1, max, example) }
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>, 2026-11-23.
pub const FUNCTION: NamePattern = plain("function", 1, 64, "place-order");
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html>, 2026-11-23.
pub const ALIAS: NamePattern = NamePattern {
    rule: |name| name.bytes().all(|b| b.is_ascii_digit()).then_some("must not be a number (that is a version)"),
    ..plain("alias", 1, 128, "live")
};
/// <https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html>, 2026-11-23.
pub const LAYER: NamePattern = plain("layer", 1, 140, "shared-code");
/// <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html>, 2026-11-30.
pub const STAGE: NamePattern = plain("stage", 1, 128, "Prod");
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>, 2026-11-23.
pub const QUEUE: NamePattern = plain("queue", 1, 80, "receipts");
/// As [`QUEUE`]; `.fifo` counts.
pub const FIFO_QUEUE: NamePattern = NamePattern {
    allowed: word_dot,
    characters: "letters, digits, `-` and `_`, and `.fifo` at the end",
    rule: fifo,
    ..plain("FIFO queue", 6, 80, "receipts.fifo")
};
/// <https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html>, 2026-11-23.
pub const TOPIC: NamePattern = plain("topic", 1, 256, "orders");
/// As [`TOPIC`]; `.fifo` counts.
pub const FIFO_TOPIC: NamePattern = NamePattern {
    allowed: word_dot,
    characters: "letters, digits, `-` and `_`, and `.fifo` at the end",
    rule: fifo,
    ..plain("FIFO topic", 6, 256, "orders.fifo")
};
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>, 2026-11-23.
pub const TABLE: NamePattern = dotted("table", 3, 255, "orders");
/// As [`TABLE`].
pub const INDEX: NamePattern = dotted("index", 3, 255, "by-status");
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>, 2026-11-23.
pub const BUCKET: NamePattern = NamePattern {
    noun: "bucket",
    min: 3,
    max: 63,
    allowed: |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.',
    characters: "lower-case letters, digits, `-` and `.`",
    rule: bucket,
    example: "shop-uploads",
};
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>, 2026-11-23.
pub const ROLE: NamePattern = of_iam("role", 64, "place-order");
/// As [`ROLE`].
pub const POLICY: NamePattern = of_iam("policy", 128, "read-orders");
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>, 2026-11-23.
pub const LOG_GROUP: NamePattern = NamePattern {
    allowed: |c| word_dot(c) || c == '/' || c == '#',
    characters: "letters, digits and `_-/.#`",
    rule: |name| name.starts_with("aws/").then_some("must not begin with `aws/`"),
    ..plain("log group", 1, 512, "/aws/lambda/place-order")
};
/// <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html>, 2026-11-23.
pub const RULE: NamePattern = dotted("rule", 1, 64, "order-placed");
/// <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html>, 2026-11-23.
pub const BUS: NamePattern = NamePattern {
    allowed: |c| word_dot(c) || c == '/',
    characters: "letters, digits and `/._-`",
    rule: bus,
    ..plain("bus", 1, 256, "orders")
};
/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html>, 2026-11-23.
pub const SCHEDULE: NamePattern = dotted("schedule", 1, 64, "nightly");
/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html>, 2026-11-23.
pub const SCHEDULE_GROUP: NamePattern = dotted("schedule group", 1, 64, "reports");
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>, 2026-11-23.
pub const CLUSTER: NamePattern = plain("cluster", 1, 255, "shop");
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>, 2026-11-23.
pub const SERVICE: NamePattern = plain("service", 1, 255, "storefront");
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>, 2026-11-23.
pub const TASK_FAMILY: NamePattern = plain("task family", 1, 255, "report");
/// As [`TASK_FAMILY`].
pub const CONTAINER: NamePattern = plain("container", 1, 255, "app");
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>, 2026-11-23.
pub const LOAD_BALANCER: NamePattern = NamePattern {
    allowed: hyphenated,
    characters: HYPHENATED,
    rule: load_balancer,
    ..plain("load balancer", 1, 32, "storefront")
};
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>, 2026-11-23.
pub const TARGET_GROUP: NamePattern = NamePattern {
    allowed: hyphenated,
    characters: HYPHENATED,
    rule: outer_hyphens,
    ..plain("target group", 1, 32, "storefront")
};
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>, 2026-11-23.
pub const SECURITY_GROUP: NamePattern = NamePattern {
    allowed: security_group_text,
    characters: "letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`",
    rule: |name| name.starts_with("sg-").then_some("must not begin with `sg-`"),
    ..plain("security group", 1, 255, "storefront")
};
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>, 2026-11-23.
pub const PARAMETER: NamePattern = NamePattern {
    allowed: |c| word_dot(c) || c == '/',
    characters: "letters, digits and `_.-/`",
    rule: parameter,
    ..plain("parameter", 1, 1011, "/shop/prod/url")
};
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>, 2026-11-23.
pub const ALARM: NamePattern = NamePattern {
    allowed: |c| !c.is_control(),
    characters: "any characters but control characters",
    ..plain("alarm", 1, 255, "too-many-failures")
};
/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>, 2026-11-23.
pub const SECRET: NamePattern = NamePattern {
    allowed: |c| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c),
    characters: "letters, digits and `/_+=.@-`",
    rule: secret,
    ..plain("secret", 1, 512, "shop/database")
};
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html>, 2026-11-23.
pub const WORKFLOW: NamePattern = plain("state machine", 1, 80, "fulfil-order");
/// With its prefix. <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>, 2026-11-23.
pub const KEY_ALIAS: NamePattern = NamePattern {
    allowed: |c| word(c) || c == '/',
    characters: "`alias/`, then letters, digits and `/_-`",
    rule: key_alias,
    ..plain("key alias", 7, 256, "alias/orders")
};
/// <https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html>, 2026-11-23.
pub const API: NamePattern = NamePattern {
    allowed: |c| !c.is_control(),
    characters: "any characters but control characters",
    ..plain("API", 1, 128, "shop")
};
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>, 2026-11-23.
pub const STACK: NamePattern = NamePattern {
    allowed: hyphenated,
    characters: "letters, digits and `-`, a letter first",
    rule: |name| (!name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some("must begin with a letter"),
    ..plain("stack", 1, 128, "shop-prod")
};
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html>, 2026-11-23.
pub const LOGICAL_ID: NamePattern = NamePattern {
    allowed: |c| c.is_ascii_alphanumeric(),
    characters: "letters and digits",
    ..plain("logical id", 1, 255, "PlaceOrder")
};
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>, 2026-11-23.
pub const EXPORT: NamePattern = NamePattern {
    allowed: |c| hyphenated(c) || c == ':',
    characters: "letters, digits, `:` and `-`",
    ..plain("export", 1, 255, "network:VpcId")
};
/// <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>, 2026-11-23.
pub const STATEMENT_ID: NamePattern = plain("statement", 1, 100, "orders-topic");

/// Every pattern, for the reference.
pub const ALL: &[&NamePattern] = &[
    &FUNCTION,
    &ALIAS,
    &LAYER,
    &QUEUE,
    &FIFO_QUEUE,
    &TOPIC,
    &FIFO_TOPIC,
    &TABLE,
    &INDEX,
    &BUCKET,
    &ROLE,
    &POLICY,
    &LOG_GROUP,
    &RULE,
    &BUS,
    &SCHEDULE,
    &SCHEDULE_GROUP,
    &CLUSTER,
    &SERVICE,
    &TASK_FAMILY,
    &CONTAINER,
    &LOAD_BALANCER,
    &TARGET_GROUP,
    &SECURITY_GROUP,
    &PARAMETER,
    &ALARM,
    &SECRET,
    &WORKFLOW,
    &KEY_ALIAS,
    &API,
    &STACK,
    &LOGICAL_ID,
    &EXPORT,
    &STATEMENT_ID,
];

fn fifo(name: &str) -> Option<&'static str> {
    match name.strip_suffix(".fifo") {
        None => Some("must end with `.fifo`"),
        Some(stem) => stem.contains('.').then_some("must not hold `.` but for the `.fifo` at its end"),
    }
}

const BUCKET_PREFIXES: [(&str, &str); 4] = [
    ("xn--", "must not begin with `xn--`"),
    ("sthree-", "must not begin with `sthree-`"),
    ("amzn-s3-demo-", "must not begin with `amzn-s3-demo-`"),
    ("aws:", "must not begin with `aws:`"),
];

const BUCKET_SUFFIXES: [(&str, &str); 5] = [
    ("-s3alias", "must not end with `-s3alias`"),
    ("--ol-s3", "must not end with `--ol-s3`"),
    (".mrap", "must not end with `.mrap`"),
    ("--x-s3", "must not end with `--x-s3`"),
    ("--table-s3", "must not end with `--table-s3`"),
];

fn bucket(name: &str) -> Option<&'static str> {
    let outer = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let octets: Vec<_> = name.split('.').collect();
    let address = octets.len() == 4 && octets.iter().all(|o| !o.is_empty() && o.bytes().all(|b| b.is_ascii_digit()));
    if !name.starts_with(outer) || !name.ends_with(outer) {
        return Some("must begin and end with a letter or a digit");
    }
    if name.contains("..") {
        return Some("must not hold two dots side by side");
    }
    if address {
        return Some("must not look like an IP address");
    }
    let prefix = BUCKET_PREFIXES.iter().find(|(prefix, _)| name.starts_with(prefix));
    let suffix = BUCKET_SUFFIXES.iter().find(|(suffix, _)| name.ends_with(suffix));
    prefix.or(suffix).map(|(_, rule)| *rule)
}

fn bus(name: &str) -> Option<&'static str> {
    match name {
        "default" => Some("must not be `default`, which is the account's own bus"),
        _ => name.starts_with("aws.").then_some("must not begin with `aws.`, which is for partners"),
    }
}

fn outer_hyphens(name: &str) -> Option<&'static str> {
    (name.starts_with('-') || name.ends_with('-')).then_some("must not begin or end with `-`")
}

fn load_balancer(name: &str) -> Option<&'static str> {
    let internal = name.starts_with("internal-").then_some("must not begin with `internal-`");
    outer_hyphens(name).or(internal)
}

fn security_group_text(c: char) -> bool {
    c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c)
}

fn parameter(name: &str) -> Option<&'static str> {
    let first = name.trim_start_matches('/').to_ascii_lowercase();
    match () {
        _ if first.starts_with("aws") || first.starts_with("ssm") => Some("must not begin with `aws` or `ssm`"),
        _ if name.contains('/') && !name.starts_with('/') => Some("must begin with `/` if it holds one"),
        _ if name.ends_with('/') => Some("must not end with `/`"),
        _ if name.matches('/').count() > super::limits::ssm::LEVELS.max as usize => Some("must have at most 15 levels"),
        _ => None,
    }
}

fn secret(name: &str) -> Option<&'static str> {
    let tail = name.rsplit_once('-').map(|(_, tail)| tail);
    let looks_added = tail.is_some_and(|tail| tail.len() == 6 && tail.bytes().all(|b| b.is_ascii_alphanumeric()));
    looks_added.then_some("must not end with `-` and six characters, as the ARNs of secrets do")
}

fn key_alias(name: &str) -> Option<&'static str> {
    match name.strip_prefix("alias/") {
        None => Some("must begin with `alias/`"),
        Some(rest) => rest.starts_with("aws/").then_some("must not begin with `alias/aws/`, which is AWS's"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_valid() {
        for pattern in ALL {
            assert_eq!(pattern.check(pattern.example), Ok(()), "{}", pattern.noun);
            let long = pattern.check(&"a".repeat(pattern.max + 1));
            assert_eq!(long, Err(NameError::TooLong { length: pattern.max + 1, max: pattern.max }), "{}", pattern.noun);
        }
    }

    #[test]
    fn characters_and_lengths() {
        let space = QUEUE.check("my queue");
        assert_eq!(space, Err(NameError::Character { character: ' ', at: 2..3 }));
        assert_eq!(FUNCTION.check("größe"), Err(NameError::Character { character: 'ö', at: 2..4 }));
        assert_eq!(FUNCTION.check(""), Err(NameError::TooShort { length: 0, min: 1 }));
        assert_eq!(QUEUE.suggest("my queue!").as_deref(), Some("my-queue"));
        assert_eq!(BUCKET.suggest("My_Uploads").as_deref(), Some("my-uploads"));
        assert_eq!(BUCKET.suggest("!").as_deref(), None);
        assert_eq!(QUEUE.describe(), "a queue's name has 1 to 80 of: letters, digits, `-` and `_`");
    }

    #[test]
    fn buckets() {
        for good in ["abc", "a.b.c", "my-bucket.2", "1.2.3", "1.2.3.x"] {
            assert_eq!(BUCKET.check(good), Ok(()), "{good}");
        }
        let bad = [
            ("Abc", "may not hold `A`"),
            ("ab", "has 2 characters and needs at least 3"),
            ("-abc", "must begin and end with a letter or a digit"),
            ("abc.", "must begin and end with a letter or a digit"),
            ("a..b", "must not hold two dots side by side"),
            ("10.0.0.1", "must not look like an IP address"),
            ("xn--abc", "must not begin with `xn--`"),
            ("abc--x-s3", "must not end with `--x-s3`"),
        ];
        for (name, said) in bad {
            assert_eq!(BUCKET.check(name).unwrap_err().describe(), said, "{name}");
        }
    }

    #[test]
    fn rules_beyond_characters() {
        let bad: [(&NamePattern, &str, &str); 11] = [
            (&ALIAS, "12", "must not be a number (that is a version)"),
            (&FIFO_QUEUE, "receipts", "must end with `.fifo`"),
            (&FIFO_TOPIC, "a.b.fifo", "must not hold `.` but for the `.fifo` at its end"),
            (&BUS, "default", "must not be `default`, which is the account's own bus"),
            (&LOAD_BALANCER, "internal-x", "must not begin with `internal-`"),
            (&TARGET_GROUP, "-x", "must not begin or end with `-`"),
            (&SECURITY_GROUP, "sg-x", "must not begin with `sg-`"),
            (&PARAMETER, "/aws/x", "must not begin with `aws` or `ssm`"),
            (&PARAMETER, "shop/x", "must begin with `/` if it holds one"),
            (&SECRET, "shop-a1b2c3", "must not end with `-` and six characters, as the ARNs of secrets do"),
            (&KEY_ALIAS, "alias/aws/s3", "must not begin with `alias/aws/`, which is AWS's"),
        ];
        for (pattern, name, said) in bad {
            assert_eq!(pattern.check(name), Err(NameError::Rule(said)), "{name}");
        }
        assert_eq!(STACK.check("1st"), Err(NameError::Rule("must begin with a letter")));
    }
}
