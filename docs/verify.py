#!/usr/bin/env python3
"""Verifies a space, a checkpoint or a proof, and trusts nothing else of this project.

    verify.py SPACE [CHECKPOINT]   every byte of log and vault, and what the log was once
    verify.py PROOF.json           that a fact stands in a log, or that a log goes on from another

The format is log-format.md's. It exits with 0 when everything holds, with 69 when something does not.
"""
import base64, hashlib, json, pathlib, re, sys

RECORD = re.compile(  # One form only, fields in this order.
    rb'\{"position":(?P<position>[1-9]\d*),"until":(?P<until>[1-9]\d*),"stream":"(?P<stream>[^"\\]+)"'
    rb',"sequence":(?P<sequence>[1-9]\d*)(,"previous":(?P<previous>[1-9]\d*))?,"type":"[^"\\]+"'
    rb',"schema":[1-9]\d*,"at":"(?P<at>[-0-9T:.]{23}Z)","actor":"[^"\\]+","action":"[-0-9a-f]{36}"'
    rb',"correlation":"[-0-9a-f]{36}"(,"cause":(?P<cause>[1-9]\d*))?,"data":\{.*\}'
    rb'(,"sealed":"(?P<sealed>[0-9a-f]{64})")?,"hash":"(?P<hash>[0-9a-f]{64})"\}')
SECRET = re.compile(rb'\{"position":([1-9]\d*),"stream":"([^"\\]+)",'
                    rb'(?:"salt":"([0-9a-f]{32})","private":(\{.*\})|"erased":([1-9]\d*) *)\}')
sha = lambda data: hashlib.sha256(data).digest()
node = lambda left, right: sha(b"\1" + left + right)

def need(holds, *what):
    if not holds: sys.exit(print("DAMAGE:", *what) or 69)

def root(edge):  # RFC 6962 2.1; the edge: the perfect subtrees as (leaves, root), largest first.
    top = edge[-1][1] if edge else sha(b"")
    for _, left in reversed(edge[:-1]): top = node(left, top)
    return top

def grow(edge, leaf):
    edge.append((1, leaf))
    while len(edge) > 1 and edge[-1][0] == edge[-2][0]:
        edge[-2:] = [(2 * edge[-1][0], node(edge[-2][1], edge[-1][1]))]

def lines(folder):  # Of all segments in order: name, offset, line, whether the line has its end.
    for path in sorted(folder.glob("*.jsonl")):
        offset = 0
        for line in path.read_bytes().splitlines(keepends=True) if False else path.read_bytes().split(b"\n"):
            if line: yield path.name, offset, line
            offset += len(line) + 1

def check_log(): pass
