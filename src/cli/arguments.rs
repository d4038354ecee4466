//! What `slsc` can be called with.

#[cfg(feature = "mcp")]
use super::mcp;
use super::{
    build, check, completions, diff, expand, explain, fix, fmt, import, lsp, man, new, reference, rules, trace, why,
};
use clap::{Parser, Subcommand};

/// The compiler for serverless AWS stacks: small .sls files in, plain CloudFormation out.
#[derive(Parser)]
#[command(name = "slsc", version, propagate_version = false, arg_required_else_help = true)]
#[command(
    after_help = "Exit status: 0 all is well, 1 the source has errors, 2 the call was wrong or the machine failed.\n\n\
    Begin with:  slsc new hello && slsc build hello"
)]
pub struct Slsc {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Compile a stack to a CloudFormation template with the code that it deploys
    Build(build::Args),
    /// Look for mistakes without writing anything
    Check(check::Args),
    /// Show what a deployment would change, and what that does to data and permissions
    Diff(diff::Args),
    /// Show what each declaration becomes, and where every value came from
    Expand(expand::Args),
    /// Explain the code of an error or a warning, or the failure of a deployment
    Explain(explain::Args),
    /// Turn a CloudFormation template into a source, and prove that it comes out the same
    Import(import::Args),
    /// Make a small working project
    New(new::Args),
    /// Look up a word of the language
    Reference(reference::Args),
    /// Lay sources out in their one form
    Fmt(fmt::Args),
    /// Mend what lint rules find, where the fix is sure
    Fix(fix::Args),
    /// Look up what lint rules look for
    Rules(rules::Args),
    /// Find the line that lets a declaration do something, or what would
    Why(why::Args),
    /// Find the line that something in the template comes from
    Trace(trace::Args),
    /// Serve an editor: diagnostics, completion, hover, renaming and more
    Lsp(lsp::Args),
    /// Serve a coding assistant: check, expand, complete, look up
    #[cfg(feature = "mcp")]
    Mcp(mcp::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Print the manual page, or write those of all commands to a folder
    Man(man::Args),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds() {
        super::Slsc::command().debug_assert();
    }

    #[test]
    fn every_command_has_one_line_and_examples() {
        for command in super::Slsc::command().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !about.contains('\n'), "{}", command.get_name());
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(after.contains(&format!("slsc {}", command.get_name())), "{}", command.get_name());
        }
    }
}
