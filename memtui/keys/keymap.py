"""
Which keys do what for one person: the table, a preset, and what `config.toml` says. Pure.

Nothing in here fails: what cannot be done is left as it was and told in a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from core.errors import Json
from memtui.keys.action import Action, Place
from memtui.keys.names import canonical, textual_name, why_not_sent
from memtui.keys.presets import PRESETS
from memtui.keys.table import ACTIONS, CONTEXTS

_PRESET = "preset"
_NEVER_LOST = ("app.help", "app.quit")
_NO_KEY = "no_key"


class Keymap:
    """The actions with the keys that a person gave them."""

    def __init__(self, changed: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Make a keymap; `changed` has the keys of those actions that are not as in the table."""
        self.changed = dict(changed or {})
        self._keys = {one.id: self.changed.get(one.id, one.keys) for one in ACTIONS}
        self.all = tuple(
            replace(one, keys=self._keys[one.id], help=self.sentence(one.help)) for one in ACTIONS
        )
        self._by_id = {one.id: one for one in self.all}
        self._by_place: dict[Place, list[Action]] = {}
        for one in self.all:
            self._by_place.setdefault(one.place, []).append(one)

    def actions(self, *places: Place) -> list[Action]:
        """The actions of some places, in the order of the places and then of the table."""
        return [one for place in places for one in self._by_place.get(place, ())]

    def key(self, action_id: str) -> str:
        """The first key of an action as a person reads it; of one without, where to find it."""
        keys = self._keys[action_id]
        return keys[0] if keys else f"{action_id} in the palette"

    def sentence(self, text: str) -> str:
        """A sentence with the keys of the actions whose ids stand in it in braces."""
        return _NAMED.sub(lambda found: self.key(found.group(1)), text)

    def for_textual(self) -> dict[str, str]:
        """The changed keys by the id of their binding."""
        return {
            action_id: ",".join(map(textual_name, keys)) or _NO_KEY
            for action_id, keys in self.changed.items()
        }


def resolve(written: Mapping[str, Json]) -> tuple[Keymap, tuple[str, ...]]:
    """
    The keymap that a `[keys]` table asks for, and what is wrong with the table, in sentences.

    Args:
        written: Keys by the id of an action, one or several; and the name of a preset.
    """
    problems: list[str] = []
    preset = _preset(written.get(_PRESET), problems)
    given: dict[str, tuple[str, ...]] = {}
    for action_id, value in _flat(written):
        if action_id == _PRESET:
            continue
        keys = _keys(action_id, value, problems)
        if keys is not None:
            given[action_id] = keys
    keys_of = {**_DEFAULTS, **preset, **given}
    for key, nearer, farther in sorted(_clashes(keys_of) - _clashes(_DEFAULTS), key=_in_order):
        if key in keys_of[nearer] and key in keys_of[farther]:
            loser = _loser(nearer, farther, given, keys_of)
            keys_of[loser] = tuple(one for one in keys_of[loser] if one != key)
            keeper = nearer if loser == farther else farther
            problems.append(_taken(key, keeper, loser, keys_of, given))
    changed = {one: keys for one, keys in keys_of.items() if keys != _DEFAULTS[one]}
    return Keymap(changed), tuple(problems)


def _preset(name: Json, problems: list[str]) -> Mapping[str, tuple[str, ...]]:
    if name is None:
        return {}
    if isinstance(name, str) and name in PRESETS:
        return PRESETS[name]
    problems.append(f"There is no preset {name!r} of keys; there is {', '.join(PRESETS)}.")
    return {}


def _flat(table: Mapping[str, Json], before: str = "") -> Iterator[tuple[str, Json]]:
    """Ids with their values: TOML makes a table of each part when an id is not quoted."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _keys(action_id: str, value: Json, problems: list[str]) -> tuple[str, ...] | None:
    """The keys that are wanted for an action, without those that do not work."""
    if action_id not in _DEFAULTS:
        problems.append(_unknown(action_id))
        return None
    wanted: list[Json] = list(value) if isinstance(value, list) else [value]
    keys: list[str] = []
    for key in wanted:
        if not isinstance(key, str):
            problems.append(
                f'{action_id} takes a key or a list of keys, such as "x" or ["x", "delete"].'
            )
            return None
        reason = why_not_sent(canonical(key)) if key else None
        if reason is not None:
            problems.append(f"{action_id} cannot have the key {key!r}: {reason}.")
        elif key and canonical(key) not in keys:
            keys.append(canonical(key))
    if not keys and (action_id in _NEVER_LOST or any(wanted)):
        stays = " ".join(_DEFAULTS[action_id]) or "without a key"
        problems.append(f"{action_id} is left without a key, so it stays {stays}.")
        return None
    return tuple(keys)


def _unknown(action_id: str) -> str:
    # Imported here: only a mistake needs it.
    from difflib import get_close_matches

    close = get_close_matches(action_id, _DEFAULTS, n=1)
    hint = f"did you mean {close[0]}?" if close else "`memtui keys` lists them all."
    return f"There is no action {action_id!r}; {hint}"


def _clashes(keys_of: Mapping[str, Iterable[str]]) -> set[tuple[str, str, str]]:
    """Keys that two actions of one pane have, with the nearer one first."""
    found: set[tuple[str, str, str]] = set()
    for context in _IN_CONTEXT:
        having: dict[str, list[str]] = {}
        for action in context:
            for key in dict.fromkeys(keys_of[action.id]):
                having.setdefault(key, []).append(action.id)
        for key, ids in having.items():
            found.update((key, *pair) for pair in combinations(ids, 2))
    return found


def _in_order(clash: tuple[str, str, str]) -> tuple[int, int, str]:
    key, nearer, farther = clash
    return _TURN[nearer], _TURN[farther], key


def _loser(
    nearer: str, farther: str, given: Mapping[str, object], keys_of: Mapping[str, tuple[str, ...]]
) -> str:
    """Who gives up a key: never help or quit its last one; else what the person did not name."""
    for one, other in ((nearer, farther), (farther, nearer)):
        if one in _NEVER_LOST and len(keys_of[one]) == 1:
            return other
    return nearer if farther in given and nearer not in given else farther


def _taken(
    key: str,
    keeper: str,
    loser: str,
    keys_of: Mapping[str, tuple[str, ...]],
    given: Mapping[str, object],
) -> str:
    left = " ".join(keys_of[loser])
    stays = f"keeps {left}" if left else "has no key now; give it another"
    if loser in given:
        return f"{key!r} is wanted for {loser} and is {keeper} in the same pane; {loser} {stays}."
    return f"{key!r} is {keeper} now, which works in the same pane as {loser}; {loser} {stays}."


_NAMED = re.compile(r"\{(\w+\.\w+)\}")
_DEFAULTS = {one.id: one.keys for one in ACTIONS}
_TURN = {one.id: turn for turn, one in enumerate(ACTIONS)}
_IN_CONTEXT = [
    [one for place in context for one in ACTIONS if one.place is place] for context in CONTEXTS
]
