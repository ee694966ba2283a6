"""What stands in the place of what is over, and what was said of a time or a thing aside."""

import pytest
from support.dreaming import dream, new_lines, old_lines, session

STAYS = [
    ("Until 2023 paper came from Alpen Textil.", "Alpen Textil was dissolved on 2026-02-20."),
    ("Before May 2024 the supplier was Alpen Textil.", "Alpen Textil was dissolved on 2026-02-20."),
    ("In 2022 the feeds were read from `rep-03`.", "rep-03 was renamed to rep-07"),
    ("The supplier of paper is Holm.", "The supplier of ink, Holm Ink, was replaced by Farb AG."),
    ("The supplier of paper is Holm.", "Holm & Sons was dissolved on 2026-02-20"),
]


@pytest.mark.parametrize(("text", "output"), STAYS)
def test_another_time_or_another_one_is_left_alone(text: str, output: str) -> None:
    """History stays history, and a part of a name is another name."""
    logs = [session("a", ("look", output)), session("b", ("look", output), day=1)]
    findings = dream({"/a.md": f"- {text}\n- More.\n"}, *logs)
    assert (old_lines(findings), new_lines(findings)) == ([], [])
