"""
Reading zstandard-compressed transcripts as the plain bytes they stand for.

The package `zstandard` is optional: without it such files are named as unreadable, and the rest
goes on.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final

from core.errors import CoreError

MAGIC: Final = b"\x28\xb5\x2f\xfd"
_LARGEST_WINDOW: Final = 128 * 1024 * 1024
_CHUNK: Final = 1024 * 1024


class NotReadable(CoreError):
    """A compressed transcript that cannot be unpacked here."""


def is_compressed(head: bytes) -> bool:
    """Whether a file that begins like this is compressed; never told from its name."""
    return head.startswith(MAGIC)


def plain_head(head: bytes) -> bytes:
    """
    The beginning of what a compressed file holds, from the beginning of the file.

    Raises:
        NotReadable: As `decompressed`.
    """
    return next(decompressed(BytesIO(head)), b"")


def decompressed(file: BinaryIO, chunk: int = _CHUNK) -> Iterator[bytes]:
    """
    The plain bytes in chunks, however much they grow; a file that is cut off gives what it holds.

    Raises:
        NotReadable: The package is missing, or the bytes are not zstandard.
    """
    try:
        import zstandard
    except ImportError:
        raise NotReadable(
            "This transcript is compressed; install the package `zstandard` to read it."
        ) from None
    unpacking = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    try:
        with unpacking.stream_reader(file, read_across_frames=True, closefd=False) as plain:
            while data := plain.read(chunk):
                yield data
    except zstandard.ZstdError as error:
        raise NotReadable(f"This transcript cannot be unpacked: {error}.") from None
