//! Intrinsics with their arguments: how many there are, and what each may be.

use super::walk::Walk;
use super::{Outcome, Step, What};
use crate::emit::{Json, Node};

/// What an argument may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// A literal text.
    Literal,
    Text,
    Index,
    List,
    Anything,
}

/// One intrinsic: what its arguments may be, and how many of them it needs.
struct Shape {
    name: &'static str,
    arguments: &'static [Wants],
    least: usize,
}

const fn shape(name: &'static str, arguments: &'static [Wants], least: usize) -> Shape {
    Shape { name, arguments, least }
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>, read on 2026-11-25.
const SHAPES: &[Shape] = &[
    shape("Fn::Select", &[Wants::Index, Wants::List], 2),
    shape("Fn::Join", &[Wants::Literal, Wants::List], 2),
    shape("Fn::Split", &[Wants::Literal, Wants::Text], 2),
    shape("Fn::Cidr", &[Wants::Text, Wants::Index, Wants::Index], 2),
    shape("Fn::FindInMap", &[Wants::Text, Wants::Text, Wants::Text, Wants::Anything], 3),
    shape("Fn::If", &[Wants::Literal, Wants::Anything, Wants::Anything], 3),
    shape("Fn::Equals", &[Wants::Text, Wants::Text], 2),
    shape("Fn::Not", &[Wants::Anything], 1),
    shape("Fn::And", &[Wants::Anything; 10], 2),
    shape("Fn::Or", &[Wants::Anything; 10], 2),
];
/// An output of another stack, in another region or account as well; its shape is cfn-lint 1.58.0's.
const STACK_OUTPUT: &str = "Fn::GetStackOutput";
/// Those that take one text.
const OF_TEXT: [&str; 2] = ["Fn::Base64", "Fn::ImportValue"];

impl Walk<'_, '_> {
    /// Checks every intrinsic within a value.
    pub fn functions(&mut self, node: &Node, out: &mut Outcome) {
        match &node.json {
            Json::GetAtt(id, attribute) => {
                if let Some(what) = super::resources::no_attribute(self.world, id, attribute) {
                    self.fail(out, node.span, || what);
                }
            }
            Json::List(items) => {
                for (i, item) in items.iter().enumerate().filter(|(_, item)| is_built(item)) {
                    self.at(Step::Item(i), |walk| walk.functions(item, out));
                }
            }
            Json::Map(fields) => {
                if let [(name, argument)] = fields.as_slice() {
                    self.call(name, argument, node, out);
                }
                for (key, inner) in fields.iter().filter(|(_, inner)| is_built(inner)) {
                    self.at(Step::Key(key.clone()), |walk| walk.functions(inner, out));
                }
            }
            Json::Sub(parts) => {
                parts.iter().for_each(|part| self.argument("Fn::Sub", Wants::Text, part, out));
                parts.iter().for_each(|part| self.functions(part, out));
            }
            Json::If(_, branches) => {
                self.at(Step::Branch(0), |walk| walk.functions(&branches.0, out));
                self.at(Step::Branch(1), |walk| walk.functions(&branches.1, out));
            }
            Json::Fn(name, argument) => {
                self.call(name, argument, node, out);
                self.inner(argument, out);
            }
            _ => {}
        }
    }

    /// The intrinsics in an intrinsic's argument: their path is that of the intrinsic.
    fn inner(&mut self, argument: &Node, out: &mut Outcome) {
        match &argument.json {
            Json::List(items) => items.iter().for_each(|item| self.inner(item, out)),
            Json::Map(fields) => fields.iter().for_each(|(_, inner)| self.inner(inner, out)),
            _ => self.functions(argument, out),
        }
    }

    fn call(&mut self, name: &str, argument: &Node, node: &Node, out: &mut Outcome) {
        if OF_TEXT.contains(&name) {
            return self.argument(name, Wants::Text, argument, out);
        }
        if name == "Fn::Sub" {
            return self.substitution(argument, node, out);
        }
        if name == STACK_OUTPUT {
            return self.stack_output(argument, node, out);
        }
        let Some(shape) = SHAPES.iter().find(|shape| shape.name == name) else { return };
        let most = shape.arguments.len();
        let Json::List(given) = &argument.json else {
            return self.fail(out, node.span, || What::Arguments {
                function: shape.name,
                said: format!("takes a list of {}", amount(shape.least, most)),
            });
        };
        // a loop or a macro may make several of one
        let open =
            given.iter().any(|g| matches!(&g.json, Json::Map(f) if f.iter().any(|(k, _)| k.starts_with("Fn::"))));
        if (given.len() < shape.least || given.len() > most) && !open {
            let found = given.len();
            return self.fail(out, node.span, || What::Arguments {
                function: shape.name,
                said: format!("takes {}, not {found}", amount(shape.least, most)),
            });
        }
        for (wants, value) in shape.arguments.iter().zip(given) {
            self.argument(shape.name, *wants, value, out);
        }
        if name == "Fn::Join"
            && let Some(Json::List(items)) = given.get(1).map(|n| &n.json)
        {
            items.iter().for_each(|item| self.argument("Fn::Join", Wants::Text, item, out));
        }
    }

    fn stack_output(&mut self, argument: &Node, node: &Node, out: &mut Outcome) {
        let wanted = match &argument.json {
            Json::Map(fields) => {
                let has = |name: &str| fields.iter().any(|(key, _)| key == name);
                let odd = fields
                    .iter()
                    .find(|(key, _)| !["StackName", "OutputName", "Region", "RoleArn"].contains(&key.as_str()));
                match odd {
                    Some((key, _)) => format!("has no `{key}`"),
                    None if has("StackName") && has("OutputName") => return,
                    None => "needs `StackName` and `OutputName`".into(),
                }
            }
            _ => "takes a map with `StackName` and `OutputName`".into(),
        };
        self.fail(out, node.span, || What::Arguments { function: STACK_OUTPUT, said: wanted });
    }

    fn substitution(&mut self, argument: &Node, node: &Node, out: &mut Outcome) {
        let good = match &argument.json {
            Json::Str(_) => true,
            Json::List(parts) => matches!(
                parts.as_slice(),
                [
                    Node { json: Json::Str(_) | Json::Sub(_), .. },
                    Node { json: Json::Map(_) | Json::Fn(..) | Json::If(..), .. }
                ]
            ),
            Json::Map(_) => false,
            _ => true,
        };
        if !good {
            self.fail(out, node.span, || What::Arguments {
                function: "Fn::Sub",
                said: "takes a text, or a text and a map".into(),
            });
        }
    }

    fn argument(&mut self, function: &str, wants: Wants, node: &Node, out: &mut Outcome) {
        let is_number = |text: &str| text.trim().parse::<u32>().is_ok();
        let wrong = match (wants, &node.json) {
            (_, Json::If(_, branches)) => {
                for branch in [&branches.0, &branches.1].into_iter().filter(|b| !b.is_no_value()) {
                    self.argument(function, wants, branch, out);
                }
                None
            }
            (_, Json::Null) | (Wants::Anything, _) => None,
            (Wants::Literal, Json::Str(_)) => None,
            (Wants::Literal, Json::Int(_) | Json::Float(_) | Json::Bool(_)) => None,
            (Wants::Literal, _) => Some("a text that is written out"),
            (Wants::Index, Json::Int(n)) if *n >= 0 => None,
            (Wants::Index, Json::Str(text)) if is_number(text) => None,
            (Wants::Index, Json::Ref(_) | Json::Fn(..) | Json::GetAtt(..) | Json::Sub(_)) => None,
            (Wants::Index, _) => Some("a whole number"),
            (Wants::List, Json::List(_)) => None,
            (Wants::List, Json::Str(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_) | Json::Map(_)) => {
                Some("a list")
            }
            (Wants::List, _) => (!self.may_be_list(node)).then_some("a list"),
            (Wants::Text, Json::List(_) | Json::Map(_)) => Some("text"),
            (Wants::Text, _) => (!self.may_be_text(node)).then_some("text"),
        };
        if let Some(wanted) = wrong {
            let function = SHAPES.iter().map(|s| s.name).chain(OF_TEXT).find(|n| *n == function).unwrap_or("Fn::Sub");
            self.fail(out, node.span, || What::Arguments {
                function,
                said: format!("takes {wanted} here, not {}", super::compare::shown(node)),
            });
        }
    }
}

/// Whether a value is more than a plain text, number or truth.
fn is_built(node: &Node) -> bool {
    !matches!(node.json, Json::Str(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_) | Json::Null)
}

fn amount(least: usize, most: usize) -> String {
    if least == most { format!("{least} arguments") } else { format!("{least} to {most} arguments") }
}
