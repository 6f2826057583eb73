"""Kills a real `breakwater import` with SIGKILL at random moments, and runs the same command again until it is done.

After every kill: does read = accepted + corrected + rejected, and do the rows themselves say the same? At the end: are
the rows to the byte what an import that nobody disturbed made of the file, and is nothing of it left lying about?

Usage: import-kills.py BREAKWATER KILLS SEED [ROWS]. Exits 0 when nothing was lost, else 1.
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

AGENCY = "Fairmead Academy"
HEADER = ("pupil_id,upn,surname,forename,middle_names,dob,sex,address,postcode,school_urn,school_name,year_group,"
          "attendance_percent,snapshot_date")


def roll(rows, chance):
    """An invented school roll: some dates that are none, some cells with line breaks, some rows twice."""
    lines = [HEADER]
    for number in range(rows):
        born = chance.choice(["2011-03-04", "04/03/2011", "31/02/2011", "not known", "2010-12-01"])
        street = chance.choice(["Harbour Street", '"Harbour Street,\nEastmere"', "Ropewalk"])
        lines.append(f"P{number},,Okafor{number % 97},Amara,,{born},F,{street},KX1 1AA,900001,Fairmead,9,91.5,2025-09-30")
        if number % 211 == 0:
            lines.append(lines[-1])
    return "\r\n".join(lines) + "\r\n"


def agree(path):
    """The agreement the file comes under, as the privacy officer's page would record it."""
    database = sqlite3.connect(path)
    agency = database.execute("SELECT id FROM agency WHERE name = ?", (AGENCY,)).fetchone()[0]
    database.execute("INSERT INTO agreement (id, reference, created_at) VALUES ('a', 'ISA-001', 0)")
    version = dict(
        id="v", agreement_id="a", version=1, title="Test", purposes="test", categories="education", fields="",
        legal_bases="", other_basis="test", policy_document="", control="separate", flow="monthly",
        starts="2020-01-01", ends="2090-01-01", review="2090-01-01", retention="test", breach_contact="test",
        signed="2020-01-01", recorded_at=0, reason="test")
    database.execute(
        f"INSERT INTO agreement_version ({', '.join(version)}) VALUES ({', '.join('?' * len(version))})",
        list(version.values()))
    database.execute("INSERT INTO agreement_party (version_id, agency_id, part, signatory, place) "
                     "VALUES ('v', ?, 'gives', 'test', 0)", (agency,))
    database.commit()
    database.close()


def command(breakwater, folder, period):
    return [breakwater, "import", os.path.join(folder, "roll.csv"), "--data", os.path.join(folder, "data"), "--feed",
            "school-roll", "--agency", AGENCY, "--period", period, "--agreement", "ISA-001", "--stage-only"]


def faults(path):
    """What is wrong with the counts; every run there is, finished or not."""
    database = sqlite3.connect(path)
    found = []
    if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        found.append("the database is damaged")
    for run, read, *parts in database.execute("SELECT id, rows_read, accepted, corrected, rejected FROM import_run"):
        rows = [database.execute("SELECT COUNT(*) FROM source_row WHERE run_id = ? AND outcome = ?", (run, outcome))
                .fetchone()[0] for outcome in ("accepted", "corrected", "rejected")]
        if read != sum(parts):
            found.append(f"{read} read, {parts}")
        if rows != parts:
            found.append(f"counted {parts}, there are {rows}")
    database.close()
    return found


def staged(path, period):
    database = sqlite3.connect(path)
    rows = database.execute(
        "SELECT r.line, r.outcome, s.record_key, r.category, r.event_kind, r.at, r.precision, r.until, r.title, r.serious, "
        "r.signs, r.facts, r.original, r.problems, r.ref_digest, r.record_digest, r.key_digest, r.row_digest "
        "FROM source_row r JOIN import_run i ON i.id = r.run_id LEFT JOIN source_record s ON s.id = r.record_id "
        "WHERE i.period = ? ORDER BY r.line", (period,)).fetchall()
    problems = database.execute(
        "SELECT p.effect, p.header, p.reason, p.times, p.examples FROM import_problem p JOIN import_run i "
        "ON i.id = p.run_id WHERE i.period = ? ORDER BY 1, 2, 3", (period,)).fetchall()
    state = database.execute("SELECT state FROM import_run WHERE period = ?", (period,)).fetchall()
    database.close()
    return rows, problems, state


def main():
    breakwater, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rows = int(sys.argv[4]) if len(sys.argv) > 4 else 12000
    chance = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="breakwater-import-")
    path = os.path.join(folder, "data", "breakwater.sqlite")
    bad = killed = idle = rounds = 0
    try:
        with open(os.path.join(folder, "roll.csv"), "w", newline="", encoding="utf-8") as file:
            file.write(roll(rows, chance))
        subprocess.run([breakwater, "user", "add", "--data", os.path.join(folder, "data"), "--name", "Test", "--email",
                        "test@eastmere.example", "--role", "hubCoordinator", "--agency", AGENCY, "--agency-kind",
                        "education"], check=True, capture_output=True)
        agree(path)
        began = time.time()
        done = subprocess.run(command(breakwater, folder, "whole"), capture_output=True)
        whole = time.time() - began
        if done.returncode != 1:
            print(done.stdout.decode(), done.stderr.decode())
            raise SystemExit(f"  the undisturbed import ended with {done.returncode}")
        expected = staged(path, "whole")
        while killed < kills:
            period = f"round {rounds}"
            rounds += 1
            while True:
                process = subprocess.Popen(command(breakwater, folder, period), stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL, start_new_session=True)
                try:
                    process.wait(timeout=chance.uniform(0.02, max(0.2, whole * 0.5)) if killed < kills else None)
                    if process.returncode != 1:
                        bad += 1
                        print(f"  round {rounds}: the import ended with {process.returncode}")
                    break
                except subprocess.TimeoutExpired:
                    os.kill(process.pid, signal.SIGKILL)
                    process.wait()
                    killed += 1
                    found = faults(path)
                    if found:
                        bad += 1
                        print(f"  kill {killed}: {'; '.join(found)}")
            got = staged(path, period)
            if got != expected:
                bad += 1
                print(f"  round {rounds}: {len(got[0])} rows, state {got[2]}, not what was expected")
            if faults(path):
                bad += 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"  seed {seed}: {killed} kills over {rounds} imports of {len(expected[0])} rows ({whole:.1f} s undisturbed); "
          f"{bad} bad")
    sys.exit(1 if bad or not killed else 0)


main()
