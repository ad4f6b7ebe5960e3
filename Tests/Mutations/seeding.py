"""The faults as their lists tell them, and the sources with a choice of each in them."""

import pathlib
import re
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Stands in Notation, which every room may import.
SWITCH_FILE = "Sources/Notation/SeededFault.swift"
SWITCH = """\
import FoundationEssentials

/// The fault that this process has; 0 for none.
package enum SeededFault {
  package static let active =
    ProcessInfo.processInfo.environment["ESPACE_FAULT"].flatMap { Int($0) } ?? 0
}
"""


@dataclass(eq=False)
class Fault:
    """One entry of a list: what is wrong, where, and which suites should say so first."""

    number: int
    sentence: str
    file: str = ""
    tests: str = ""
    anchor: str = ""
    original: str = ""
    faulty: str = ""

    def place(self, text):
        """Where the original stands: behind the anchor, or the only place in the file."""
        only = self.anchor or self.original
        if text.count(only) != 1:
            raise Gone(self, f"“{only}” stands {text.count(only)} times")
        start = text.find(self.original, text.index(only) + len(self.anchor))
        if start < 0:
            raise Gone(self, f"“{self.original}” does not stand behind “{self.anchor}”")
        return start, start + len(self.original)

    def choice(self):
        """Swift that is the original unless this fault is active."""
        active = f"SeededFault.active == {self.number}"
        if self.faulty.startswith("{"):
            return f"if {active} {self.faulty} else {{ {self.original} }}"
        return f"({active} ? ({self.faulty}) : ({self.original}))"


# What the lines of an entry say, by the word that they begin with.
WORDS = {"in": "file", "by": "tests", "after": "anchor", "-": "original", "+": "faulty"}


class Gone(Exception):
    """A fault whose text does not stand in the sources as its entry says."""

    def __init__(self, fault, why):
        super().__init__(f"fault {fault.number} ({fault.sentence}): in {fault.file} {why}")


def read_faults():
    """Reads the lists: entries between blank lines, each line begun by a word that says what it is."""
    faults = []
    for path in sorted(HERE.glob("faults/*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text()):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            if not lines:
                continue
            number, sentence = lines[0].split(" ", 1)
            fault = Fault(int(number), sentence)
            for line in lines[1:]:
                word, _, rest = line.partition(" ")
                if word not in WORDS:
                    sys.exit(f"{path.name}: fault {number}: what is “{line}”?")
                setattr(fault, WORDS[word], rest)
            fault.tests = fault.tests.split()
            faults.append(fault)
    if len({fault.number for fault in faults}) != len(faults):
        sys.exit("two faults have one number")
    return sorted(faults, key=lambda fault: fault.number)


def seeded(text, faults, isInNotation=False):
    """A source text with the choice of every fault in it, and the import that they need."""
    places = sorted(((fault.place(text), fault) for fault in faults), key=lambda one: one[0])
    for ((_, end), one), ((start, _), other) in zip(places, places[1:]):
        if start < end:
            raise Gone(other, f"the text overlaps that of fault {one.number}")
    for (start, end), fault in reversed(places):
        text = text[:start] + fault.choice() + text[end:]
    if not isInNotation and not re.search(r"^(public |package )?import Notation$", text, re.MULTILINE):
        text = "import Notation\n" + text
    return text


def seeded_sources(faults):
    """The changed files by path; exits when a fault's text is gone."""
    sources, gone = {SWITCH_FILE: SWITCH}, []
    for file in {fault.file for fault in faults}:
        try:
            text = (ROOT / file).read_text()
            here = [fault for fault in faults if fault.file == file]
            sources[file] = seeded(text, here, file.startswith("Sources/Notation/"))
        except (Gone, OSError) as error:
            gone.append(str(error))
    if gone:
        sys.exit("These faults cannot be seeded any more:\n" + "\n".join(sorted(gone)))
    return sources
