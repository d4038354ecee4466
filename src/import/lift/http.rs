//! An HTTP API that is given as an OpenAPI document: the API, and a route of it as `on http` of the function that it calls.

use super::index::Index;
use super::triggers::{Trigger, pin};
use super::words::convert;
use super::{Lifts, hands, main};
use crate::aws::api::definition;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::pieces::{Piece, pieces};
use crate::import::plan::Plan;
use crate::import::resources;
use crate::import::text::plain;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::{Construct, Type};
use smol_str::SmolStr;

/// One operation of a document.
#[derive(Clone, Debug)]
pub struct Route {
    pub api: SmolStr,
    pub method: String,
    pub path: SmolStr,
    /// As in the document.
    pub operation: SmolStr,
}

const MADE_BY: &str = "httpapi:createdBy";

/// The APIs of which every route can be said, with their stages and the permissions to call the functions.
pub fn gather(lifts: &mut Lifts, plan: &Plan, index: &Index) {
    for entry in index.resources {
        if lifts.kind(&entry.key) != Some("api") {
            continue;
        }
        let found = (!plan.raw.contains_key(&entry.key)).then(|| api(lifts, index, entry)).flatten();
        let Some((stage, routes)) = found else {
            lifts.mains.remove(&entry.key);
            continue;
        };
        lifts.take(&stage, &entry.key);
        for (function, route) in routes {
            let permission = permission(lifts, index, &function, &route);
            if let Some(id) = &permission {
                lifts.take(id, &function);
            }
            let main = permission.unwrap_or_default();
            if let Some(of) = lifts.functions.get_mut(&function) {
                of.triggers.push(Trigger { kind: "http", main, route: Some(route), ..Trigger::default() });
            }
        }
    }
}

type Found = (SmolStr, Vec<(SmolStr, Route)>);

fn api(lifts: &Lifts, index: &Index, entry: &Entry) -> Option<Found> {
    let properties = entry.value.get("Properties")?;
    let body = properties.get("Body")?;
    let plain = entry.value.has_only(&["Type", "Properties", "Metadata"])
        && properties.has_only(&["Body", "FailOnWarnings"])
        && body.has_only(&["info", "paths", "tags", "openapi", "components", definition::CORS])
        && body.get("info")?.has_only(&["title", "version", "description"]);
    if !plain {
        return None;
    }
    let mut routes = Vec::new();
    for path in body.get("paths")?.as_map()? {
        for operation in path.value.as_map()? {
            let method = definition::method_of(&operation.key);
            let function = called(lifts, index, body, &operation.value)?;
            let route =
                Route { api: entry.key.clone(), method, path: path.key.clone(), operation: operation.key.clone() };
            routes.push((function, route));
        }
    }
    let of_api = |e: &&&Entry| index.property(&e.key, "ApiId").and_then(Value::as_ref_to) == Some(&entry.key);
    let stages: Vec<&&Entry> = index.of_type("AWS::ApiGatewayV2::Stage").iter().filter(of_api).collect();
    let [stage] = stages.as_slice() else { return None };
    let settings = stage.value.get("Properties")?;
    let fits = settings.has_only(&["ApiId", "StageName", "AutoDeploy", "Tags"])
        && settings.get("StageName")?.as_str() == Some("$default")
        && index.none_but(&stage.key, |_| false);
    (fits && !routes.is_empty()).then(|| (stage.key.clone(), routes))
}

/// The function that an operation calls, if it does no more than that.
fn called(lifts: &Lifts, index: &Index, body: &Value, operation: &Value) -> Option<SmolStr> {
    let known = [definition::INTEGRATION, "responses", "parameters", "isDefaultRoute", "security"];
    operation.has_only(&known).then_some(())?;
    security(body, operation)?;
    let integration = operation.get(definition::INTEGRATION)?;
    let text = |key: &str| integration.get(key).and_then(Value::as_str);
    let known = ["type", "httpMethod", "payloadFormatVersion", "uri", "timeoutInMillis"];
    let proxied = integration.has_only(&known)
        && text("type") == Some("aws_proxy")
        && matches!(text("payloadFormatVersion"), Some("1.0" | "2.0"));
    let uri = pieces(integration.get("uri")?).filter(|_| proxied)?;
    let [.., called, Piece::Text(end)] = uri.as_slice() else { return None };
    let id = lifts.called(called)?;
    let function = index.get(&id)?;
    (end == "/invocations" && function.value.get("Condition").is_none()).then_some(id)
}

/// Who may call an operation.
enum Auth<'v> {
    Anybody,
    Iam,
    Token { scheme: &'v Value, scopes: &'v Value },
}

fn security<'v>(body: &'v Value, operation: &'v Value) -> Option<Auth<'v>> {
    let asked = operation.get("security").map_or(Some(&[][..]), Value::as_list)?;
    let [one] = asked else { return asked.is_empty().then_some(Auth::Anybody) };
    let (name, scopes) = one.as_single()?;
    let scheme = body.get("components").and_then(|c| c.get("securitySchemes")?.get(name));
    match (name, scheme) {
        ("NONE", None) => Some(Auth::Anybody),
        ("AWS_IAM", _) => Some(Auth::Iam),
        (_, Some(scheme)) => {
            let jwt = scheme.get(definition::AUTHORIZER).filter(|a| a.get("jwtConfiguration").is_some())?;
            let header = jwt.get("identitySource")?.as_str() == Some("$request.header.Authorization");
            let configuration = jwt.get("jwtConfiguration").filter(|_| header)?;
            configuration.get("audience")?.as_list()?;
            Some(Auth::Token { scheme: configuration, scopes })
        }
        _ => None,
    }
}

/// SAM's permission for a route, by the calls that it names.
fn permission(lifts: &Lifts, index: &Index, function: &SmolStr, route: &Route) -> Option<SmolStr> {
    let method = if route.method == "ANY" { "*" } else { &route.method };
    let path: String = match route.path.as_str() {
        "$default" => String::new(),
        path => path
            .split('/')
            .filter(|p| !p.is_empty())
            .fold(String::new(), |all, part| format!("{all}/{}", if part.starts_with('{') { "*" } else { part })),
    };
    let wanted = format!("/*/{method}{path}");
    let of = |e: &&&Entry| {
        let Some(properties) = e.value.get("Properties") else { return false };
        e.key.ends_with("Permission")
            && properties.get("SourceArn").and_then(pieces).is_some_and(|p| {
                matches!(p.as_slice(), [.., Piece::Ref(api), Piece::Text(end)]
                    if *api == route.api && end.trim_end_matches('/') == wanted)
            })
    };
    lifts.permissions(index, function).iter().find(of).map(|e| e.key.clone())
}

/// `on http GET "/orders/{id}"`, with the API's name where the stack has several.
pub fn on(w: &mut Writer, route: &Route, main: &SmolStr, plan: &Plan, template: &Value) -> Option<Item> {
    if plan.lifts.kind(&route.api) == Some("rest_api") {
        return super::rest_api::on(w, route, template);
    }
    let api = template.get("Resources")?.get(&route.api)?;
    let body = api.get("Properties")?.get("Body")?;
    let operation = body.get("paths")?.get(&route.path)?.get(&route.operation)?;
    let mut line = String::from("on http");
    if plan.lifts.several("api") {
        line.push_str(&format!(" {}", w.names.value(&route.api)?.source));
    }
    if route.method != "ANY" {
        line.push_str(&format!(" {}", route.method));
    }
    line.push_str(&format!(" {}", plain(&route.path)));
    let integration = operation.get(definition::INTEGRATION)?;
    let mut items = Vec::new();
    match security(body, operation)? {
        Auth::Anybody => {}
        Auth::Iam => items.push(Item::property("auth", "iam".into())),
        Auth::Token { scheme, scopes } => {
            let mut arguments = vec![w.value(scheme.get("issuer")?), w.value(scheme.get("audience")?)];
            if scopes.as_list().is_some_and(|s| !s.is_empty()) {
                arguments.push(w.value(scopes));
            }
            items.push(Item::property("auth", Doc::call("jwt", arguments)));
        }
    }
    if let Some(Kind::Number(ms)) = integration.get("timeoutInMillis").map(|t| &t.kind) {
        let ms: u64 = ms.parse().ok()?;
        let time = if ms.is_multiple_of(1000) { hands::seconds(ms / 1000)? } else { format!("{ms} ms").into() };
        items.push(Item::property("timeout", time));
    }
    if integration.get("payloadFormatVersion")?.as_str() == Some("1.0") {
        items.push(Item::property("payload", "v1".into()));
    }
    let mut parts: Vec<Doc> = main.strip_suffix("Permission").map(pin).into_iter().chain([line.into()]).collect();
    if !items.is_empty() {
        parts.extend([" ".into(), Doc::block(items, Shape::Free)]);
    }
    Some(Item::element(Doc::Row(parts)))
}

/// The API itself.
pub fn write(w: &mut Writer, entry: &Entry, construct: &'static Construct, plan: &Plan) -> Option<(Vec<Doc>, Doc)> {
    let head = resources::decorators(w, entry)?;
    let body = entry.value.get("Properties")?.get("Body")?;
    let mut items = Vec::new();
    let info = body.get("info")?;
    if let Some(title) = info.get("title").filter(|t| t.as_ref_to() != Some("AWS::StackName")) {
        items.push(Item::property("name", w.value(title)));
    }
    if let Some(description) = info.get("description") {
        items.push(Item::property("description", w.value(description)));
    }
    if let Some(cors) = body.get(definition::CORS) {
        items.push(Item::property("cors", self::cors(w, cors)?));
    }
    let tags = body.get("tags").and_then(Value::as_list).unwrap_or_default();
    let own = tags.iter().filter(|t| t.get("name").and_then(Value::as_str) != Some(MADE_BY));
    let own: Option<Vec<Item>> =
        own.map(|t| Some(Item::property(t.get("name")?.as_str()?, w.value(t.get(definition::TAG_VALUE)?)))).collect();
    let own = own?;
    if !own.is_empty() {
        items.push(Item::property("tags", Doc::block(own, Shape::Free)));
    }
    main::finish(w, entry, construct, head, items, Vec::new(), plan)
}

fn cors(w: &mut Writer, value: &Value) -> Option<Doc> {
    let fields = value.as_map()?;
    if let [only] = fields
        && only.key == "allowOrigins"
        && matches!(only.value.as_list(), Some([any]) if any.as_str() == Some("*"))
    {
        return Some("true".into());
    }
    let property = crate::constructs::find("api")?.property("cors")?;
    let Type::OneOf(types) = &property.ty else { return None };
    let record = types.iter().find_map(|t| match t {
        Type::Record(fields) => Some(*fields),
        _ => None,
    })?;
    let words = [
        ("allowOrigins", "origins"),
        ("allowMethods", "methods"),
        ("allowHeaders", "headers"),
        ("exposeHeaders", "expose"),
        ("allowCredentials", "credentials"),
        ("maxAge", "max_age"),
    ];
    let each = fields.iter().map(|entry| {
        let (_, word) = words.iter().find(|(key, _)| *key == entry.key)?;
        let field = record.iter().find(|f| f.name == *word)?;
        let any = matches!(entry.value.as_list(), Some([one]) if one.as_str() == Some("*"));
        if *word == "methods" && any {
            return Some(Item::property(word, "[ANY]".into()));
        }
        Some(Item::property(word, convert(w, &entry.value, &field.ty)?))
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}
