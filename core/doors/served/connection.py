"""
The line to a served workspace: one request for each call, and errors that arrive as they were.
"""

from typing import Any
from urllib.parse import urlsplit

import httpx2

from core.access.keys import KeyRefused
from core.doors.values import packed, unpacked, unpacked_error
from core.errors import CoreError, InvalidRequest, Json, NotFound, NotPermitted, Unreachable

TIMEOUT_S = 120.0
"""A call may be long: a doctor reads everything."""

CONNECT_TIMEOUT_S = 5.0
_SLACK_S = 10.0


class Connection:
    """Talks to one server, as one actor. Safe to use from any thread."""

    def __init__(self, address: str, key: str | None, *, over: httpx2.Client | None = None) -> None:
        """
        Prepare to talk to `address`, such as `http://127.0.0.1:8787`; nothing is sent yet.

        Args:
            over: A line to that address, with its key, that is there already.

        Raises:
            InvalidRequest: It is no such address.
        """
        self.address = _checked_address(address)
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        self._names: dict[bytes, bytes] = {}
        self._client = over or httpx2.Client(
            base_url=self.address,
            headers=headers,
            timeout=httpx2.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
        )

    def another(self) -> "Connection":
        """One over the same line, to call in another name; closed with this one."""
        return Connection(self.address, None, over=self._client)

    def speak_as(self, *, user: str | None = None, session: str | None = None) -> None:
        """Call in somebody else's name from now on, which only an administrator's key may."""
        if session is not None:
            self._names[b"memtui-session"] = session.encode()
        elif user is not None:
            # As bytes, since text would have to be ASCII; the server reads them as UTF-8.
            self._names[b"memtui-user"] = user.encode()

    def call(self, part: str, method: str, arguments: dict[str, object]) -> Any:  # noqa: ANN401
        """
        Make one call and give its value.

        Raises:
            CoreError: What it raised there; or nobody answers.
        """
        body = {"arguments": {name: packed(value) for name, value in arguments.items()}}
        answer = self._sent("POST", f"/memtui/calls/{part}/{method}", json=body)
        return unpacked(answer["value"])

    def wait(self, since: int, timeout_s: float) -> bool:
        """Wait until there may be a change after `since`, for at most so long."""
        answer = self._sent(
            "GET",
            "/memtui/calls/wait",
            params={"since": since, "timeout_s": timeout_s},
            timeout=timeout_s + _SLACK_S,
        )
        return bool(answer["came"])

    def about(self) -> dict[str, Json]:
        """What the server says about the workspace and about who is calling."""
        return self._sent("GET", "/memtui/calls/about")

    def close(self) -> None:
        """Give the line back."""
        self._client.close()

    def _sent(self, method: str, path: str, **options: Any) -> dict[str, Json]:  # noqa: ANN401
        try:
            response = self._client.request(method, path, headers=self._names, **options)
        except httpx2.TimeoutException:
            raise Unreachable(f"{self.address} did not answer in time; try again.") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreachable(
                f"{self.address} cannot be reached ({error}); is `memtui serve` running there?"
            ) from None
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(f"What answers at {self.address} is no memtui.")
        if response.status_code >= 400:
            raise _error(response.status_code, answer.get("error"))
        return answer


def _checked_address(text: str) -> str:
    """
    The address of a server, without a path.

    Raises:
        InvalidRequest: It is none.
    """
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = None
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username is not None
        or parts.path.strip("/")
        or parts.query
    ):
        raise InvalidRequest(f"{text!r} is no address of a server; write http://HOST:PORT.")
    return f"{parts.scheme}://{parts.netloc}"


def _error(status: int, error: Json) -> CoreError:
    known = error if isinstance(error, dict) else {}
    found = unpacked_error(known.get("packed"))
    if found is not None:
        return found
    message = str(known.get("message") or f"The server answered {status}.")
    match status:
        case 400:
            return InvalidRequest(message)
        case 401:
            return KeyRefused(f"{message} Give one with --key-file, or in $MEMTUI_KEY.")
        case 403:
            return NotPermitted(message)
        case 404:
            return NotFound(message)
        case _:
            return CoreError(message)
