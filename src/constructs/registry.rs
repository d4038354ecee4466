//! Where an image comes from: ECR, whose repository the execution role must be allowed to read, or a public registry.

use crate::emit::{Json, Node};

/// Where an image is pulled from.
#[derive(Clone, Debug, PartialEq)]
pub enum Registry {
    /// The account's own kind of registry, with the ARN of the repository.
    Ecr(Node),
    /// Any other, by its host.
    Other(String),
    /// Known only at deployment.
    Unknown,
}

/// A part that is known only at deployment stands in the text as this and its index.
const HOLE: char = '\u{1}';

/// Where an image is pulled from, by its name.
pub fn of(image: &Node) -> Registry {
    match &image.json {
        Json::Str(text) => known(text, &[]),
        Json::Sub(parts) => composed(parts),
        Json::GetAtt(id, attribute) if **attribute == "RepositoryUri" => {
            Registry::Ecr(Node::get_att(id.clone(), "Arn"))
        }
        _ => Registry::Unknown,
    }
}

fn composed(parts: &[Node]) -> Registry {
    if let Some(Json::GetAtt(id, attribute)) = parts.first().map(|p| &p.json)
        && **attribute == "RepositoryUri"
    {
        return Registry::Ecr(Node::get_att(id.clone(), "Arn"));
    }
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        match &part.json {
            Json::Str(known) => text.push_str(known),
            _ => text.push_str(&format!("{HOLE}{i}{HOLE}")),
        }
    }
    known(&text, parts)
}

/// A text with its holes filled again.
fn filled(text: &str, parts: &[Node]) -> Node {
    let mut nodes = Vec::new();
    for (i, piece) in text.split(HOLE).enumerate() {
        match (i % 2, piece.parse::<usize>().ok().and_then(|n| parts.get(n))) {
            (1, Some(part)) => nodes.push(part.clone()),
            _ => nodes.push(Node::from(piece)),
        }
    }
    Node::join(nodes)
}

fn known(text: &str, parts: &[Node]) -> Registry {
    let (host, path) = match text.split_once('/') {
        Some((host, path)) if host.contains(['.', ':', HOLE]) || host == "localhost" => (host, path),
        None if text.starts_with(HOLE) => return Registry::Unknown,
        _ => return Registry::Other("docker.io".into()),
    };
    let labels: Vec<&str> = host.split('.').collect();
    match labels.as_slice() {
        [account, "dkr", "ecr", region, ..] => Registry::Ecr(repository(account, region, path, parts)),
        [account, "dkr-ecr", region, "on", ..] => Registry::Ecr(repository(account, region, path, parts)),
        _ if host.contains(HOLE) => Registry::Unknown,
        _ => Registry::Other(host.to_string()),
    }
}

fn repository(account: &str, region: &str, path: &str, parts: &[Node]) -> Node {
    let name = path.split('@').next().unwrap_or(path);
    let name = match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => name,
    };
    let partition = Node::reference("AWS::Partition");
    let rest = filled(&format!(":ecr:{region}:{account}:repository/{name}"), parts);
    Node::join([Node::from("arn:"), partition, rest])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries() {
        let of = |text: &str| super::of(&Node::from(text));
        for (image, host) in [
            ("nginx", "docker.io"),
            ("bitnami/redis:7", "docker.io"),
            ("ghcr.io/a/b@sha256:0", "ghcr.io"),
            ("public.ecr.aws/nginx/nginx:1", "public.ecr.aws"),
        ] {
            assert_eq!(of(image), Registry::Other(host.into()), "{image}");
        }
        let Registry::Ecr(arn) = of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1") else {
            panic!("no ECR")
        };
        assert_eq!(arn, Node::sub("arn:${AWS::Partition}:ecr:eu-west-1:123456789012:repository/team/app"));
        let image = Node::sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app@sha256:0");
        let Registry::Ecr(arn) = super::of(&image) else { panic!("no ECR") };
        assert_eq!(arn, Node::sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/app"));
        assert_eq!(super::of(&Node::reference("Image")), Registry::Unknown);
        assert_eq!(super::of(&Node::sub("${Image}:1")), Registry::Unknown);
    }
}
