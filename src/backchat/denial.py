"""Tells what a message really claims: which of its ideas are denied, long over, or only asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from backchat.english import POLITE
from backchat.ideas import HARMLESS, IdeaIndex, Line, Span
from backchat.text import sentences, stem, words

REACH = 8
"""Words a negator governs within its clause: "no sign of any new weakness in the legs". Further on stand real signs."""

LIST_ITEM = 5
"""Words of a comma-parted piece that still belongs to a denied list: "no fever, weight loss, or numbness"."""

HANGING = frozenset({"when", "while", "that", "which", "as"})
"""Words that begin a part of a sentence that belongs to the time of the part before it."""

DATING = frozenset({"after", "when", "while", "during"})
"""Words that begin a part of a sentence that dates the part before it: "it was numb after my operation in 2011"."""

BEYOND = -1
"""The place of a denial that is no negator of the phrase itself."""

DATE = 4
"""Words of a part of a sentence that is nothing but a date for the next one: "in the summer of 2015, ..."."""

FRAGMENT = 6
"""Words of a short sentence that may say whom the question before it is about: "Started yesterday for me."."""

ENGLISH: dict[str, tuple[str, ...]] = {
    "fillers": (
        "a", "an", "the", "my", "his", "her", "our", "your", "their", "me", "this", "that", "these", "some", "of",
        "all", "really", "just", "so", "very", "quite", "bit", "like", "kind", "sort", "own", "whole", "entire",
        "completely", "totally", "absolutely", "literally", "properly", "almost", "nearly", "even", "actually",
        "bloody", "flipping", "flaming", "fully", "pretty", "rather", "fairly", "proper", "pure", "well", "total",
        "complete", "right", "now", "suddenly", "also", "always", "still", "then", "little", "is", "am", "are", "was",
        "were", "be", "been", "has", "have", "had", "do", "does", "did", "up", "keep", "keeps", "kept", "getting",
        "get", "gets", "got", "gone", "going", "any", "wee", "old", "poor", "s",
    ),
    "denial": (
        "no", "not", "never", "none", "nothing", "without", "nor", "neither", "deny|denies|denied|denying", "free of",
        "free from", "zero", "hardly any", "rather than", "instead of", "avoid|avoiding",
        "prevent|preventing", "stop me|him|her|us|people from", "reduce|lower the risk|chance|odds", "risk of",
        "lest", "in case", "so as not to", "it|that|this|which|they might go|get|become|turn|cause|lead|make|give",
        "watch|watching|look|looking|eye out for", "on the lookout for",
        "scared|afraid|frightened|terrified|fear of ending|becoming|turning|falling|getting",
        "worried|anxious|nervous about ending|becoming|turning|falling|getting", "what if",
        "will|would|could|can|may|might|going_to|do_not_want_to|until|before|or (i|he|she|we|they) end up",
    ),
    "surely-denied": (
        "no loss|change|lack|absence|problem|problems|trouble",
        "no difficulty|difficulties|issue|issues|sign|signs|history",
        "not lost|noticed|had|got|have|experienced|experiencing|any", "without any|loss|change", "no other symptoms",
        "would not say|call|describe",
    ),
    "not-a-denial": (
        "no wonder", "no idea", "no joke", "no doubt", "no matter", "no luck", "no better", "no good", "no use",
        "no help", "no relief", "no sleep", "no kidding", "no judgement", "no fun",
        "no i|we|you|he|she|they|it|this|that|my|his|her|our|their|the", "no wait|hang|hold|but|actually|sorry|really",
        "no honestly|seriously|listen|look|please|then|yes",
        "no sign of stopping|easing|improving", "no end", "not only", "not just", "not sure", "not joking",
        "not kidding", "not lying", "not exaggerating", "not better", "not getting better", "not improving",
        "not going away", "not gone away", "not stopped", "not stop", "not normal", "not right", "not good",
        "not nice", "not helped", "not helping", "not working", "not know", "not understand",
        "not sleep|sleeping|slept", "not eat|eating|eaten", "not tell you", "not tell anyone",
        "not want to say|worry|bother", "not believe", "not like me", "not usual", "not shake", "not cope",
        "not ideal", "not great", "not long", "can not", "could not", "will not", "would not", "not be able",
        "not able", "why not", "whether or not", "or not", "not till", "not until", "not mention|mentioned",
        "not had this before", "never had this|that|it before", "never had this|that", "never been", "never happened",
        "never|not use|used to", "never known", "never before", "nothing helps", "nothing works", "nothing touches",
        "nothing but", "nothing to do with", "nothing at all", "not the first time", "not a", "no choice",
        "no option", "no reason", "no accident", "not because", "not been the same", "not been right", "not due",
        "not|never|nobody (dared|dare|want|going|about|able|ever) (to) tell|told|say|said|mention",
        "not|never (want|wanted) (to) admit|admitted|remember|forget|realise|realize|care|mind|expect|like|listen",
        "not|never notice|noticed|know|knew|realise|realised|realize|realized (that) i|we|he|she|they",
        "no one|body|doctor|gp|nurse|nurses|doctors .. believe|know|care|listen|understand|help|notice|see|tell|say",
        "nobody|none .. believe|know|care|listen|understand|help|notice|see|tell|say",
        "not|never|no .. without", "never (used) .. before", "never in my|his|her life|days", "no chance|hope of",
        "nothing stops|prevents|stop|prevent", "no way|chance (that) i|he|she|it|can|my",
        "not an ounce|bit|shred|scrap|jot of", "not the slightest", "not a bit|shred|scrap",
        "not (to) worry|worried|bothered|concerned|panic|fuss|alarmed about|by my|his|her|the|that",
        "not (to) worry|worried|bothered|concerned|alarmed that i|he|she|my|his|her|we",
        "nobody|none|no_one .. worried|bothered|concerned about|by",
        "in case it|this|that (is|will|can|may|might) matters|matter|relevant|important|useful|connected|related",
        "in case it|this|that (will|can|may|might) help|helps|count|counts",
        "in case you|anyone|anybody|someone (need|want|wants|are|is) (to) know|wonder|wondering|ask|asks|asking",
        "not avoid|prevent|help|stop", "only|one thing|things|reason stop|stops|stopping|keep|keeps|keeping|prevents",
        "no both|there", "please no more|another", "no more .. beg|please", "oh not|no .. again",
        "not this|that|another .. again", "can|could live|cope|deal|put_up|bear|tolerate|handle (with) .. not",
        "doctor|doctors|gp|nurse|nurses|physio|hospital|they .. not|never <heeds>",
        "nobody|none|no_one|no_body|no_doctor|no_gp|no_nurse <heeds>",
    ),
    "heeds": ("ask|check|mention|examine|test", "worried|bothered|concerned about|by"),
    "lead-in": (
        "no lie|lies|bull|messing|exaggeration|offence|cap|clue", "no word of a lie",
        "not going_to lie|pretend|exaggerate", "not clue|foggiest|faintest|guts|courage|nerve_to",
        "without (any) fail|reason|cause|explanation|doubt|question",
        "no|not|never|without .. <exception> in|on|at|between|around|round|under|inside|down|behind|when|after",
        "<but-for>",
    ),
    "but-for": ("if it was|were not for", "if not for", "was|were it not for", "had it not been for"),
    "exception": (
        "apart|aside from", "other than", "except|excluding|=besides|=barring", "save for", "with exception of",
        "<but-for>",
    ),
    "turned-so": ("(but|and) now i|he|she|it|they|we am|is|are|do|does|have|has|was|did",),
    "denied-after": (
        "none", "fine", "normal", "ok", "all good", "all clear", "all fine", "all normal", "all ok", "not a problem",
        "no problem", "not an issue",
    ),
    "denied-so": (
        "(and|but|no) i|he|she|we|they|it|you have|has|had|do|does|did|am|are|is|was|were not", "(and|but) not so",
        "(and|but) i said no", "(and|but) the answer is|was no",
    ),
    "clause-break": (
        "but", "and a|an", "as i|he|she|my|his|her|both|there|we", "though", "although", "however",
        "<exception>", "bar", "=helps|=eases|=relieves|=touches|=shifts", "yet", "whereas", "only that", "just that",
        "and now", "and i", "and my", "and have|has|had|get|got|keep|now", "and the", "and he", "and she", "and his",
        "and her", "and it", "and then", "since", "because", "after", "when", "while", "until", "till", "plus", "then",
        "so i", "so now", "so my", "still", "instead", "and both|there",
        "and can|cannot|want|wants|wanted|wish|wishes|took|wet|feel|feels", "and also", "as well as", "just",
        "only",
    ),
    "long-ago": (
        "years ago", "year ago", "decade|decades ago", "ages ago", "long ago", "months ago",
        "years|decades since i|we|he|she|they", "in 1930to2023", "back in 1930to2023",
        "as a child|kid|lad|lass|boy|girl|teen|teenager|toddler|baby|student|youngster|nipper|wean|bairn",
        "in my youth|teens|twenties|thirties|forties|childhood", "in the war",
        "aged five|six|seven|eight|nine|ten|eleven|twelve",
        "at|aged thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty", "aged 1to25",
        "when i was a|an|in|at|young|small|little|1to60",
        "when i was six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen",
        "when i was .. child|kid|lad|boy|girl|baby|young|teenager|school", "last year",
        "last winter|summer|spring|autumn|season|christmas|easter", "once upon a time", "used to", "in childhood",
        "in the 60s|70s|80s|90s|sixties|seventies|eighties|nineties|noughties",
        "once made|had|gave|lost|was|felt|broke|got|took|did|hurt|went", "in the past", "previously", "historically",
        "history of",
    ),
    "over": (
        "all gone", "gone now", "gone since", "long gone", "all over now", "went away", "gone away", "=cleared (up)",
        "all|now|is|are|was|were|got|been|it|that|then sorted", "sorted it|that|itself|them|me|him|her|now|since",
        "sorted with|by|in|after", "all healed", "healed", "fully recovered", "recovered", "back to normal",
        "right as rain", "ruled out", "turned out to be", "turned out fine", "resolved", "better now", "fine now",
        "ok now", "fine since", "no trouble since", "no bother since", "normal since", "all clear",
        "given the all clear", "nothing sinister", "got over it", "x ray|scan|bloods|tests fine|clear|normal",
        "checked out fine", "gone by", "gone in", "then fine", "passed in seconds", "back to full|strength",
        "came back fine|completely|fully", "gone after", "wore|wears|worn off", "gone within|in|by|inside|again",
    ),
    "now": (
        "today", "tonight", "again", "and now", "this morning|afternoon|evening|week|month|arvo", "yesterday",
        "last night", "currently", "these days", "lately", "recently", "new", "it|this|that|all is back",
        "since last|this year|winter|summer|spring|autumn|season|month|christmas|easter", "never|not used to",
        "used to be able", "used to feel|know|hold|control|notice",
        "started up", "ever since", "still", "now", "never been the same", "not been right since",
    ),
    "asking": (
        "what", "why", "how", "who", "can|could you explain|define|describe", "explain", "define", "meaning of",
        "definition of", "mean|means|stand for", "does|do|can|could|would|is|are|will|should", "difference between",
        "symptom|symptoms|sign|signs of", "tell me about", "which", "when should|do|does", "tips", "best way to",
        "is it true", "wondering what",
    ),
    "asking-surely": (
        "for .. exam|essay|assignment|homework|coursework|leaflet|poster|quiz",
        "for .. class|lecture|dissertation|presentation|blog|article|newsletter|revision",
        "writing|doing|making|revising|studying|preparing a|an|for|my|our .. leaflet|exam|essay|poster|quiz|talk|blog",
        "writing|doing|making|revising|studying|preparing a|an|for|my|our .. article|newsletter|assignment|course",
        "writing|doing|making|preparing a|an|for|my|our .. lecture|presentation|story|novel",
        "what does|do .. mean", "what is meant by", "in plain english|words|language|terms",
        "in simple|layman|lay terms|words|language|english", "explain .. to me", "in general", "in theory",
        "true or myth|false", "a myth", "myth or", "generally speaking", "hypothetically",
        "still a thing", "is|are|does|do .. still around|exist|happen|common",
        "saw|read|heard .. poster|leaflet|documentary|article|programme|magazine",
        "saw|read|heard .. telly|tv|paper|news|podcast|film|soap", "for my son|daughter homework",
        "asking out of curiosity|interest", "curious", "just curious", "out of interest|curiosity",
    ),
    "personal": (
        "i", "my", "me", "mine", "myself", "he", "she", "his", "her", "him", "they", "their", "we", "our",
        "is it ok|okay|safe|normal|fine|alright|bad|dangerous|serious|worrying", "since", "ago",
        "help|helps|ok|okay|good|best|safe|allowed with|for|if|when|after|while",
        "is|could|can|might|was this|these|it",
    ),
    "not-personal": ("is it true", "tell me about|more"),
}  # fmt: skip
"""The grammar that the engine knows; an idea of the same name in a knowledge file adds to it."""

OPENING = (POLITE - {"there"}) | {"and", "but", "or", "also", "then", "now", "ah", "oh", "just", "wondering", "me"}
"""Words that may stand before the question word of a question: "and so what does ..."."""

OWNERS = frozenset({"i", "my", "mine", "he", "his", "she", "her"})
"""Words that say whose body is meant, where "you" may be anybody's."""

NEXT = 4
"""Words from such a word on within which an idea begins that belongs to it: "i have now lost"."""

_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|[()\[\]\"“”\n]+|\s/\s|…|\.\.+")
SUBJECTS = frozenset({"i", "he", "she", "it", "we", "they"})
"""Words with which the sentence goes on behind what it only leads in: "instead of hurting it is numb"."""

ASKED_OF = SUBJECTS | {"you"}
"""Words that make a question of the "not" before them: "isn't it odd"."""

UNTIL = frozenset({"until", "till", "before"})
"""Words behind which the time begins when what was not is: "no numbness until today"."""

STATES = frozenset({"have", "be", "feel", "get", "use", "need", "suffer"})
"""Verbs of what lasts: "I didn't feel it before the fall", where "I didn't fall before it began" is no fall."""

_ASIDE = frozenset(map(stem, ("instead", "rather", "without")))
"""Words that deny no more than what leads in a sentence."""

_OR = frozenset({"or", "nor", "neither"})
"""Words that join what is denied: "no fever, numbness or weakness"."""

_PLAINLY = frozenset({"no", "not", "never"})
"""Words that say that something is not, or was not until some time."""

_DENY = frozenset(map(stem, ("deny", "denies", "denied", "denying")))
"""Words that begin a list of what is denied, whatever joins it: "denies fever, weight loss"."""


class Claim(Enum):
    """How an idea is meant."""

    REAL = "said"
    DENIED = "denied"
    PAST = "long ago"
    OVER = "over"
    ASKED = "only asked about"


def with_english(ideas: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The ideas of a base and the grammar, one list a name."""
    merged: dict[str, tuple[str, ...]] = {name: tuple(phrases) for name, phrases in ideas.items()}
    for name, phrases in ENGLISH.items():
        merged[name] = (*phrases, *merged.get(name, ()))
    merged.setdefault(HARMLESS, ())
    return merged


def read_line(text: str, index: IdeaIndex) -> Line:
    """A message cut into sentences, clauses and mended stems, with the harmless phrases masked out."""
    line = Line([], [], [], [])
    clause = 0
    for number, sentence in enumerate(sentences(text)):
        for piece in _CLAUSE.split(sentence):
            found = words(piece)
            line.words.extend(found)
            line.stems.extend(map(index.mend, found))
            line.sentences.extend([number] * len(found))
            line.clauses.extend([clause] * len(found))
            clause += 1
    for span in index.find(line, only=HARMLESS):
        line.stems[span.start : span.end] = [""] * (span.end - span.start)
    return line


class Claims:
    """The claims of one message: for each of its ideas, whether it is meant for real."""

    def __init__(self, line: Line, spans: Sequence[Span], wanted: Collection[str]) -> None:
        """`wanted`: the ideas that rules ask for."""
        self._line = line
        self._spans: dict[str, list[Span]] = {}
        for span in spans:
            self._spans.setdefault(span.idea, []).append(span)
        self._content = [span for span in spans if span.idea in wanted]
        self._segments = self._cut()
        size = len(line.stems)
        self._denied: list[list[int]] = [[] for _ in range(size)]
        self._past = [False] * size
        self._over = [False] * size
        self._asked = [False] * size
        self._lead_in = {p for span in self._spans.get("lead-in", ()) for p in range(span.start, span.end)}
        """The places of words that only lead up to what is said, whatever "no" is among them."""
        self._named_apart = {self._segments[span.start] for span in self._spans.get("exception", ())}
        """The segments that name what the rest of the sentence leaves out."""
        self._mark_denied()
        self._mark_answered_no()
        self._mark_past()
        self._mark_asked()

    def of(self, span: Span) -> Claim:
        """How the idea is meant at this place."""
        if self._denied[span.start]:
            return Claim.DENIED
        if self._past[span.start]:
            return Claim.PAST
        if self._over[span.start]:
            return Claim.OVER
        return Claim.ASKED if self._asked[span.start] else Claim.REAL

    def negators(self, span: Span) -> list[int]:
        """Where the words stand that deny the idea; BEYOND for one that no phrase can take into itself."""
        return self._denied[span.start]

    def stands(self, place: int) -> bool:
        """Whether what is said at a place is neither a lead-in, nor denied, long over or only asked about."""
        marked = (self._denied, self._past, self._over, self._asked)
        return place not in self._lead_in and not any(places[place] for places in marked)

    def not_now(self) -> list[Span]:
        """The ideas that rules ask for, where they are denied or long over."""
        return [span for span in self._content if self.of(span) in (Claim.DENIED, Claim.PAST, Claim.OVER)]

    def _cut(self) -> list[int]:
        """Numbers the segments: clauses by punctuation, cut further where a clause-break stands."""
        breaks = {span.start for span in self._spans.get("clause-break", ())}
        segments: list[int] = []
        for place, clause in enumerate(self._line.clauses):
            fresh = place > 0 and (clause != self._line.clauses[place - 1] or place in breaks)
            segments.append((segments[-1] if segments else 0) + fresh)
        return segments

    def _mark_denied(self) -> None:
        harmless = {p for span in self._spans.get("not-a-denial", ()) for p in range(span.start, span.end)}
        sure = [span for span in self._spans.get("surely-denied", ()) if not self._is_taken_back(span)]
        for span in sure:
            harmless -= {*range(span.start, span.end)}
            self._denied[span.start].append(BEYOND)
        for span in (*self._spans.get("denial", ()), *sure):
            if span.start in harmless or self._is_taken_back(span):
                continue
            for place in self._governed(span):
                self._denied[place].append(span.start)
        asking = {self._line.sentences[span.start] for span in self._spans.get("asking", ())}
        for span in self._spans.get("denied-after", ()):
            if self._line.sentences[span.start] in asking or self._segments[span.start] in self._named_apart:
                continue
            for place in range(span.start - 1, max(-1, span.start - REACH), -1):
                if self._segments[place] != self._segments[span.start]:
                    break
                self._denied[place].append(BEYOND)
        for span in self._spans.get("denied-so", ()):
            self._mark_denied_so(span)

    def _is_taken_back(self, span: Span) -> bool:
        """Whether a negator denies nothing: it asks, "isn't it odd", or tells what changed, "not numb until today"."""
        said, segments, here = self._line.words, self._segments, span.start
        if here in self._lead_in or (said[here] == "not" and not ASKED_OF.isdisjoint(said[here + 1 : here + 2])):
            return True
        if said[here] not in _PLAINLY:
            return False
        after = span.end
        while after < min(len(said), span.end + 2 * REACH) and segments[after] == segments[span.end - 1]:
            after += 1
        if any(s.start == after and self._ends(s) for s in self._spans.get("turned-so", ())):
            return True
        is_deed = said[here - 1 : here] == ["did"] and STATES.isdisjoint(said[here + 1 : here + 2])
        until = UNTIL - {"before"} if is_deed else UNTIL
        return any(
            said[place] in until and {"or", "and"}.isdisjoint(said[place + 1 : place + 2])
            for place in range(span.end, min(after + 1, len(said)))
            if self._line.clauses[place] == self._line.clauses[here]
        )

    def _ends(self, span: Span) -> bool:
        """Whether nothing of its clause stands behind a span."""
        return self._line.clauses[span.end : span.end + 1] != [self._line.clauses[span.start]]

    def _mark_denied_so(self, span: Span) -> None:
        """What stands before a few words that do nothing but deny it: "asked if I was numb and I was not"."""
        segments, sentences_ = self._segments, self._line.sentences
        first = segments.index(segments[span.start])
        if first != span.start or not self._ends(span):
            return
        for place in range(first - 1, max(-1, first - 2 * REACH), -1):
            if segments[place] != segments[first - 1] or sentences_[place] != sentences_[first]:
                break
            self._denied[place].append(BEYOND)

    def _governed(self, span: Span) -> list[int]:
        """The places a negator reaches: its segment, and the rest of a list that goes on with "or"."""
        line, segments = self._line, self._segments
        places: list[int] = []
        place = span.end
        is_aside = line.stems[span.start] in _ASIDE
        while place < len(segments) and segments[place] == segments[span.end - 1] and place < span.end + REACH:
            if is_aside and place > span.end and line.words[place] in SUBJECTS:
                return places
            places.append(place)
            place += 1
        while place < len(segments) and line.sentences[place] == line.sentences[span.start]:
            if line.clauses.count(line.clauses[place]) == 1:
                places.append(place)
                place += 1
                continue
            size = len(segments)
            item = [p for p in range(place, min(place + LIST_ITEM + 1, size)) if segments[p] == segments[place]]
            ahead = range(place, min(place + 4 * LIST_ITEM, size))
            rest = [p for p in ahead if line.sentences[p] == line.sentences[place]]
            goes_on = line.stems[span.start] in _DENY or any(line.stems[p] in _OR for p in rest)
            if len(item) > LIST_ITEM or not goes_on:
                break
            places.extend(item)
            place = item[-1] + 1
        return places

    def _mark_answered_no(self) -> None:
        """A short question that the writer answers with no: "Fever? No."."""
        line = self._line
        for span in self._spans.get("denial", ()):
            first = span.start == 0 or line.sentences[span.start - 1] != line.sentences[span.start]
            if not first or span.start == 0:
                continue
            before = line.sentences[span.start - 1]
            asked = [p for p in range(max(0, span.start - 4), span.start) if line.sentences[p] == before]
            alone = span.end >= len(line.stems) or line.sentences[span.end] != line.sentences[span.start]
            whole = asked[0] == 0 or line.sentences[asked[0] - 1] != before
            if alone and whole:
                for place in asked:
                    self._denied[place].append(BEYOND)

    def _mark_past(self) -> None:
        for span in self._spans.get("long-ago", ()):
            for place in self._long_ago(span):
                self._past[place] = True
        for span in self._spans.get("over", ()):
            for place in self._ended(span):
                self._over[place] = True

    def _long_ago(self, span: Span) -> list[int]:
        """What a date puts in the past: its segment, or a neighbour if it stands alone there, and what hangs on it."""
        segments, stems = self._segments, self._line.stems
        mine, same, now = segments[span.start], self._sentence_of(span), self._present_beside(span)
        if mine in now:
            return []
        goes_on = stems[span.end : span.end + 1] == ["and"]  # "left last year and my legs are weak"
        past = [p for p in same if segments[p] == mine and (p < span.start or not goes_on)]
        if not self._holds_idea(past, span):
            beside = [p for p in same if segments[p] == mine - 1]
            if not self._holds_idea(beside, span) and segments.count(mine) <= DATE:
                beside += [p for p in same if segments[p] == mine + 1]
            past = [p for p in beside if segments[p] not in now]
        past += self._told_with(same, mine, now)
        if any(segments[p] == mine and stems[p] in DATING for p in same[:1] + past[:1]):
            past += [p for p in same if segments[p] == mine - 1 and mine - 1 not in now]
        return past

    def _ended(self, span: Span) -> list[int]:
        """What is over by such words: what stands before them in their segment, or else before that in the sentence."""
        segments, same, now = self._segments, self._sentence_of(span), self._present_beside(span)
        mine = segments[span.start]
        if mine in self._named_apart:
            return []
        ended = [p for p in same if segments[p] == mine and p < span.start]
        if self._holds_idea(ended, span):
            return ended
        is_dated = any(segments[s.start] == mine for s in self._spans.get("long-ago", ()))
        return [p for p in same if segments[p] < mine and not (is_dated and segments[p] in now)]

    def _sentence_of(self, span: Span) -> list[int]:
        """The places of the sentence that a span stands in."""
        sentences_ = self._line.sentences
        return [p for p, number in enumerate(sentences_) if number == sentences_[span.start]]

    def _present_beside(self, span: Span) -> set[int]:
        """The segments that speak of now, by other words than those of the span."""
        told = self._spans.get("now", ())
        return {self._segments[s.start] for s in told if not (span.start <= s.start and s.end <= span.end)}

    def _told_with(self, same: Sequence[int], mine: int, now: Collection[int]) -> list[int]:
        """The places of the segments that hang on one: "when I was ten, when I fell off"."""
        places: list[int] = []
        for place in same:
            segment = self._segments[place]
            if segment > mine and segment not in now:
                first = place == 0 or self._segments[place - 1] != segment
                if first and self._line.stems[place] not in HANGING:
                    break
                places.append(place)
        return places

    def _holds_idea(self, places: Sequence[int], marker: Span) -> bool:
        reached = set(places)
        return any(span.start in reached and not marker.start <= span.start < marker.end for span in self._content)

    def _mark_asked(self) -> None:
        sentences_ = self._line.sentences
        general = {p for span in self._spans.get("not-personal", ()) for p in range(span.start, span.end)}
        told = [span for name in ("personal", "now") for span in self._spans.get(name, ())]
        personal = {sentences_[span.start] for span in told if span.start not in general}
        study = self._spans.get("asking-surely", ())
        learned = {sentences_[span.start] for span in study}
        for place, number in enumerate(sentences_):
            if number in personal - learned and sentences_.count(number) <= FRAGMENT and place:
                personal.add(number - 1)
        asked = set()
        first = {number: sentences_.index(number) for number in set(sentences_)}
        for span in self._spans.get("asking", ()):
            number = sentences_[span.start]
            opening = self._line.words[first[number] : span.start]
            after = self._line.stems[span.end : span.end + 1]
            if number not in personal | learned and after != ["not"] and all(word in OPENING for word in opening):
                asked.add(number)
        own = self._own(study) if study else set()
        for place, number in enumerate(sentences_):
            self._asked[place] = number in asked or (number in learned and place not in own)

    def _own(self, study: Sequence[Span]) -> set[int]:
        """The places where a body of one's own is told of beside words of study: "revising, and i can not pee"."""
        inside = {place for span in study for place in range(span.start, span.end)}
        beside = {self._segments[span.start] for span in study}
        owners = [p for p, word in enumerate(self._line.words) if word in OWNERS and p not in inside]
        starts = {span.start for span in self._content}
        own: set[int] = set()
        for owner in owners:
            here = self._segments[owner]
            of_clause = [p for p, segment in enumerate(self._segments) if segment == here]
            if here not in beside:
                own.update(of_clause)
                continue
            is_behind = all(span.end <= owner for span in study if self._segments[span.start] == here)
            if is_behind and not starts.isdisjoint(range(owner, owner + NEXT)):
                own.update(p for p in of_clause if p >= owner)
        return own
