//! `slsc mcp`: the compiler for assistants that write code, by the Model Context Protocol. Only this module knows the protocol.

mod tools;

use crate::reference::compact;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListResourcesResult,
    ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult,
    Resource, ResourceContents, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::{ErrorData, ServerHandler, ServiceExt};
use serde_json::Value;
use std::future::{Future, ready};

/// Where the whole reference is to be had as one text.
const REFERENCE: &str = "slsc://reference";

const INSTRUCTIONS: &str = "slsc compiles .sls files, which describe serverless AWS stacks, to plain CloudFormation. Read the resource \
    slsc://reference (or call the tool `reference` without a query) before writing .sls; then `check` what you wrote until it says that nothing \
    is wrong, `format` it, and look with `expand` at what it becomes.";

/// Serves one client over standard input and output, until it closes them.
pub fn stdio() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(async {
        let service = Compiler.serve(rmcp::transport::stdio()).await?;
        service.waiting().await?;
        Ok(())
    })
}

#[derive(Clone, Copy)]
struct Compiler;

impl ServerHandler for Compiler {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("slsc", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ListToolsResult, ErrorData>> + Send + '_ {
        let tool = |tool: &tools::Tool| {
            let schema = match (tool.schema)() {
                Value::Object(schema) => schema,
                _ => serde_json::Map::new(),
            };
            // none of them writes anything
            let annotations = ToolAnnotations::new().read_only(true);
            Tool::new(tool.name, tool.doc, schema).with_annotations(annotations)
        };
        ready(Ok(ListToolsResult::with_all_items(tools::ALL.iter().map(tool).collect())))
    }

    fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<CallToolResponse, ErrorData>> + Send + '_ {
        let arguments = Value::Object(request.arguments.unwrap_or_default());
        let answer = match tools::ALL.iter().find(|tool| tool.name == request.name) {
            None => Err(ErrorData::invalid_params(format!("there is no tool `{}`", request.name), None)),
            Some(tool) => Ok(match (tool.call)(&arguments) {
                Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
                Err(why) => CallToolResult::error(vec![ContentBlock::text(why)]),
            }),
        };
        ready(answer.map(CallToolResponse::from))
    }

    fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ListResourcesResult, ErrorData>> + Send + '_ {
        let reference =
            Resource::new(REFERENCE, "reference").with_description("the whole language as one compact text");
        ready(Ok(ListResourcesResult::with_all_items(vec![reference])))
    }

    fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ReadResourceResponse, ErrorData>> + Send + '_ {
        ready(match request.uri.as_str() {
            REFERENCE => {
                let text = ResourceContents::text(compact::text(), REFERENCE);
                Ok(ReadResourceResponse::from(ReadResourceResult::new(vec![text])))
            }
            other => Err(ErrorData::resource_not_found(format!("there is no `{other}`"), None)),
        })
    }
}
