"""
Decoding with msgspec where it can, and forgivingly where it must.
"""

import msgspec

from core.transcripts.fields import Json, loads


def decode(data: bytes) -> Json:
    """
    The JSON value in `data`, four times as fast as `loads` when nothing is odd about it.

    Raises:
        NotJson: It is none.
    """
    try:
        value: Json = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return loads(data)
    return value
