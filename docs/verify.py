#!/usr/bin/env python3
"""Verifies a log, a checkpoint of it, or a proof, and trusts nothing else of this project.
    verify.py SPACE [CHECKPOINT]   the whole log, and that it extends a checkpoint; prints its own
    verify.py PROOF                that a log has a fact, or that a log extends an earlier one
log-format.md says what is checked, but for the vault. Exit code: 0 when it all holds, else 69."""
import base64 as b, hashlib, json, pathlib, re, sys
def need(holds, *what): holds or sys.exit(print("DAMAGE:", *what) or 69)
def sha(data): return hashlib.sha256(data).digest()
def node(left, right): return sha(b"\1" + left + right)
def half(size): return 1 << (size - 1).bit_length() - 1  # the largest power of two below it
def hashed(line): return line[-76:] == b',"hash":"%b"}\n' % sha(b"\0" + line[:-76]).hex().encode()
def root(all):  # RFC 6962 2.1
    return node(root(all[:(n := half(len(all)))]), root(all[n:])) if all[1:] else (all or [sha(b"")])[0]
def edge(leaves):  # the roots of the perfect subtrees, the largest first
    return [root(leaves[:(n := half(len(leaves) + 1))]).hex()] + edge(leaves[n:]) if leaves else []
def inclusion(index, size, leaf, path):  # RFC 6962 2.1.1: the root that a leaf and its path give
    if size == 1: return need(not path, "the path is too long") or leaf
    if index < half(size): return node(inclusion(index, half(size), leaf, path[:-1]), path[-1])
    return node(path[-1], inclusion(index - half(size), size - half(size), leaf, path[:-1]))
def growth(first, size, old, path):  # RFC 6962 2.1.2: both roots; further inside nobody knows the old
    if first == size: return need(len(path) == (not old), "the path's length") or [old or path[0]] * 2
    left, right = half(size), first - half(size)
    if right > 0: return [node(path[-1], n) for n in growth(right, size - left, None, path[:-1])]
    return [(both := growth(first, left, old, path[:-1]))[0], node(both[1], path[-1])]
def checkpoint(text):  # C2SP tlog-checkpoint in three lines; who signed it is for other tools to check
    origin, size, top = text.split("\n\n")[0].removesuffix("\n").split("\n")
    need(f"{int(size)} {b.b64encode(b.b64decode(top)).decode()}\n" == f"{size} {top}{text[-1:]}", "spelling")
    return origin, int(size), b.b64decode(top)
def spelled(odd): return "\\u000a" if odd[1] == "n" else odd[0] if odd[1] else f"\\u{ord(odd[0]):04x}"
def check_proof(data):
    text = json.dumps(proof := json.loads(data), ensure_ascii=False, separators=(",", ":")) + "\n"
    odd = "\\\\(.)|[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
    need(re.sub(odd, spelled, text).encode() == data, "another spelling of a proof")
    need(f"{proof['format']!r} {proof['proof']} {''.join(key[0] for key in proof)}"  # every key is read
         in ("1 inclusion fprlispc", "1 consistency fpfpc"), "another form of a proof")
    (origin, size, top), path = checkpoint(proof["checkpoint"]), proof["path"]
    path = [bytes.fromhex(hash) for hash in path if not need(re.fullmatch("[0-9a-f]{64}", hash), "hash")]
    if proof["proof"] == "inclusion":
        line, index = proof["record"].encode() + b"\n", proof["index"]
        need(hashed(line) and line[-67:-3].decode() == proof["leaf"], "the record's hash")
        need(f"{json.loads(line)['position'] - 1} {size}" == f"{index!r} {proof['size']!r}", "index or size")
        need(index < size and inclusion(index, size, bytes.fromhex(proof["leaf"]), path) == top, "the path")
    else:
        source, first, old = checkpoint(proof["from"])
        need(source == origin and 0 < first <= size and growth(first, size, old, path) == [old, top], "path")
    print(f"The {proof['proof']} proof holds:", proof.get("from", ""), proof["checkpoint"], sep="\n", end="")
def check_log(space):
    manifest, leaves, append, heads, at = json.loads((space / "space.json").read_bytes()), [], [], {}, ""
    for path in (paths := sorted((space / "EventLog").glob("*.jsonl"))):
        offset = 0
        for line in path.read_bytes().splitlines(True) or [b""]:
            where = f"in {path.name} at byte {offset}, position {(position := len(leaves) + len(append) + 1)}"
            if offset == 0:
                need(path.name == f"{position:020}.jsonl" and not append, "segment order", where)
                need(json.loads(line) == {"segment": {"format": 1, "space": manifest["id"], "from": position,
                     "root": root(leaves).hex(), "edge": edge(leaves)}}, "header", where)
            elif path == paths[-1] and not line.endswith(b"\n"):  # left by a crash, or being written
                need(not hashed(line[:-1] + b"\n"), "a byte behind a record", where)
            else:
                fact = need(hashed(line), "hash", where) or json.loads(line)
                stream, until = fact["stream"], fact["until"]
                place = fact["sequence"], fact.get("previous", 0)
                need(fact["position"] == position > fact.get("cause", 0), "position", where)
                need(until == promised if append else 0 <= until - position < 4096, "until", where)
                need(heads.get(stream, (1, 0)) == place and fact["at"] >= at, "sequence or time", where)
                at, promised, heads[stream] = fact["at"], until, (place[0] + 1, position)
                append.append(bytes.fromhex(fact["hash"]))
                if position == until: leaves.extend(append) or append.clear()
            offset += len(line)
    return manifest["origin"], leaves, at
def main(path, kept=None):
    if (file := pathlib.Path(path)).is_file(): return need(not kept, "more") or check_proof(file.read_bytes())
    origin, leaves, at = check_log(file)
    print(origin, len(leaves), b.b64encode(root(leaves)).decode(), sep="\n")
    source, size, old = checkpoint(pathlib.Path(kept).read_text()) if kept else (origin, 0, root([]))
    need(source == origin, "the checkpoint is another log's:", source)
    need(0 <= size <= len(leaves), size - len(leaves), "facts are missing, recorded at or after", at)
    need(root(leaves[:size]) == old, f"the first {size} facts are not those of the checkpoint")
try: main(*sys.argv[1:])
except (LookupError, OSError, RecursionError, TypeError, ValueError) as fault: need(False, repr(fault))
