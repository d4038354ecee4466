//! Values that are known only at deployment: their types, and the format of what references give.

use super::walk::{SCALAR, Walk};
use super::{Outcome, What};
use crate::aws::types::{Keyword, ResourceType, Schema, Types};
use crate::emit::{Json, Node};
use smol_str::SmolStr;

/// What an intrinsic is known to give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gives {
    Scalar,
    List,
    ScalarOrList,
    /// Exactly the types of an attribute.
    Exactly(Types),
    Anything,
}

/// Attributes whose types AWS's schemas give otherwise than the service does.
const NOT_SURE: [(&str, &str); 2] = [("AWS::DocDB::DBCluster", "Port"), ("AWS::SSM::Parameter", "Value")];
/// What comes out of these is in other hands.
const OPEN_TYPES: [&str; 4] = [
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Stack",
    "AWS::Serverless::Application",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
];

impl Walk<'_, '_> {
    pub fn given(&mut self, schema: Schema, node: &Node, out: &mut Outcome) {
        let wanted = schema.types();
        let gives = self.gives(node);
        let fits = match gives {
            Gives::Anything => true,
            Gives::Scalar => wanted.meets(SCALAR),
            Gives::List => wanted.meets(Types::LIST),
            Gives::ScalarOrList => wanted.meets(SCALAR) || wanted.meets(Types::LIST),
            Gives::Exactly(types) => {
                let lenient = Types(Types::BOOLEAN.0 | Types::INTEGER.0 | Types::NUMBER.0);
                wanted.meets(types) || wanted.meets(lenient)
            }
        };
        if !fits {
            let found = match gives {
                Gives::List => "a list".to_string(),
                Gives::Exactly(types) => types.words().join(" or "),
                _ => "text".to_string(),
            };
            return self.fail(out, node.span, || What::Type { wanted: wanted.words(), found });
        }
        for keyword in &self.world.known(schema).own {
            match *keyword {
                Keyword::Format(format) => self.reference(format, node, out),
                Keyword::AllOf(list) => Schema::each(list).for_each(|each| self.given(each, node, out)),
                _ => {}
            }
        }
    }

    /// Whether a value may be a list where it is known only at deployment.
    pub fn may_be_list(&self, node: &Node) -> bool {
        match self.gives(node) {
            Gives::Scalar => false,
            Gives::Exactly(types) => types.meets(Types::LIST),
            _ => true,
        }
    }

    /// Whether a value may be text, or what becomes text, where it is known only at deployment.
    pub fn may_be_text(&self, node: &Node) -> bool {
        match self.gives(node) {
            Gives::List => false,
            Gives::Exactly(types) => types.meets(SCALAR),
            _ => true,
        }
    }

    /// What an attribute is called where it is known to be a number, or `true` or `false`.
    pub fn bare(&self, node: &Node) -> Option<String> {
        match self.gives(node) {
            Gives::Exactly(types) if !types.meets(Types(Types::STRING.0 | Types::LIST.0 | Types::OBJECT.0)) => {
                Some(types.words().join(" or "))
            }
            _ => None,
        }
    }

    fn gives(&self, node: &Node) -> Gives {
        match &node.json {
            Json::Ref(id) if id == "AWS::NotificationARNs" => Gives::List,
            Json::Ref(id) => match self.world.parameter(id) {
                Some(parameter) => {
                    let ty = parameter.get("Type").and_then(Node::as_str).unwrap_or_default();
                    if ty.contains("List<") || ty == "CommaDelimitedList" || ty.ends_with("List") {
                        Gives::List
                    } else {
                        Gives::Scalar
                    }
                }
                None if id.starts_with("AWS::") || self.world.resource(id).is_some() => Gives::Scalar,
                None => Gives::Anything,
            },
            Json::GetAtt(id, attribute) => match self.attribute(id, attribute) {
                Some((ty, schema)) if schema.types() != Types::ANY && !NOT_SURE.contains(&(ty.name(), attribute)) => {
                    Gives::Exactly(schema.types())
                }
                _ => Gives::Anything,
            },
            Json::Sub(_) => Gives::Scalar,
            Json::Fn(name, _) => match name.as_str() {
                "Fn::Base64" | "Fn::Join" | "Fn::Sub" | "Fn::ToJsonString" | "Fn::ImportValue" | "Fn::Length" => {
                    Gives::Scalar
                }
                "Fn::Cidr" | "Fn::GetAZs" | "Fn::Split" => Gives::List,
                "Fn::FindInMap" => Gives::ScalarOrList,
                _ => Gives::Anything,
            },
            _ => Gives::Anything,
        }
    }

    /// The type that a `Fn::GetAtt` asks, and what it gives.
    fn attribute(&self, id: &SmolStr, attribute: &SmolStr) -> Option<(ResourceType, Schema)> {
        let ty = self.world.type_of(id)?;
        (!OPEN_TYPES.contains(&ty.name())).then_some(())?;
        Some((ty, ty.attribute(attribute)?))
    }

    /// Where a format is wanted, a reference must give it.
    fn reference(&mut self, wanted: &'static str, node: &Node, out: &mut Outcome) {
        let gives = match &node.json {
            Json::Ref(id) if self.world.parameter(id).is_some() => match self.parameter_format(id) {
                Some(format) if !alike(format, wanted) => vec![format],
                _ => return,
            },
            Json::Ref(id) => {
                let Some(ty) = self.world.type_of(id) else { return };
                if OPEN_TYPES.contains(&ty.name()) && ty.name() != "AWS::CloudFormation::Stack"
                    || !ty.name().contains("::")
                {
                    return;
                }
                let mut gives = ty.reference().formats();
                if ty.name() == "AWS::EC2::SecurityGroup" {
                    let in_vpc = self.world.resource(id).is_some_and(|r| r.properties.get("VpcId").is_some());
                    gives = vec![if in_vpc { "AWS::EC2::SecurityGroup.Id" } else { "AWS::EC2::SecurityGroup.Name" }];
                }
                gives
            }
            Json::GetAtt(id, name) => match self.attribute(id, name) {
                Some((ty, schema)) if !NOT_SURE.contains(&(ty.name(), name)) && ty.name().contains("::") => {
                    schema.formats()
                }
                _ => return,
            },
            _ => return,
        };
        if !gives.contains(&wanted) {
            let right = self.right_one(wanted, node);
            self.fail(out, node.span, || What::Reference { gives, wanted, right });
        }
    }

    /// What of the same resource gives the format that is wanted.
    fn right_one(&self, wanted: &str, node: &Node) -> Option<&'static str> {
        let (Json::Ref(id) | Json::GetAtt(id, _)) = &node.json else { return None };
        let ty = self.world.type_of(id)?;
        let mut attributes = ty.attributes().filter(|(_, schema)| schema.formats().contains(&wanted));
        if ty.reference().formats().contains(&wanted) { Some("ref") } else { attributes.next().map(|(name, _)| name) }
    }

    /// The format that a parameter's own type has.
    fn parameter_format(&self, id: &str) -> Option<&'static str> {
        const FORMATS: [(&str, &str); 5] = [
            ("AWS::EC2::VPC::Id", "AWS::EC2::VPC.Id"),
            ("AWS::EC2::Subnet::Id", "AWS::EC2::Subnet.Id"),
            ("AWS::EC2::SecurityGroup::Id", "AWS::EC2::SecurityGroup.Id"),
            ("AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup.Name"),
            ("AWS::EC2::Image::Id", "AWS::EC2::Image.Id"),
        ];
        let ty = self.world.parameter(id)?.get("Type")?.as_str()?;
        let ty = ty.trim_start_matches("AWS::SSM::Parameter::Value<").trim_start_matches("List<").trim_end_matches('>');
        FORMATS.iter().find(|(name, _)| *name == ty).map(|(_, format)| *format)
    }
}

/// Whether two formats are of the same kind of resource, or one of them is of none.
fn alike(a: &str, b: &str) -> bool {
    let kind = |format: &str| format.split_once('.').map(|(kind, _)| kind.to_string());
    !b.starts_with("AWS::EC2::") || kind(a) == kind(b)
}
