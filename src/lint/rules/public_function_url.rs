//! `public-function-url`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "public-function-url", Security, Warn, AnyStage, check,
    what: "Finds function URLs that anyone on the internet may call.",
    why: "Whoever finds the address can run the function, as often as its concurrency lets them, at your cost. A webhook that checks a signature itself may be meant so: allow it there, with the reason.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for url in cx.of("AWS::Lambda::Url") {
        let Some(auth) = look::at(&url.properties, "AuthType").filter(|n| look::any(n, |n| n.as_str() == Some("NONE")))
        else {
            continue;
        };
        let place = if auth.span == Default::default() { url.span } else { auth.span };
        let message = format!("anyone may call the URL of `{}`", cx.name(url));
        let help = "take `auth: iam`, put an `api` with an authorizer before it, or say why it is public with `@allow`";
        found.say(url.owner, RULE.at(place, message).help(help));
    }
}
