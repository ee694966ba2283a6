"""The SDK's own engine that keeps folders and stores alike, for two sessions on one server."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import anthropic
from anthropic.lib.tools._memories import SessionMemoryStores


def test_two_folders_and_a_store_end_alike_with_every_edit(server, workspace, folder):
    """Edits on both sides, new files, a deletion; where both changed, the server's stays."""
    store = workspace.stores.create("Shared notes")
    for name in ("one", "two", "both", "gone"):
        workspace.memories.create(store.id, f"/{name}.md", f"{name}\n")
    sides = [Side(workspace, store, folder / name) for name in ("left", "right")]

    async def work() -> None:
        async with AsyncExitStack() as stack:
            left, right = [await side.open(server.address, stack) for side in sides]
            left.write("one.md", "one by left\n")
            left.write("new/left.md", "new by left\n")
            right.write("two.md", "two by right\n")
            right.write("both.md", "both by right\n")
            (left.root / "gone.md").unlink()
            await left.sync()
            await right.sync()
            left.write("both.md", "both by left\n")
            right.write("late.md", "late by right\n")
            await right.sync()
            for side in (left, right):
                await side.stores.finish()
            await right.sync()
            assert left.texts() == right.texts()
            assert left.texts() == {
                item.path[1:]: workspace.memories.retrieve(item.id).content
                for item in workspace.memories.list(store.id)
            }

    asyncio.run(work())
    expected = {
        "/one.md": "one by left\n",
        "/two.md": "two by right\n",
        "/both.md": "both by right\n",
        "/new/left.md": "new by left\n",
        "/late.md": "late by right\n",
    }
    found = {
        item.path: workspace.memories.retrieve(item.id).content
        for item in workspace.memories.list(store.id)
    }
    assert found == expected
    authors = {
        (version.path, version.created_by.session_id)
        for version in workspace.versions.page(store.id, limit=100).data
        if version.created_by.session_id is not None
    }
    left, right = (side.session.id for side in sides)
    assert authors == {
        ("/one.md", left),
        ("/new/left.md", left),
        ("/gone.md", left),
        ("/two.md", right),
        ("/both.md", right),
        ("/late.md", right),
    }


class Side:
    """One session with its folder, as a worker of the SDK has it."""

    def __init__(self, workspace, store, folder: Path) -> None:
        self.session = workspace.sessions.start(folder.name, {store.id: "read_write"})
        _, self.secret = workspace.keys.create(
            f"sync {self.session.id}", session_id=self.session.id
        )
        self.folder = folder
        self.root = folder / "shared"

    async def open(self, address: str, stack: AsyncExitStack) -> "Side":
        sdk = await stack.enter_async_context(
            anthropic.AsyncAnthropic(
                base_url=address, api_key=self.secret, _strict_response_validation=True
            )
        )
        session = await sdk.beta.sessions.retrieve(self.session.id)
        # The mount is a place in a container; here it is below the folder of this side.
        session.resources[0].mount_path = str(self.root)
        self.folder.mkdir()
        self.stores = SessionMemoryStores(sdk, workdir=self.folder)
        await self.stores.download(session)
        stack.push_async_callback(self.stores.dispose)
        return self

    async def sync(self) -> None:
        await self.stores._sync_all(final=False)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def texts(self) -> dict[str, str]:
        return {
            path.relative_to(self.root).as_posix(): path.read_text()
            for path in self.root.rglob("*.md")
        }
