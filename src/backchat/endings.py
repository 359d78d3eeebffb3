"""How the program ends when it is not asked to stay: with a status, at most one sentence, and never a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from backchat.faults import BackchatError, KnowledgeError
from backchat.safe import harmless

FAILED = 2
"""Wrong usage, knowledge that cannot be read, a disk that is full."""

BY_SIGNAL = 128
"""What a shell adds to the number of the signal that ended a program."""

GONE = (errno.EPIPE, errno.EIO, errno.ESHUTDOWN)
"""Nobody is left to read: a pipe was closed, a terminal went away."""


class Ended(BaseException):
    """The system has asked the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def status_of(work: Callable[[], int]) -> int:
    """Do the work; return its status, or that of the ending it came to."""
    try:
        status = _returned(work)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return BY_SIGNAL + signal.SIGINT
    except Ended as ended:
        return BY_SIGNAL + ended.number
    except KnowledgeError as error:
        complain(str(error))
    except BackchatError as error:
        complain(f"backchat: {error}")
    except OSError as error:
        return _unwritten(error)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        complain(f"backchat: this is a fault of the program itself: {type(error).__name__}: {error}")
    else:
        return status
    return FAILED


def _returned(work: Callable[[], int]) -> int:
    """Do the work; one that leaves early, as after --help, has its output flushed like any other."""
    try:
        return work()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def close() -> None:
    """Let nothing disturb the last steps of the interpreter, which would tell of it in a traceback."""
    with suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def complain(text: str) -> None:
    """Tell a fault on standard error, if anybody is there."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(harmless(text).rstrip("\n") + "\n")
        sys.stderr.flush()


def _unwritten(error: OSError) -> int:
    """End where standard output takes nothing any more; what Python still holds for it goes nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno in GONE:
        return BY_SIGNAL + 13  # as a program that SIGPIPE ends
    complain(f"backchat: the reply could not be written: {error.strerror or error}")
    return FAILED
