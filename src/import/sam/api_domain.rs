//! Custom domains of APIs: the domain, its mappings, and its records.

use super::python::suffix;
use super::resource::{Macro, Resource, needed};
use super::tree::{MADE, Maybe, PLAIN, get_att, list, map, reference};
use super::{Outcome, Sam};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

/// `BasePath`: a text, or a list of texts.
fn base_paths(source: &Macro, domain: &Value) -> Outcome<Option<Vec<SmolStr>>> {
    let Some(written) = domain.truthy("BasePath") else { return Ok(None) };
    let all = written.one_or_more();
    let texts = all.iter().map(|path| path.as_str().map(SmolStr::from)).collect::<Option<Vec<_>>>();
    texts.map(Some).ok_or_else(|| source.fault("`Domain.BasePath` has texts only"))
}

fn mutual_tls(source: &Macro, domain: &Value) -> Outcome<Option<Value>> {
    let Some(tls) = domain.truthy("MutualTlsAuthentication") else { return Ok(None) };
    let known = ["TruststoreUri", "TruststoreVersion"];
    if !tls.is_map() || tls.entries().iter().any(|e| !known.contains(&e.key.as_str())) {
        return Err(source.fault("`MutualTlsAuthentication` has `TruststoreUri` and `TruststoreVersion`, no more"));
    }
    Ok(Some(map! {
        "TruststoreUri" => Maybe(tls.truthy("TruststoreUri").cloned()),
        "TruststoreVersion" => Maybe(tls.truthy("TruststoreVersion").cloned()),
    }))
}

/// The domain of a REST API. What SAM notes in `domain` counts for the deployment.
pub fn of_rest(sam: &mut Sam, source: &Macro, domain: &mut Value) -> Outcome<Vec<Resource>> {
    let name = needed(source, domain, "DomainName", "Domain.")?.clone();
    let certificate = needed(source, domain, "CertificateArn", "Domain.")?.clone();
    if domain.str("EndpointConfiguration") == Some("PRIVATE") {
        return private(sam, source, domain, &name, certificate);
    }
    let id = format!("ApiGatewayDomainName{}", suffix(&name));
    domain.put("ApiDomainName", id.as_str());
    let endpoint = match domain.some("EndpointConfiguration") {
        None => "REGIONAL",
        Some(endpoint) => match endpoint.as_str() {
            Some("EDGE") => "EDGE",
            Some("REGIONAL") => "REGIONAL",
            _ => return Err(source.fault("`Domain.EndpointConfiguration` is `EDGE`, `REGIONAL` or `PRIVATE`")),
        },
    };
    if domain.some("EndpointConfiguration").is_none() {
        domain.put("EndpointConfiguration", endpoint);
    }
    let given = |name: &str| Maybe(domain.truthy(name).cloned());
    let certificate_of = if endpoint == "REGIONAL" { "RegionalCertificateArn" } else { "CertificateArn" };
    let types = map! { "Types" => list([endpoint]), "IpAddressType" => given("IpAddressType") };
    let resource = Resource::new(&id, "AWS::ApiGateway::DomainName").having(&source.passed()).with(map! {
        "DomainName" => name,
        certificate_of => certificate,
        "EndpointConfiguration" => types,
        "MutualTlsAuthentication" => Maybe(mutual_tls(source, domain)?),
        "SecurityPolicy" => given("SecurityPolicy"),
        "EndpointAccessMode" => given("EndpointAccessMode"),
        "OwnershipVerificationCertificateArn" => given("OwnershipVerificationCertificateArn"),
    });
    let mut made = vec![resource];
    let normal = domain.get("NormalizeBasePath").is_none_or(Value::is_truthy);
    let mapping = |word: &str, path: Option<&str>| {
        source.beside(&format!("{word}BasePathMapping"), "AWS::ApiGateway::BasePathMapping").with(map! {
            "DomainName" => reference(&id),
            "RestApiId" => reference(&source.id),
            "Stage" => reference(&format!("{}.Stage", source.id)),
            "BasePath" => Maybe(path.map(Value::from)),
        })
    };
    match base_paths(source, domain)? {
        None => made.push(mapping("", None)),
        Some(paths) => made.extend(paths.iter().map(|path| {
            let word: String = path.chars().filter(|c| c.is_alphanumeric()).collect();
            mapping(&word, Some(if normal { &word } else { path }))
        })),
    }
    made.extend(records(sam, source, domain, &id)?);
    Ok(made)
}

/// A domain that VPC endpoints reach.
fn private(
    sam: &mut Sam,
    source: &Macro,
    domain: &mut Value,
    name: &Value,
    certificate: Value,
) -> Outcome<Vec<Resource>> {
    let id = format!("ApiGatewayDomainNameV2{}", suffix(name));
    let given = |name: &str| Maybe(domain.truthy(name).cloned());
    let types = map! { "Types" => list(["PRIVATE"]), "IpAddressType" => given("IpAddressType") };
    let resource = Resource::new(&id, "AWS::ApiGateway::DomainNameV2").having(&source.passed()).with(map! {
        "DomainName" => name.clone(),
        "CertificateArn" => certificate,
        "EndpointConfiguration" => types,
        "SecurityPolicy" => given("SecurityPolicy"),
        "EndpointAccessMode" => given("EndpointAccessMode"),
        "Policy" => given("Policy"),
    });
    let mut made = vec![resource];
    let normal = domain.get("NormalizeBasePath").is_none_or(Value::is_truthy);
    for path in base_paths(source, domain)?.map_or(vec![None], |paths| paths.into_iter().map(Some).collect()) {
        let word: Option<String> = path.as_ref().map(|path| path.chars().filter(|c| c.is_alphanumeric()).collect());
        let kept = if normal { word.clone() } else { path.map(String::from) };
        let id_end = format!("{}BasePathMapping", word.unwrap_or_default());
        made.push(source.beside(&id_end, "AWS::ApiGateway::BasePathMappingV2").with(map! {
            "DomainNameArn" => reference(&id),
            "RestApiId" => reference(&source.id),
            "Stage" => reference(&format!("{}.Stage", source.id)),
            "BasePath" => Maybe(kept.map(Value::from)),
        }));
    }
    if let Some(association) = domain.some("AccessAssociation") {
        if !association.is_map() {
            return Err(source.fault("`Domain.AccessAssociation` has to be a map"));
        }
        let endpoint = association.some("VpcEndpointId").cloned();
        let both = [endpoint.clone().unwrap_or_else(|| Value::new(PLAIN, Kind::Null)), Value::from(id.as_str())];
        let association_id = format!("DomainNameAccessAssociation{}", suffix(&list(both)));
        let resource = Resource::new(&association_id, "AWS::ApiGateway::DomainNameAccessAssociation");
        made.push(resource.having(&source.passed()).with(map! {
            "DomainNameArn" => reference(&id),
            "AccessAssociationSourceType" => "VPCE",
            "AccessAssociationSource" => Maybe(endpoint),
        }));
    }
    made.extend(records(sam, source, domain, &id)?);
    Ok(made)
}

/// The domain of an HTTP API.
pub fn of_http(sam: &mut Sam, source: &Macro, domain: &mut Value, tag: &str) -> Outcome<Vec<Resource>> {
    let name = needed(source, domain, "DomainName", "Domain.")?.clone();
    let certificate = needed(source, domain, "CertificateArn", "Domain.")?.clone();
    let id = format!("ApiGatewayDomainNameV2{}", suffix(&name));
    match domain.some("EndpointConfiguration").map(Value::as_str) {
        None => domain.put("EndpointConfiguration", "REGIONAL"),
        Some(Some("REGIONAL")) => {}
        Some(_) => return Err(source.fault("`Domain.EndpointConfiguration` of an HTTP API is `REGIONAL`")),
    }
    let given = |name: &str| Maybe(domain.truthy(name).cloned());
    let configuration = map! {
        "CertificateArn" => certificate,
        "EndpointType" => "REGIONAL",
        "OwnershipVerificationCertificateArn" => given("OwnershipVerificationCertificateArn"),
        "SecurityPolicy" => given("SecurityPolicy"),
    };
    let resource = Resource::new(&id, "AWS::ApiGatewayV2::DomainName").having(&source.passed()).with(map! {
        "DomainName" => name,
        "DomainNameConfigurations" => list([configuration]),
        "MutualTlsAuthentication" => Maybe(mutual_tls(source, domain)?),
        "Tags" => map! { tag => "SAM" },
    });
    let mut made = vec![resource];
    let mapping = |word: &str, key: Option<&str>| {
        source.beside(&format!("{word}ApiMapping"), "AWS::ApiGatewayV2::ApiMapping").with(map! {
            "DomainName" => reference(&id),
            "ApiId" => reference(&source.id),
            "Stage" => reference(&format!("{}.Stage", source.id)),
            "ApiMappingKey" => Maybe(key.map(Value::from)),
        })
    };
    match base_paths(source, domain)? {
        None => made.push(mapping("", None)),
        Some(paths) => {
            for path in &paths {
                if !path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b)) {
                    return Err(source.fault(format!("`{path}` cannot be a base path")));
                }
                let word: String = path.chars().filter(|c| !"-_/".contains(*c)).collect();
                made.push(mapping(&word, Some(path.trim_matches('/'))));
            }
        }
    }
    made.extend(records(sam, source, domain, &id)?);
    Ok(made)
}

/// The records of a domain, in one group with those of the same zone.
fn records(sam: &mut Sam, source: &Macro, domain: &mut Value, id: &str) -> Outcome<Option<Resource>> {
    let Some(route53) = domain.some("Route53").cloned() else { return Ok(None) };
    let zone = route53.truthy("HostedZoneId").or(route53.truthy("HostedZoneName"));
    let Some(zone) = zone.cloned() else {
        return Err(source.fault("`Domain.Route53` needs `HostedZoneId` or `HostedZoneName`"));
    };
    let apart = route53.truthy("SeparateRecordSetGroup").is_some();
    let group_id = match apart {
        true => suffix(&list([zone, domain.get("DomainName").cloned().unwrap_or_else(|| "".into())])),
        false => suffix(&zone),
    };
    let group_id = SmolStr::from(format!("RecordSetGroup{group_id}"));
    let sets = record_sets(domain, &route53, id);
    let known = sam.zones.get(&group_id).cloned().filter(|_| !apart);
    let mut group = known.unwrap_or_else(|| {
        let group = Resource::new(&group_id, "AWS::Route53::RecordSetGroup").having(&source.passed());
        group.with(map! {
            "HostedZoneId" => route53.copy("HostedZoneId"),
            "HostedZoneName" => route53.copy("HostedZoneName"),
            "RecordSets" => list::<Value>([]),
        })
    });
    if let Some(all) = group.properties.get_mut("RecordSets") {
        sets.into_iter().for_each(|set| all.push(set));
    }
    if !apart {
        sam.zones.insert(group_id, group.clone());
    }
    Ok(Some(group))
}

fn record_sets(domain: &mut Value, route53: &Value, id: &str) -> Vec<Value> {
    let edge = domain.str("EndpointConfiguration") == Some("EDGE");
    let (zone, name) = match domain.str("EndpointConfiguration") {
        Some("EDGE") => {
            let name = route53.some("DistributionDomainName").cloned();
            let name = name.unwrap_or_else(|| get_att(id, "DistributionDomainName"));
            (Maybe(Some("Z2FDTNDATAQYW2".into())), Maybe(Some(name)))
        }
        Some("PRIVATE") => (route53.copy("VpcEndpointHostedZoneId"), route53.copy("VpcEndpointDomainName")),
        _ => {
            let of_domain = |name: &str| Maybe(Some(get_att(id, name)));
            (of_domain("RegionalHostedZoneId"), of_domain("RegionalDomainName"))
        }
    };
    if edge
        && route53.some("DistributionDomainName").is_none()
        && let Some(written) = domain.get_mut("Route53")
    {
        written.put_as("DistributionDomainName", MADE, Maybe(name.0.clone()));
    }
    let target = map! {
        "EvaluateTargetHealth" => route53.copy("EvaluateTargetHealth"),
        "HostedZoneId" => zone,
        "DNSName" => name,
    };
    let set = |ty: &str| {
        map! {
            "Name" => domain.copy("DomainName"),
            "Type" => ty,
            "AliasTarget" => target.clone(),
            "Region" => route53.copy("Region"),
            "SetIdentifier" => route53.copy("SetIdentifier"),
        }
    };
    let mut all = vec![set("A")];
    if route53.get("IpV6").is_some_and(Value::is_true) {
        all.push(set("AAAA"));
    }
    all
}
