"""
What the help of the app shows: `keys`.
"""

import click

from memtui.cli.call import Call, common, pass_call
from memtui.text import visible


@click.command()
@click.argument("words", nargs=-1)
@common
@pass_call
def keys(call: Call, *, words: tuple[str, ...]) -> None:
    """
    List every action of the app with its keys, as config.toml changes them.

    WORDS narrow it down, as in the help of the app. An id is what [keys] in config.toml calls an
    action: "stores.delete" = "x", or a list of keys; preset = "git" has the letters of git add -p.
    """
    from memtui.keys import find
    from memtui.keys.keymap import resolve

    settings = call.config_as_read
    keymap, problems = resolve(settings.keymap)
    found = find(keymap.all, " ".join(words))
    if call.json:
        call.out.json(
            {
                "data": [
                    {
                        "id": action.id,
                        "keys": list(action.keys),
                        "verb": action.verb,
                        "help": action.help,
                        "screen": action.place.value,
                        "changed": action.id in keymap.changed,
                    }
                    for action in found
                ],
                "next_page": None,
            }
        )
    else:
        call.out.table(
            [(action.id, " ".join(action.keys), action.help) for action in found],
            ("dim", "bold", None),
        )
    told = [*settings.unknown, *(f"{settings.path}: {problem}" for problem in problems)]
    for sentence in told:
        click.echo(visible(sentence, keep=""), err=True)
