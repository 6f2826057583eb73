"""Kills the writer with SIGKILL at random moments, many times over one database: is every acknowledged write there?
Then kills it amid migrations: does running them again finish the work, with nothing half done?

Usage: kills.py WRITER KILLS SEED. Exits 0 when nothing was lost and nothing was corrupt, else 1.
"""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

WRITERS = 8


def kill_migrations(writer, rounds, chance):
    """How many databases were not whole after migrations that were killed again and again, then left to finish."""
    bad, killed = 0, 0
    for number in range(rounds):
        folder = tempfile.mkdtemp(prefix="breakwater-kill-")
        path = os.path.join(folder, "db")
        try:
            output = b""
            while b"migrated" not in output:
                process = subprocess.Popen([writer, path, "migrate"], stdout=subprocess.PIPE, start_new_session=True)
                try:
                    output = process.communicate(timeout=chance.uniform(0.02, 0.15))[0]
                    if process.returncode:
                        raise RuntimeError(f"the migrations ended with {process.returncode}")
                except subprocess.TimeoutExpired:
                    os.kill(process.pid, signal.SIGKILL)
                    output = process.communicate()[0]
                    killed += 1
            database = sqlite3.connect(path)
            done = database.execute("SELECT COUNT(*) FROM migration").fetchone()[0]
            counts = {database.execute(f"SELECT COUNT(*) FROM filled_{n}").fetchone()[0] for n in range(1, 11)}
            database.close()
            if done != 10 or counts != {20000}:
                raise RuntimeError(f"{done} migrations, {counts} rows")
        except (RuntimeError, sqlite3.DatabaseError) as error:
            bad += 1
            print(f"  migration {number}: {error}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"  {rounds} sets of migrations killed {killed} times in all; {bad} bad")
    return bad


def main():
    writer, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="breakwater-kill-")
    path = os.path.join(folder, "db")
    acknowledged, total, bad, idle, began = {}, 0, 0, 0, time.time()
    try:
        for number in range(kills):
            process = subprocess.Popen([writer, path, str(WRITERS), "1000000"], stdout=subprocess.PIPE,
                                       start_new_session=True)
            time.sleep(chance.uniform(0.03, 0.15))
            os.kill(process.pid, signal.SIGKILL)
            # The last line may be cut short.
            lines = process.stdout.read().split(b"\n")[:-1]
            process.wait()
            if process.returncode != -signal.SIGKILL:
                bad += 1
                print(f"  kill {number}: the writer had ended by itself with {process.returncode}")
            idle += not lines
            total += len(lines)
            for line in lines:
                who, what = map(int, line.split())
                acknowledged[who] = max(what, acknowledged.get(who, 0))
            database = sqlite3.connect(path)
            verdict = database.execute("PRAGMA quick_check").fetchone()[0]
            rows = {}
            if database.execute("SELECT 1 FROM sqlite_schema WHERE name = 't'").fetchone():
                rows = {w: (most, count) for w, most, count in
                        database.execute("SELECT writer, MAX(number), COUNT(*) FROM t GROUP BY writer")}
            database.close()
            lost = sum(max(0, n - rows.get(w, (0, 0))[0]) for w, n in acknowledged.items())
            gaps = sum(most != count for most, count in rows.values())
            if verdict != "ok" or lost or gaps:
                bad += 1
                print(f"  kill {number}: {verdict}, {lost} lost, {gaps} gaps")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.time() - began
    print(f"  seed {seed}: {kills} kills in {seconds:.0f} s, {total} acknowledged writes, {idle} killed before the "
          f"first; {bad} bad")
    bad += kill_migrations(writer, max(1, kills // 30), chance)
    sys.exit(1 if bad or total == 0 else 0)


main()
