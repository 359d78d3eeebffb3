"""What the program says of its own use: in a chat, and in --help."""

from __future__ import annotations

HOW_TO = "Type a question and press Enter. /help shows what else there is; /quit or Ctrl-D leaves."

HOW_TO_LEAVE = "To leave, type /quit or press Ctrl-D."

CHAT = """\
Ask in your own words, one question or several. Where questions are offered, type the number of one.

Tab completes a question or a command, Right or End takes the grey suggestion, Up and Down bring back earlier lines \
that begin like this one, Ctrl-R searches them, Alt-Enter starts a new line, Ctrl-C clears the line, Ctrl-D leaves.
"""

DESCRIPTION = """\
A chatbot that answers questions about looking after a sore back, from a knowledge base in YAML.
It is no doctor: it cannot examine you, and it does not diagnose.

Without a command it chats. From a pipe or file it answers each line as a turn of one conversation."""

MANUAL = """\
examples:
  backchat
  backchat ask is it bad to lie in bed all day
  backchat ask --json "what are inversion tables"
  printf 'what are inversion tables\\nis it safe\\n' | backchat
  backchat ask - < questions.txt
  backchat --knowledge my-clinic.yaml
  eval "$(backchat completion bash)"

exit status of ask:
  0  answered, or a warning was shown
  1  not answered: there were several questions to choose from, or none
  2  wrong usage, or knowledge that cannot be read

settings file (optional): {settings}
  history: true          keep questions for later chats (as --history does)
  log_unanswered: true   write down what goes without an answer (as --log-unanswered does)
  suggestions: false     no grey suggestions while you type
  editing: vi            emacs, vi, or readline: as your ~/.inputrc says
  plain: true            as --plain
  color: never           auto, always or never, as --color
  knowledge: [my.yaml]   files and folders that are always added

stored, with --history only: {history}
  readable by you alone; a line that begins with a space is not kept.
  In the chat /privacy shows what is stored, and /forget deletes it.

environment:
  NO_COLOR               no colour
  TERM=dumb, ACCESSIBLE  as --plain
"""
