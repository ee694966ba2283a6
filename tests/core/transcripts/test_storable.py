"""What is kept of an event: masked first, then capped."""

import json

from msgspec.structs import replace

from core.transcripts.events import Event, Kind, Where
from core.transcripts.storable import CAP, ELISION, storable

SECRET = "gh" + "p_" + "aB3" * 12
EVENT = Event(kind=Kind.TOOL_RESULT, native_type="x", where=Where(0, 1, 1))


def test_a_short_event_is_kept_as_it_is() -> None:
    """With the length of its body."""
    kept = storable(replace(EVENT, body="é", input='{"a": 1}'))
    assert (kept.body, kept.input) == ("é", '{"a": 1}')
    assert (kept.full_len, kept.secrets) == (1, 0)


def test_both_ends_of_a_long_body_are_kept() -> None:
    """Errors stand at the end; the mark says that something is missing."""
    body = "start " + "x" * 100_000 + " the error"
    kept = storable(replace(EVENT, body=body))
    assert len(kept.body) == CAP
    assert kept.body.startswith("start xxx")
    assert kept.body.endswith("xxx the error")
    assert ELISION in kept.body
    assert kept.full_len == len(body)


def test_no_cut_leaves_half_of_a_secret() -> None:
    """Wherever it stands: at either cut, or in what is left out."""
    for at in range(0, 30_000, 13):
        body = "y" * at + " " + SECRET + " " + "z" * (30_000 - at)
        kept = storable(replace(EVENT, body=body))
        assert SECRET[4:20] not in kept.body
        assert SECRET[-16:] not in kept.body


def test_a_body_with_a_secret_has_no_hash() -> None:
    """A hash would let it be guessed."""
    kept = storable(replace(EVENT, body=f"key {SECRET}"))
    assert kept.secrets == 1
    assert kept.body == "key [masked github-token]"


def test_a_long_input_stays_json() -> None:
    """Its long texts are shortened; the path that was written stays readable."""
    given = {
        "file_path": "/w/a.md",
        "content": "a" * 50_000,
        "edits": [{"new": SECRET + "b" * 9_000}],
    }
    kept = storable(replace(EVENT, input=json.dumps(given)))
    assert kept.input is not None
    assert len(kept.input) <= CAP
    small = json.loads(kept.input)
    assert small["file_path"] == "/w/a.md"
    assert ELISION in small["content"]
    assert SECRET[:20] not in kept.input


def test_an_input_that_cannot_be_shortened_says_how_much_is_left_out() -> None:
    """A hundred thousand numbers have no long text."""
    kept = storable(replace(EVENT, input=json.dumps(list(range(100_000)))))
    assert json.loads(kept.input or "") == {"left_out": len(json.dumps(list(range(100_000))))}
