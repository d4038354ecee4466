//! The resources of a template by id, by type and by what they are about: looked up once, however many ask.

use super::references;
use crate::import::survey::entries;
use crate::import::value::{Entry, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

pub struct Index<'v> {
    pub resources: &'v [Entry],
    ids: FxHashMap<&'v str, &'v Entry>,
    types: FxHashMap<&'v str, Vec<&'v Entry>>,
    /// By the function or the alias that a permission lets somebody call.
    permissions: FxHashMap<SmolStr, Vec<&'v Entry>>,
    /// By id: the resources and other entries that use it.
    uses: FxHashMap<SmolStr, FxHashSet<SmolStr>>,
    /// What the names of log groups refer to.
    logged: FxHashSet<SmolStr>,
}

impl<'v> Index<'v> {
    pub fn of(template: &'v Value) -> Self {
        let resources = entries(template, "Resources");
        let mut index = Index {
            resources,
            ids: resources.iter().map(|e| (e.key.as_str(), e)).collect(),
            types: FxHashMap::default(),
            permissions: FxHashMap::default(),
            uses: FxHashMap::default(),
            logged: FxHashSet::default(),
        };
        for entry in resources {
            let Some(ty) = entry.value.get("Type").and_then(Value::as_str) else { continue };
            index.types.entry(ty).or_default().push(entry);
            let Some(properties) = entry.value.get("Properties") else { continue };
            match ty {
                "AWS::Lambda::Permission" => {
                    let Some(name) = properties.get("FunctionName") else { continue };
                    let id = name.as_named();
                    id.into_iter().for_each(|id| index.permissions.entry(id).or_default().push(entry));
                }
                "AWS::Logs::LogGroup" => {
                    let Some(name) = properties.get("LogGroupName") else { continue };
                    references(name, &mut |id| {
                        index.logged.insert(id.into());
                    });
                }
                _ => {}
            }
        }
        for section in template.as_map().unwrap_or_default() {
            for entry in section.value.as_map().unwrap_or_default() {
                references(&entry.value, &mut |id| {
                    index.uses.entry(id.into()).or_default().insert(entry.key.clone());
                });
            }
        }
        index
    }

    pub fn get(&self, id: &str) -> Option<&'v Entry> {
        self.ids.get(id).copied()
    }

    pub fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    pub fn property(&self, id: &str, name: &str) -> Option<&'v Value> {
        self.get(id)?.value.get("Properties")?.get(name)
    }

    /// The resources of a type, in their order.
    pub fn of_type(&self, ty: &str) -> &[&'v Entry] {
        self.types.get(ty).map(Vec::as_slice).unwrap_or_default()
    }

    /// The permissions to call a function, or its alias.
    pub fn permissions(&self, id: &str) -> &[&'v Entry] {
        self.permissions.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a log group of the template is called after something.
    pub fn names_a_log_group(&self, id: &str) -> bool {
        self.logged.contains(id)
    }

    /// One of the entries that use something, always the same one.
    pub fn first_user(&self, id: &str) -> Option<&SmolStr> {
        self.uses.get(id)?.iter().min()
    }

    /// Whether all that refers to something pleases.
    pub fn none_but(&self, id: &str, pleases: impl Fn(&str) -> bool) -> bool {
        self.uses.get(id).is_none_or(|users| users.iter().all(|user| pleases(user)))
    }
}
