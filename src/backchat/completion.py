"""Scripts that let bash, zsh and fish complete the commands and options, written from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from backchat.frozen import frozen

FILES = ("PATH", "FILE", "QUESTIONS.yaml")
"""Names of arguments that are files."""


@frozen
class Option:
    """An option of a command: how it may be written, what it is for, and what follows it."""

    names: tuple[str, ...]
    summary: str
    takes_value: bool
    choices: tuple[str, ...]

    @property
    def takes_file(self) -> bool:
        """Whether a file name follows."""
        return self.takes_value and not self.choices


@frozen
class Part:
    """A command with its options and the words that it takes; the program itself has no name."""

    name: str
    summary: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    takes_file: bool


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the script for a shell."""
    return SHELLS[shell](list(_parts(parser)))


def _parts(parser: argparse.ArgumentParser) -> Iterator[Part]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {each.dest: each.help or "" for each in action._choices_actions}
            yield _part("", "", parser, tuple(action.choices))
            yield from (_part(name, summaries.get(name, ""), sub) for name, sub in action.choices.items())


def _part(name: str, summary: str, parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Part:
    options, takes_file = [], False
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        choices = tuple(map(str, action.choices or ()))
        if action.option_strings:
            help_ = (action.help or "").split(" (")[0]
            options.append(Option(tuple(action.option_strings), help_, action.nargs != 0, choices))
        else:
            words += choices
            takes_file = takes_file or action.metavar in FILES
    return Part(name, summary, tuple(options), words, takes_file)


def _bash(parts: list[Part]) -> str:
    values, words = [], []
    for part in parts:
        for option in part.options:
            reply = _bash_reply(option.choices, files=option.takes_file)
            values += [f"    '{part.name} {name}') {reply}; return ;;" for name in option.names if option.takes_value]
        names = [name for option in part.options for name in option.names]
        words.append(f"    '{part.name} '-*) {_bash_reply(tuple(names))} ;;")
        words.append(f"    '{part.name} '*) {_bash_reply(part.words, files=part.takes_file)} ;;")
    taking = {name for part in parts for option in part.options if option.takes_value for name in option.names}
    lines = "\n".join
    return BASH.format(
        taking="|".join(sorted(taking)),
        commands="|".join(part.name for part in parts if part.name),
        values=lines(dict.fromkeys(values)),
        words=lines(words),
    )


def _bash_reply(words: tuple[str, ...], *, files: bool = False) -> str:
    return f"_backchat_offer {'-f ' if files else ''}-W '{' '.join(words)}'"


BASH = """\
# bash completion for backchat; in ~/.bashrc: eval "$(backchat completion bash)"
_backchat_offer() {{
  local IFS=$'\\n'
  COMPREPLY=($(IFS=' '; compgen "$@" -- "$current"))
  [[ $1 == -f ]] && compopt -o filenames 2>/dev/null
}}
_backchat() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= word skip=
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ $skip ]]; then skip=; continue; fi
    case $word in
      {taking}) skip=1 ;;
      {commands}) command=$word; break ;;
    esac
  done
  COMPREPLY=()
  case "$command $before" in
{values}
  esac
  case "$command $current" in
{words}
  esac
}}
complete -F _backchat backchat
"""


def _zsh(parts: list[Part]) -> str:
    whole, *commands = parts
    summaries = "\n".join(f"    {_quoted(f'{part.name}:{part.summary}')}" for part in commands)
    cases = "\n".join(f"    {part.name}) _arguments {_zsh_arguments(part)} ;;" for part in commands)
    return ZSH.format(options=_zsh_options(whole), summaries=summaries, cases=cases)


def _zsh_arguments(part: Part) -> str:
    words = f" '1:word:({' '.join(part.words)})'" if part.words else " '*:file:_files'" if part.takes_file else ""
    return _zsh_options(part) + words


def _zsh_options(part: Part) -> str:
    found = []
    for option in part.options:
        summary = option.summary.replace("[", "(").replace("]", ")").replace(":", " -")
        value = f":value:({' '.join(option.choices)})" if option.choices else ":file:_files"
        summary += f"]{value}" if option.takes_value else "]"
        found += [_quoted(f"{'*' if option.takes_file else ''}{name}[{summary}") for name in option.names]
    return " ".join(found)


ZSH = """\
#compdef backchat
# zsh completion for backchat; in ~/.zshrc, after compinit: eval "$(backchat completion zsh)"
_backchat() {{
  local context state line
  local -a commands=(
{summaries}
  )
  _arguments -C {options} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument) case $line[1] in
{cases}
    esac ;;
  esac
}}
compdef _backchat backchat
"""


def _fish(parts: list[Part]) -> str:
    whole, *commands = parts
    names = " ".join(part.name for part in commands)
    lines = ["# fish completion for backchat, to be saved in ~/.config/fish/completions", "complete -c backchat -f"]
    nothing_yet = f"not __fish_seen_subcommand_from {names}"
    lines += [_fish_word(nothing_yet, part.name, part.summary) for part in commands]
    lines += _fish_options(nothing_yet, whole)
    for part in commands:
        seen = f"__fish_seen_subcommand_from {part.name}"
        lines += [_fish_word(seen, word, "") for word in part.words]
        lines += [f"complete -c backchat -n '{seen}' -F"] if part.takes_file else []
        lines += _fish_options(seen, part)
    return "\n".join(lines) + "\n"


def _fish_word(condition: str, word: str, summary: str) -> str:
    return f"complete -c backchat -n '{condition}' -a {word}" + (f" -d {_quoted(summary)}" if summary else "")


def _fish_options(condition: str, part: Part) -> Iterator[str]:
    for option in part.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        value = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r -F" if option.takes_file else ""
        yield f"complete -c backchat -n '{condition}' {names}{value} -d {_quoted(option.summary)}"


def _quoted(text: str) -> str:
    """Quote for any of the three shells: none of them reads anything into single quotes but their end."""
    return "'" + text.replace("'", "’") + "'"


SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
