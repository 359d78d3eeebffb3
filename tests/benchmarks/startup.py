"""How long the program takes to start, measured in pairs with the least that a program of its kind could do.

    python tests/benchmarks/startup.py [PAIRS]

The chat, until its prompt is on the screen, beside ten lines of prompt_toolkit; `backchat ask` beside two imports.
The program is installed first as users have it, with its knowledge prepared: a checkout may have to read the YAML.
Exits with 1 where a limit is passed.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Measure = Callable[[list[str], str], float]

CHAT_LIMIT, ASK_LIMIT = 1.3, 1.5

ROOT = Path(__file__).parents[2]

TEN_LINES = """\
import rapidfuzz
import yaml
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter

words = WordCompleter(["/help", "/quit"])
session = PromptSession("> ", completer=words)
print("Hello.")
while True:
    print(session.prompt())
"""

PROMPT = b"\x1b[?2004h"
"""What prompt_toolkit sends when it begins to edit a line."""


def until_prompt(command: list[str], home: str) -> float:
    """Seconds until a program on a terminal shows that a line can be typed."""
    start = time.perf_counter()
    child, line = pty.fork()
    if child == 0:
        os.environ.update(HOME=home, TERM="xterm-256color")
        os.execv(command[0], command)
    seen = b""
    while PROMPT not in seen:
        if not select.select([line], [], [], 20)[0]:
            raise TimeoutError(seen)
        seen += os.read(line, 65536)
    taken = time.perf_counter() - start
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(line)
    return taken


def until_end(command: list[str], home: str) -> float:
    """Seconds until a program has ended."""
    start = time.perf_counter()
    null = subprocess.DEVNULL
    subprocess.run(command, stdout=null, stdin=null, env=os.environ | {"HOME": home}, check=True)
    return time.perf_counter() - start


def compare(name: str, timed: Measure, ours: list[str], least: list[str], pairs: int) -> float:
    """Print the medians of both and of their ratios, pair by pair; return the last."""
    with tempfile.TemporaryDirectory() as home:
        timed(ours, home)
        timed(least, home)
        times = [(timed(ours, home), timed(least, home)) for _ in range(pairs)]
    ratio = statistics.median(mine / other for mine, other in times)
    mine, other = (1000 * statistics.median(each) for each in zip(*times, strict=True))
    print(f"{name:<24}{mine:6.0f} ms, beside {other:.0f} ms: {ratio:.2f} times")
    return ratio


def install(folder: str) -> str:
    """Put the program into a folder, from where every Python started later takes it; return its command."""
    how = ["--quiet", "--no-deps", "--no-build-isolation", "--target", folder]
    subprocess.run([sys.executable, "-m", "pip", "install", *how, str(ROOT)], check=True)
    os.environ["PYTHONPATH"] = folder
    return str(Path(folder) / "bin" / "backchat")


def main(pairs: int) -> int:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(install(folder), pairs)


def measure(backchat: str, pairs: int) -> int:
    """Measure what is installed."""
    with tempfile.TemporaryDirectory() as folder:
        ten_lines = Path(folder) / "ten_lines.py"
        ten_lines.write_text(TEN_LINES)
        chat = compare("chat, to the prompt", until_prompt, [backchat], [sys.executable, str(ten_lines)], pairs)
    question = [backchat, "ask", "is it bad to lie in bed all day"]
    ask = compare("ask, to its end", until_end, question, [sys.executable, "-c", "import rapidfuzz, yaml"], pairs)
    print(f"limits: chat {CHAT_LIMIT}, ask {ASK_LIMIT}")
    return int(chat > CHAT_LIMIT or ask > ASK_LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
