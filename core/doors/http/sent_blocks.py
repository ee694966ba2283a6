"""
The blocks that the contents of sent events are made of, as the wire has them. Only shapes.
"""

from typing import Literal

from core.doors.http.routes.shapes import Body


class Base64Source(Body, tag_field="type", tag="base64"):
    """The bytes themselves."""

    media_type: str
    data: str


class UrlSource(Body, tag_field="type", tag="url"):
    """Where they are."""

    url: str


class FileSource(Body, tag_field="type", tag="file"):
    """A file that was given before."""

    file_id: str


class PlainSource(Body, tag_field="type", tag="text"):
    """A text."""

    media_type: Literal["text/plain"]
    data: str


class TextBlock(Body, tag_field="type", tag="text"):
    """Words."""

    text: str


class ImageBlock(Body, tag_field="type", tag="image"):
    """A picture."""

    source: Base64Source | UrlSource | FileSource


class DocumentBlock(Body, tag_field="type", tag="document", omit_defaults=True):
    """A document."""

    source: Base64Source | UrlSource | FileSource | PlainSource
    title: str | None = None
    context: str | None = None


class RedactedBlock(Body, tag_field="type", tag="redacted"):
    """What is not shown."""


class Citations(Body):
    """Whether a search result may be cited."""

    enabled: bool


class SearchResultBlock(Body, tag_field="type", tag="search_result"):
    """What a search found."""

    source: str
    title: str
    content: list[TextBlock]
    citations: Citations


MessageBlock = TextBlock | ImageBlock | DocumentBlock | RedactedBlock
ResultBlock = TextBlock | ImageBlock | DocumentBlock | SearchResultBlock
