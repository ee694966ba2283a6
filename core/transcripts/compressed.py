"""
Reading zstandard-compressed transcripts as the plain bytes they stand for.

The package `zstandard` is optional: without it such files are named as unreadable, and the rest
goes on.
"""

from collections.abc import Iterable, Iterator

from core.errors import CoreError

MAGIC = b"\x28\xb5\x2f\xfd"
_LARGEST_WINDOW = 128 * 1024 * 1024


class NotReadable(CoreError):
    """A compressed transcript that cannot be unpacked here."""


def is_compressed(head: bytes) -> bool:
    """Whether a file that begins like this is compressed; never told from its name."""
    return head.startswith(MAGIC)


def decompressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """
    The plain bytes, piece by piece; a file that is cut off gives what it still holds.

    Raises:
        NotReadable: The package is missing, or the bytes are not zstandard.
    """
    try:
        import zstandard
    except ImportError:
        raise NotReadable(
            "This transcript is compressed; install the package `zstandard` to read it."
        ) from None
    make = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    frame = make.decompressobj()
    try:
        for chunk in chunks:
            data = chunk
            while data:
                yield frame.decompress(data)
                # One file may be several frames in a row.
                data = frame.unused_data
                if frame.eof:
                    frame = make.decompressobj()
    except zstandard.ZstdError as error:
        raise NotReadable(f"This transcript cannot be unpacked: {error}.") from None
