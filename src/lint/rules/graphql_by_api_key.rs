//! `graphql-by-api-key`.

use crate::emit::Node;
use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, rule};

rule! {
    "graphql-by-api-key", Security, Off, AnyStage, check,
    what: "Finds GraphQL APIs of AppSync that let in whoever has a key.",
    why: "The key stands in every client, so it is everybody's. It is off because some APIs are meant for everybody. Where none is, deny it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html#appsync-5, 2026-11-30",
}

const PATH: &str = "AuthenticationType";

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::AppSync::GraphQLApi") {
        let is_key = |node: &Node| node.as_str() == Some("API_KEY");
        let said = wrong(cx, resource, PATH, is_key, "", |place| {
            let message = format!("whoever has a key of `{}` may ask it", cx.name(resource));
            RULE.at(place, message)
                .help("take `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT`, `AWS_LAMBDA` or `AWS_IAM`")
        });
        said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
    }
}
