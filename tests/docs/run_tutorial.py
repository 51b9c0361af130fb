#!/usr/bin/env python3
"""Does what a page tells its reader to do, and holds the page to what comes out.

    run_tutorial.py PAGE.md PATH/TO/peyer

Everything happens in a fresh folder, in the page's order. What a block is, its first line says:

  ```console         `$ ` begins a command, `> ` goes on with it; what follows is its output, standard error
                     included. Blanks at the ends of lines and empty lines at both ends don't count.
  ```yaml file=F     a new file (any language); it must not be there
  ```yaml end=F      lines that are added to the end of a file
  ```diff file=F     lines that are taken out (-) and put in (+); what stands there before must be there once.
                     `-…` takes out everything to the end of the file.

Other blocks are for reading only. In an output, `…` stands for any text within a line, and alone on a line for any
number of lines: for dates, times, keys and hashes, and for what is too long to print.

With PEYER_UPDATE=1 the page's outputs are rewritten, `…` kept where it still fits. Exit code 0 when all is as printed,
1 when not.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile

COMMAND_SECONDS = 120


class Wrong(Exception):
    """Something in the page that can't be followed; the message names the line."""


def blocks_of(lines):
    """(number of the line behind the fence, words behind the backticks, lines), in order."""
    blocks, start = [], None
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = number
        else:
            blocks.append((start + 1, lines[start][3:].split(), lines[start + 1 : number]))
            start = None
    return blocks


def commands_of(lines):
    """[(first line, command, first line of the output, its lines)]; line numbers within the block."""
    found = []
    for number, line in enumerate(lines):
        if line.startswith("$ "):
            found.append([number, line[2:], number + 1, []])
        elif found and line.startswith("> ") and not found[-1][3] and open_quote(found[-1][1]):
            found[-1][1] += "\n" + line[2:]
            found[-1][2] = number + 1
        elif found:
            found[-1][3].append(line)
    return found


def open_quote(command):
    """Whether a shell would wait for more."""
    return command.endswith("\\") or command.count("'") % 2 == 1


def trimmed(lines):
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def pattern_of(line):
    return "[^\n]*".join(re.escape(part) for part in line.split("…")) + "\n"


def fits(expected, actual):
    pattern = "".join(
        "(?:[^\n]*\n)*?" if line.strip() == "…" else pattern_of(line) for line in expected
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def aligned(expected, actual):
    """The expected lines, with those that fit an actual line by their `…` replaced by it."""
    out = []
    for line in expected:
        if "…" in line and line.strip() != "…":
            line = next((one for one in actual if re.fullmatch(pattern_of(line), one + "\n")), line)
        out.append(line)
    return out


def updated(expected, actual):
    """The actual lines, with the `…` of the expected ones where they fit."""
    plain = aligned(expected, actual)
    out = []
    matcher = difflib.SequenceMatcher(None, plain, actual, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            out += expected[a:b]
        elif any(line.strip() == "…" for line in expected[a:b]):
            out += [line for line in expected[a:b] if line.strip() == "…"][:1]
        else:
            out += actual[c:d]
    return out if fits(out, actual) else actual


def patched(text, lines, where):
    """`text` after the changes that the lines of a diff block say."""
    if any(line[:1] not in ("-", "+", " ") for line in lines if line):
        raise Wrong(f"{where}: a line of a diff block begins with neither '-', '+' nor a blank")
    old = [line[1:] for line in lines if not line.startswith("+")]
    new = [line[1:] for line in lines if not line.startswith("-")]
    to_the_end = bool(old) and old[-1] == "…"
    if to_the_end:
        old.pop()
    before = "".join(line + "\n" for line in old)
    if ("\n" + text).count("\n" + before) != 1:
        raise Wrong(f"{where}: what is to be changed is not there exactly once:\n{before}")
    at = ("\n" + text).index("\n" + before)
    rest = "" if to_the_end else text[at + len(before) :]
    return text[:at] + "".join(line + "\n" for line in new) + rest


class Reader:
    """Somebody who follows the page."""

    def __init__(self, page, program):
        self.page = page
        self.folder = tempfile.TemporaryDirectory(prefix="peyer-tutorial-")
        self.code = 0
        self.commands = self.differences = 0
        self.environment = {
            "PATH": os.path.dirname(os.path.abspath(program)) + ":" + os.environ["PATH"],
            "HOME": self.folder.name,
            "LANG": "C.UTF-8",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def write(self, words, lines, where):
        for word in words:
            how, equals, name = word.partition("=")
            if not equals:
                continue
            path = os.path.join(self.folder.name, name)
            there = os.path.exists(path)
            if there == (how == "file" and words[0] != "diff"):
                raise Wrong(f"{where}: {name} is {'there already' if there else 'not there'}")
            text = "".join(line + "\n" for line in lines)
            if words[0] == "diff" or how == "end":
                with open(path, encoding="utf-8") as file:
                    before = file.read()
                text = patched(before, lines, where) if words[0] == "diff" else before + text
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

    def run(self, command):
        """What the command prints; its exit code is `$?` of the next."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.code})\n{command}"],
            cwd=self.folder.name,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        self.code = done.returncode
        return trimmed(done.stdout.decode("utf-8").split("\n"))

    def follow(self, start, lines):
        """A console block; gives its lines as they should be."""
        out = []
        for number, command, output_at, printed in commands_of(lines):
            self.commands += 1
            expected, actual = trimmed(printed), self.run(command)
            gap = [""] if printed and not printed[-1].strip() else []
            out += lines[number:output_at]
            if fits(expected, actual):
                out += trimmed(printed) + gap
                continue
            self.differences += 1
            out += updated(expected, actual) + gap
            self.tell(start + output_at, command, expected, actual)
        return out

    def tell(self, first, command, expected, actual):
        plain = aligned(expected, actual)
        same = 0
        while same < min(len(plain), len(actual)) and plain[same] == actual[same]:
            same += 1
        print(f"{self.page}:{first + same + 1}: `{command}` (exit code {self.code}) printed otherwise:")
        for line in list(difflib.unified_diff(plain, actual, "page", "program", lineterm="", n=1)):
            print("  " + line)


def main():
    page, program = sys.argv[1], sys.argv[2]
    with open(page, encoding="utf-8") as file:
        lines = file.read().split("\n")
    reader = Reader(page, program)
    new, copied = [], 0
    for start, words, block in blocks_of(lines):
        new += lines[copied:start]
        copied = start + len(block)
        if words[:1] == ["console"]:
            new += reader.follow(start, block)
        else:
            reader.write(words, block, f"{page}:{start}")
            new += block
    new += lines[copied:]
    if reader.commands == 0:
        raise Wrong(f"{page}: no command in it, so nothing was tried")
    if reader.differences and os.environ.get("PEYER_UPDATE") == "1":
        with open(page, "w", encoding="utf-8") as file:
            file.write("\n".join(new))
        print(f"{page}: outputs rewritten: {reader.differences}")
        return 0
    print(f"{page}: commands {reader.commands}, printed otherwise {reader.differences}")
    return 1 if reader.differences else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Wrong as wrong:
        print(wrong)
        sys.exit(1)
