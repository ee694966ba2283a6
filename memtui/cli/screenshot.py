"""`memtui screenshot`: a picture of the app, made from the app itself without a terminal."""

import re
from pathlib import Path

import click

from memtui.cli.args import file_path
from memtui.cli.call import Call, common, pass_call


@click.command()
@common
@click.argument("file")
@click.option("--size", default="120x40", show_default=True, metavar="WxH", help="In characters.")
@click.option("--keys", default="", metavar="KEYS", help="Keys to press before, as `j j enter`.")
@pass_call
def screenshot(call: Call, file: str, *, size: str, keys: str) -> None:
    """Write a picture of the app on the workspace into FILE, as SVG; its folder is made, too."""
    from memtui.cli.app import make_app
    from memtui.screenshot import render_screenshot

    found = re.fullmatch(r"(\d{2,3})x(\d{2,3})", size)
    if found is None:
        raise click.UsageError(
            f"A size is written as 120x40, from 10x10 to 999x999, and not as {size!r}."
        )
    pressed = [_key(word) for word in keys.split()]
    with call.reading() as workspace:
        app = make_app(workspace, call)
        picture = render_screenshot(app, int(found[1]), int(found[2]), pressed)
    target: Path = file_path(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(picture, encoding="utf-8")
    if call.json:
        call.out.json({"file": str(target), "bytes": len(picture.encode())})
    else:
        call.out.line(f"{target} written.")


def _key(word: str) -> str:
    from memtui.screenshot import to_press

    try:
        return to_press(word)
    except ValueError as error:
        raise click.UsageError(f"--keys: {word!r} cannot be pressed: {error}.") from None
