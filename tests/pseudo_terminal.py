"""A terminal to drive the program in: keys go in, and what a person would see on the screen can be read."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import pexpect
import pyte

KNOWLEDGE = """\
backchat: 1
about:
  subject: sore backs
  greeting: This is a small base for tests. It is no doctor.
  seek_help: Call a doctor when it gets worse.
sources:
  nhs: {title: Back pain, organisation: NHS, year: 2023, url: "https://www.nhs.uk/conditions/back-pain/"}
entries:
  - id: bed-rest
    topic: rest
    question: Is bed rest good for back pain?
    also: [should i lie in bed all day, staying in bed]
    answer: Staying in bed can make it worse. Keep moving as far as you can, and rest only for short spells.
    evidence: Guidelines agree.
    sources: [nhs]
    see_also: [stretching]
  - id: stretching
    topic: exercise
    question: When should I start stretching?
    also: [how soon can i stretch]
    answer: Start as soon as it does not hurt.
    see_also: [bed-rest]
warning_signs:
  - id: bladder
    urgency: emergency
    text: Call an ambulance now.
    when:
      - [bladder]
ideas:
  bladder: [cannot control my bladder]
"""


ASKING = ("NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES", "INPUTRC")
"""Variables that would change what the tests see."""


class Screen(pyte.Screen):
    """A screen that answers the program's questions as a real terminal does."""

    answers: str = ""

    def write_process_input(self, data: str) -> None:
        self.answers += data


class Terminal:
    """A running program on a pseudo-terminal."""

    def __init__(
        self, *arguments: str, columns: int = 80, rows: int = 40, bundled: bool = False, home: Path, **environ: str
    ) -> None:
        knowledge = home / "small.yaml"
        if not knowledge.exists():
            knowledge.write_text(KNOWLEDGE)
        if not bundled:
            arguments = ("--only", "--knowledge", str(knowledge), *arguments)
        clean = {name: value for name, value in os.environ.items() if name not in ASKING}
        clean |= {"TERM": "xterm-256color", "HOME": str(home), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.is_over = False
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "backchat", *arguments],
            dimensions=(rows, columns),
            env=clean | environ,
            cwd=str(home),
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(pexpect.ExceptionPexpect):  # a busy machine takes longer over it than pexpect waits
            self.child.close(force=True)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def see(self, *wanted: str, within: float = 15, gone: str | None = None) -> str:
        """Wait until all of it is on the screen (and `gone` is not any more)."""
        end = time.monotonic() + within
        while time.monotonic() < end and not self.is_over:
            self._read()
            flat = " ".join(self.text.split())
            if all(" ".join(each.split()) in flat for each in wanted) and (gone is None or gone not in flat):
                return self.text
        raise AssertionError(f"{wanted} {f'without {gone!r} ' if gone else ''}did not appear:\n{self.text}")

    def ready(self, prompt: str = "> ") -> Terminal:
        """Wait until the last line is an empty prompt."""
        end = time.monotonic() + 15
        while time.monotonic() < end and not self.is_over:
            self._read()
            if self.last == prompt.rstrip():
                return self
        raise AssertionError(f"no prompt:\n{self.text}")

    @property
    def last(self) -> str:
        """The last line that is not empty."""
        return self.text.rsplit("\n", 1)[-1]

    def type(self, keys: str) -> Terminal:
        """Press keys."""
        self.child.send(keys)
        return self

    def say(self, line: str) -> Terminal:
        """Type a line and press Enter."""
        return self.type(line + "\r")

    def settle(self, seconds: float = 0.25) -> str:
        """Let the screen come to rest."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.is_over:
            self._read()
        return self.text

    def leave(self, within: float = 15) -> int:
        """Wait until the program has ended by itself; return its exit status, or minus the signal that ended it."""
        end = time.monotonic() + within
        while time.monotonic() < end and self.child.isalive():
            self._read()
        assert not self.child.isalive(), f"still running:\n{self.text}"
        self._read()
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    def resize(self, columns: int, rows: int = 40) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        self.child.kill(signal.SIGWINCH)

    def line_of_settings(self) -> list[object]:
        """How the terminal line is set: echo, signals and the like."""
        import termios

        return termios.tcgetattr(self.child.child_fd)[:4]

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.02)
        except pexpect.TIMEOUT:
            return
        except (pexpect.EOF, OSError):
            self.is_over = True
            return
        self.raw += data
        self.stream.feed(data)
        if self.screen.answers:
            answers, self.screen.answers = self.screen.answers, ""
            self.child.send(answers)
