"""
Who acted: a session, an API key, a user or a service account, as the wire writes them.

An actor is captured at the write and never changed later. Locally a user's name is what the
machine says, unverified; keys on a served workspace are what proves an actor.
"""

from dataclasses import dataclass
from enum import StrEnum


class ActorType(StrEnum):
    """The kinds of actor of the Managed Agents wire."""

    SESSION = "session_actor"
    API = "api_actor"
    USER = "user_actor"
    SERVICE = "service_account_actor"

    @property
    def id_field(self) -> str:
        """The name of the field that carries the actor's id on the wire."""
        match self:
            case ActorType.SESSION:
                return "session_id"
            case ActorType.API:
                return "api_key_id"
            case ActorType.USER:
                return "user_id"
            case ActorType.SERVICE:
                return "service_account_id"


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor: what it is and its id (for a user the account's name)."""

    type: ActorType
    id: str

    @property
    def session_id(self) -> str | None:
        """The session, when the actor is one."""
        return self.id if self.type is ActorType.SESSION else None


def user(name: str) -> Actor:
    """The actor of a person at this machine."""
    return Actor(ActorType.USER, name)


def session(session_id: str) -> Actor:
    """The actor of one run of one agent."""
    return Actor(ActorType.SESSION, session_id)


def api_key(key_id: str) -> Actor:
    """The actor of a program that comes in with a key."""
    return Actor(ActorType.API, key_id)
