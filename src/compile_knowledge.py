"""Prepares the bundled knowledge while a wheel is built, so that the installed program starts at once."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path(__file__).parent


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]  # generic in newer releases only
    """Makes what `backchat.compiled` keeps: packed into a wheel, or left in the checkout by an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it before the wheel is packed."""
        sys.path.insert(0, str(SOURCES))
        from backchat import bot, compiled
        from backchat.knowledge import KnowledgeBase

        self._folder = tempfile.TemporaryDirectory()  # goes when the build is over
        target = Path(compiled.beside() if version == "editable" else self._folder.name)
        folder = compiled.bundled_folder()
        stamp = compiled.state(str(folder), is_shipped=version != "editable")
        knowledge = KnowledgeBase.load(folder, bundled=False)
        kept = {"knowledge": knowledge, "about": knowledge.about, "index": bot.prepare(knowledge)}
        for name, made in kept.items():
            path = target / f"{name}{compiled.SUFFIX}"
            compiled.keep(str(path), stamp, made)
            if version != "editable":
                build_data["force_include"][str(path)] = f"backchat/knowledge_files/{path.name}"
