//! `AWS::Serverless::GraphQLApi`: an AppSync API with its data sources, functions and resolvers.

use super::resource::{Macro, Resource, needed};
use super::role::trust;
use super::tree::{Maybe, empty, get_att, list, map, reference, sub, sub_with, tags};
use super::{Outcome, Sam, connector};
use crate::import::value::{Entry, Kind, Value};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

const PROPERTIES: [&str; 18] = [
    "Name",
    "Tags",
    "XrayEnabled",
    "Auth",
    "SchemaInline",
    "SchemaUri",
    "Logging",
    "DataSources",
    "Functions",
    "Resolvers",
    "ApiKeys",
    "DomainName",
    "Cache",
    "Visibility",
    "OwnerContact",
    "IntrospectionConfig",
    "QueryDepthLimit",
    "ResolverCountLimit",
];
/// What a resolver without code of its own runs.
const PIPELINE: &str = "\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n";

/// An API under way: what its functions and data sources are referred to by.
struct Api<'s> {
    source: &'s Macro,
    made: Vec<Resource>,
    sources: FxHashMap<SmolStr, Value>,
    functions: FxHashMap<SmolStr, Value>,
    none: Option<Resource>,
}

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let mut api =
        Api { source, made: Vec::new(), sources: FxHashMap::default(), functions: FxHashMap::default(), none: None };
    let lambdas = api.api()?;
    api.schema()?;
    for (nth, arn) in lambdas.iter().enumerate() {
        let from = map! {
            "Type" => "AWS::AppSync::GraphQLApi",
            "Arn" => reference(&source.id),
            "ResourceId" => get_att(&source.id, "ApiId"),
        };
        let to = map! { "Type" => "AWS::Lambda::Function", "Arn" => arn.clone() };
        api.connect(sam, &format!("{}ToLambdaAuthConnector{}", source.id, nth + 1), from, to, list(["Write"]))?;
    }
    api.keys_and_cache();
    api.data_sources(sam)?;
    api.domain();
    api.functions()?;
    api.resolvers()?;
    let Api { mut made, none, .. } = api;
    made.extend(none);
    Ok(made)
}

fn parts(value: Option<&Value>) -> &[Entry] {
    value.map(Value::entries).unwrap_or_default()
}

impl Api<'_> {
    fn id(&self) -> Value {
        get_att(&self.source.id, "ApiId")
    }

    fn beside(&self, suffix: &str, ty: &'static str) -> Resource {
        let mut resource = self.source.beside(suffix, ty);
        resource.attributes = self.source.kept();
        resource.depends_on = self.source.depends_on();
        resource
    }

    /// The API itself, and the functions that authorize.
    fn api(&mut self) -> Outcome<Vec<Value>> {
        let source = self.source;
        let mut api = source.main("AWS::AppSync::GraphQLApi");
        let given = |name: &str| Maybe(source.truthy(name).cloned());
        let mut all_tags = source.truthy("Tags").cloned().unwrap_or_else(empty);
        all_tags.put("graphqlapi:createdBy", "SAM");
        api.properties = map! {
            "Name" => source.truthy("Name").cloned().unwrap_or_else(|| Value::from(&source.id)),
            "Visibility" => given("Visibility"),
            "OwnerContact" => given("OwnerContact"),
            "XrayEnabled" => source.properties.copy("XrayEnabled"),
            "IntrospectionConfig" => given("IntrospectionConfig"),
            "QueryDepthLimit" => given("QueryDepthLimit"),
            "ResolverCountLimit" => given("ResolverCountLimit"),
        };
        let Some(auth) = source.truthy("Auth").filter(|a| a.is_map()) else {
            return Err(source.fault("`Auth` is missing, or no map"));
        };
        let mut lambdas = Vec::new();
        authorize(source, auth, &mut api.properties, &mut lambdas, false)?;
        let mut additional = Vec::new();
        for other in auth.get("Additional").map(Value::items).unwrap_or_default() {
            let mut provider = empty();
            authorize(source, other, &mut provider, &mut lambdas, true)?;
            additional.push(provider);
        }
        if !additional.is_empty() {
            api.properties.put("AdditionalAuthenticationProviders", additional);
        }
        api.properties.put("Tags", tags(Some(&all_tags)));
        let logging = source.get("Logging");
        if logging.is_none_or(|l| l.kind != Kind::Bool(false)) {
            let written = logging.filter(|l| l.is_map()).cloned().unwrap_or_else(empty);
            let role = written.truthy("CloudWatchLogsRoleArn").cloned();
            let made = role.is_none().then(|| self.logs_role());
            api.properties.put(
                "LogConfig",
                map! {
                    "ExcludeVerboseContent" => Maybe(written.truthy("ExcludeVerboseContent").cloned()),
                    "FieldLogLevel" => written.truthy("FieldLogLevel").cloned().unwrap_or_else(|| "ALL".into()),
                    "CloudWatchLogsRoleArn" => Maybe(role.or_else(|| made.as_ref().map(Resource::arn))),
                },
            );
            self.made.extend(made);
        }
        self.made.insert(0, api);
        Ok(lambdas)
    }

    fn logs_role(&self) -> Resource {
        let policy = sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs");
        self.beside("CloudWatchRole", "AWS::IAM::Role").with(map! {
            "AssumeRolePolicyDocument" => trust("appsync.amazonaws.com"),
            "ManagedPolicyArns" => list([policy]),
        })
    }

    fn schema(&mut self) -> Outcome<()> {
        let (inline, uri) = (self.source.truthy("SchemaInline"), self.source.truthy("SchemaUri"));
        if inline.is_some() == uri.is_some() {
            return Err(self.source.fault("one of `SchemaInline` and `SchemaUri` says what the schema is"));
        }
        let schema = self.beside("Schema", "AWS::AppSync::GraphQLSchema").with(map! {
            "ApiId" => self.id(),
            "Definition" => Maybe(inline.cloned()),
            "DefinitionS3Location" => Maybe(uri.cloned()),
        });
        self.made.push(schema);
        Ok(())
    }

    fn keys_and_cache(&mut self) {
        for entry in parts(self.source.get("ApiKeys")) {
            let key = self.beside(&entry.key, "AWS::AppSync::ApiKey").with(map! {
                "ApiId" => self.id(),
                "ApiKeyId" => entry.value.copy("ApiKeyId"),
                "Description" => entry.value.copy("Description"),
                "Expires" => entry.value.copy("ExpiresOn"),
            });
            self.made.push(key);
        }
        if let Some(cache) = self.source.truthy("Cache") {
            let mut properties = map! { "ApiId" => self.id() };
            for name in ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"] {
                properties.put(name, cache.copy(name));
            }
            let cache = self.beside("ApiCache", "AWS::AppSync::ApiCache").with(properties);
            self.made.push(cache);
        }
    }

    fn domain(&mut self) {
        let Some(written) = self.source.truthy("DomainName") else { return };
        let domain = self.beside("DomainName", "AWS::AppSync::DomainName").with(map! {
            "CertificateArn" => written.copy("CertificateArn"),
            "DomainName" => written.copy("DomainName"),
            "Description" => written.copy("Description"),
        });
        let association = self
            .beside("DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation")
            .with(map! { "ApiId" => self.id(), "DomainName" => domain.reference() });
        self.made.extend([domain, association]);
    }

    /// A connector between things that are known by their ARNs.
    fn connect(&mut self, sam: &mut Sam, id: &str, from: Value, to: Value, permissions: Value) -> Outcome<()> {
        let properties = map! { "Source" => from, "Destination" => to, "Permissions" => permissions };
        let resource = map! { "Type" => "AWS::Serverless::Connector", "Properties" => properties };
        let entry = Entry { key: id.into(), key_span: self.source.span, value: resource };
        self.made.extend(connector::translate(sam, &Macro::new(entry))?);
        Ok(())
    }

    fn data_sources(&mut self, sam: &mut Sam) -> Outcome<()> {
        let Some(all) = self.source.truthy("DataSources") else { return Ok(()) };
        for entry in parts(all.get("DynamoDb")) {
            self.data_source(sam, entry, "DynamoDB")?;
        }
        for entry in parts(all.get("Lambda")) {
            self.data_source(sam, entry, "Lambda")?;
        }
        Ok(())
    }

    fn data_source(&mut self, sam: &mut Sam, entry: &Entry, kind: &str) -> Outcome<()> {
        let written = &entry.value;
        let mut source = self.beside(&format!("{}{kind}DataSource", entry.key), "AWS::AppSync::DataSource");
        let table = kind == "DynamoDB";
        source.properties = map! {
            "ApiId" => self.id(),
            "Name" => written.truthy("Name").cloned().unwrap_or_else(|| Value::from(&entry.key)),
            "Type" => if table { "AMAZON_DYNAMODB" } else { "AWS_LAMBDA" },
            "Description" => written.copy("Description"),
        };
        let region = written.truthy("Region").cloned().unwrap_or_else(|| reference("AWS::Region"));
        let to = if table {
            let name = needed(self.source, written, "TableName", "DataSources.DynamoDb.…")?.clone();
            source.properties.put(
                "DynamoDBConfig",
                map! {
                    "AwsRegion" => region.clone(),
                    "TableName" => name.clone(),
                    "UseCallerCredentials" => Maybe(written.truthy("UseCallerCredentials").cloned()),
                    "Versioned" => Maybe(written.truthy("Versioned").cloned()),
                    "DeltaSyncConfig" => Maybe(written.truthy("DeltaSync").cloned()),
                },
            );
            let variables = map! { "__TableName__" => name, "__Region__" => region };
            let arn = "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}";
            let arn = written.truthy("TableArn").cloned().unwrap_or_else(|| sub_with(arn, variables));
            map! { "Type" => "AWS::DynamoDB::Table", "Arn" => arn }
        } else {
            let arn = needed(self.source, written, "FunctionArn", "DataSources.Lambda.…")?.clone();
            source.properties.put("LambdaConfig", map! { "LambdaFunctionArn" => arn.clone() });
            map! { "Type" => "AWS::Lambda::Function", "Arn" => arn }
        };
        self.sources.insert(entry.key.clone(), get_att(&source.id, "Name"));
        if let Some(role) = written.truthy("ServiceRoleArn") {
            source.properties.put("ServiceRoleArn", role.clone());
            self.made.push(source);
            return Ok(());
        }
        let mut role = Resource::new(&format!("{}Role", source.id), "AWS::IAM::Role");
        role.attributes = self.source.kept();
        role.depends_on = self.source.depends_on();
        role.properties.put("AssumeRolePolicyDocument", trust("appsync.amazonaws.com"));
        source.properties.put("ServiceRoleArn", role.arn());
        let from = map! {
            "Type" => "AWS::AppSync::DataSource",
            "Arn" => get_att(&source.id, "DataSourceArn"),
            "RoleName" => role.reference(),
        };
        let (word, permissions) = match table {
            true => ("Table", written.truthy("Permissions").cloned().unwrap_or_else(|| list(["Read", "Write"]))),
            false => ("Lambda", list(["Write"])),
        };
        let id = format!("{}To{word}Connector", source.id);
        self.made.extend([source, role]);
        self.connect(sam, &id, from, to, permissions)
    }

    /// The name of a function's data source; `none` is one that the API makes.
    fn source_of(&mut self, entry: &Entry) -> Outcome<Value> {
        let Some(written) = entry.value.truthy("DataSource") else {
            return Err(self.source.fault(format!("the function `{}` has no `DataSource`", entry.key)));
        };
        let Some(name) = written.as_str() else { return Ok(written.clone()) };
        if name.eq_ignore_ascii_case("none") {
            let none = self.beside("NoneDataSource", "AWS::AppSync::DataSource");
            let name = Value::from(&none.id);
            let none = none.with(map! { "ApiId" => self.id(), "Name" => name, "Type" => "NONE" });
            let reference = get_att(&none.id, "Name");
            self.none = Some(none);
            return Ok(reference);
        }
        let known = self.sources.get(name).cloned();
        known.ok_or_else(|| self.source.fault(format!("`{name}` is none of `DataSources`")))
    }

    fn functions(&mut self) -> Outcome<()> {
        for entry in parts(self.source.get("Functions")) {
            let written = &entry.value;
            if let Some(id) = written.truthy("Id") {
                if written.entries().iter().any(|e| e.key != "Id" && !e.value.is_null()) {
                    return Err(self.source.fault(format!("the function `{}` has an `Id` and more", entry.key)));
                }
                self.functions.insert(entry.key.clone(), id.clone());
                continue;
            }
            let (inline, uri) = (written.truthy("InlineCode"), written.truthy("CodeUri"));
            if inline.is_some() == uri.is_some() {
                let message = format!("one of `InlineCode` and `CodeUri` is the code of `{}`", entry.key);
                return Err(self.source.fault(message));
            }
            let data_source = self.source_of(entry)?;
            let function = self.beside(&entry.key, "AWS::AppSync::FunctionConfiguration").with(map! {
                "ApiId" => self.id(),
                "Name" => written.truthy("Name").cloned().unwrap_or_else(|| Value::from(&entry.key)),
                "Description" => written.copy("Description"),
                "DataSourceName" => data_source,
                "Runtime" => self.runtime(entry)?,
                "Code" => Maybe(inline.cloned()),
                "CodeS3Location" => Maybe(uri.cloned()),
                "MaxBatchSize" => written.copy("MaxBatchSize"),
                "SyncConfig" => Maybe(written.truthy("Sync").cloned()),
            });
            self.functions.insert(entry.key.clone(), get_att(&function.id, "FunctionId"));
            self.made.push(function);
        }
        Ok(())
    }

    fn runtime(&self, entry: &Entry) -> Outcome<Value> {
        match entry.value.truthy("Runtime") {
            Some(runtime) if runtime.some("Name").is_none() || runtime.some("Version").is_none() => {
                Err(self.source.fault(format!("`Runtime` of `{}` needs `Name` and `Version`", entry.key)))
            }
            Some(runtime) => Ok(map! { "Name" => runtime.copy("Name"), "RuntimeVersion" => runtime.copy("Version") }),
            None => Err(self.source.fault(format!("`{}` has no `Runtime`", entry.key))),
        }
    }

    fn resolvers(&mut self) -> Outcome<()> {
        for ty in parts(self.source.get("Resolvers")) {
            for entry in ty.value.entries() {
                let resolver = self.resolver(&ty.key, entry)?;
                self.made.push(resolver);
            }
        }
        Ok(())
    }

    fn resolver(&self, ty: &SmolStr, entry: &Entry) -> Outcome<Resource> {
        let written = &entry.value;
        let (inline, uri) = (written.truthy("InlineCode"), written.truthy("CodeUri"));
        let fault = |what: String| self.source.fault(format!("the resolver `{}` {what}", entry.key));
        if inline.is_some() && uri.is_some() {
            return Err(fault("has both `InlineCode` and `CodeUri`".into()));
        }
        let own = written.truthy("Runtime").map(|_| self.runtime(entry)).transpose()?;
        let (code, runtime) = match inline.is_none() && uri.is_none() {
            true => (Some(PIPELINE.into()), map! { "Name" => "APPSYNC_JS", "RuntimeVersion" => "1.0.0" }),
            false => (inline.cloned(), own.map_or_else(|| self.runtime(entry), Ok)?),
        };
        let Some(pipeline) = written.truthy("Pipeline") else { return Err(fault("has no `Pipeline`".into())) };
        let mut ids = Vec::new();
        for name in pipeline.items() {
            let known = name.as_str().and_then(|name| self.functions.get(name));
            ids.push(known.cloned().ok_or_else(|| fault("runs a function that is none of `Functions`".into()))?);
        }
        let mut resolver = self.beside(&format!("{ty}{}", entry.key), "AWS::AppSync::Resolver");
        resolver.depends_on = Some(list([format!("{}Schema", self.source.id)]));
        Ok(resolver.with(map! {
            "ApiId" => self.id(),
            "TypeName" => ty,
            "FieldName" => written.truthy("FieldName").cloned().unwrap_or_else(|| Value::from(&entry.key)),
            "Kind" => "PIPELINE",
            "PipelineConfig" => map! { "Functions" => ids },
            "Runtime" => runtime,
            "Code" => Maybe(code),
            "CodeS3Location" => Maybe(uri.cloned()),
            "CachingConfig" => Maybe(written.truthy("Caching").cloned()),
            "MaxBatchSize" => Maybe(written.truthy("MaxBatchSize").cloned()),
        }))
    }
}

/// Puts how callers are known, and notes the functions that know them.
fn authorize(
    source: &Macro,
    auth: &Value,
    into: &mut Value,
    lambdas: &mut Vec<Value>,
    additional: bool,
) -> Outcome<()> {
    let kind = auth.str("Type").unwrap_or_default();
    let (from, to) = match kind {
        "AWS_LAMBDA" => ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        "OPENID_CONNECT" => ("OpenIDConnect", "OpenIDConnectConfig"),
        "AMAZON_COGNITO_USER_POOLS" => ("UserPool", "UserPoolConfig"),
        _ => ("", ""),
    };
    into.put("AuthenticationType", auth.copy("Type"));
    if from.is_empty() {
        return Ok(());
    }
    let Some(config) = auth.truthy(from) else {
        return Err(source.fault(format!("`Auth` of the type `{kind}` needs `{from}`")));
    };
    let mut config = config.clone();
    if additional && from == "UserPool" {
        config.remove("DefaultAction");
    }
    if from == "LambdaAuthorizer" {
        lambdas.extend(config.get("AuthorizerUri").cloned());
    }
    into.put(to, config);
    Ok(())
}
