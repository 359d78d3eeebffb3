"""Imports point one way, in the order in which a question travels; what is costly is imported late or never."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "backchat"
README = PACKAGE.parents[1] / "README.md"

ORDER = {
    "text": "frozen packed english text ideas denial",
    "knowledge": "entries faults mistakes page syntax values contents rules reading places compiled merging knowledge",
    "matching": "sounds spelling mending thesaurus features lanes search decision likeness signs",
    "replying": "wording reply explaining followup splitting claiming small_talk several bot",
    "conversing": "picking conversation",
    "showing": "safe layout look screen manual endings",
    "writing": "quoting inserting citing sheet adding importing unanswered doubts checking cases testing standing "
    "effects prompting authoring",
    "chatting": "history suggest live session topics privacy saving commands incoming plain inputrc terminal settings "
    "chat",
    "starting": "options asking completion usage cli __main__",
}
"""Every module, after all that it may import. The picture in the README is the same list."""

PLACES = {name: place for place, name in enumerate(" ".join(ORDER.values()).split())}

WHERE = {
    "prompt_toolkit": {"terminal"},
    "yaml": {"syntax"},
    "rapidfuzz": {"spelling", "ideas", "doubts", "values", "suggest", "unanswered"},
}
"""The costly libraries, and the modules that may know them: one each, and where words are compared."""


def modules() -> list[str]:
    return sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def imports(name: str) -> Iterator[tuple[str, int]]:
    """What a module imports anywhere in it, as dotted names, each with its line."""
    for node in ast.walk(ast.parse((PACKAGE / f"{name}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}.py:{node.lineno}: imports are written in full here"
            if node.module == "backchat":
                yield from ((f"backchat.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield str(node.module), node.lineno


def python(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done


def test_every_module_has_its_place_in_the_order():
    assert sorted(PLACES) == modules()


def test_the_readme_shows_the_same_order():
    picture = re.search(r"```text\n(text .*?)```", README.read_text("utf-8"), re.DOTALL)
    assert picture
    shown = re.findall(r"(\w+)\.py\b", picture[1])
    assert shown == list(PLACES)


@pytest.mark.parametrize("name", modules())
def test_imports_point_back_along_the_road_only(name):
    for imported, line in imports(name):
        if imported.startswith("backchat."):
            other = imported.split(".")[1]
            assert PLACES[other] < PLACES[name], f"{name}.py:{line} imports {other}, which comes later"


@pytest.mark.parametrize("library", WHERE)
def test_a_costly_library_is_known_to_the_modules_that_need_it_only(library):
    knowing = {name for name in modules() if any(imported.split(".")[0] == library for imported, _ in imports(name))}
    assert knowing == WHERE[library]


def test_nothing_else_is_depended_on():
    known = {"backchat", *WHERE, *sys.stdlib_module_names}
    assert {imported.split(".")[0] for name in modules() for imported, _ in imports(name)} <= known


def test_importing_the_package_is_quiet_light_and_reads_no_knowledge():
    watched = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, found: opened.append(str(found[0])) if event == 'open' else None)\n"
        "import backchat\n"
        "print([name for name in opened if name.endswith(('.yaml', '.txt', '.kept'))])\n"
    )
    done = python("-X", "importtime", "-c", watched)
    lines = [line.split("|") for line in done.stderr.splitlines()]
    assert all(len(line) == 3 for line in lines)
    loaded = {line[2].strip().split(".")[0] for line in lines}
    assert "backchat" in loaded
    assert loaded & {"prompt_toolkit", "yaml", "rapidfuzz", "argparse"} == set()
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments", [["ask", "is bed rest good"], ["topics"], ["explain", "is bed rest good"], ["--help"], []]
)
def test_no_command_imports_prompt_toolkit_without_a_terminal(tmp_path, arguments):
    small = tmp_path / "small.yaml"
    small.write_text("entries: [{question: Is bed rest good?, answer: It is not.}]", "utf-8")
    run = (
        "import sys; from backchat import cli\n"
        f"status = cli.main({[*arguments, '--only', '--knowledge', str(small)]!r})\n"
        "print(status, 'prompt_toolkit' in sys.modules)\n"
    )
    done = python("-c", run, typed="is bed rest good\n")
    assert done.stdout.splitlines()[-1] == "0 False", (done.stdout, done.stderr)


def test_the_public_names_are_at_most_ten():
    import backchat

    assert len(backchat.__all__) <= 10
    assert [name for name in backchat.__all__ if not hasattr(backchat, name)] == []
