//! What the SDKs call an operation, and the IAM action that it needs. Most are the same word in another writing; the
//! tables hold the others.
//!
//! Sources: <https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html>,
//! <https://docs.aws.amazon.com/boto3/latest/reference/services/index.html> and
//! <https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/>, 2026-11-25.

use super::actions;

/// Clients whose name is not the prefix of their actions; of Python and of JavaScript's packages (`client-sfn`).
const PREFIXES: [(&str, &str); 17] = [
    ("stepfunctions", "states"),
    ("sfn", "states"),
    ("eventbridge", "events"),
    ("sesv2", "ses"),
    ("apigatewaymanagementapi", "execute-api"),
    ("apigatewaymanagement", "execute-api"),
    ("bedrock-runtime", "bedrock"),
    ("bedrock-agent-runtime", "bedrock"),
    ("iot-data", "iot"),
    ("iot-data-plane", "iot"),
    ("cloudwatch-logs", "logs"),
    ("cognito-identity-provider", "cognito-idp"),
    ("rdsdata", "rds-data"),
    ("elbv2", "elasticloadbalancing"),
    ("location", "geo"),
    ("opensearch", "es"),
    ("documentclient", "dynamodb"),
];

/// Operations that need another action than that of their name, or several, or none.
const OPERATIONS: [(&str, &[&str]); 49] = [
    ("s3:HeadObject", &["s3:GetObject"]),
    ("s3:HeadBucket", &["s3:ListBucket"]),
    ("s3:ListObjects", &["s3:ListBucket"]),
    ("s3:ListObjectsV2", &["s3:ListBucket"]),
    ("s3:UploadFile", &["s3:PutObject"]),
    ("s3:UploadFileobj", &["s3:PutObject"]),
    ("s3:Upload", &["s3:PutObject"]),
    ("s3:DownloadFile", &["s3:GetObject"]),
    ("s3:DownloadFileobj", &["s3:GetObject"]),
    ("s3:CopyObject", &["s3:PutObject"]),
    ("s3:Copy", &["s3:PutObject"]),
    ("s3:DeleteObjects", &["s3:DeleteObject"]),
    ("s3:CreateMultipartUpload", &["s3:PutObject"]),
    ("s3:UploadPart", &["s3:PutObject"]),
    ("s3:CompleteMultipartUpload", &["s3:PutObject"]),
    ("s3:ListBuckets", &["s3:ListAllMyBuckets"]),
    ("s3:Put", &["s3:PutObject"]),
    ("s3:Get", &["s3:GetObject"]),
    ("s3:GeneratePresignedUrl", &[]),
    ("s3:GeneratePresignedPost", &[]),
    ("dynamodb:Get", &["dynamodb:GetItem"]),
    ("dynamodb:Put", &["dynamodb:PutItem"]),
    ("dynamodb:Update", &["dynamodb:UpdateItem"]),
    ("dynamodb:Delete", &["dynamodb:DeleteItem"]),
    ("dynamodb:BatchGet", &["dynamodb:BatchGetItem"]),
    ("dynamodb:BatchWrite", &["dynamodb:BatchWriteItem"]),
    ("dynamodb:BatchWriter", &["dynamodb:BatchWriteItem"]),
    ("dynamodb:Load", &["dynamodb:DescribeTable"]),
    ("dynamodb:TransactGet", &["dynamodb:GetItem"]),
    ("dynamodb:TransactGetItems", &["dynamodb:GetItem"]),
    // which of them, the request says
    ("dynamodb:TransactWrite", &[]),
    ("dynamodb:TransactWriteItems", &[]),
    ("sqs:SendMessageBatch", &["sqs:SendMessage"]),
    ("sqs:SendMessages", &["sqs:SendMessage"]),
    ("sqs:DeleteMessageBatch", &["sqs:DeleteMessage"]),
    ("sqs:ChangeMessageVisibilityBatch", &["sqs:ChangeMessageVisibility"]),
    ("sns:PublishBatch", &["sns:Publish"]),
    ("lambda:Invoke", &["lambda:InvokeFunction"]),
    ("lambda:InvokeAsync", &["lambda:InvokeFunction"]),
    ("execute-api:PostToConnection", &["execute-api:ManageConnections"]),
    ("execute-api:DeleteConnection", &["execute-api:ManageConnections"]),
    ("execute-api:GetConnection", &["execute-api:ManageConnections"]),
    ("bedrock:Converse", &["bedrock:InvokeModel"]),
    ("bedrock:ConverseStream", &["bedrock:InvokeModelWithResponseStream"]),
    ("sts:GetCallerIdentity", &[]),
    ("sts:AssumeRole", &["sts:AssumeRole"]),
    ("secretsmanager:BatchGetSecretValue", &["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"]),
    ("ses:SendTemplatedEmail", &["ses:SendTemplatedEmail"]),
    ("ses:SendBulkEmail", &["ses:SendEmail"]),
];

/// The actions that an operation needs, by the client's name and the operation's in `PascalCase`; `None` where it is not
/// known for sure.
pub fn actions(client: &str, operation: &str) -> Option<Vec<String>> {
    let service = PREFIXES.iter().find(|(name, _)| *name == client).map_or(client, |(_, prefix)| prefix);
    let name = format!("{service}:{operation}");
    if let Some((_, needed)) = OPERATIONS.iter().find(|(operation, _)| *operation == name) {
        return Some(needed.iter().map(ToString::to_string).collect());
    }
    let action = actions::find(service, operation)?;
    Some(vec![format!("{service}:{}", action.name)])
}

/// `send_message` and `sendMessage` as `SendMessage`.
pub fn pascal(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + chars.as_str())
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_of_the_table_exists() {
        for (operation, needed) in OPERATIONS {
            for action in needed {
                let (service, name) = actions::split(action).expect("an action has a service");
                assert!(actions::exists(service, name), "{operation} needs {action}, which AWS does not have");
            }
        }
    }

    #[test]
    fn operations_become_actions() {
        let of = |client: &str, operation: &str| actions(client, &pascal(operation));
        assert_eq!(of("dynamodb", "put_item"), Some(vec!["dynamodb:PutItem".to_string()]));
        assert_eq!(of("stepfunctions", "start_execution"), Some(vec!["states:StartExecution".to_string()]));
        assert_eq!(of("s3", "list_objects_v2"), Some(vec!["s3:ListBucket".to_string()]));
        assert_eq!(of("sts", "get_caller_identity"), Some(vec![]));
        assert_eq!(of("s3", "can_paginate"), None);
    }
}
