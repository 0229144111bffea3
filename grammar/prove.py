#!/usr/bin/env python3
"""Proves that the syntax part of socklab.ebnf has no conflict; README.md says how."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
ALIASES = {"VERB": "NAME"}  # told apart by where they stand


class GrammarError(Exception):
    """The EBNF is not what this program understands."""


def syntax_part(text):
    """The productions before the tokens' heading, comments taken out."""
    match = re.search(r"\(\* ---- syntax.*?---- \*\)(.*?)\(\* ---- tokens", text, re.S)
    if not match:
        raise GrammarError("the headings 'syntax' and 'tokens' are missing")
    return re.sub(r"\(\*.*?\*\)", " ", match.group(1), flags=re.S)


def tokens_of(text):
    pattern = re.compile(r'\s*("[^"]*"|[A-Za-z_][A-Za-z_0-9]*|[=;|()\[\]{}])')
    position, found = 0, []
    while text[position:].strip():
        match = pattern.match(text, position)
        if not match:
            raise GrammarError(f"what is {text[position:].strip()[:20]!r}?")
        found.append(match.group(1))
        position = match.end()
    return found


class Converter:
    """EBNF in, rules of bison out: { } become rules, [ ] and ( ) become alternatives."""

    def __init__(self, text):
        self.tokens = tokens_of(syntax_part(text))
        self.rules = {}  # name: list of alternatives, each a list of symbols
        self.terminals = {}  # spelling: name for bison
        self.names = []

    def convert(self):
        while self.tokens:
            name = self.tokens.pop(0)
            if not re.fullmatch(r"[a-z_]+", name):
                raise GrammarError(f"{name!r} is no name of a production")
            self.take("=")
            if name in self.rules:
                raise GrammarError(f"'{name}' has two productions")
            self.names.append(name)
            self.rules[name] = []
            self.rules[name] = self.alternatives(name)
            self.take(";")
        return self

    def take(self, token):
        found = self.tokens.pop(0) if self.tokens else "the end"
        if found != token:
            raise GrammarError(f"expected {token!r}, found {found!r}")

    def alternatives(self, name):
        found = self.sequence(name)
        while self.tokens and self.tokens[0] == "|":
            self.tokens.pop(0)
            found += self.sequence(name)
        return found

    def sequence(self, name):
        """Every way to write one alternative: an option doubles their number."""
        found = [[]]
        while self.tokens and self.tokens[0] not in (";", "|", ")", "]", "}"):
            choices = self.symbol(name)
            found = [before + choice for before in found for choice in choices]
        return found

    def symbol(self, name):
        token = self.tokens.pop(0)
        if token in ("(", "[", "{"):
            inner = self.alternatives(name)
            self.take({"(": ")", "[": "]", "{": "}"}[token])
            if token == "(":
                return inner
            if token == "[":
                return [[]] + inner
            rule = f"{name}__{len(self.rules)}"
            self.rules[rule] = [[]] + [[rule] + one for one in inner]
            return [[rule]]
        if token.startswith('"') or token.isupper():
            return [[self.terminal(token)]]
        return [[token]]

    def terminal(self, token):
        token = ALIASES.get(token, token)
        if token not in self.terminals:
            self.terminals[token] = f"T{len(self.terminals)}"
        return self.terminals[token]

    def bison(self):
        for name, alternatives in self.rules.items():
            for symbol in (s for one in alternatives for s in one):
                if symbol not in self.rules and symbol not in self.terminals.values():
                    raise GrammarError(f"'{symbol}' in '{name.split('__')[0]}' is not defined")
        lines = ["%define api.pure full", "%define parse.error verbose", "%code {"]
        lines += ["#include <stdio.h>", "#include <string.h>"]
        lines += ["int yylex(YYSTYPE *value);", "void yyerror(const char *text);", "}"]
        lines += [f"%token {name} /* {text} */" for text, name in self.terminals.items()]
        lines += ["%start " + self.names[0], "%%"]
        for name, alternatives in self.rules.items():
            texts = [" ".join(one) if one else "%empty" for one in alternatives]
            lines.append(f"{name}: " + "\n  | ".join(texts) + "\n  ;")
        return "\n".join(lines + ["%%", self.driver()])

    def driver(self):
        """Reads lines of token spellings and answers each."""
        cases = "".join(
            f'  if (!strcmp(word, "{text.strip(chr(34))}")) return {name};\n'
            for text, name in self.terminals.items()
        )
        return (
            "static char *rest;\n"
            "int yylex(YYSTYPE *value) {\n  (void)value;\n"
            '  char *word = strtok_r(rest, " ", &rest);\n  if (!word) return 0;\n'
            + cases
            + "  return YYUNDEF;\n}\n"
            "void yyerror(const char *text) { (void)text; }\n"
            "int main(void) {\n  static char line[1 << 20];\n"
            "  while (fgets(line, sizeof line, stdin)) {\n"
            '    line[strcspn(line, "\\n")] = 0;\n    rest = line;\n'
            '    puts(yyparse() ? "reject" : "accept");\n  }\n  return 0;\n}\n'
        )


def run_bison(source, output):
    """What bison has against the grammar, nothing when it is right."""
    grammar = output.with_suffix(".y")
    grammar.write_text(source)
    flags = ["-Wall", "-Werror=conflicts-sr", "-Werror=conflicts-rr", "-Werror=other"]
    command = ["bison", *flags, "-o", str(output), str(grammar)]
    try:
        run = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        sys.exit("prove.py needs GNU bison: apt install bison")
    return run.stderr if run.returncode else ""


def complaint(text, output):
    try:
        return run_bison(Converter(text).convert().bison(), output)
    except GrammarError as error:
        return f"socklab.ebnf: {error}\n"


def self_test(text, output):
    """Each change makes the grammar wrong in another way; all must be refused."""
    changes = {
        "an ambiguous alternative": ('"expect" condition ;\nnames', '"expect" condition | "as" NAME ;\nnames'),
        "a production that is not there": ("item        = ( value", "item        = ( valu"),
        "a production that nobody uses": ("names       =", 'orphan      = "," ;\nnames       ='),
    }
    for name, (old, new) in changes.items():
        changed = text.replace(old, new, 1)
        if changed == text:
            sys.exit(f"self-test: nothing to change for {name}")
        if not complaint(changed, output):
            sys.exit(f"self-test: {name} was accepted")
        print(f"refused, as it should be: {name}")


def judge(output):
    """Bison's parser answers each line of standard input."""
    compiler = next(filter(shutil.which, ("cc", "gcc", "clang")), None)
    if not compiler:
        sys.exit("prove.py --judge needs a C compiler")
    program = output.with_suffix("")
    subprocess.run([compiler, "-w", "-o", str(program), str(output)], check=True)
    return sys.exit(subprocess.run([str(program)]).returncode)


def main(arguments):
    text = (FOLDER / "socklab.ebnf").read_text()
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "grammar.c"
        found = complaint(text, output)
        if found:
            sys.exit(found)
        if arguments == ["--self-test"]:
            return self_test(text, output)
        if arguments == ["--judge"]:
            return judge(output)
        if arguments:
            sys.exit("usage: prove.py [--self-test | --judge]")
        grammar = Converter(text).convert()
        alternatives = sum(map(len, grammar.rules.values()))
        print(
            f"socklab.ebnf: {len(grammar.names)} productions, {len(grammar.terminals)} terminals,"
            f" {alternatives} alternatives once expanded; LALR(1), no conflict"
        )


main(sys.argv[1:])
