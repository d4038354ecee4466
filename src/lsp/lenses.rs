//! Code lenses, links, and the command that tells what a lens is about.

use super::client::{Settings, Switch};
use super::convert::uri;
use super::requests::{Answer, Here, Refusal};
use super::{Failure, Server};
use crate::ide::{Destination, LensKind, What, docs_link};
use lsp_server::{ErrorCode, Notification};
use serde_json::{Value, json};

/// Tells what stands behind a lens's title; its argument is the text.
pub const TELL: &str = "slsc.tell";

pub fn lenses(here: &Here, settings: &Settings) -> Answer {
    let source = here.analysis.source(here.file);
    let shown = |kind: LensKind| match kind {
        LensKind::Resources => settings.lens_resources.is_on(),
        LensKind::Permissions => settings.lens_permissions.is_on(),
    };
    let lenses = here.analysis.lenses(here.file).into_iter().filter(|lens| shown(lens.kind));
    let one = |lens: crate::ide::Lens| {
        let command = json!({ "title": lens.title, "command": TELL, "arguments": [lens.text] });
        json!({ "range": here.encoding.range(source, lens.span), "command": command })
    };
    Ok(lenses.map(one).collect())
}

/// What a source names outside of itself, as places to go to.
pub fn links(here: &Here, tooltips: Switch) -> Answer {
    let source = here.analysis.source(here.file);
    let one = |named: crate::ide::Named| {
        let (target, tooltip) = match &named.what {
            What::AwsType => (docs_link(&named.text), "AWS's reference"),
            _ => match here.analysis.outside(here.file, &named)? {
                Destination::Outside(path, _) => (uri(&path)?.as_str().to_string(), "open"),
                Destination::Here(_) => return None,
            },
        };
        let mut link = json!({ "range": here.encoding.range(source, named.span), "target": target });
        if tooltips.is_on() {
            link["tooltip"] = json!(tooltip);
        }
        Some(link)
    };
    Ok(here.analysis.named_outside(here.file).into_iter().filter_map(one).collect())
}

pub fn execute(server: &mut Server<'_>, params: &Value) -> Answer {
    if params["command"] != TELL {
        let message = format!("there is no command `{}`", params["command"].as_str().unwrap_or(""));
        return Err(Refusal::new(ErrorCode::InvalidParams, message));
    }
    let text = params["arguments"][0].as_str().unwrap_or("").to_string();
    let told = Notification::new("window/showMessage".into(), json!({ "type": 3, "message": plain(&text) }));
    let sent: Result<(), Failure> = server.send(told.into());
    sent.map(|()| Value::String(text)).map_err(|why| Refusal::new(ErrorCode::InternalError, why.to_string()))
}

/// Without Markdown's marks, for a message.
fn plain(text: &str) -> String {
    let line = |line: &str| {
        let line = line.replace('`', "");
        match (line.find('['), line.find("](")) {
            (Some(open), Some(close)) if open < close => {
                format!("{}{}", &line[..open], &line[open + 1..close])
            }
            _ => line,
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
