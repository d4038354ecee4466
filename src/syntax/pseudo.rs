//! What CloudFormation knows by itself, and what it is called here.

/// `aws.<word>`, the pseudo-parameter that it is, and what it says.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>, 2026-11-29.
pub const PSEUDO: [(&str, &str, &str); 8] = [
    ("region", "AWS::Region", "the region that the stack is deployed to"),
    ("account", "AWS::AccountId", "the account that the stack is deployed to"),
    ("partition", "AWS::Partition", "`aws`, `aws-cn` or `aws-us-gov`"),
    ("stack_name", "AWS::StackName", "the name under which the stack is deployed"),
    ("stack_id", "AWS::StackId", "the ARN of the deployed stack"),
    ("url_suffix", "AWS::URLSuffix", "the domain of AWS's endpoints, `amazonaws.com` in most regions"),
    ("notification_arns", "AWS::NotificationARNs", "the topics that are told of the stack's events"),
    (
        "no_value",
        "AWS::NoValue",
        "nothing: leaves out what it stands for, as `null` does, but is written in the template",
    ),
];

pub fn is_pseudo(name: &str) -> bool {
    PSEUDO.iter().any(|(_, pseudo, _)| *pseudo == name)
}

/// What stands for `AWS::Region` and the like.
pub fn said(pseudo: &str) -> Option<String> {
    let (word, ..) = PSEUDO.iter().find(|(_, name, _)| *name == pseudo)?;
    Some(if pseudo == "AWS::NoValue" { "null".into() } else { format!("aws.{word}") })
}
