//! What the things of a template are called in the source: logical ids where they are names, `snake_case` for what
//! CloudFormation's users write as words.

use crate::eval::logical_id;
use crate::schema::{Attribute, Construct, Source};
use crate::syntax::is_name;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What a logical id stands for.
#[derive(Clone)]
pub enum Target {
    Param,
    /// A raw resource, and the name of the condition that it exists under.
    Resource(Option<SmolStr>),
    /// The main resource of a construct.
    Construct(&'static Construct, Option<SmolStr>),
}

#[derive(Clone)]
pub struct Name {
    pub source: SmolStr,
    pub target: Target,
}

/// Names by logical id.
#[derive(Default, Clone)]
pub struct Names {
    values: FxHashMap<SmolStr, Name>,
    conditions: FxHashMap<SmolStr, SmolStr>,
    mappings: FxHashMap<SmolStr, SmolStr>,
    taken: FxHashSet<SmolStr>,
    /// What a declaration gives of a resource that it makes: that resource's attribute, and how it is said.
    parts: FxHashMap<(SmolStr, SmolStr), String>,
}

/// Words that mean something of their own where an expression or a statement begins.
const RESERVED: [&str; 24] = [
    "aws",
    "stage",
    "true",
    "false",
    "null",
    "if",
    "else",
    "for",
    "in",
    "on",
    "can",
    "let",
    "output",
    "condition",
    "with",
    "export",
    "param",
    "fn",
    "type",
    "use",
    "and",
    "or",
    "not",
    "from",
];

impl Names {
    pub fn value(&self, id: &str) -> Option<&Name> {
        self.values.get(id)
    }

    /// The source's name of a condition.
    pub fn condition(&self, id: &str) -> Option<&SmolStr> {
        self.conditions.get(id)
    }

    pub fn mapping(&self, id: &str) -> Option<&SmolStr> {
        self.mappings.get(id)
    }

    /// Notes how an attribute of what a declaration makes is said.
    pub fn part_of(&mut self, part: &SmolStr, attribute: &str, owner: &str, word: &str) {
        if let Some(owner) = self.values.get(owner) {
            self.parts.insert((part.clone(), attribute.into()), format!("{}.{word}", owner.source));
        }
    }

    pub fn part(&self, id: &str, attribute: &str) -> Option<String> {
        self.parts.get(&(id.into(), attribute.into())).cloned()
    }

    pub fn param(&mut self, id: &str) -> SmolStr {
        let source = self.free(&snake(id), "_param");
        self.values.insert(id.into(), Name { source: source.clone(), target: Target::Param });
        source
    }

    /// A name for a declaration with this logical id: the id itself where it can be one.
    pub fn declaration(&mut self, id: &str, target: Target) -> SmolStr {
        let mut wanted = id.to_string();
        if wanted.starts_with(|c: char| c.is_ascii_lowercase()) {
            wanted[..1].make_ascii_uppercase();
        } else if !is_name(&wanted) {
            wanted = format!("R{wanted}");
        }
        let source = self.free(&wanted, "Resource");
        self.values.insert(id.into(), Name { source: source.clone(), target });
        source
    }

    pub fn condition_named(&mut self, id: &str) -> SmolStr {
        let source = self.free(&snake(id), "_condition");
        self.conditions.insert(id.into(), source.clone());
        source
    }

    pub fn mapping_named(&mut self, id: &str) -> SmolStr {
        let wanted = if is_name(id) { id.to_string() } else { format!("M{id}") };
        let source = self.free(&wanted, "Map");
        self.mappings.insert(id.into(), source.clone());
        source
    }

    /// What is there already: a declaration of this name and logical id.
    pub fn know(&mut self, id: &str, source: &str, target: Target) {
        self.values.insert(id.into(), Name { source: source.into(), target });
        self.take(source);
    }

    pub fn know_condition(&mut self, id: &str, source: &str) {
        self.conditions.insert(id.into(), source.into());
        self.take(source);
    }

    pub fn know_mapping(&mut self, id: &str, source: &str) {
        self.mappings.insert(id.into(), source.into());
        self.take(source);
    }

    /// A name that nothing else can have.
    pub fn take(&mut self, source: &str) {
        self.taken.insert(source.into());
    }

    pub fn is_taken(&self, source: &str) -> bool {
        self.taken.contains(source)
    }

    /// Forgets what a logical id was called: what is said otherwise is referred to by its id.
    pub fn forget(&mut self, id: &str) {
        self.values.remove(id);
    }

    pub fn forget_condition(&mut self, id: &str) {
        self.conditions.remove(id);
    }

    fn free(&mut self, wanted: &str, suffix: &str) -> SmolStr {
        let mut name = wanted.to_string();
        if RESERVED.contains(&wanted) || self.taken.contains(wanted) {
            name = format!("{wanted}{suffix}");
        }
        let mut nth = 2;
        while self.taken.contains(name.as_str()) {
            name = format!("{wanted}{suffix}{nth}");
            nth += 1;
        }
        self.taken.insert(name.clone().into());
        name.into()
    }
}

/// A logical id as a word of lower case: `VpcId` is `vpc_id`, `VPCId` too.
pub fn snake(id: &str) -> String {
    let chars: Vec<char> = id.chars().collect();
    let mut out = String::with_capacity(id.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            continue;
        }
        let before = i.checked_sub(1).map(|p| chars[p]);
        let next_lower = chars.get(i + 1).is_some_and(char::is_ascii_lowercase);
        let begins = c.is_ascii_uppercase()
            && before
                .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b.is_ascii_uppercase() && next_lower);
        if begins && !out.ends_with('_') {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert_str(0, "p_");
    }
    out
}

/// `@id("…")`, where the name does not give the logical id of itself.
pub fn pin(source: &str, id: &str) -> Option<String> {
    (logical_id(source) != id).then(|| format!("@id(\"{id}\")"))
}

/// Whether a text can be a logical id.
pub fn is_logical_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 255 && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// What a construct calls an attribute of its main resource; `Ref` where none is given.
pub fn attribute_of(construct: &Construct, attribute: Option<&str>) -> Option<&'static str> {
    let of = |source: &Source| match (source, attribute) {
        (Source::Ref(""), None) => true,
        (Source::GetAtt("", name), Some(wanted)) => *name == wanted,
        _ => false,
    };
    // what is computed stands for the same: a bucket's name is its `Ref`
    let computed = match attribute {
        None => construct.as_text,
        Some("Arn") => "arn",
        Some(_) => "",
    };
    let with = |a: &&Attribute| a.name == computed && matches!(a.source, Source::With(_));
    let all = construct.attributes;
    all.iter().find(|a| of(&a.source)).or_else(|| all.iter().find(with)).map(|a| a.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_words() {
        for (id, word) in [
            ("VpcId", "vpc_id"),
            ("VPCId", "vpc_id"),
            ("VPC", "vpc"),
            ("EC2InstanceType", "ec2_instance_type"),
            ("pSubnet1", "p_subnet1"),
            ("DBName", "db_name"),
            ("1st", "p_1st"),
            ("dev-ops", "dev_ops"),
        ] {
            assert_eq!(snake(id), word, "{id}");
        }
    }
}
