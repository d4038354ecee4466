//! Endpoints: services of AWS that a network reaches without the internet.

use super::{note_price, private_subnets, tags, vpc, zones};
use crate::aws::prices::Idle;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{Word, word};
use smol_str::SmolStr;

/// What a word of `endpoints` becomes.
struct Service {
    word: &'static str,
    /// The logical ids' suffix and the service's name after `com.amazonaws.<region>.`.
    endpoints: &'static [(&'static str, &'static str)],
    form: Form,
}

/// A gateway is a route and free; an interface is an address in each zone and is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Gateway,
    Interface,
}

const fn interface(word: &'static str, endpoints: &'static [(&'static str, &'static str)]) -> Service {
    Service { word, endpoints, form: Form::Interface }
}

/// <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>, 2026-11-23.
const SERVICES: &[Service] = &[
    Service { word: "s3", endpoints: &[("S3", "s3")], form: Form::Gateway },
    Service { word: "dynamodb", endpoints: &[("Dynamodb", "dynamodb")], form: Form::Gateway },
    interface("ecr", &[("EcrApi", "ecr.api"), ("EcrDkr", "ecr.dkr")]),
    interface("logs", &[("Logs", "logs")]),
    interface("secrets", &[("Secrets", "secretsmanager")]),
    interface("ssm", &[("Ssm", "ssm")]),
    interface("exec", &[("Exec", "ssmmessages")]),
    interface("sqs", &[("Sqs", "sqs")]),
    interface("sns", &[("Sns", "sns")]),
    interface("events", &[("Events", "events")]),
    interface("kms", &[("Kms", "kms")]),
    interface("lambda", &[("Lambda", "lambda")]),
    interface("sts", &[("Sts", "sts")]),
    interface("kinesis", &[("Kinesis", "kinesis-streams")]),
    interface("states", &[("States", "states")]),
    interface("api", &[("Api", "execute-api")]),
    interface("monitoring", &[("Monitoring", "monitoring")]),
    interface("xray", &[("Xray", "xray")]),
    interface("bedrock", &[("Bedrock", "bedrock-runtime")]),
];

pub static WORDS: &[Word] = &[
    word("s3", "S3; free"),
    word("dynamodb", "DynamoDB; free"),
    word("ecr", "images in ECR; needs `s3` too, where the layers are"),
    word("logs", "CloudWatch Logs"),
    word("secrets", "Secrets Manager"),
    word("ssm", "Systems Manager and its parameters"),
    word("exec", "commands in running containers"),
    word("sqs", "SQS"),
    word("sns", "SNS"),
    word("events", "EventBridge"),
    word("kms", "KMS"),
    word("lambda", "Lambda"),
    word("sts", "the security token service"),
    word("kinesis", "Kinesis data streams"),
    word("states", "Step Functions"),
    word("api", "private REST APIs"),
    word("monitoring", "CloudWatch metrics"),
    word("xray", "X-Ray"),
    word("bedrock", "Bedrock's models"),
];

fn words(decl: &Decl) -> Vec<&str> {
    let list = decl.props.get("endpoints").and_then(Val::as_list).unwrap_or_default();
    list.iter().filter_map(Val::as_str).collect()
}

fn services(decl: &Decl) -> Vec<&'static Service> {
    let words = words(decl);
    SERVICES.iter().filter(|s| words.contains(&s.word)).collect()
}

/// Whether a service is reached through an endpoint.
pub fn has(decl: &Decl, word: &str) -> bool {
    words(decl).contains(&word)
}

/// The logical ids of its endpoints.
pub fn ids(lower: &Lower, decl: &Decl) -> Vec<SmolStr> {
    let each = services(decl).into_iter().flat_map(|s| s.endpoints);
    each.map(|(suffix, _)| lower.part_id(decl, &format!("Endpoint{suffix}"))).collect()
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(list) = decl.props.get("endpoints").and_then(Val::as_list) else { return };
    for (i, value) in list.iter().enumerate() {
        let before = list[..i].iter().find(|v| v.as_str().is_some() && v.as_str() == value.as_str());
        if let (Some(before), Some(word)) = (before, value.as_str()) {
            let message = format!("`{word}` stands twice in `endpoints`");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, value.span, message).label(before.span, "first here"));
        }
    }
    let interface = services(decl).iter().any(|s| s.form == Form::Interface);
    if interface && decl.props.bool("dns") == Some(false) {
        let span = decl.props.span("dns", decl.name_span);
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, span, "interface endpoints are found by name, and `dns` is off")
                .help("leave `dns` out, or take only `s3` and `dynamodb` as endpoints"),
        );
    }
}

pub fn lower(lower: &mut Lower, decl: &Decl) {
    let services = services(decl);
    let interfaces: usize = services.iter().filter(|s| s.form == Form::Interface).map(|s| s.endpoints.len()).sum();
    if interfaces > 0 {
        group(lower, decl);
        let count = interfaces * zones(decl);
        let what = format!("its {interfaces} interface endpoints in {} zones", zones(decl));
        note_price(lower, decl, Idle::Endpoint, count, &what);
    }
    for service in services {
        for (suffix, name) in service.endpoints {
            endpoint(lower, decl, service.form, suffix, name);
        }
    }
}

/// The security group of interface endpoints: the network may come in, by TLS.
fn group(lower: &mut Lower, decl: &Decl) {
    let rule = crate::object! {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "CidrIp": Node::get_att(decl.logical_id.clone(), "CidrBlock"),
        "Description": "the network",
    };
    let properties = crate::object! {
        "GroupDescription": format!("Endpoints of {}", decl.name),
        "VpcId": vpc(decl),
        "SecurityGroupIngress": vec![rule.into()],
        "Tags": tags(lower, decl, "endpoints"),
    };
    lower.add(decl, "EndpointsGroup", "AWS::EC2::SecurityGroup", properties);
}

fn endpoint(lower: &mut Lower, decl: &Decl, form: Form, suffix: &str, name: &str) {
    let mut properties = crate::object! {
        "VpcId": vpc(decl),
        "ServiceName": Node::sub(&format!("com.amazonaws.${{AWS::Region}}.{name}")),
    };
    match form {
        Form::Gateway => {
            let private = (1..=zones(decl)).map(|i| format!("PrivateRoutes{i}"));
            let tables = std::iter::once("PublicRoutes".to_string()).chain(private);
            let tables = tables.map(|part| Node::reference(lower.part_id(decl, &part)));
            properties.set("VpcEndpointType", "Gateway");
            properties.set("RouteTableIds", Node::list(tables));
        }
        Form::Interface => {
            properties.set("VpcEndpointType", "Interface");
            properties.set("PrivateDnsEnabled", true);
            properties.set("SubnetIds", private_subnets(lower, decl));
            let group = Node::get_att(lower.part_id(decl, "EndpointsGroup"), "GroupId");
            properties.set("SecurityGroupIds", vec![group]);
        }
    }
    properties.set("Tags", tags(lower, decl, name));
    let span = decl.props.span("endpoints", decl.name_span);
    lower.add_named(decl, "Endpoint", suffix, "AWS::EC2::VPCEndpoint", properties, span);
}
