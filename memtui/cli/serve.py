"""
`serve`: the workspace over HTTP, for agents on the wire of Managed Agents and for other consoles.
"""

import sys

import click

from memtui.cli.call import Call, common_but_session, pass_call


@click.command()
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen.  [127.0.0.1]"
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8787,
    metavar="PORT",
    help="0 takes a free one.  [8787]",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name that clients may call this machine by; repeatable.",
)
@click.option(
    "--rate-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="At most N requests a second of one key.",
)
@click.option(
    "--no-auth", is_flag=True, help="Let in whoever reaches it, without a key; on loopback only."
)
@click.option("--openapi", is_flag=True, help="Print the OpenAPI document, and serve nothing.")
@common_but_session
@pass_call
def serve(
    call: Call,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    rate_limit: float | None,
    no_auth: bool,
    openapi: bool,
) -> None:
    """
    Serve the workspace over HTTP until SIGINT or SIGTERM.

    Clients need a key: `memtui key create NAME`. The wire of Managed Agents is under /v1, so that
    its SDK works with base_url set to the address that is printed.
    """
    from core.doors.http.hosts import is_loopback
    from core.doors.http.server import serve as run
    from core.doors.http.settings import Settings
    from memtui import __version__
    from memtui.dreaming.worker import start_worker
    from memtui.reviewing.policy import load_policy

    if openapi:
        from core.doors.http.openapi import document
        from core.doors.http.routes.table import ROUTES

        call.out.json(document(ROUTES, __version__))
        return
    _ = call.workspace_path  # what somebody else serves is not served once more
    if no_auth and not is_loopback(host):
        raise click.UsageError(
            "--no-auth lets in whoever reaches the address, so it is for loopback only;"
            " leave it out, or listen on 127.0.0.1."
        )
    settings = Settings(
        host,
        port,
        start_worker,
        needs_key=not no_auth,
        rate_limit=rate_limit,
        names=frozenset(name.lower() for name in names),
        policy=load_policy(call.config),
        version=__version__,
    )
    with call.writing() as workspace:
        if no_auth:
            click.echo("Without keys: every program on this machine may read and write.", err=True)
        elif not any(key.revoked_at is None for key in workspace.keys.list()):
            click.echo(
                "There is no key yet, so nobody gets in: `memtui key create NAME`.", err=True
            )
        run(workspace, settings, _say)


def _say(address: str) -> None:
    click.echo(f"memtui serving {address}")
    sys.stdout.flush()
