"""Line ends of every kind: nobody is shown them, and every byte of them stays."""

import json
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from support.reviewing import deletion, edit, finding, proposed, texts

from core import Workspace
from core.dreams.hunks import PinnedFile, propose
from core.dreams.lines import Piece, bared, fitted, lines_of, replace
from core.dreams.proposal import Finding, Hunk
from core.dreams.reviewing.attribution import Claim, unaccounted
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.done_wire import receipt_json
from core.dreams.reviewing.export import as_markdown
from core.dreams.reviewing.receipt import compare
from core.dreams.reviewing.wire import review_json
from core.dreams.verdicts import Action
from core.merge import Choice
from core.records.stores import Store
from core.text import sha256, split_lines

ALL = Selection(everything=True)
CRLF = "one\r\ntwo\r\nthree\r\nfour\r\n"

WORDS = st.sampled_from(["a", "b", "c", "", "- x", "e \t"])
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A text with LF, with CRLF or with both; its last line may have no end."""
    ends = draw(st.sampled_from([st.just("\n"), st.just("\r\n"), ENDS]))
    lines = draw(st.lists(st.tuples(WORDS, ends), min_size=1, max_size=10))
    last = draw(st.sampled_from(["", "last", "\r"]))
    return "".join(word + end for word, end in lines) + last


def wishes(lines: tuple[str, ...], chance: random.Random) -> list[Finding]:
    """Findings of a dreamer that knows no line ends, or gives any."""
    found = []
    for number in range(1, len(lines) + 2):
        old = lines[number - 1 : number] if chance.random() < 0.5 else ()
        new = [
            chance.choice(["a", "new", "", *old]) + chance.choice(["", "\r"])
            for _ in range(chance.randint(0, 2))
        ]
        if chance.random() < 0.6:
            found.append(finding(str(number), edit("/a", number, bared(old), new)))
    return found


@given(text=st.text(alphabet="ab\r\n", max_size=12))
def test_lines_are_the_text_again(text: str) -> None:
    """Whatever stands where, also a CR that is no part of a line end."""
    assert lines_of(text).text == text


@given(text=files(), seed=st.integers(0, 1 << 30))
def test_lines_that_no_accepted_hunk_has_keep_their_bytes(text: str, seed: int) -> None:
    """And what is new ends as its place does: no file gets an end that it did not have."""
    chance = random.Random(seed)
    lines = lines_of(text)
    file = PinnedFile(text, "memver_a", sha256(text))
    proposal = propose("memstore_x", 1, {"/a": file}, wishes(lines.lines, chance))
    hunks = [hunk for change in proposal.changes for hunk in change.hunks]
    hunks = [hunk for hunk in hunks if chance.random() < 0.6]
    hunks.sort(key=lambda hunk: (hunk.old_start, bool(hunk.old_lines)))
    assert all(bared(hunk.old_lines) != bared(hunk.new_lines) for hunk in hunks)
    pieces = [
        Piece(hunk.old_start, hunk.old_lines, hunk.new_lines, (rank,))
        for rank, hunk in enumerate(hunks)
    ]
    result = lines.having(replace(lines.lines, pieces)).text
    check_receipt(text, result, hunks, chance)
    after = split_lines(result)
    taken = {
        number
        for hunk in hunks
        for number in range(hunk.old_start, hunk.old_start + len(hunk.old_lines))
    }
    before = split_lines(text)
    left = iter(after)
    for number, line in enumerate(before, 1):
        if number in taken:
            continue
        if number == len(before) and not line.endswith("\n"):
            # It gets an end when something comes after it.
            assert any(one in (line, f"{line}\n", f"{line}\r\n") for one in left)
        elif not any(one == line for one in left):
            # Only the last line of a file that is not ended loses its end.
            assert after
            assert after[-1] == line.rstrip("\r\n")
    ends = Counter("\r\n" if line.endswith("\r\n") else "\n" for line in before if "\n" in line)
    if len(ends) == 1 and not text.endswith("\r"):
        only = next(iter(ends))
        for line in after:
            assert not line.endswith("\n") or line.endswith("\r\n") == (only == "\r\n")


def check_receipt(text: str, result: str, hunks: list[Hunk], chance: random.Random) -> None:
    """It answers for all of this, by what was accepted, and sees an end that is another one."""
    claims = [
        Claim(hunk.change_id, "/a", hunk.old_start, hunk.old_lines, hunk.new_lines, (rank,))
        for rank, hunk in enumerate(hunks)
    ]
    facts = compare({"/a": text}, {"/a": result})
    assert unaccounted({"/a": text}, {"/a": result}, facts, claims, ()) == 0
    at = chance.choice([at for at, sign in enumerate(result + "\n") if sign == "\n"])
    wrong = f"{result[:at]}\r{result[at:]}"
    facts = compare({"/a": text}, {"/a": wrong})
    assert unaccounted({"/a": text}, {"/a": wrong}, facts, claims, ()) > 0


@given(
    old=st.lists(st.sampled_from(["a", "b\r", "c", "c\r", ""]), max_size=6),
    new=st.lists(st.sampled_from(["a", "b", "c", "d\r", ""]), max_size=6),
    beside=st.sampled_from(["", "x\r"]),
)
def test_only_line_ends_are_fitted(old: list[str], new: list[str], beside: str) -> None:
    """The words are those that were given, and given again what was there is the same."""
    assert bared(fitted(old, new, beside)) == bared(new)
    assert fitted(old, bared(old), beside) == tuple(old)


def test_lines_come_without_line_ends_and_the_bytes_stay(ws: Workspace, store: Store) -> None:
    """In all that is shown of a review; the store has CRLF wherever it had it."""
    ws.memories.create(store.id, "/a", CRLF)
    ws.memories.create(store.id, "/open", "one\r\ntwo")
    dream_id = proposed(
        ws,
        store.id,
        [
            finding("a", edit("/a", 2, ["two"], ["2", "2a"])),
            finding("b", edit("/a", 4, ["four"], ["4"])),
            finding("c", edit("/open", 3, [], ["three"])),
            finding("d", edit("/new", 1, [], ["x"])),
        ],
    )
    _, four, _, _ = (part.id for part in ws.reviews.look(dream_id).review.parts)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.reviews.edit(dream_id, four, ["vier", "fuenf\r"])
    look = ws.reviews.look(dream_id)
    assert "\\r" not in json.dumps(review_json(look))
    assert "\r" not in as_markdown(look)
    receipt = ws.reviews.apply(dream_id)
    assert "\\r" not in json.dumps(receipt_json(receipt))
    assert receipt.unaccounted == 0
    assert texts(ws, store.id) == {
        "/a": "one\r\n2\r\n2a\r\nthree\r\nvier\r\nfuenf\r\n",
        "/new": "x\n",
        "/open": "one\r\ntwo\r\nthree",
    }
    ws.reviews.undo(dream_id)
    assert texts(ws, store.id) == {"/a": CRLF, "/open": "one\r\ntwo"}


def test_a_dreamer_that_sees_a_lone_cr_at_the_end_knows_the_lines(
    ws: Workspace, store: Store
) -> None:
    """An odd file fails no dream, whether its lines change or it goes as a whole."""
    ws.memories.create(store.id, "/a", "one\ntwo\r")
    ws.memories.create(store.id, "/b", "one\r\ntwo")
    wishes = [
        finding("a", edit("/a", 2, ["two\r"], ["2"])),
        finding("b", deletion("/b", ["one\r", "two"])),
    ]
    dream_id = proposed(ws, store.id, wishes)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id) == {"/a": "one\n2"}


def test_a_file_with_both_line_ends_keeps_each(ws: Workspace, store: Store) -> None:
    """Also lines that an edit names without changing them."""
    ws.memories.create(store.id, "/a", "one\r\ntwo\nthree\r\nfour\n")
    wish = finding("a", edit("/a", 1, ["one", "two", "three"], ["one", "2", "3", "three"]))
    dream_id = proposed(ws, store.id, [wish])
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id) == {"/a": "one\r\n2\n3\nthree\r\nfour\n"}


def test_a_hunk_of_crlf_lines_goes_on_when_others_write(ws: Workspace, store: Store) -> None:
    """It is rebased, and a conflict is settled with the ends of the file."""
    memory = ws.memories.create(store.id, "/a", CRLF)
    wishes = [finding("a", edit("/a", 2, ["two"], ["2"])), finding("b", edit("/a", 4, ["four"]))]
    dream_id = proposed(ws, store.id, wishes)
    two, _ = (part.id for part in ws.reviews.look(dream_id).review.parts)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    ws.memories.update(memory.id, content="zero\r\n" + CRLF.replace("two", "zwei"))
    ws.reviews.resolve(dream_id, two, choice=Choice.MINE)
    assert "\\r" not in json.dumps(review_json(ws.reviews.look(dream_id)))
    ws.reviews.apply(dream_id)
    assert texts(ws, store.id) == {"/a": "zero\r\none\r\n2\r\nthree\r\n"}


def test_a_line_that_only_gets_an_end_is_kept(ws: Workspace, store: Store) -> None:
    """In the receipt too: nothing came or went but what was decided."""
    ws.memories.create(store.id, "/a", "one\r\ntwo\r\nthree")
    wishes = [finding("a", edit("/a", 4, [], ["four"])), finding("b", edit("/a", 2, ["two"]))]
    dream_id = proposed(ws, store.id, wishes)
    ws.reviews.decide(dream_id, Action.ACCEPT, ALL)
    receipt = ws.reviews.apply(dream_id)
    assert (receipt.kept_lines, receipt.removed_lines, receipt.added_lines) == (2, 1, 1)
    assert [one.lost.text for one in receipt.lost] == ["two"]
    assert all(one.change_id for one in receipt.lost)
    assert texts(ws, store.id) == {"/a": "one\r\nthree\r\nfour"}
