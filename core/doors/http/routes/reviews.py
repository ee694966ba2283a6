"""
Ours: what a dream proposes, the verdicts on it, and applying it.

Only a key of an administrator gets here, which stands for a person; agents have other keys.
"""

from typing import Annotated, Literal

from msgspec import Meta

from core.doors.http.call import Call
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body
from core.dreams.proposal import ChangeKind
from core.dreams.reviewing.choosing import Selection
from core.dreams.reviewing.done_wire import decided_json, receipt_json, undone_json
from core.dreams.reviewing.policy import NO_POLICY, Policy
from core.dreams.reviewing.wire import review_json, ruling_json, summary_json
from core.dreams.verdicts import Action
from core.errors import InvalidRequest, Json


class Chosen(Body):
    """Which hunks are meant."""

    hunks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    kinds: tuple[ChangeKind, ...] = ()
    all: bool = False
    pending: bool = False
    path: str | None = None

    def selection(self) -> Selection | None:
        """The hunks that are meant; `None` when nothing was said."""
        named = bool(self.hunks or self.changes or self.kinds)
        if self.all and named:
            raise InvalidRequest("`all` excludes hunks, changes and kinds.")
        if not (self.all or named or self.pending or self.path is not None):
            return None
        return Selection(
            self.hunks,
            self.changes,
            self.kinds,
            everything=not named,
            pending_only=self.pending,
            path=self.path,
        )


class Verdict(Chosen):
    """What is decided about them."""

    action: Literal["accept", "reject", "reset", "comment"] = "accept"
    text: str | None = None
    """The reason of a rejection, or a comment."""
    expect_seq: int | None = None


class Edit(Body):
    """Other lines for one hunk."""

    lines: Annotated[tuple[str, ...], Meta(max_length=100_000)]
    expect_seq: int | None = None


class Application(Chosen):
    """What is applied; without a choice everything that is accepted."""

    expect_seq: int | None = None
    expect_state: str | None = None
    """The `state` of the review that was shown."""
    skip_conflicts: bool = False


class Undoing(Body):
    """What the store has to be at."""

    expect_seq: int | None = None


async def page(call: Call) -> Json:
    """List the reviews that wait for somebody."""
    found = await call.run(call.workspace.reviews.list)
    return {"data": [summary_json(one) for one in found], "next_page": None}


async def retrieve(call: Call) -> Json:
    """Give a proposal with its evidence and the verdicts on it."""
    return review_json(await call.run(call.workspace.reviews.look, call.params["dream_id"]))


async def decide(call: Call) -> Json:
    """Decide on hunks."""
    body: Verdict = call.body
    selection = body.selection()
    if selection is None:
        raise InvalidRequest("Say which: hunks, changes, kinds, path, pending or all.")
    decided = await call.run(
        call.workspace.reviews.decide,
        call.params["dream_id"],
        Action(body.action),
        selection,
        text=body.text,
        expect_seq=body.expect_seq,
        policy=_policy(call),
    )
    return decided_json(decided)


async def edit(call: Call) -> Json:
    """Accept a hunk with other lines."""
    body: Edit = call.body
    decided = await call.run(
        call.workspace.reviews.edit,
        call.params["dream_id"],
        call.params["hunk_id"],
        body.lines,
        expect_seq=body.expect_seq,
        policy=_policy(call),
    )
    return decided_json(decided)


async def preview(call: Call) -> Json:
    """Give the receipt that applying would give."""
    found = await call.run(
        call.workspace.reviews.preview, call.params["dream_id"], policy=_policy(call)
    )
    return receipt_json(found)


async def apply(call: Call) -> Json:
    """Write what is accepted, in one transaction, and give the receipt."""
    body: Application = call.body
    receipt = await call.run(
        call.workspace.reviews.apply,
        call.params["dream_id"],
        body.selection(),
        expect_seq=body.expect_seq,
        expect_state=body.expect_state,
        skip_conflicts=body.skip_conflicts,
        policy=_policy(call),
    )
    return receipt_json(receipt)


async def undo(call: Call) -> Json:
    """Take back the newest verdict or apply."""
    body: Undoing = call.body
    return undone_json(
        await call.run(
            call.workspace.reviews.undo, call.params["dream_id"], expect_seq=body.expect_seq
        )
    )


async def explain(call: Call) -> Json:
    """Say what the policy asks for each change."""
    dream_id, reviews = call.params["dream_id"], call.workspace.reviews
    rulings = await call.run(reviews.explain, dream_id, _policy(call))
    seen = await call.run(reviews.look, dream_id)
    changes = {change.id: change for change in seen.review.changes}
    return {
        "data": [ruling_json(one, changes[one.change_id]) for one in rulings],
        "next_page": None,
    }


def _policy(call: Call) -> Policy:
    return call.house.settings.policy or NO_POLICY


_ALL, _ONE = "/memtui/v1/reviews", "/memtui/v1/reviews/{dream_id}"

ROUTES = (
    Route("GET", _ALL, page, "List reviews", Need.ADMIN, answer="review_page"),
    Route("GET", _ONE, retrieve, "Give a proposal", Need.ADMIN, answer="review"),
    Route("GET", f"{_ONE}/policy", explain, "What it needs", Need.ADMIN, answer="ruling_page"),
    Route("GET", f"{_ONE}/receipt", preview, "What applying does", Need.ADMIN, answer="receipt"),
    Route("POST", f"{_ONE}/verdicts", decide, "Decide", Need.ADMIN, body=Verdict, answer="decided"),
    Route(
        "POST",
        f"{_ONE}/hunks/{{hunk_id}}/edit",
        edit,
        "Edit a hunk",
        Need.ADMIN,
        body=Edit,
        answer="decided",
    ),
    Route("POST", f"{_ONE}/apply", apply, "Apply", Need.ADMIN, body=Application, answer="receipt"),
    Route("POST", f"{_ONE}/undo", undo, "Take back", Need.ADMIN, body=Undoing, answer="undone"),
)
