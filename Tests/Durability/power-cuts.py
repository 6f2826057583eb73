"""Simulates power cuts: from the record of a run, what could be on the disk at many moments, and is it all there?

What was synced is there; of what was written since, nothing, a beginning or any part, with torn 512-byte sectors.
Usage: power-cuts.py RECORD CUTS SEED. Exits 0 when no acknowledged write was lost and nothing was corrupt, else 1.
"""
import os
import random
import shutil
import sqlite3
import struct
import sys
import tempfile


def read_record(path):
    raw = open(path, "rb").read()
    operations, place = [], 0
    while place + 64 <= len(raw):
        head = raw[place:place + 64]
        kind, name = chr(head[0]), head[1:40].split(b"\0")[0].decode()
        offset, length = struct.unpack("<QQ", head[40:56])
        place += 64
        data = b""
        if kind in "WA":
            data = raw[place:place + length]
            place += length
        operations.append((kind, name, offset, data))
    return operations


def apply(file, operation):
    kind, _, offset, data = operation
    if kind == "W":
        file.extend(b"\0" * (offset - len(file)))
        file[offset:offset + len(data)] = data
    elif len(file) > offset:
        del file[offset:]
    else:
        file.extend(b"\0" * (offset - len(file)))


class Disk:
    """What is safe, and what is only on its way."""

    def __init__(self):
        self.safe, self.waiting, self.acknowledged = {}, {}, {}

    def take(self, operation):
        kind, name, _, data = operation
        if kind == "A":
            for line in data.decode().splitlines():
                writer, number = map(int, line.split())
                self.acknowledged[writer] = max(number, self.acknowledged.get(writer, 0))
        elif name.endswith(("-shm", ".lock")):
            pass
        elif kind in "WT":
            self.waiting.setdefault(name, []).append(operation)
        elif kind == "S":
            file = self.safe.setdefault(name, bytearray())
            for earlier in self.waiting.pop(name, []):
                apply(file, earlier)
        elif kind == "U":
            self.safe.pop(name, None)
            self.waiting.pop(name, None)

    def after_cut(self, chance):
        files = {name: bytearray(data) for name, data in self.safe.items()}
        for name, operations in self.waiting.items():
            style = chance.choice(["none", "beginning", "any"])
            if style == "none":
                kept = []
            elif style == "beginning":
                kept = operations[:chance.randrange(len(operations) + 1)]
            else:
                kept = [operation for operation in operations if chance.random() < 0.5]
            for kind, _, offset, data in kept:
                if kind == "W" and len(data) > 512 and chance.random() < 0.1:
                    data = data[:512 * chance.randrange(1, len(data) // 512 + 1)]
                apply(files.setdefault(name, bytearray()), (kind, name, offset, data))
        return files


def check(folder, files, acknowledged):
    """(lost, corrupt): how many acknowledged writes are missing, and what is wrong with the file."""
    for name in os.listdir(folder):
        os.unlink(os.path.join(folder, name))
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    database = sqlite3.connect(os.path.join(folder, "db"))
    try:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            return 0, verdict
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 't'").fetchone():
            return sum(acknowledged.values()), None
        lost = 0
        rows = {w: (most, count) for w, most, count in
                database.execute("SELECT writer, MAX(number), COUNT(*) FROM t GROUP BY writer")}
        for writer, (most, count) in rows.items():
            if most != count:
                return 0, f"writer {writer} has {count} rows up to {most}"
        for writer, number in acknowledged.items():
            lost += max(0, number - rows.get(writer, (0, 0))[0])
        return lost, None
    except sqlite3.DatabaseError as error:
        return 0, str(error)
    finally:
        database.close()


def main():
    record, cuts, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    operations = read_record(record)
    syncs = sum(1 for operation in operations if operation[0] == "S")
    acknowledged = sum(len(o[3].splitlines()) for o in operations if o[0] == "A")
    chance = random.Random(seed)
    moments = sorted(chance.randrange(1, len(operations)) for _ in range(cuts))
    folder = tempfile.mkdtemp(prefix="breakwater-cut-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    disk, position, losing, worst, corrupt = Disk(), 0, 0, 0, 0
    try:
        for moment in moments:
            while position < moment:
                disk.take(operations[position])
                position += 1
            lost, problem = check(folder, disk.after_cut(chance), disk.acknowledged)
            losing += lost > 0
            worst = max(worst, lost)
            if problem:
                corrupt += 1
                print(f"  corrupt after operation {moment}: {problem}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"  seed {seed}: {len(operations)} operations, {syncs} syncs, {acknowledged} acknowledged writes; "
          f"{cuts} power cuts: {losing} lost acknowledged writes (worst {worst}), {corrupt} corrupt")
    sys.exit(1 if losing or corrupt else 0)


main()
