"""What linters say: the finding, its file and its rule, in the shapes of several of them."""

import pytest

from core.dreams.extract.errors.checks import Complaint, complaints

FOUND = [
    (
        "cmd/cart.go:3:1: Error return value of `f` is not checked (errcheck)\n\tf()\n\t^",
        ("cart.go", "errcheck"),
    ),
    ("cart.go:32:13: string `a=b \n` has 3 occurrences (goconst)", ("cart.go", "goconst")),
    ("cart.py:1:0: C0114: Missing docstring (missing-docstring)", ("cart.py", "missing-docstring")),
    ("shop/cart.py:1:8: F401 `os` imported but unused", ("cart.py", "F401")),
    (
        "/w/shop/cart.ts\n  12:5  error  'x' is never used  no-unused-vars\n",
        ("cart.ts", "no-unused-vars"),
    ),
]


@pytest.mark.parametrize(("output", "found"), FOUND)
def test_a_finding_has_a_file_and_a_rule(output: str, found: tuple[str, str]) -> None:
    """And stands in the output as it is quoted."""
    (one,) = complaints(output)
    assert (one.file, one.rule) == found
    assert one.line in output


@pytest.mark.parametrize(
    "output",
    [
        "cart.go:3:1: undefined: cart (typecheck)",
        "cart.ts(3,1): error TS2304: Cannot find name 'cart'.",
        "cart_test.go:9: the cart (of Ada) is empty",
        "2026-03-01 12:00:00: done (errcheck)",
        "3:1  error  no file above  no-unused-vars",
        "cart.go:3:1: " + "x" * 400 + " (errcheck)",
    ],
)
def test_what_is_no_finding(output: str) -> None:
    """What is about one piece of code only, or about no code."""
    assert list(complaints(output)) == []


def test_findings_come_in_their_order() -> None:
    """Each with its own line."""
    output = "a.go:1:1: one (dupl)\nb.go:2:2: two (dupl)"
    assert list(complaints(output)) == [
        Complaint("a.go", "dupl", "a.go:1:1: one (dupl)"),
        Complaint("b.go", "dupl", "b.go:2:2: two (dupl)"),
    ]
