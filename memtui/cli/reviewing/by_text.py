"""
`review edit|resolve`: deciding on a hunk by a text.
"""

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.reviewing.answering import answer
from memtui.cli.reviewing.options import DREAM, EXPECT_SEQ


@click.command()
@DREAM
@click.option("--hunk", "hunk_id", required=True, metavar="ID", help="Which hunk.")
@click.option(
    "--content",
    required=True,
    metavar="FILE",
    help="Its new lines, none to take its old ones out; - reads them from stdin.",
)
@EXPECT_SEQ
@common
@pass_call
def edit(call: Call, *, dream_id: str, hunk_id: str, content: str, expect_seq: int | None) -> None:
    """Accept a hunk with other lines than the proposed ones."""
    from core.dreams.lines import lines_of
    from memtui.reviewing.policy import load_policy

    lines = lines_of(args.text_of(content)).lines
    with call.writing() as workspace:
        decided = workspace.reviews.edit(
            dream_id,
            hunk_id,
            lines,
            expect_seq=expect_seq,
            policy=load_policy(call.config),
        )
    answer(call, decided)


@click.command()
@DREAM
@click.option("--hunk", "hunk_id", required=True, metavar="ID", help="Which hunk.")
@click.option(
    "--take",
    type=click.Choice(["mine", "theirs", "both", "base"]),
    help="A side, where they conflict; mine is the proposal, theirs what is there now.",
)
@click.option(
    "--content", metavar="FILE", help="The whole text of the file; - reads it from stdin."
)
@click.option("--if-version", metavar="ID", help="Only if the file still is at this version.")
@common
@pass_call
def resolve(
    call: Call,
    *,
    dream_id: str,
    hunk_id: str,
    take: str | None,
    content: str | None,
    if_version: str | None,
) -> None:
    """
    Decide on a hunk that conflicts with what was written meanwhile; nothing is written yet.

    Without --take or --content: show the three texts and their merge. To take theirs is to reject.
    """
    from core.dreams.reviewing.wire import hunk_sides_json
    from core.merge import Choice
    from memtui.reviewing.policy import load_policy

    args.one_of(take=take, content=content is not None)
    if take is None and content is None:
        with call.reading() as workspace:
            sides = workspace.reviews.sides(dream_id, hunk_id)
        if call.json:
            call.out.json(hunk_sides_json(sides))
        else:
            call.out.line(f"{sides.path} at {sides.version_id}", "bold")
            call.out.text(sides.merge.text)
        return
    text = None if content is None else args.text_of(content)
    with call.writing() as workspace:
        decided = workspace.reviews.resolve(
            dream_id,
            hunk_id,
            choice=None if take is None else Choice(take),
            content=text,
            expect_version=if_version,
            policy=load_policy(call.config),
        )
    answer(call, decided)
