//! Starts the language server `slsc lsp` for Zed: the program on the PATH, or the one that the settings name.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Sls;

impl zed::Extension for Sls {
    fn new() -> Self {
        Sls
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let set = LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let path = set.as_ref().and_then(|binary| binary.path.clone()).or_else(|| worktree.which("slsc"));
        let command = path.ok_or("`slsc` is not on the PATH: install it, or name it in `lsp.slsc.binary.path`")?;
        let args = set.and_then(|binary| binary.arguments).unwrap_or_else(|| vec!["lsp".into()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }
}

zed::register_extension!(Sls);
