"""Where the program begins: Ctrl-C is quiet even while the rest of it is still being read."""

import atexit
import gc
import os
import sys
from contextlib import suppress

RARELY = 50_000
"""New objects after which Python looks for rubbish. To look every 700, as it is used to, takes a twelfth of the time of
a short command, and finds none: a program that starts throws nothing away."""


def main() -> int:
    """Run the program; return its exit status."""
    try:
        from backchat import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130  # what a shell makes of Ctrl-C


def run() -> None:
    """Run the program and end it at once: to free every object first takes a tenth of the time of a short command."""
    gc.set_threshold(RARELY)
    status = main()
    if not _is_awaited():
        with suppress(OSError, ValueError, AttributeError):  # closed, or never there
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _is_awaited() -> bool:
    """Whether anything else is to be done before the end: a thread, a debugger, a measurement, a prompt of Python's."""
    watched = sys.gettrace() or sys.getprofile() or sys.flags.inspect or sys.flags.dev_mode
    threading = sys.modules.get("threading")
    return bool(watched or atexit._ncallbacks() or (threading and threading.active_count() > 1))


if __name__ == "__main__":
    run()
