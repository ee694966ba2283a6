"""Folders in and out: byte for byte, everything left out is named, nothing leads outside."""

import os
import shutil
import stat
import threading
import unicodedata
from pathlib import Path

import pytest

from core import InvalidRequest, NotFound, NotPermitted, Workspace
from core.access.scope import StoreArchived
from core.moving.folders import FolderError
from core.moving.transfer import Skipped
from core.records.origins import Origin
from core.records.stores import Store
from core.testing import temporary_workspace

FILES = {
    "readme.md": b"# Notes\n",
    "empty": b"",
    "dos.txt": b"a\r\nb\r\n",
    "mark.txt": b"\xef\xbb\xbfbom",
    "no newline": b"x",
    "deep/er/est/file.md": b"deep",
    "with space/and, comma.md": b"x",
    "\u00e9/\u65e5\u672c.md": "é".encode(),
    "-rf": b"x",
    "C:\\windows": b"x",
    "percent%2e%2e": b"x",
    "full.txt": b"x" * 102_400,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of `FILES`."""
    root = tmp_path / "My Notes"
    for name, raw in FILES.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)
    return root


def read(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_a_folder_goes_in_and_comes_out_byte_for_byte(
    ws: Workspace, folder: Path, tmp_path: Path
) -> None:
    """Line ends, marks, empty files and names in any script."""
    done = ws.transfer.import_folder(folder)
    assert (done.created, done.modified, done.unchanged) == (len(FILES), 0, 0)
    assert done.skipped == ()
    assert done.store.name == "My Notes"
    out = ws.transfer.export_store(done.store.id, tmp_path / "out")
    assert out.skipped == ()
    assert out.files == len(FILES)
    assert out.content_bytes == sum(map(len, FILES.values()))
    assert read(tmp_path / "out") == FILES
    again = ws.transfer.import_folder(tmp_path / "out", into=done.store.id)
    assert again.unchanged == len(FILES)
    assert ws.examine().problems == ()


def test_imported_versions_say_so(ws: Workspace, folder: Path) -> None:
    """They are marked, and the person who imported signs them."""
    done = ws.transfer.import_folder(folder, name="Imported")
    assert done.store.name == "Imported"
    for version in ws.versions.list(done.store.id):
        assert (version.origin, version.operation) == (Origin.IMPORT, "created")
        assert version.created_by.id == "ann"
        assert not version.unconditional


def test_importing_into_a_store_changes_and_adds_and_never_deletes(
    ws: Workspace, store: Store, folder: Path
) -> None:
    """What is equal gets no version; what only the store has stays."""
    kept = ws.memories.create(store.id, "/only-here", "x")
    changed = ws.memories.create(store.id, "/readme.md", "old")
    same = ws.memories.create(store.id, "/empty", "")
    done = ws.transfer.import_folder(folder, into=store.id)
    assert (done.created, done.modified, done.unchanged) == (len(FILES) - 2, 1, 1)
    assert done.store.id == store.id
    assert ws.memories.retrieve(kept.id) == kept
    assert ws.memories.retrieve(same.id) == same
    assert ws.memories.retrieve(changed.id).content == "# Notes\n"
    last = ws.versions.history(changed.id)[-1]
    assert (last.origin, last.unconditional) == (Origin.IMPORT, True)
    before = ws.seq()
    assert ws.transfer.import_folder(folder, into=store.id).unchanged == len(FILES)
    assert ws.seq() == before


def test_what_cannot_be_imported_is_named_with_a_reason(ws: Workspace, tmp_path: Path) -> None:
    """Hidden, linked, special, binary, too large, badly named: none of them stops the rest."""
    root = tmp_path / "root"
    (root / ".git" / "hooks").mkdir(parents=True)
    (root / ".git" / "hooks" / "pre-commit").write_text("x")
    (root / ".hidden").write_text("x")
    (root / "good.md").write_text("good")
    (root / "binary").write_bytes(b"\xff\xfe")
    (root / "nul").write_bytes(b"a\0b")
    (root / "large").write_bytes(b"x" * 102_401)
    (root / "link.md").symlink_to("good.md")
    (root / "linked folder").symlink_to(tmp_path)
    (root / "dangling").symlink_to("nowhere")
    os.mkfifo(root / "pipe")
    (root / unicodedata.normalize("NFD", "é.md")).write_text("x")
    (root / "new\nline").write_text("x")
    (root / "bidi\u202e.md").write_text("x")
    (root / ("long" * 50)).write_text("fine")
    Path(os.fsdecode(os.fsencode(root) + b"/latin\xe9.md")).write_text("x")
    done = ws.transfer.import_folder(root)
    assert [item.path for item in ws.memories.list(done.store.id)] == [
        "/good.md",
        "/" + "long" * 50,
    ]
    reasons = {skipped.path: skipped.reason for skipped in done.skipped}
    assert set(reasons) == {
        "/.git/",
        "/.hidden",
        "/binary",
        "/nul",
        "/large",
        "/link.md",
        "/linked folder",
        "/dangling",
        "/pipe",
        "/e\u0301.md",
        "/new\nline",
        "/bidi\u202e.md",
        "/latin\ufffd.md",
    }
    for path, word in (
        ("/.git/", "hidden"),
        ("/binary", "UTF-8"),
        ("/nul", "NUL"),
        ("/large", "bytes"),
        ("/link.md", "link"),
        ("/linked folder", "link"),
        ("/pipe", "regular"),
        ("/e\u0301.md", "NFC"),
        ("/latin\ufffd.md", "UTF-8"),
    ):
        assert word in reasons[path]
    assert [skipped.path for skipped in done.skipped] == sorted(reasons)


def test_a_path_that_the_store_blocks_is_skipped(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """A file where the store has a directory, or below a file."""
    ws.memories.create(store.id, "/a/inner", "x")
    ws.memories.create(store.id, "/b", "x")
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a").write_text("x")
    (tmp_path / "in" / "b" / "inner").write_text("x")
    (tmp_path / "in" / "c").write_text("x")
    done = ws.transfer.import_folder(tmp_path / "in", into=store.id)
    assert done.created == 1
    assert [skipped.path for skipped in done.skipped] == ["/a", "/b/inner"]
    assert ws.examine().problems == ()


def test_a_tree_is_read_as_deep_as_paths_may_be(ws: Workspace, tmp_path: Path) -> None:
    """What lies deeper is skipped as one folder, however much there is."""
    here = tmp_path / "in"
    for _ in range(150):
        here.mkdir()
        (here / "f").write_text("x")
        here /= "d"
    done = ws.transfer.import_folder(tmp_path / "in")
    assert done.created == 20
    (skipped,) = done.skipped
    assert skipped.path == "/d" * 20 + "/"
    assert "20" in skipped.reason


def test_a_folder_that_is_none_is_refused(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """No store is made for it; an unknown or archived store takes nothing."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_text("x")
    for wrong in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(FolderError):
            ws.transfer.import_folder(wrong)
    with pytest.raises(FolderError):
        ws.transfer.export_store(store.id, tmp_path / "file" / "below")
    with pytest.raises(NotFound):
        ws.transfer.import_folder(tmp_path / "in", into="memstore_01unknown")
    with pytest.raises(NotFound):
        ws.transfer.export_store("memstore_01unknown", tmp_path / "out")
    ws.stores.archive(store.id)
    with pytest.raises(StoreArchived):
        ws.transfer.import_folder(tmp_path / "in", into=store.id)
    assert [each.id for each in ws.stores.list(include_archived=True)] == [store.id]


def test_many_files_come_in_several_steps(ws: Workspace, tmp_path: Path) -> None:
    """Other writers wait for one batch at most, and progress is told."""
    (tmp_path / "in").mkdir()
    for number in range(450):
        (tmp_path / "in" / f"{number}.md").write_text("x")
    told: list[int] = []
    done = ws.transfer.import_folder(tmp_path / "in", on_files=told.append)
    assert done.created == 450
    assert len(told) == 3
    assert told == sorted(told)
    assert told[-1] == 450


def test_an_import_keeps_to_the_profile(tmp_path: Path) -> None:
    """Beyond 2,000 memories the rest is skipped and named."""
    for number in range(2_010):
        (tmp_path / f"{number:04}.md").write_text("x")
    with temporary_workspace(profile="managed-agents") as ws:
        done = ws.transfer.import_folder(tmp_path, name="many")
        assert done.created == 2_000
        assert len(done.skipped) == 10
        assert "2,000" in done.skipped[0].reason


def test_the_workspace_itself_is_never_imported(ws: Workspace, store: Store, file: Path) -> None:
    """Reading and closing its own files would drop its locks; their names do not matter."""
    os.link(file, file.with_name("hard-link.md"))
    file.with_name("note.md").write_text("x")
    opened: list[str] = []
    real = os.open

    def watching(path: object, *rest: object, **more: object) -> int:
        opened.append(os.fsdecode(path) if isinstance(path, str | bytes) else str(path))
        return real(path, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.open", watching)
        done = ws.transfer.import_folder(file.parent, name="all of it")
    assert "note.md" in opened
    names = {file.name, f"{file.name}-wal", f"{file.name}-shm", "hard-link.md"}
    assert not names & set(opened)
    assert done.created == 1
    assert {skipped.path.lstrip("/") for skipped in done.skipped} == names | {f"{file.name}.lock"}


def test_an_export_never_replaces_the_workspace(ws: Workspace, store: Store, file: Path) -> None:
    """A memory may be named like its files, which stay what they are."""
    names = [f"/{file.name}{end}" for end in ("", "-wal", "-shm", "-journal", ".lock")]
    for name in names:
        ws.memories.create(store.id, name, "hostile")
    ws.memories.create(store.id, "/note.md", "fine")
    before = {path.name: path.stat().st_ino for path in file.parent.iterdir()}
    done = ws.transfer.export_store(store.id, file.parent)
    assert sorted(skipped.path for skipped in done.skipped) == sorted(names)
    after = {path.name: path.stat().st_ino for path in file.parent.iterdir()}
    assert after.pop("note.md")
    assert after == before
    ws.memories.create(store.id, "/still", "writes")


def test_an_export_is_of_one_moment(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """As it was at a seq, and what agents write meanwhile does not mix in."""
    memory = ws.memories.create(store.id, "/a", "one")
    ws.memories.create(store.id, "/b", "one")
    then = ws.seq()
    ws.memories.update(memory.id, content="two", path="/c")

    def write_more(files: int) -> None:
        ws.memories.create(store.id, f"/z{files}", "later")

    now = ws.transfer.export_store(store.id, tmp_path / "now", on_files=write_more)
    assert now.files == 2
    assert read(tmp_path / "now") == {"b": b"one", "c": b"two"}
    ws.transfer.export_store(store.id, tmp_path / "then", seq=then)
    assert read(tmp_path / "then") == {"a": b"one", "b": b"one"}


def test_an_export_replaces_files_and_deletes_none(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """What only the folder has stays; a folder in the place of a file is named."""
    ws.memories.create_many(store.id, {"/a": "new", "/taken": "x", "/file/inner": "x"})
    out = tmp_path / "out"
    (out / "taken").mkdir(parents=True)
    (out / "a").write_text("old")
    (out / "file").write_text("a file")
    (out / "mine").write_text("mine")
    done = ws.transfer.export_store(store.id, out)
    assert {skipped.path for skipped in done.skipped} == {"/taken", "/file/inner"}
    assert read(out) == {"a": b"new", "file": b"a file", "mine": b"mine"}
    assert [path for path in out.iterdir() if path.name.startswith(".")] == []


def test_files_for_their_owner_only(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """Whatever the umask says."""
    ws.memories.create(store.id, "/d/a", "x")
    old = os.umask(0)
    try:
        ws.transfer.export_store(store.id, tmp_path / "out")
    finally:
        os.umask(old)
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "out", *(tmp_path / "out").rglob("*"))
    }
    assert modes == {"out": 0o700, "d": 0o700, "a": 0o600}


def test_names_that_programs_run_are_not_exported(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """Hidden segments are left out and named; everything else is a plain file in the folder."""
    left_out = ["/.git/hooks/pre-commit", "/.ssh/authorized_keys", "/.bashrc", "/a/.envrc"]
    written = ["/CON", "/a.", "/ space ", "/$(id)", "/'", "/--help", "/~", "/A", "/a"[:1] + "b"]
    for path in (*left_out, *written):
        ws.memories.create(store.id, path, path)
    done = ws.transfer.export_store(store.id, tmp_path / "out")
    assert sorted(skipped.path for skipped in done.skipped) == sorted(left_out)
    assert read(tmp_path / "out") == {path[1:]: path.encode() for path in written}
    again = ws.transfer.import_folder(tmp_path / "out", name="again")
    assert [m.path for m in ws.memories.list(again.store.id)] == sorted(written)


def test_an_export_follows_no_link(ws: Workspace, store: Store, tmp_path: Path) -> None:
    """A link that lies where a folder or a file should be is not gone through."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / "d").symlink_to(outside)
    (out / "kept").symlink_to(outside / "kept")
    ws.memories.create_many(store.id, {"/d/evil": "x", "/kept": "x"})
    done = ws.transfer.export_store(store.id, out)
    assert [skipped.path for skipped in done.skipped] == ["/d/evil"]
    assert read(outside) == {"kept": b"kept"}
    assert not (out / "kept").is_symlink()


def test_a_folder_swapped_for_a_link_leads_nowhere(
    ws: Workspace, store: Store, tmp_path: Path
) -> None:
    """Somebody exchanges a folder for a link to another place again and again meanwhile."""
    outside = tmp_path / "outside"
    outside.mkdir()
    out = tmp_path / "out"
    (out / "d").mkdir(parents=True)
    ws.memories.create_many(store.id, {f"/d/{number}": "evil" for number in range(50)})
    stop = threading.Event()

    def attack() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                os.rename(out / "d", tmp_path / f"aside{number}")
                (out / "d").symlink_to(outside)
                os.unlink(out / "d")
                os.rename(tmp_path / f"aside{number}", out / "d")
            except OSError:
                shutil.rmtree(out / "d", ignore_errors=True)

    thread = threading.Thread(target=attack)
    thread.start()
    try:
        for _ in range(10):
            ws.transfer.export_store(store.id, out)
    finally:
        stop.set()
        thread.join()
    assert read(outside) == {}


def test_an_import_follows_no_link_that_is_swapped_in(ws: Workspace, tmp_path: Path) -> None:
    """What lies outside never becomes a memory."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    root = tmp_path / "in"
    for number in range(20):
        (root / f"d{number}").mkdir(parents=True)
        (root / f"d{number}" / "a").write_text("a")
    stop = threading.Event()

    def attack() -> None:
        while not stop.is_set():
            for number in range(20):
                os.rename(root / f"d{number}", tmp_path / "aside")
                (root / f"d{number}").symlink_to(outside)
                os.unlink(root / f"d{number}")
                os.rename(tmp_path / "aside", root / f"d{number}")

    thread = threading.Thread(target=attack)
    thread.start()
    try:
        for _ in range(10):
            done = ws.transfer.import_folder(root)
            assert not any("secret" in m.path for m in ws.memories.list(done.store.id))
    finally:
        stop.set()
        thread.join()


def test_a_session_imports_only_where_it_may_write(
    ws: Workspace, store: Store, folder: Path, tmp_path: Path
) -> None:
    """It makes no store, and reads only what is attached."""
    other = ws.stores.create("other")
    session = Workspace(ws.sessions.start("agent", {store.id: "read_only"}).context)
    for refused in (
        lambda: session.transfer.import_folder(folder),
        lambda: session.transfer.import_folder(folder, into=store.id),
        lambda: session.transfer.import_folder(folder, into=other.id),
        lambda: session.transfer.export_store(other.id, tmp_path / "out"),
    ):
        with pytest.raises((NotFound, NotPermitted)):
            refused()
    assert list(ws.memories.list(store.id)) == []
    assert session.transfer.export_store(store.id, tmp_path / "empty").files == 0


def test_a_name_of_a_folder_that_is_no_name_is_refused(ws: Workspace, tmp_path: Path) -> None:
    """The rules of store names hold for it too; another one can be given."""
    odd = tmp_path / "new\nline"
    odd.mkdir()
    with pytest.raises(InvalidRequest):
        ws.transfer.import_folder(odd)
    assert ws.transfer.import_folder(odd, name="fine").skipped == ()
    assert Skipped("/a", "b").reason == "b"
