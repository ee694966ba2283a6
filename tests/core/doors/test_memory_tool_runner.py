"""The memory tool in the SDK's own tool runner, against a model that follows a script."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import anyio
import pytest
from anthropic import Anthropic, AsyncAnthropic

from core.doors.memory_tool import async_memory_tool, memory_tool

COMMANDS = [
    {"command": "view", "path": "/memories"},
    {"command": "create", "path": "/memories/likes.md", "file_text": "tea\n"},
    {"command": "create", "path": "/memories/likes.md", "file_text": "coffee\n"},
    {"command": "str_replace", "path": "/memories/likes.md", "old_str": "tea", "new_str": "cocoa"},
    {"command": "view", "path": "/memories/\ud800"},
    {"command": "explode"},
    {"command": "view", "path": "/memories/likes.md"},
]
TOLD = [
    (
        (
            "Here're the files and directories up to 2 levels deep in /memories,"
            " excluding hidden items:\n0B\t/memories"
        ),
        False,
    ),
    ("File created successfully at: /memories/likes.md", False),
    ("File /memories/likes.md already exists", True),
    (
        (
            "The memory file has been edited."
            " Here is the snippet showing the change (with line numbers):\n     1\tcocoa\n     2\t"
        ),
        False,
    ),
    ("The path /memories/\\ud800 does not exist. Please provide a valid path.", True),
    (
        "Unknown command: explode. It is one of view, create, str_replace, insert, delete, rename.",
        True,
    ),
    (
        "Here's the content of /memories/likes.md with line numbers:\n     1\tcocoa\n     2\t",
        False,
    ),
]


class Model(BaseHTTPRequestHandler):
    """Asks for one command after the other, then is done."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(asked)
        number = len(self.server.asked) - 1
        if number < len(COMMANDS):
            content = [
                {
                    "type": "tool_use",
                    "id": f"toolu_{number}",
                    "name": "memory",
                    "input": COMMANDS[number],
                }
            ]
            reason = "tool_use"
        else:
            content, reason = [{"type": "text", "text": "Noted."}], "end_turn"
        body = json.dumps(
            {
                "id": f"msg_{number}",
                "type": "message",
                "role": "assistant",
                "model": "claude-test",
                "content": content,
                "stop_reason": reason,
                "stop_sequence": None,
                "usage": {"input_tokens": 1, "output_tokens": 1},
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Tests are quiet."""


@pytest.fixture
def model():
    """The address of the model, and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def url(server):
    return f"http://127.0.0.1:{server.server_port}"


def results(server):
    """Every tool result that the runner sent back."""
    sent = [asked["messages"][-1]["content"][0] for asked in server.asked[1:]]
    assert [one["tool_use_id"] for one in sent] == [f"toolu_{n}" for n in range(len(COMMANDS))]
    return [(text(one["content"]), one.get("is_error", False)) for one in sent]


def text(content):
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


ASK = {
    "model": "claude-test",
    "max_tokens": 1_000,
    "messages": [{"role": "user", "content": "Remember that I like cocoa."}],
}


def test_the_tool_runner_drives_it(ws, store, model):
    """Every answer reaches the model, refusals as errors, and the memory is the session's."""
    session = ws.sessions.start("triage", {store.id: "read_write"})
    with Anthropic(base_url=url(model), api_key="local") as client:
        last = client.beta.messages.tool_runner(**ASK, tools=[memory_tool(session)]).until_done()
    assert last.content[0].text == "Noted."
    assert results(model) == TOLD
    assert model.asked[0]["tools"] == [{"type": "memory_20250818", "name": "memory"}]
    assert ws.memories.at_path(store.id, "/likes.md").content == "cocoa\n"
    assert {version.agent for version in ws.versions.list(store.id)} == {"triage"}


def test_the_async_tool_runner_drives_it(ws, store, model):
    """With the same answers."""
    session = ws.sessions.start("triage", {store.id: "read_write"})

    async def run():
        async with AsyncAnthropic(base_url=url(model), api_key="local") as client:
            tool = async_memory_tool(session)
            return await client.beta.messages.tool_runner(**ASK, tools=[tool]).until_done()

    assert anyio.run(run).content[0].text == "Noted."
    assert results(model) == TOLD
    assert ws.memories.at_path(store.id, "/likes.md").content == "cocoa\n"
