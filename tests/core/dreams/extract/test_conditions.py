"""What a text says that something is, and whether a value that a tool shows says so too."""

import pytest

from core.dreams.extract.language.conditions import agrees, conditions_in


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("`api` is enabled on port 9000.", [("enabled", False)]),
        ("`db-9` is the primary in eu-west.", [("primary", False)]),
        ("Queue mail is not paused, limit 500.", [("paused", True)]),
        ("`orders` is the primary, version 15.4, backup on.", [("primary", False), ("on", False)]),
        ("OPS-401: open, slow login.", [("open", False)]),
        ("The gate stays locked at night.", [("locked", False)]),
        ("Restart it until OPS-311 is closed.", []),
        ("If `db-9` is down, page the DBA.", []),
        ("The report lists what is openly known.", []),
        ("Was enabled in May.", []),
        ("Open the valve on Monday.", []),
    ],
)
def test_only_what_is_said_to_be_so_now(text: str, said: list[tuple[str, bool]]) -> None:
    """In a case, in the past or in an order nothing is in any condition."""
    assert [(one.word, one.is_denied) for one in conditions_in(text)] == said


@pytest.mark.parametrize(
    ("text", "name", "value", "agreed"),
    [
        ("It is enabled.", "state", "disabled", False),
        ("It is enabled.", "enabl", "false", False),
        ("It is enabled.", "enabl", "true", True),
        ("It is enabled.", "disabl", "no", True),
        ("It is enabled.", "debug", "false", None),
        ("It is not paused.", "paus", "yes", False),
        ("It is not paused.", "state", "running", True),
        ("It is running.", "activ", "inactive (dead) since monday", False),
        ("It is running.", "state", "active (running) since monday", True),
        ("It is running.", "state", "stopped by the operator's own hand when asked", False),
        ("It is open.", "state", "open-ended questions only", None),
        ("It is open.", "state", "12", None),
        ("It is the primary.", "role", "replica", False),
    ],
)
def test_values_agree_or_not(text: str, name: str, value: str, *, agreed: bool | None) -> None:
    """A word of the other side of a line, or a `false` under the word itself, denies it."""
    (condition,) = conditions_in(text)
    assert agrees(condition, frozenset({name}), value) is agreed
