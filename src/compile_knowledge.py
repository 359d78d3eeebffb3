"""Prepares the bundled knowledge while a wheel is built, so that the installed program starts at once."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path(__file__).parent


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]  # generic in newer releases only
    """Adds what `backchat.compiled` keeps to a wheel; an editable install reads the checkout instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it in a temporary folder, and have it packed beside the knowledge files."""
        if version != "standard":
            return
        sys.path.insert(0, str(SOURCES))
        from backchat import bot, compiled
        from backchat.knowledge import KnowledgeBase

        self._folder = tempfile.TemporaryDirectory()
        folder = compiled.bundled_folder()
        stamp, knowledge = compiled.state(folder), KnowledgeBase.load(folder, bundled=False)
        for name, made in (("knowledge", knowledge), ("index", bot.prepare(knowledge))):
            path = Path(self._folder.name, f"{name}{compiled.SUFFIX}")
            compiled.keep(path, stamp, made)
            build_data["force_include"][str(path)] = f"backchat/knowledge_files/{path.name}"
