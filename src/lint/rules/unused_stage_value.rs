//! `unused-stage-value`.

use super::same_in_all_stages::{fields, stages};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unused-stage-value", Style, Warn, AnyStage, check,
    what: "Finds values of stages that nothing uses.",
    why: "The stages differ on paper only: whoever changes the value there expects something of it.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (_, first, _) in stages(cx) {
        for (key, _) in fields(first) {
            // `stage["keep"]` and `keys(stage)` may mean any of them
            let used = cx.sources.iter().any(|(_, source)| {
                let text = &source.text;
                let named = |word: &str| text.match_indices(word).any(|(at, _)| ends(&text[at + word.len()..]));
                named(&format!("stage.{}", key.text)) || text.contains("stage[") || text.contains("(stage)")
            });
            if !used {
                found.say(None, RULE.at(key.span, format!("nothing uses `stage.{}`", key.text)));
            }
        }
    }
}

fn ends(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}
