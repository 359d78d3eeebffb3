"""The word lists of the language: contractions, texting spellings, polite fillers. Another language replaces this file."""

from __future__ import annotations

ENDINGS = {"re": "are", "ll": "will", "ve": "have", "m": "am", "d": "would", "s": ""}
"""What stands behind an apostrophe, and what it is short for."""

BEFORE_IS = ("what", "who", "how", "where", "when", "why", "it", "that", "this", "there", "here", "he", "she", "let")
"""Words after which "'s" is a verb and not a possessive."""

_SPELT_OUT = {
    "u": "you", "ur": "your", "r": "are", "n": "and", "y": "why", "k": "ok", "pls": "please", "plz": "please",
    "thx": "thanks", "thanx": "thanks", "ty": "thanks", "tnx": "thanks", "cuz": "because", "coz": "because",
    "cos": "because", "bcos": "because", "bcoz": "because", "becoz": "because", "bc": "because", "b4": "before",
    "2day": "today", "2nite": "tonight", "2moro": "tomorrow", "tmrw": "tomorrow", "gr8": "great", "l8r": "later",
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
    "werent": "were not", "hasnt": "has not", "havent": "have not", "hadnt": "had not", "aint": "is not",
    "cannae": "can not", "dinnae": "do not", "didnae": "did not", "alot": "a lot", "ppl": "people", "msg": "message",
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
