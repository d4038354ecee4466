"""The official client of the Model Context Protocol (PyPI `mcp`) talks to `slsc mcp`, as a coding assistant does: it reads the
language, writes a stack with a mistake, and mends it by what it is told."""

import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SLSC = os.environ["SLSC"]
PROJECT = Path(__file__).parents[1] / "project"


@asynccontextmanager
async def assistant():
    server = StdioServerParameters(command=SLSC, args=["mcp"], cwd=PROJECT)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield session


async def call(session, tool, **arguments):
    answer = await session.call_tool(tool, arguments)
    return answer.content[0].text


@pytest.mark.asyncio
async def test_an_assistant_writes_a_stack_that_compiles():
    async with assistant() as session:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert sorted(tools) == ["check", "complete", "expand", "explain", "format", "reference"]
        for tool in tools.values():
            assert tool.description

        (resource,) = (await session.list_resources()).resources
        read = await session.read_resource(resource.uri)
        whole = read.contents[0].text
        assert "### queue" in whole and whole == await call(session, "reference")
        assert (await call(session, "reference", query="dead letter")).splitlines()

        wrong = "queue   Jobs { retian: 1 h }\n"
        found = await call(session, "check", source=wrong)
        assert "error[unknown-property] main.sls:1:16" in found
        assert (await call(session, "explain", code="unknown-property")).startswith("unknown-property")
        assert (await call(session, "complete", source="queue Jobs { ret }\n", line=1, column=17)).startswith("retain ")
        right = await call(session, "format", source=wrong.replace("retian", "retain"))
        assert right == "queue Jobs { retain: 1 h }\n"
        assert "error" not in (await call(session, "check", source=right)).split("\n")[0].replace("0 errors", "")
        assert "becomes Jobs: AWS::SQS::Queue" in await call(session, "expand", source=right)


@pytest.mark.asyncio
async def test_a_wrong_call_is_told_and_the_next_is_answered():
    async with assistant() as session:
        answer = await session.call_tool("explain", {"code": "unknown-propety"})
        assert getattr(answer, "is_error", None) or getattr(answer, "isError", False)
        assert "did you mean `unknown-property`?" in answer.content[0].text
        assert await call(session, "format", source="queue  A {}\n") == "queue A {}\n"
