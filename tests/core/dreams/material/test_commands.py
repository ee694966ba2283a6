"""Which facts of one text stand in a command of another one."""

import pytest

from core.dreams.material.sameness.commands import holds_fact

HELD = (
    ("Use `sync --as-of YYYY-MM-DD` for an older day.", "--as-of"),
    ("Use `--as-of` with the day.", "--as-of YYYY-MM-DD"),
    ("Stripe it: lfs setstripe -c 8 before writing.", "lfs setstripe -c 8 DIR"),
    ("Stripe it with `lfs setstripe -c 8 DIR`.", "8"),
    ("Filter by `_is_deleted` in the base layer.", "_is_deleted = true"),
    ("Filter by `_is_deleted = true` in the base layer.", "_is_deleted"),
    ("Amounts are number(18,4) and never a float.", "number(18,4)"),
    ("Run `pumpctl reset` first.", "pumpctl reset <id>"),
)
NOT_HELD = (
    ("Use `--as-of-run` with the day.", "--as-of YYYY-MM-DD"),
    ("Stripe it: lfs setstripe -c 80 before writing.", "lfs setstripe -c 8 DIR"),
    ("Filter by `_is_deleted` in the base layer.", "_is_deleted = false"),
    ("Filter by `_is_deleted = false` in the base layer.", "_is_deleted = true"),
    ("Run `pumpctl reset` first.", "pumpctl reset pump-7"),
    ("Run `git reset --hard` first.", "git reset --hard ORIG_HEAD"),
    ("Run `vacuum` at night.", "VACUUM FULL"),
    ("Run `pumpctl-old reset` first.", "pumpctl reset"),
)


@pytest.mark.parametrize(("text", "norm"), HELD)
def test_a_command_is_told_without_its_stand_ins(text: str, norm: str) -> None:
    """Or without its backquotes, or by its flag alone."""
    assert holds_fact(text, norm)


@pytest.mark.parametrize(("text", "norm"), NOT_HELD)
def test_another_argument_makes_another_command(text: str, norm: str) -> None:
    """And what is not set is no flag that is set."""
    assert not holds_fact(text, norm)
