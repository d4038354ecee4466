//! A function's URL as `on url`.

use super::{hands, triggers};
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::value::{Kind, Value};

pub fn on(w: &mut Writer, properties: &Value) -> Option<Doc> {
    let mut items = Vec::new();
    for entry in properties.as_map()? {
        let value = &entry.value;
        match (entry.key.as_str(), value.as_str()) {
            ("TargetFunctionArn" | "Qualifier", _) | ("InvokeMode", Some("BUFFERED")) => {}
            ("AuthType", Some("NONE")) => items.push(Item::property("auth", "none".into())),
            ("AuthType", Some("AWS_IAM")) => items.push(Item::property("auth", "iam".into())),
            ("InvokeMode", Some("RESPONSE_STREAM")) => items.push(Item::property("stream", "true".into())),
            ("Cors", _) => items.push(Item::property("cors", cors(w, value)?)),
            _ => return None,
        }
    }
    Some(triggers::on("url", Vec::new(), items))
}

fn cors(w: &mut Writer, value: &Value) -> Option<Doc> {
    let each = value.as_map()?.iter().map(|entry| {
        let doc = |w: &mut Writer| w.within(entry.key.clone(), |w| w.value(&entry.value));
        let words = |value: &Value| -> Option<Doc> {
            let each = value.as_list()?.iter().map(|m| {
                let word = if m.as_str()? == "*" { "ANY" } else { m.as_str()? };
                Some(Item::element(word.into()))
            });
            Some(Doc::list(each.collect::<Option<_>>()?))
        };
        Some(match entry.key.as_str() {
            "AllowOrigins" => Item::property("origins", doc(w)),
            "AllowMethods" => Item::property("methods", words(&entry.value)?),
            "AllowHeaders" => Item::property("headers", doc(w)),
            "ExposeHeaders" => Item::property("expose", doc(w)),
            "AllowCredentials" => Item::property("credentials", doc(w)),
            "MaxAge" => match &entry.value.kind {
                Kind::Number(n) => Item::property("max_age", hands::seconds(n.parse().ok()?)?),
                _ => return None,
            },
            _ => return None,
        })
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}
