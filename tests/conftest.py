"""What tests share: a small knowledge folder in the place of the bundled one, which takes seconds to index."""

import os
import sys

import pytest

from backchat import adding, checking, live  # noqa: F401 - loaded here, so that they are found by the fixture

BUNDLED = """\
about:
  subject: back pain
sources:
  nhs: {title: Back pain, organisation: NHS}
entries:
  - id: bed-rest
    topic: rest
    question: Is bed rest good for back pain?
    also:
      - should i stay in bed with a bad back
      - is lying down all day bad
    answer: No. Keep moving.
    sources: [nhs]
    see_also: [exercise-types]
  - id: exercise-types
    topic: exercise
    question: Which exercise is best for my back?
    also: [what sport can i do with back pain, is swimming good for my back, yoga or pilates]
    answer: The one you will go on with.
    sources: [nhs]
  - id: best-treatment
    topic: treatment
    question: What is the best treatment for back pain?
    also: [what helps a sore back, how do i treat back pain]
    answer: Moving, above all.
    sources: [nhs]
  - id: greeting
    question: Hello
    also: [hi there, good morning]
    answer: Hello. What would you like to know?
    small_talk: true
synonyms:
  - [painful, sore, aching]
out_of_scope:
  - id: household
    refusal: I know about backs, not about kitchens.
    wordings: [how do i clean an oven, how to descale a kettle, recipe for soup, what is the capital of france]
ideas:
  numb: [numb, no feeling]
  saddle: [saddle, between my legs]
warning_signs:
  - id: cauda-equina
    urgency: emergency
    text: Call an ambulance now.
    sources: [nhs]
    when: [[numb, saddle]]
"""


@pytest.fixture
def bundled(tmp_path_factory, monkeypatch):
    """Put the small folder in the place of the bundled one; homes and the working folder are empty ones."""
    folder = tmp_path_factory.mktemp("bundled")
    (folder / "small.yaml").write_text(BUNDLED, "utf-8")
    for name, module in list(sys.modules.items()):
        if name.startswith("backchat.") and hasattr(module, "bundled_folder"):
            monkeypatch.setattr(module, "bundled_folder", lambda: folder)
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path_factory.mktemp("home")))
    monkeypatch.chdir(tmp_path_factory.mktemp("work"))
    return folder


@pytest.fixture(autouse=True, scope="session")
def _no_cache_of_the_user(tmp_path_factory):
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
