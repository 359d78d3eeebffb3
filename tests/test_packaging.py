"""What is built can be installed and used: the sdist, the wheel made from it, and an editable install."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
KNOWLEDGE = sorted(path.name for path in (TOP / "knowledge").glob("*.yaml"))


@dataclass(frozen=True)
class Installed:
    """A virtual environment with backchat in it."""

    folder: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [self.folder / "bin" / program, *arguments]
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""}
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | home
        return subprocess.run(
            command, cwd=self.folder, env=environ, capture_output=True, text=True, timeout=120, check=False
        )

    def files(self) -> list[str]:
        """The knowledge files that are read."""
        script = "from backchat import KnowledgeBase as K; print(*K.load().files, sep='\\n')"
        return self.run("python", "-c", script).stdout.splitlines()


def pip(folder: Path, *arguments: str | Path) -> Installed:
    """Make a fresh virtual environment and install into it by the pip of this one."""
    venv.create(folder, symlinks=True)
    command = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "-q", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return Installed(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it by the backend that is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, TOP]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return pip(tmp_path_factory.mktemp("wheel"), next(built.glob("*.whl")))


def test_the_sdist_holds_what_is_needed_to_build_and_to_test(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", ".ci/run", "tests/test_packaging.py", "tests/questions.yaml"}
    wanted |= {"knowledge/README.md", "src/backchat/py.typed", "src/backchat/thesaurus.txt"}
    assert wanted | {f"knowledge/{name}" for name in KNOWLEDGE} <= names
    assert not {name for name in names if name.startswith((".git/", ".venv/")) or "__pycache__" in name}


def test_the_wheel_holds_the_package_and_the_knowledge_alone(built):
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"backchat"}
    assert {"backchat/py.typed", "backchat/knowledge.schema.json", "backchat/thesaurus.txt"} <= set(names)
    assert [name for name in KNOWLEDGE if f"backchat/knowledge_files/{name}" not in names] == []
    assert not [name for name in names if "__pycache__" in name or name.startswith("backchat/tests")]


def test_the_installed_program_answers_from_the_knowledge_it_brings_along(installed):
    done = installed.run("backchat", "ask", "--json", "is bed rest any good")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["answers"][0]["id"] == "bed-rest"
    assert sorted(Path(name).name for name in installed.files()) == KNOWLEDGE
    assert all("site-packages" in name for name in installed.files())


def test_a_plain_question_to_the_installed_program_imports_nothing_that_takes_long(installed):
    script = "import sys; from backchat import cli; cli.main(['ask', 'is bed rest good']); print(*sys.modules)"
    loaded = set(installed.run("python", "-c", script).stdout.splitlines()[-1].split())
    assert "backchat.asking" in loaded
    assert loaded & {"yaml", "rapidfuzz", "prompt_toolkit", "json"} == set()
    assert loaded & {"argparse", "dataclasses", "inspect", "pathlib", "random", "shutil"} == set()


def test_the_installed_module_and_version(installed):
    assert (
        installed.run("python", "-m", "backchat", "--version").stdout
        == f"backchat {distribution('backchat').version}\n"
    )


def test_programs_that_use_it_are_checked_against_its_types(installed, tmp_path):
    right, wrong = tmp_path / "right.py", tmp_path / "wrong.py"
    start = "from backchat import Bot, Conversation, KnowledgeBase, Reply\nbot = Bot(KnowledgeBase.load())\n"
    right.write_text(
        start + 'reply: Reply = Conversation(bot).ask("?")\nids: list[str] = [a.entry.id for a in reply.answers]\n'
    )
    wrong.write_text(start + "number: int = bot.ask(3)\n")
    python = f"--python-executable={installed.folder / 'bin' / 'python'}"
    command = [sys.executable, "-m", "mypy", "--strict", python, f"--cache-dir={tmp_path}", right.name, wrong.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    lines = done.stdout.splitlines()
    assert sorted(line.partition("[")[2].rstrip("]") for line in lines[:-1]) == ["arg-type", "assignment"], done.stdout
    assert all(line.startswith("wrong.py:3:") for line in lines[:-1])


def test_an_editable_install_reads_the_knowledge_of_the_checkout(installed, tmp_path):
    build = f"from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"  # what pip would call
    subprocess.run([sys.executable, "-c", build], cwd=TOP, check=True, timeout=300)
    editable = pip(tmp_path / "editable", "--no-deps", next(tmp_path.glob("*.whl")))
    borrowed = (
        next(editable.folder.glob("lib/*/site-packages")) / "zz_borrowed.pth"
    )  # read last: for the libraries only
    borrowed.write_text(str(next(installed.folder.glob("lib/*/site-packages"))), "utf-8")
    assert sorted(editable.files()) == [str(TOP / "knowledge" / name) for name in KNOWLEDGE]
    assert editable.run("backchat", "--version").returncode == 0
