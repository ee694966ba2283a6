"""Who stands in for somebody takes nobody's place, and who is away has not gone."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

# ruff: noqa: E501
FOR_A_WHILE = [
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Firing this week: Pia Rohr instead of Nora Lindt (swap)"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Pia Rohr instead of Nora Lindt (shift swap)"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Nora Lindt is on maternity leave, Pia Rohr replaces Nora Lindt"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "firing: Pia Rohr (covering for Nora Lindt)"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Holiday cover: Pia Rohr replaces Nora Lindt"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Nora Lindt -> Pia Rohr (sick, changed 2026-02-19)"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "This week:\n  Pia Rohr instead of Nora Lindt"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Week 9: Pia Rohr instead of Nora Lindt"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan --week 9", "firing: Pia Rohr instead of Nora Lindt"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "name: Nora Lindt\nstate: on leave\nreplaced_by: Pia Rohr"),
    ("- The kiln is fired by Nora Lindt.", "kilnplan", "Nora Lindt is absent (ill), no longer on the list"),
    ("- Glaze is mixed in `tub-4`.", "tubs", "Tonight `tub-7` replaces `tub-4`"),
    ("- Glaze is mixed in `tub-4`.", "tubs", "For now: tub-7 instead of tub-4"),
]  # fmt: skip
FOR_GOOD = [
    ("- The kiln is fired by Nora Lindt.", "Pia Rohr has taken over the kiln from Nora Lindt.", "Pia Rohr"),
    ("- The kiln is fired by Nora Lindt.", "Firing from today on: Pia Rohr instead of Nora Lindt", "Pia Rohr"),
    ("- The kiln is fired by Nora Lindt.", "Nora Lindt was succeeded by Pia Rohr on 2026-02-01", "Pia Rohr"),
    ("- Glaze is mixed in `tub-4`.", "tub-4 was replaced by tub-7", "tub-7"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "call", "output"), FOR_A_WHILE)
def test_who_stands_in_takes_nobodys_place(text: str, call: str, output: str) -> None:
    """A week, a leave, a swap: the memory is right again when it is over."""
    findings = dream({"/a.md": f"# Notes\n\n{text}\n- More.\n"}, session("watch", (call, output)))
    assert (old_lines(findings), new_lines(findings)) == ([], [])


@pytest.mark.parametrize(("text", "output", "new"), FOR_GOOD)
def test_who_takes_over_for_good_does(text: str, output: str, new: str) -> None:
    """A day on which it began is no end."""
    findings = dream({"/a.md": f"# Notes\n\n{text}\n- More.\n"}, session("watch", ("look", output)))
    assert new in new_lines(findings)[0]
