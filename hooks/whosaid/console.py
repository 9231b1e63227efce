"""The `whosaid` program: the command, with one line instead of a traceback if anything goes wrong around it.

An interruption (even at start-up), a closed pipe, a full disk, a name too long, a folder that is gone: each ends with a
sentence on standard error and an exit code other than 0 and 1, which are the results of a check.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import Final

UNUSABLE: Final = 2
INTERRUPTED: Final = 130  # as shells count it: 128 and the signal
CUT_OFF: Final = 141

_SHOWN: Final = 60  # characters of a name
_LONG: Final = re.compile(rf"(\S{{{_SHOWN}}})\S{{{2 * _SHOWN},}}")


def main(args: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of the process; returns the exit code."""
    try:
        return _run(args)
    except KeyboardInterrupt:
        return _end("interrupted.", INTERRUPTED)
    except BrokenPipeError:
        return _end("", CUT_OFF)
    except OSError as error:
        return _end(f"Error: {_in_words(error)}", UNUSABLE)
    except MemoryError:
        return _end("Error: not enough memory for a site of this size.", UNUSABLE)
    except RecursionError:
        return _end("Error: something in this site is nested too deeply.", UNUSABLE)


def _run(args: Sequence[str] | None) -> int:
    gc.disable()  # what is loaded stays, and garbage collection takes a tenth of the time
    import click  # here, since even this can be interrupted

    from .cli import main as command

    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        _write_any_letter(stream)
    output = sys.stdout
    try:
        code = command.main(args, standalone_mode=False)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        print(_LONG.sub(r"\1…", message.getvalue()), file=sys.stderr, end="", flush=True)
        return error.exit_code
    except SystemExit as exit_:
        if sys.stdout is not output:  # click replaced it, and exits with 1
            raise BrokenPipeError from None
        return exit_.code if isinstance(exit_.code, int) else UNUSABLE
    return code if isinstance(code, int) else 0


def _write_any_letter(stream: object) -> None:
    """Let a stream take all letters: a file or pipe in UTF-8, all else with escapes."""
    if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
        is_fixed = stream.isatty() or os.environ.get("PYTHONIOENCODING")
        stream.reconfigure(encoding=None if is_fixed else "utf-8", errors="backslashreplace")


def _end(message: str, code: int) -> int:
    """Print why the program ends, if that is still possible; nothing is written after that."""
    try:
        if message and sys.stderr is not None:
            print(message, file=sys.stderr, flush=True)
    except OSError:
        pass
    for stream in (sys.stdout, sys.stderr):
        _silence(stream)
    return code


def _silence(stream: object) -> None:
    """Redirect a stream to nowhere: its remaining output would fail again when Python exits, with a traceback."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[attr-defined]  # a stream without a file needs no redirection
    except (AttributeError, OSError, ValueError):
        pass


def _in_words(error: OSError) -> str:
    if not _is_somewhere():
        return "the current folder no longer exists; change to another one."
    if error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG):
        return f"cannot write the output: {error.strerror}."
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    name = "".join(sign if sign.isprintable() else "?" for sign in name)
    shown = f"“{name}”" if len(name) <= _SHOWN else f"“{name[:_SHOWN]}…”"
    reason = error.strerror or "unknown reason"
    return f"cannot use {shown}: {reason}." if name else f"{reason}."


def _is_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  # pathlib is not loaded yet
    except OSError:
        return False
    return True
