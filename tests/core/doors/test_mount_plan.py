"""What is done about a path: every combination of both sides and what was agreed, and chance."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.doors.mount.plan import is_wiped, plan
from core.doors.mount.side import Access, Head
from core.doors.mount.values import (
    UNSETTLED,
    Action,
    Agree,
    Agreed,
    Create,
    Delete,
    Forget,
    Keep,
    Local,
    LocalText,
    Move,
    Pull,
    Push,
    Remove,
    Rename,
    Rules,
    SetAside,
    Unfit,
    View,
    most_deletes,
)

WRITES = (Push, Create, Rename, Delete)
"""What changes the store."""

OLD, MINE, THEIRS = "old", "mine", "theirs"


def text(sha256: str, inode: int = 1) -> LocalText:
    return LocalText(sha256, len(sha256), (0, inode))


def agreed(sha256: str, memory_id: str = "mem_1", inode: int = 1) -> Agreed:
    return Agreed(memory_id, sha256, len(sha256), (0, inode))


def head(sha256: str, path: str = "/p", memory_id: str = "mem_1") -> Head:
    return Head(memory_id, path, sha256, len(sha256))


def view(
    local: dict[str, Local],
    last: dict[str, Agreed],
    heads: list[Head],
    access: Access = Access.READ_WRITE,
    gone_s: float = 0.0,
) -> View:
    gone = {path: 0.0 for path in last if path not in local}
    return View(
        local,
        last,
        {one.path: one for one in heads},
        {one.memory_id: one for one in heads},
        access,
        gone,
        gone_s,
        Rules(),
    )


def one(seen: View, path: str = "/p") -> Action | None:
    """The one action about a path."""
    actions = plan(seen, {path, *seen.local, *seen.agreed, *seen.by_path}).actions
    mine = [action for action in actions if action.path == path]
    assert len(mine) <= 1
    return mine[0] if mine else None


LOCALS: tuple[Local | None, ...] = (None, UNSETTLED, Unfit("x"), text(OLD), text(MINE))
AGREED = (None, agreed(OLD))
HEADS = (
    None,
    head(OLD),
    head(THEIRS),
    head(MINE),
    head(OLD, memory_id="mem_2"),
    head(MINE, memory_id="mem_2"),
    head(THEIRS, "/q"),
    head(OLD, "/q"),
)
EVERY = list(itertools.product(LOCALS, AGREED, HEADS, Access, (0.0, 31.0)))


@pytest.mark.parametrize("access", Access)
def test_no_text_of_one_side_alone_is_ever_taken_away(access: Access) -> None:
    """Whatever stands on both sides; and who may not write does not."""
    for local, last, there, at, gone_s in EVERY:
        if at is not access:
            continue
        seen = view(
            {} if local is None else {"/p": local},
            {} if last is None else {"/p": last},
            [] if there is None else [there],
            access,
            gone_s,
        )
        for action in plan(seen, {"/p", "/q"}).actions:
            match action:
                case Pull() | Remove() | Move():
                    # Only over a text that the store has or had.
                    known = {None if last is None else last.sha256, getattr(there, "sha256", None)}
                    now = None if action.path == "/q" else local
                    assert now is None or (isinstance(now, LocalText) and now.sha256 in known)
                    assert action.path == "/q" or getattr(action, "over", None) == now
                case Delete():
                    assert local is None
                    assert there == head(OLD)
                    assert gone_s > 30
                case SetAside():
                    assert access is Access.READ_ONLY
                case Agree():
                    assert action.text.sha256 == action.head.sha256
                case _:
                    pass
            assert access is Access.READ_WRITE or not isinstance(action, WRITES)


def test_what_is_the_same_on_both_sides_needs_nothing() -> None:
    """At most a note that it is so."""
    assert one(view({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(OLD)])) is None
    assert isinstance(one(view({"/p": text(OLD)}, {}, [head(OLD)])), Agree)
    assert isinstance(one(view({"/p": text(MINE)}, {"/p": agreed(OLD)}, [head(MINE)])), Agree)
    assert isinstance(one(view({}, {"/p": agreed(OLD)}, [])), Forget)
    assert one(view({}, {}, [])) is None


@pytest.mark.parametrize(
    ("local", "last", "heads", "wanted"),
    [
        ({"/p": text(MINE)}, {}, [], Create),
        ({"/p": text(MINE)}, {}, [head(THEIRS)], Create),
        ({"/p": text(MINE)}, {"/p": agreed(OLD)}, [head(OLD)], Push),
        ({"/p": text(MINE)}, {"/p": agreed(OLD)}, [head(THEIRS)], Push),
        ({"/p": text(MINE)}, {"/p": agreed(OLD)}, [], Create),
        ({"/p": text(MINE)}, {"/p": agreed(OLD)}, [head(THEIRS, memory_id="mem_2")], Create),
        ({"/p": text(MINE)}, {"/p": agreed(OLD)}, [head(OLD, "/q")], Push),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(OLD, "/q")], Move),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(OLD, "/p/q")], Remove),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(OLD, "/.q")], Remove),
        ({"/p": text(OLD), "/q": text(MINE)}, {"/p": agreed(OLD)}, [head(OLD, "/q")], Remove),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [], Remove),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(THEIRS)], Pull),
        ({"/p": text(OLD)}, {"/p": agreed(OLD)}, [head(OLD, memory_id="mem_2")], Pull),
        ({}, {"/p": agreed(OLD)}, [head(THEIRS)], Pull),
        ({}, {}, [head(THEIRS)], Pull),
        ({"/p": Unfit("x")}, {"/p": agreed(OLD)}, [head(THEIRS)], Keep),
    ],
)
def test_what_is_done(
    local: dict[str, Local], last: dict[str, Agreed], heads: list[Head], wanted: type[Action]
) -> None:
    """One line for each case."""
    assert isinstance(one(view(local, last, heads)), wanted)


def test_a_missing_file_waits() -> None:
    """And is looked at again, until it was missing for long enough."""
    seen = view({}, {"/p": agreed(OLD)}, [head(OLD)], gone_s=29)
    assert plan(seen, ["/p"]).actions == ()
    assert plan(seen, ["/p"]).waiting == {"/p"}
    assert isinstance(one(replace(seen, now=31)), Delete)
    assert one(replace(seen, now=31, deletes_left=0)) is None
    assert isinstance(one(replace(seen, access=Access.READ_ONLY)), Pull)


def test_deletes_are_few_at_a_time() -> None:
    """As many as the wire's own client allows itself."""
    last = {f"/{number}": agreed(OLD, f"mem_{number}") for number in range(20)}
    heads = [head(OLD, path, known.memory_id) for path, known in last.items()]
    seen = view({"/0": text(OLD)}, last, heads, gone_s=31)
    made = plan(replace(seen, deletes_left=most_deletes(20)), last)
    assert len(made.actions) == 8
    assert len(made.waiting) == 11
    assert [most_deletes(number) for number in (0, 40, 100, 10_000)] == [8, 10, 25, 50]


def test_renames_are_only_what_is_certain() -> None:
    """The same file, the same file with more in it, or the only one with that text."""
    last = {"/p": agreed(OLD, inode=7)}
    heads = [head(OLD)]

    def renamed(local: dict[str, Local], *, begins: bool = False) -> list[tuple[str, str]]:
        seen = replace(view(local, last, heads), begins_with=lambda _path, _agreed: begins)
        return [
            (action.old, action.path)
            for action in plan(seen, {"/p", *local}).actions
            if isinstance(action, Rename)
        ]

    assert renamed({"/q": text(OLD, 7)}) == [("/p", "/q")]
    assert renamed({"/q": text(OLD, 8)}) == [("/p", "/q")]
    assert renamed({"/q": text(OLD, 8), "/r": text(OLD, 9)}) == []
    assert renamed({"/q": text(OLD, 8), "/r": text(OLD, 7)}) == [("/p", "/r")]
    assert renamed({"/q": text("longer", 7)}, begins=True) == [("/p", "/q")]
    assert renamed({"/q": text("longer", 7)}) == []
    assert renamed({"/p": text(OLD, 7), "/q": text(OLD, 8)}) == []


def test_a_store_is_not_emptied_by_an_empty_directory() -> None:
    """All files have to be gone, and for a while; one alone may be meant so."""
    last = {"/p": agreed(OLD), "/q": agreed(OLD, "mem_2")}
    heads = [head(OLD), head(OLD, "/q", "mem_2")]
    assert is_wiped(view({}, last, heads, gone_s=1))
    assert not is_wiped(view({}, last, heads, gone_s=0.5))
    assert not is_wiped(view({"/p": Unfit("x")}, last, heads, gone_s=9))
    assert not is_wiped(view({}, {"/p": agreed(OLD)}, heads, gone_s=9))
    assert not is_wiped(view({}, last, heads, Access.WAITING, gone_s=9))


PATHS = ("/a", "/a/b", "/a/c", "/b", "/d/e")
SHAS = st.sampled_from(("1", "2", "3"))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Anything at all on both sides, also what neither of them could have alone."""
    inodes = st.integers(1, 4)
    fits = st.builds(text, SHAS, inodes)
    local = draw(
        st.dictionaries(st.sampled_from(PATHS), fits | st.just(UNSETTLED) | st.just(Unfit("x")))
    )
    ids = draw(st.permutations([f"mem_{number}" for number in range(8)]))
    last = {
        path: agreed(draw(SHAS), draw(st.sampled_from(ids[:6])), draw(inodes))
        for path in draw(st.sets(st.sampled_from(PATHS)))
    }
    places = sorted(draw(st.sets(st.sampled_from(PATHS))))
    heads = [head(draw(SHAS), path, ids[number]) for number, path in enumerate(places)]
    access = draw(st.sampled_from(Access))
    return view(local, last, heads, access, draw(st.sampled_from((0.0, 31.0))))


@given(views())
def test_a_plan_holds_together(seen: View) -> None:
    """No path is done twice, nothing that is not at rest is touched, and nothing is overwritten."""
    made = plan(seen, PATHS)
    about = [action.path for action in made.actions]
    about += [action.target for action in made.actions if isinstance(action, Move)]
    assert len(about) == len(set(about))
    assert not made.waiting & {action.path for action in made.actions}
    for action in made.actions:
        local = seen.local.get(action.path)
        assert local is not UNSETTLED
        assert not isinstance(local, Unfit) or isinstance(action, Keep)
        if isinstance(action, Pull | Remove | Move) and local is not None:
            assert isinstance(local, LocalText)
            assert local.sha256 == seen.agreed[action.path].sha256
        if isinstance(action, Move | Pull):
            target = action.target if isinstance(action, Move) else action.path
            assert isinstance(action, Pull) or target not in seen.local
        if isinstance(action, WRITES):
            assert seen.access is Access.READ_WRITE
