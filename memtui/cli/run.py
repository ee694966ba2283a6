"""
One run of the program: from its arguments to its exit code, and what becomes of every error.

The only place that catches errors. A user reads one sentence on stderr; with `--json` the same
refusal is a document on stdout.
"""

import contextlib
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from memtui.cli.call import Call
from memtui.cli.program import program
from memtui.guard import ADVICE, is_core_foreign

if TYPE_CHECKING:
    from core import CoreError
    from core.wire.objects import Json

DONE, FAILED, USAGE, CONFLICT, NOT_FOUND, NOT_PERMITTED = range(6)
"""The exit codes; each command that says "a person is needed" uses `CONFLICT` for it."""

INTERRUPTED, PIPE_CLOSED = 130, 141
"""As a shell reports the signals behind them."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    # Looked for here too: when the arguments cannot be read, no option has been.
    call = Call(debug="--debug" in arguments)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character must not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _invoke(arguments, call)
    except KeyboardInterrupt:
        return _leave(INTERRUPTED)
    except OSError as error:
        return _leave(_unwritten(error))
    try:
        sys.stdout.flush()
    except OSError as error:
        # After an error of its own, this one is only its echo.
        return _leave(code or _unwritten(error))
    return code


def complete() -> NoReturn:
    """Answer a shell that asks how a command line may go on."""
    program.main(prog_name="memtui")


def _invoke(arguments: Sequence[str], call: Call) -> int:
    try:
        with program.make_context("memtui", _decoded(arguments), obj=call) as context:
            program.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # told apart here, and nowhere else
        if call.debug:
            traceback.print_exc()
        code, sentence, document = _explain(error)
        if call.json or (code == USAGE and "--json" in arguments):
            _print_json({"error": document})
        _say(sentence)
        return code
    return DONE


def _decoded(arguments: Sequence[str]) -> list[str]:
    """The arguments as UTF-8, whatever the locale made of their bytes."""
    try:
        return [os.fsencode(argument).decode() for argument in arguments]
    except UnicodeError:
        raise click.UsageError("An argument is not UTF-8 text; nothing was done.") from None


def _explain(error: Exception) -> "tuple[int, str, dict[str, Json]]":
    """The exit code of an error, its sentence, and what a program reads of it."""
    if isinstance(error, click.ClickException):
        message = error.format_message()
        sentence = f"Error: {message}"
        if isinstance(error, click.UsageError) and error.ctx is not None:
            if isinstance(error, click.exceptions.NoArgsIsHelpError):
                message = "A sub-command is missing."
                sentence = error.format_message()
            else:
                sentence += f"\n`{error.ctx.command_path} --help` shows how it is used."
        details: dict[str, Json] = getattr(error, "details", {})
        return USAGE, sentence, {"type": "invalid_request_error", "message": message, **details}
    if is_core_foreign():
        return FAILED, f"Error: {ADVICE}", {"type": "api_error", "message": ADVICE}
    from core import CoreError

    if isinstance(error, CoreError):
        from core.wire.objects import error_json

        return _code(error), f"Error: {error}", error_json(error)
    if isinstance(error, OSError) and error.strerror:
        where = "" if error.filename is None else f" {error.filename}"
        message = f"The system refused: {error.strerror}{where}."
        if isinstance(error, FileNotFoundError) and error.filename is not None:
            message = f"There is no such file or folder: {error.filename}."
        return FAILED, f"Error: {message}", {"type": "api_error", "message": message}
    message = (
        f"Something went wrong inside memtui ({type(error).__name__}: {error});"
        " the same command with --debug shows where."
    )
    return FAILED, f"Error: {message}", {"type": "api_error", "message": message}


def _code(error: "CoreError") -> int:
    from core import NotFound, NotPermitted, PathConflict, PreconditionFailed
    from core.dreams.dream import DreamBusy
    from core.dreams.reviewing.moved import FileMoved, HunksConflict, ReviewMoved, StoreMoved
    from core.settling.resolving import ConflictMoved
    from core.settling.sides import NotClean
    from core.texts.edits import EditRefused
    from core.undoing.inverses import UndoRefused
    from core.undoing.undo import ArchiveMoved

    match error:
        case PreconditionFailed() | PathConflict() | EditRefused():
            return CONFLICT
        case ConflictMoved() | NotClean() | UndoRefused() | ArchiveMoved():
            return CONFLICT
        case StoreMoved() | ReviewMoved() | FileMoved() | HunksConflict() | DreamBusy():
            return CONFLICT
        case NotFound():
            return NOT_FOUND
        case NotPermitted():
            return NOT_PERMITTED
        case _:
            return FAILED


def _unwritten(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED
    _say(f"Error: The answer could not be written ({error.strerror}).")
    return FAILED


def _print_json(document: "Json") -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _say(sentence: str) -> None:
    from memtui.text import visible

    # Always made visible: an error repeats names and paths, and nobody needs their exact bytes.
    print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201


def _open_closed_streams() -> None:
    """Give the program somewhere to write to when its caller closed stdout or stderr."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _leave(code: int) -> int:
    """Give up stdout, so that the interpreter does not try to write the rest of the answer."""
    with open(os.devnull, "wb") as nothing, contextlib.suppress(OSError):
        os.dup2(nothing.fileno(), sys.stdout.fileno())
    return code
