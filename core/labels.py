"""
Names, descriptions and metadata: the small texts on stores and sessions, and their rules. Pure.
"""

import json
import unicodedata
from collections.abc import Mapping

from core.errors import InvalidRequest
from core.limits import Limits
from core.text import is_storable

Metadata = dict[str, str]
MetadataPatch = Mapping[str, str | None]


def check_name(value: object, limits: Limits, what: str) -> str:
    """
    A name: 1 to 255 characters, none of them a control character.

    Raises:
        InvalidRequest: It breaks that rule.
    """
    name = _check_text(value, f"The {what}")
    if not 1 <= len(name) <= limits.name_characters:
        raise InvalidRequest(
            f"The {what} has 1 to {limits.name_characters} characters, not {len(name):,}."
        )
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise InvalidRequest(f"The {what} has no control characters.")
    return name


def check_description(value: object, limits: Limits, what: str = "description") -> str:
    """
    A description: at most 1,024 characters.

    Raises:
        InvalidRequest: It is longer, or not text.
    """
    return _check_length(value, limits.description_characters, what)


def check_instructions(value: object, limits: Limits) -> str:
    """
    The instructions of an attachment: at most 4,096 characters.

    Raises:
        InvalidRequest: They are longer, or not text.
    """
    return _check_length(value, limits.instructions_characters, "instructions")


def patch_metadata(old: Metadata, patch: MetadataPatch, limits: Limits) -> Metadata:
    """
    Metadata after a patch: text sets a key, `None` removes it, other keys stay.

    Raises:
        InvalidRequest: A key or value breaks a rule, or there are too many pairs afterwards.
    """
    if not isinstance(patch, Mapping):
        raise InvalidRequest("Metadata is a map from text to text.")
    changed = dict(old)
    for key, value in patch.items():
        _check_key(key, limits)
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = _check_length(
                value, limits.metadata_value_characters, f"metadata value of {key!r}"
            )
    if len(changed) > limits.metadata_pairs:
        raise InvalidRequest(
            f"Metadata has at most {limits.metadata_pairs} pairs; this makes {len(changed)}."
        )
    return changed


def format_metadata(metadata: Metadata) -> str:
    """Metadata as it is stored: equal metadata as equal text."""
    return json.dumps(metadata, ensure_ascii=False, sort_keys=True)


def _check_key(key: object, limits: Limits) -> None:
    if not isinstance(key, str) or not 1 <= len(key) <= limits.metadata_key_characters:
        raise InvalidRequest(
            f"A metadata key is text of 1 to {limits.metadata_key_characters} characters."
        )
    _check_text(key, "A metadata key")


def _check_length(value: object, limit: int, what: str) -> str:
    text = _check_text(value, f"The {what}")
    if len(text) > limit:
        raise InvalidRequest(f"The {what} has at most {limit:,} characters, not {len(text):,}.")
    return text


def _check_text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise InvalidRequest(f"{what} must be text.")
    if not is_storable(value):
        raise InvalidRequest(f"{what} is not valid text (a NUL or a lone surrogate is in it).")
    return value
