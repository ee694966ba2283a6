"""
What a text column holds, so that redaction finds every place where a secret can stand.
"""

from enum import Enum


class Holds(Enum):
    """What a text column holds, as far as redaction is concerned."""

    ID = "ids, hashes, names of kinds and times: never text that someone wrote"
    TEXT = "text that someone wrote"
    JSON = "a JSON document with text that someone wrote"
    MADE = (
        "a text that was made of what someone wrote, such as a title: cut short, in small letters"
    )
    MADE_JSON = "a JSON document with such texts"
    PATH = "the path of a memory"
    SLUG = "a path whose last part is made of a name that someone wrote"
    ACTOR = "who acted: a name that someone chose for a user, an id for anybody else"
