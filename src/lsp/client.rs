//! What the client can do, and what its user has set.

use serde_json::Value;

/// Whether something is shown, or can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    fn of(value: &Value) -> Option<Self> {
        value.as_bool().map(|on| if on { Switch::On } else { Switch::Off })
    }

    fn can(value: &Value) -> Self {
        Switch::of(value).unwrap_or(Switch::Off)
    }

    pub fn is_on(self) -> bool {
        self == Switch::On
    }
}

/// What the client says that it can do.
pub struct Client {
    /// Completions with places to fill in.
    pub snippets: Switch,
    /// Documentation of a completion when it is looked at.
    pub resolves_docs: Switch,
    pub progress: Switch,
    /// Telling of files that change, when asked to.
    pub watches: Switch,
    /// Being asked for its settings.
    pub configuration: Switch,
    /// Asking for diagnostics itself; then they are not sent.
    pub pulls: Switch,
    pub related: Switch,
    pub refreshes_diagnostics: Switch,
    pub refreshes_hints: Switch,
    pub refreshes_lenses: Switch,
    /// A few words about a link.
    pub link_tooltips: Switch,
}

impl Client {
    pub fn new(capabilities: &Value) -> Self {
        let can = |path: &str| Switch::can(capabilities.pointer(path).unwrap_or(&Value::Null));
        let has = |path: &str| if capabilities.pointer(path).is_some() { Switch::On } else { Switch::Off };
        let resolved = capabilities.pointer("/textDocument/completion/completionItem/resolveSupport/properties");
        let resolves = resolved.and_then(Value::as_array).is_some_and(|all| all.iter().any(|p| p == "documentation"));
        Client {
            snippets: can("/textDocument/completion/completionItem/snippetSupport"),
            resolves_docs: if resolves { Switch::On } else { Switch::Off },
            progress: can("/window/workDoneProgress"),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            configuration: can("/workspace/configuration"),
            pulls: has("/textDocument/diagnostic"),
            related: can("/textDocument/diagnostic/relatedDocumentSupport"),
            refreshes_diagnostics: can("/workspace/diagnostics/refreshSupport"),
            refreshes_hints: can("/workspace/inlayHint/refreshSupport"),
            refreshes_lenses: can("/workspace/codeLens/refreshSupport"),
            link_tooltips: can("/textDocument/documentLink/tooltipSupport"),
        }
    }
}

/// The settings below `slsc`, each of them on unless it is said to be off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// `inlayHints.resources`: how many resources a declaration becomes.
    pub hints_resources: Switch,
    /// `inlayHints.derived`: values that follow from others.
    pub hints_derived: Switch,
    /// `inlayHints.defaults`: durations and sizes that hold without being written.
    pub hints_defaults: Switch,
    /// `codeLens.resources`: what a declaration becomes.
    pub lens_resources: Switch,
    /// `codeLens.permissions`: which actions a line permits.
    pub lens_permissions: Switch,
}

impl Default for Settings {
    fn default() -> Self {
        let on = Switch::On;
        Settings {
            hints_resources: on,
            hints_derived: on,
            hints_defaults: on,
            lens_resources: on,
            lens_permissions: on,
        }
    }
}

impl Settings {
    /// Of `{ "inlayHints": { … }, "codeLens": { … } }`, which may stand below `slsc`.
    pub fn of(value: &Value) -> Self {
        let value = value.get("slsc").unwrap_or(value);
        let is = |path: &str| value.pointer(path).and_then(Switch::of).unwrap_or(Switch::On);
        Settings {
            hints_resources: is("/inlayHints/resources"),
            hints_derived: is("/inlayHints/derived"),
            hints_defaults: is("/inlayHints/defaults"),
            lens_resources: is("/codeLens/resources"),
            lens_permissions: is("/codeLens/permissions"),
        }
    }
}
