"""The word lists of the language: contractions, texting spellings, politeness, words that ask, point or pick."""

from __future__ import annotations

ENDINGS = {"re": "are", "ll": "will", "ve": "have", "m": "am", "d": "would", "s": ""}
"""What stands behind an apostrophe, and what it is short for."""

BEFORE_IS = ("what", "who", "how", "where", "when", "why", "it", "that", "this", "there", "here", "he", "she", "let")
"""Words after which "'s" is a verb and not a possessive."""

_SPELT_OUT = {
    "u": "you", "ur": "your", "r": "are", "n": "and", "y": "why", "k": "ok", "pls": "please", "plz": "please",
    "thx": "thanks", "thanx": "thanks", "ty": "thanks", "tnx": "thanks", "cuz": "because", "coz": "because",
    "cos": "because", "bcos": "because", "bcoz": "because", "becoz": "because", "bc": "because", "b4": "before",
    "anymore": "any more", "2day": "today", "2nite": "tonight", "2moro": "tomorrow", "tmrw": "tomorrow", "gr8": "great",
    "l8r": "later", "til": "until",
    "wot": "what", "wat": "what", "wut": "what", "wen": "when", "shud": "should", "shld": "should", "cud": "could",
    "wud": "would", "gud": "good", "gd": "good", "dat": "that", "dis": "this", "da": "the", "teh": "the",
    "abt": "about", "bcuz": "because", "btw": "by the way", "idk": "i do not know", "dunno": "do not know",
    "gonna": "going to", "gotta": "have to", "wanna": "want to", "lemme": "let me", "gimme": "give me",
    "kinda": "kind of", "sorta": "sort of", "outta": "out of", "ya": "you", "yr": "year", "yrs": "years",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "sec": "seconds", "hrs": "hours", "hr": "hour",
    "wks": "weeks", "wk": "week", "mths": "months", "im": "i am", "ive": "i have",
    "youre": "you are", "theyre": "they are", "hes": "he is", "shes": "she is", "thats": "that is",
    "whats": "what is", "wats": "what is", "hows": "how is", "wheres": "where is", "whos": "who is",
    "theres": "there is", "heres": "here is", "lets": "let us", "dont": "do not", "doesnt": "does not",
    "didnt": "did not", "cant": "can not", "cannot": "can not", "couldnt": "could not", "shouldnt": "should not",
    "wouldnt": "would not", "wont": "will not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "hasnt": "has not", "hadnt": "had not", "aint": "is not",
    "shudnt": "should not", "cudnt": "could not", "wudnt": "would not", "havnt": "have not",
    "abit": "a bit", "aswell": "as well", "incase": "in case", "wots": "what is",
    "carnt": "can not", "cannt": "can not", "canot": "can not", "cantt": "can not", "kant": "can not", "cnt": "can not",
    "caint": "can not", "dnt": "do not", "dosnt": "does not", "dosent": "does not", "doesent": "does not",
    "didn": "did not", "didnot": "did not", "coudnt": "could not", "cldnt": "could not",
    "shouldnot": "should not", "donot": "do not", "havent": "have not", "avent": "have not", "hvnt": "have not",
    "cannae": "can not", "willnae": "will not", "wouldnae": "would not", "havenae": "have not", "hasnae": "has not",
    "isnae": "is not", "winnae": "will not", "disnae": "does not", "arenae": "are not",
    "wasnae": "was not", "doesnae": "does not", "couldnae": "could not",
    "canna": "can not", "dinna": "do not", "didna": "did not", "dinnae": "do not", "didnae": "did not",
    "masel": "myself", "masell": "myself", "meself": "myself", "hissel": "himself", "hersel": "herself",
    "tae": "to", "wi": "with", "haud": "hold", "alot": "a lot", "ppl": "people", "msg": "message",
    "doin": "doing", "goin": "going", "havin": "having", "gettin": "getting", "tho": "though", "thru": "through",
    "w": "with", "wo": "without", "nite": "night", "rly": "really", "srsly": "seriously", "prob": "probably",
    "probs": "probably", "def": "definitely", "info": "information", "yeah": "yes", "yep": "yes", "yea": "yes",
    "nope": "no", "nah": "no",
}  # fmt: skip
SPELT_OUT = {short: tuple(full.split()) for short, full in _SPELT_OUT.items()}
"""Texting and apostrophe-less spellings, and the words they stand for."""

POLITE = frozenset(
    {
        "hi", "hello", "hey", "hiya", "please", "thanks", "thank", "you", "there", "quick", "question", "sorry",
        "um", "uh", "er", "erm", "lol", "haha", "hmm", "ok", "okay", "well", "so", "just", "kindly", "cheers",
    }
)  # fmt: skip
"""Words that only make a question polite."""

GREETINGS = (
    "hi there", "hello there", "hey there", "hi", "hello", "hey", "hiya", "good morning", "good afternoon",
    "good evening", "kindly", "please", "pls", "plz", "oi", "yo", "um", "uh", "er", "erm", "umm",
)  # fmt: skip
"""What people say before they say anything; it never carries a meaning of its own beside other words."""

OPENERS = (
    *GREETINGS, "thank you very much", "thank you so much", "thanks a lot", "thanks for that", "thank you for that",
    "thank you", "thanks", "thx", "cheers", "ok", "okay", "well", "so", "sorry to bother you", "sorry", "excuse me",
    "hope you are well", "hope you're well", "quick question", "a quick question", "just a quick question",
    "just a question", "one quick question", "one question", "one more question", "another question",
    "next question", "next q", "before you ask", "one more thing", "one more", "last one", "last question",
    "one last thing", "one last question", "two questions", "two things", "three questions", "a few questions",
    "a couple of questions", "quick one",
    "another thing", "one other thing", "different question", "a different question", "changing the subject",
    "let me ask something else", "let me ask you something else", "while i'm here", "while im here", "last thing",
    "i have a question", "i've got a question",
    "i have a quick question", "i've got a quick question", "i was wondering", "i wonder", "just wondering",
    "wondering", "can i ask you something", "can i ask something", "can i ask a question",
    "can i ask you a question", "may i ask", "might i ask", "can i ask", "could you tell me", "can you tell me",
    "could you please tell me", "can you please tell me", "i want to know", "i'd like to know",
    "i would like to know", "question", "my question is", "by the way", "btw", "hmm", "hm", "oh", "ah", "lol",
)  # fmt: skip
"""What people say before a question, and without which it is the same question."""

CLOSERS = (
    "please", "pls", "plz", "thanks", "thank you", "thanks in advance", "thank you in advance", "thx", "cheers",
    "ta", "many thanks", "lol", "haha",
)  # fmt: skip
"""What people say after a question, and without which it is the same question."""

ASKING = frozenset(
    {
        "who", "what", "when", "where", "why", "which", "how", "can", "could", "should", "shall", "do", "does", "did",
        "is", "are", "am", "was", "were", "will", "would", "may", "might", "must", "ought", "has", "have",
    }
)  # fmt: skip
"""Words that questions begin with, contractions opened."""

JOINING = (
    "and also", "and then", "but also", "n also", "and if so", "if so", "and if not", "and if yes", "and", "nd", "an",
    "n", "also", "plus", "but", "then", "or else", "or", "&", "+",
)  # fmt: skip
"""Words that join one question to the next, as they are typed."""

TELLING = frozenset({"tell", "explain", "describe"})
"""Words that ask without being a question: "tell me about walking"."""

TELLERS = frozenset({"i", "me", "my", "we", "you", "he", "his", "she", "her", "they"})
"""Words of somebody's story; what is only named, "memory foam any good", has none."""

EMBEDDING = frozenset({"whether", "about", "bout", "regarding"})
"""Words that begin what is asked about, behind a joining word: "... and about belts"."""

COUNTING = frozenset(
    {
        "first", "firstly", "second", "secondly", "third", "thirdly", "next", "lastly", "finally", "1", "2", "3",
        "one", "two", "three",
    }
)  # fmt: skip
"""Words that number the questions of a message."""

PERSONS = frozenset({"i", "you", "we", "it", "they", "there", "this", "that", "he", "she"})
"""Words behind a verb that make it a question, where a statement may leave them out: "did my back in"."""

TURNING = frozenset(
    {"should", "shall", "can", "could", "do", "does", "must", "may", "am", "is", "will", "would", "might", "ought"}
)
"""Verbs that stand before the person in a question, though a statement leads up to it: "it hurts should i stop"."""

SPEAKERS = frozenset({"i", "we"})
"""Persons before whom a verb of `TURNING` makes a question anywhere: "all I do is it ..." is none."""

CONDITIONS = frozenset({"if", "when", "once", "after", "while", "since", "because", "as", "before"})
"""Words that begin what a question hangs on: "if it comes back what do I do"."""

COMPARING = frozenset({"better", "best", "worse", "worst", "safer", "quicker", "easier", "cheaper"})
"""Words of a question which of several to take: "heat or ice which is better for a back"."""

TAGS = (
    "or not", "or what", "or no", "yes or no", "any good", "any use", "worth it", "worth a go", "worth a try",
    "worth having", "worth buying", "worth the money", "a good idea", "good or bad", "good idea",
)  # fmt: skip
"""Words at the end that make a question of what is named: "a belt, waste of money or not"."""

STARTING = ASKING | {"and", "but", "if", "whether", "about", "because", "my", "i", "the", "it"}
"""Words that a message may go on with after its polite opening without a pause."""

POINTING = frozenset({"it", "its", "that", "this", "they", "them", "their", "these", "those", "one", "ones", "there"})
"""Words that point back to what was said."""

TOGETHER = frozenset({"either", "both", "they", "them", "these", "those", "any"})
"""Words that ask about several things just named: "yoga? swimming? are they safe"."""

LINKING = frozenset({"and", "but", "or", "so", "then", "even", "also", "too", "though", "instead", "either", "else"})
"""Words with which a message goes on from what was said before."""

CONTRASTING = frozenset(
    {"instead", "else", "other", "others", "another", "alternative", "alternatives", "otherwise", "besides"}
)
"""Words that ask for something else than what was said."""

NUMBERS = {
    "1": 0, "one": 0, "first": 0, "1st": 0, "top": 0, "former": 0, "a": 0, "2": 1, "two": 1, "second": 1, "2nd": 1,
    "middle": 1, "b": 1, "to": 1, "3": 2, "three": 2, "third": 2, "3rd": 2, "c": 2, "4": 3, "four": 3, "fourth": 3,
    "4th": 3, "5": 4, "five": 4, "fifth": 4, "5th": 4, "last": -1, "latter": -1, "bottom": -1, "final": -1,
}  # fmt: skip
"""What picks one of a numbered list, counted from 0; -1 is the last."""

CHOOSING = frozenset(
    {
        "the", "one", "ones", "number", "option", "choice", "question", "no", "nr", "num", "i", "want", "mean",
        "meant", "would", "like", "show", "me", "tell", "about", "on", "with", "for", "go", "pick", "choose", "take",
        "let", "us", "try", "read", "yes", "ok", "okay", "please", "thanks", "then", "and", "that", "it",
        "is", "was", "answer", "to", "more", "a", "an", "of", "what", "do", "see", "give",
    }
)  # fmt: skip
"""Words that may stand around a number, or around the words that pick one of a list."""

RANKS = frozenset(
    {"first", "1st", "second", "2nd", "third", "3rd", "last", "middle", "number", "option", "choice", "question"}
)
"""Words that say that a place on a list is meant; "can I have two" may mean tablets, "the second" does not."""

HEDGING = frozenset({"can", "could", "have", "get", "hear", "think", "maybe", "perhaps", "or", "rather"})
"""Words that may stand around `RANKS`: "could I have the second"."""

MEANING = (
    "no what i meant was", "what i meant was", "what i mean is", "what i meant is", "i actually meant",
    "i meant to ask", "i meant to say", "i meant", "meant", "i mean", "i said", "i was asking about", "i was asking",
    "i am asking about", "i'm asking about", "i asked about", "i asked", "i was talking about", "i'm talking about",
    "not that but", "not that", "i wanted to know", "rather", "actually", "let me rephrase", "in other words",
    "correction",
)  # fmt: skip
"""What people say before they put right how they were understood."""

HAVING = frozenset({"have", "has", "got"})
"""Words with which a person claims something."""

NAMED = frozenset(
    {"that", "this", "those", "these", "them", "one", "ones", "all", "some", "both", "any", "two", "most"}
)
"""Words for something just named, or some of it."""

CLAIMING = HAVING | NAMED | {
    "yes", "i", "we", "he", "she", "do", "does", "is", "am", "are", "it", "of", "the", "my", "me", "a", "bit", "too",
    "thing", "things", "you", "said", "mentioned", "listed", "list", "on", "your", "feel", "think",
}  # fmt: skip
"""Words of a message that says that what was just named is so, without a name of it: "yes, I have that"."""

CEASING = frozenset({"stop", "stops", "stopped", "stopping", "cease", "ceases", "ceased"})
"""Words that, denied, say that something goes on: "it won't stop"."""

DENYING = frozenset({"no", "not", "none", "never", "neither", "nor", "without"})
"""Words that say that something is not so."""

SAYING = ("ask about", "ask for", "ask", "mean", "say", "want", "asking about", "asking", "talking about")
"""What people deny before they put right how they were understood: "I didn't ask about that, ..."."""

ONE_OF_THEM = frozenset({"one", "option", "choice", "question", "number"})
"""Words that say that one of a list is meant."""

ADDRESSING = POLITE | {
    "to", "all", "again", "everyone", "everybody", "bot", "backchat", "mate", "friend", "love", "dear", "ta", "muchly",
    "a", "very", "much", "lot", "for", "your", "help", "that", "my",
}  # fmt: skip
"""Words of a message that is nothing but polite; it keeps its greeting."""

TRAILING = LINKING | {"now", "mate", "pal", "friend", "love", "folks", "guys", "bot", "backchat", "all", "everyone"}
"""Words that may stand behind small talk and say nothing: "see you then", "hello folks"."""

WH = frozenset({"who", "what", "when", "where", "why", "which", "how"})
"""Words that begin a question wherever they stand after a comma."""

CONCLUDING = WH | {"so"}
"""Words with which a statement runs on into a question: "it hurts what do I do", "it hurts so is it broken"."""

BEFORE_WH = frozenset({"for", "at", "in", "on", "to", "from", "with", "by", "about", "since", "until"})
"""Words that may stand before one of `WH`: "for how long"."""

NAMING = PERSONS | {"a", "an", "the", "my"}
"""Words before which `WH` begin no question of their own: "what a pain", "how it began was"."""

FILLING = ASKING | {"a", "an", "the", "my", "your", "his", "her", "of", "to", "for", "in", "on", "i", "it"}
"""Words by which hardly any two questions are told apart."""

DECLINING = frozenset({"no", "none", "neither"})
"""Words that turn down what was offered, by themselves or with `OFFERED`; "nope" has become "no" by then."""

OFFERED = frozenset({"of", "them", "these", "those", "the", "above", "thanks", "is", "that", "it", "not"})
"""Words that stand beside `DECLINING`: "none of these"."""

ALL = frozenset({"all", "of", "them", "these", "those", "two", "three", "the", "please", "show", "me", "yes"})
"""Words of a message that takes all that was offered, beside the word "all"."""

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december spring summer autumn winter christmas easter holiday weekend weekends fortnight morning
    noon afternoon evening night nights midnight today tonight yesterday tomorrow second seconds minute minutes hour
    hours day days week weeks month months year years time times last this next ago since past few couple one two three
    four five six seven eight nine ten twelve
    """.split()  # noqa: SIM905 - to be read
)
"""Words that say when and for how long."""

FUNCTION = frozenset(
    """
    a an the this that these those my your his her its our their mine yours i me we us you he him she it they them
    myself yourself who whom whose what which when where why how whether if then than as so such too very just only
    also even still again now ever never not no nor yes and or but because while until since of at by for with about
    against between into through during before after above below to from up down in out on off over under is am are
    was were be been being do does did doing done have has had having can could shall should will would may might
    must ought need there here some any all both each few more most other another same own one ones much many lot
    lots bit really please thanks thank get got getting go going gone want wants like know tell say make makes let
    use used using
    """.split()  # noqa: SIM905 - to be read
)
"""Words that any question may hold, whatever it is about."""

PERSONS_TOLD_OF = frozenset(
    """
    i me my mine myself we us our he him his himself she her hers herself they them their mum mam mom mother dad father
    nan nana gran grandma granny grandad grandpa parent parents wife husband hubby partner boyfriend girlfriend son
    daughter brother sister uncle aunt auntie cousin nephew niece neighbour friend mate colleague lad lass man woman
    boy girl child kid
    """.split()  # noqa: SIM905 - to be read
)
"""Words that say who."""

AMOUNTS = frozenset({"often", "times", "time", "many", "much", "long", "frequently", "regularly"})
"""Words that ask for a number."""

MEASURING = AMOUNTS | FUNCTION | LINKING | CALENDAR | {"session", "sessions", "exactly"}
"""Words of a message that asks for a number and for nothing else: "how many times a day should i do it"."""

LIMITING = BEFORE_WH | {"while", "when", "after", "before", "during", "if", "without"}
"""Words that begin what narrows a question down: "I meant for sleeping" does not replace it."""
