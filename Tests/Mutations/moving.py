"""Moves the entries of faults with the code: finds each text where it stands in the sources now."""

import difflib
import re
import subprocess

from seeding import Gone, HERE, ROOT

FOLDERS = ["Sources", "EventLog", "Projections"]
# The lines before a text that tell one place from another.
CONTEXT = 12


def committed(file):
    """The text of a file in the last commit, or None."""
    result = subprocess.run(["git", "show", f"HEAD:{file}"], cwd=ROOT, capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else None


def lines_before(text, place):
    """The code lines before a place, without comments: comments are rewritten more often."""
    lines = text[:place].splitlines()[-3 * CONTEXT:]
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("//")][-CONTEXT:]


def places(text, original):
    return [match.start() for match in re.finditer(re.escape(original), text)]


def anchor_for(text, place, original):
    """The nearest line before a place that is unique and from which the original is the first; "" for none needed."""
    if text.count(original) == 1:
        return ""
    lines = text[:place].splitlines(keepends=True)
    for index in range(len(lines) - 1, -1, -1):
        anchor = lines[index].strip()
        if len(anchor) < 4 or text.count(anchor) != 1:
            continue
        if text.find(original, text.index(anchor) + len(anchor)) == place:
            return anchor
    return None


def room(file):
    """The room of a file: its target's folder."""
    parts = file.split("/")
    return parts[1] if parts[0] == "Sources" else parts[0]


def moved(fault, sources, before):
    """Where the fault's text stands now: (file, anchor); None when no place is like the old one.

    The same words in another room are usually another rule; their surroundings must be the same, too.
    """
    context = lines_before(before, fault.place(before)[0]) if before else []
    found = [(difflib.SequenceMatcher(None, context, lines_before(text, place)).ratio(), file, place)
             for file, text in sources.items() for place in places(text, fault.original)]
    found.sort(key=lambda one: (-one[0], one[1] != fault.file))
    for likeness, file, place in found:
        if likeness < (0.2 if room(file) == room(fault.file) else 0.6) and len(found) > 1:
            return None
        anchor = anchor_for(sources[file], place, fault.original)
        if anchor is not None:
            return file, anchor
    return None


def move(faults):
    """Rewrites the entries whose text stands elsewhere; returns the faults that were not found."""
    sources = {str(path.relative_to(ROOT)): path.read_text()
               for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.swift"))}
    lost, changes = [], {}
    for fault in faults:
        try:
            if fault.file in sources:
                fault.place(sources[fault.file])
                continue
        except Gone:
            pass
        try:
            place = moved(fault, sources, committed(fault.file))
        except Gone:
            place = moved(fault, sources, None)
        if place is None:
            lost.append(fault)
        else:
            changes[fault.number] = place
    for path in sorted(HERE.glob("faults/*.txt")):
        path.write_text(rewritten(path.read_text(), changes))
    return lost


def rewritten(text, changes):
    """The list with new files and anchors in the entries of some numbers."""
    blocks = re.split(r"(\n\s*\n)", text)
    for index, block in enumerate(blocks):
        head = next((line for line in block.splitlines() if line and not line.startswith("#")), "")
        number = head.split(" ", 1)[0]
        if not number.isdigit() or int(number) not in changes:
            continue
        file, anchor = changes[int(number)]
        lines = [line for line in block.splitlines() if not line.startswith("after ")]
        lines = [f"in {file}" if line.startswith("in ") else line for line in lines]
        if anchor:
            by = next(i for i, line in enumerate(lines) if line.startswith("- "))
            lines.insert(by, f"after {anchor}")
        blocks[index] = "\n".join(lines)
    return "".join(blocks)
