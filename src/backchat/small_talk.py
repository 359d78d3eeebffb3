"""Sees that a message is nothing but small talk, before any threshold: nobody asks "who are you?" in doubt."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from backchat import english, splitting
from backchat.decision import Judgement
from backchat.frozen import replace
from backchat.knowledge import Entry
from backchat.text import key, words

ALIKE = 0.7
"""Likeness with a wording of small talk from which it is taken for that. Lower: "pull down menu in word" is."""

ALIKE_IF_CLEAR, CLEAR = 0.6, 0.9
"""Likeness that is enough where no other entry comes near: "how's it going" is hardly like "how is everything"."""

UNMISTAKABLE = 0.8
"""Likeness from which it is that in any conversation; "what else could I do" is not "what else can you do"."""

COVERED = 0.7
"""Share of its weight that must lie on words of small talk then, too: "maybe just one day" is more than "maybe"."""

LONGEST, MOST_WORDS = 60, 8
"""Characters and words of a message that may be small talk all through."""

AHEAD = 0.3
"""How far its score must be ahead of the best out-of-scope group."""

ENOUGH = 3
"""Words behind small talk that are more than that, though they ask nothing."""

OFTEN = 3
"""Pieces of small talk, one after the other, that are left out before what is more than that."""

_PAUSE = re.compile(r"[.,;:!?]+\s+|\s+-+\s+|\s+(?=(?:and|but|so)\s)", re.IGNORECASE)


def phrases(entries: Sequence[Entry]) -> frozenset[str]:
    """The wordings of all small talk, made comparable."""
    return frozenset(key(wording) for entry in entries if entry.small_talk for wording in entry.wordings)


def core(message: str, known: Collection[str]) -> str:
    """What is said last where the message is small talk all through: "right, bye" is "bye"; else nothing.

    A word that says nothing may stand behind it: "oh bye then" is "bye"; but "what then" asks more than "what".
    """
    said = key(message).split() if len(message) <= LONGEST else []
    if not 1 < len(said) <= MOST_WORDS:
        return ""
    ends = [len(said), *([len(said) - 1] if said[-1] in english.TRAILING else [])]
    for end in ends:
        for start in range(end):
            before = " ".join(said[:start])
            is_said = not before or before in known or before in english.GREETINGS
            last = " ".join(said[start:end])
            if is_said and last in known and last not in english.ASKING:
                return last
    return ""


def rest(message: str, known: Collection[str]) -> str:
    """What is said after small talk: "perfect, and walking?" is "and walking?"; nothing where that is little."""
    found = ""
    for _ in range(OFTEN):
        after = _after(found or message, known)
        if not after:
            break
        found = after
    return found


def _after(message: str, known: Collection[str]) -> str:
    for pause in _PAUSE.finditer(message[:LONGEST]):
        said, after = message[: pause.start()], message[pause.end() :]
        if (key(said) in known or core(said, known)) and (
            len(words(after)) >= ENOUGH or splitting.asks(after) or splitting.names(after)
        ):
            return after
    return ""


def promote(said: str, judged: Judgement, entries: Sequence[Entry]) -> Judgement:
    """The judgement of a message that is a wording of small talk to the letter, which then comes first."""
    for match in judged.matches:
        entry = entries[match.position]
        if entry.small_talk and any(key(wording) == said for wording in entry.wordings):
            others = tuple(other for other in judged.matches if other is not match)
            return replace(judged, matches=(match, *others), in_scope=1.0, right=1.0)
    return judged


def settle(judged: Judgement, entries: Sequence[Entry]) -> Judgement:
    """The judgement, made sure where the message is small talk and not a word else."""
    best, group = next(iter(judged.matches), None), judged.elsewhere
    is_ahead = best and (group is None or best.score > group.score + AHEAD)
    is_alike = best and best.likeness > (ALIKE_IF_CLEAR if judged.right > CLEAR else ALIKE)
    if best and is_alike and is_ahead and entries[best.position].small_talk and not judged.query.unknown:
        return replace(judged, in_scope=1.0, right=max(judged.right, ALIKE))
    return judged


def is_small_talk(judged: Judgement, entries: Sequence[Entry]) -> bool:
    """Whether small talk answers the message, whatever was said before."""
    if judged.kind != "answer":
        return False
    best = judged.matches[0]
    is_alike = best.likeness > UNMISTAKABLE and best.coverage > COVERED
    is_clear = best.likeness > ALIKE and judged.right > CLEAR
    return entries[best.position].small_talk and (is_alike or is_clear)
