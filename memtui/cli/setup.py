"""
Where things are: `init`, `config path|show|check`.
"""

import click

from memtui.cli.call import Call, common, pass_call


@click.command()
@click.option("--profile", metavar="NAME", help="Its limits: default, or managed-agents.")
@common
@pass_call
def init(call: Call, *, profile: str | None) -> None:
    """
    Make the workspace; one that exists stays as it is.

    The profile managed-agents has the limits of the hosted service; default has no cap on counts.
    """
    from core import Workspace

    existed = call.workspace_path.exists()
    with Workspace.open(call.workspace_path, user=call.user_name, profile=profile) as workspace:
        path = workspace.path
    if call.json:
        call.out.json({"workspace": str(path), "created": not existed})
    else:
        call.out.line(f"{path} exists already." if existed else f"Made {path}")


@click.group()
@common
def config() -> None:
    """Where the configuration is, and what it says."""


@config.command()
@common
@pass_call
def path(call: Call) -> None:
    """Print where the one configuration file is, or would be."""
    from memtui.settings.config_file import config_path

    where = config_path()
    if call.json:
        call.out.json({"path": str(where), "exists": where.exists()})
    else:
        call.out.line(str(where))


@config.command()
@common
@pass_call
def show(call: Call) -> None:
    """Print every setting, and where it comes from: an option, the environment, the file."""
    written = call.config
    settings: dict[str, tuple[str | int | None, str]] = {
        key: (setting.value, setting.source) for key, setting in written.settings().items()
    }
    for key, value in (("workspace", call.workspace), ("user", call.user)):
        if value is not None:
            settings[key] = (value, "option")
    if call.json:
        call.out.json(
            {
                "path": str(written.path),
                "exists": written.exists,
                "settings": {
                    key: {"value": value, "source": source}
                    for key, (value, source) in settings.items()
                },
            }
        )
    else:
        call.out.table(
            [(key, str(value or ""), source) for key, (value, source) in settings.items()],
            ("bold", None, "dim"),
        )


@config.command()
@common
@pass_call
def check(call: Call) -> None:
    """
    Look for what is wrong with the configuration file, and with the policy that it names.

    Exit code 1 when something is.
    """
    from memtui.settings.config_file import config_path

    where, problems = config_path(), _problems(call)
    if call.json:
        call.out.json({"path": str(where), "ok": not problems, "problems": [*problems]})
    else:
        for problem in problems:
            call.out.line(problem)
        if not problems and where.exists():
            call.out.line(f"Nothing is wrong with {where}.")
        elif not problems:
            call.out.line(f"There is no {where}, so every setting has its default.")
    if problems:
        raise click.exceptions.Exit(1)


def _problems(call: Call) -> list[str]:
    from memtui.cli.app import why_no_theme
    from memtui.keys.keymap import resolve
    from memtui.reviewing.policy import load_policy
    from memtui.settings.config_file import ConfigError

    try:
        settings = call.config_as_read
    except ConfigError as error:
        return [str(error)]
    problems = [*settings.unknown, *resolve(settings.keymap)[1], *why_no_theme(settings)]
    try:
        load_policy(settings)
    except ConfigError as error:
        problems.append(str(error))
    return problems
