"""Times the pages of casework with 10,000 open supports, and prints a table.

Usage: pages.py PROGRAM [--supports N] [--seconds S]
Makes Eastmere, then writes N more young people with an open support each into its database: 30 to a worker, eight
contacts, two reviews and the task of the next, copied from rows Eastmere has. Each page is asked for by hey at 100 a
second for S seconds, on SQLite, by a worker with 30 supports or by the hub coordinator. Working out whom a panel might
speak about, which a person asks for once a month, is timed by itself.
"""
import argparse
import http.client
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
DAY = 86_400_000


class Town:
    """Eastmere's database, and rows copied in it."""

    def __init__(self, path):
        self.data = sqlite3.connect(path)
        self.data.row_factory = sqlite3.Row
        self.chance = random.Random(20261124)

    def id(self):
        return "".join(self.chance.choice(LETTERS) for _ in range(26))

    def one(self, question, *values):
        return self.data.execute(question, values).fetchone()

    def copy(self, table, row, **changes):
        new = {**dict(row), **changes}
        marks = ", ".join("?" * len(new))
        self.data.execute(f"INSERT INTO {table} ({', '.join(new)}) VALUES ({marks})", list(new.values()))

    def fill(self, supports):
        """Adds workers, young people and supports; answers a worker with 30 of them."""
        one = self.one
        support = one("SELECT s.* FROM support s WHERE status = 'active'"
                      " AND EXISTS (SELECT 1 FROM support_review r WHERE r.support_id = s.id)"
                      " ORDER BY s.started_on LIMIT 1")
        person = one("SELECT * FROM person WHERE id = ?", support["person_id"])
        worker = one("SELECT * FROM worker WHERE id = ?", support["worker_id"])
        team = one("SELECT * FROM involvement WHERE kind = 'team' AND worker_id = ?", worker["id"])
        contact = one("SELECT * FROM support_contact WHERE outcome = 'held' LIMIT 1")
        review = one("SELECT * FROM support_review WHERE support_id = ? LIMIT 1", support["id"])
        risk = one("SELECT * FROM risk_judgement LIMIT 1")
        task = one("SELECT * FROM task WHERE key LIKE 'review %' LIMIT 1")
        number = one("SELECT MAX(number) FROM person")[0]
        now, today = int(time.time() * 1000), time.strftime("%Y-%m-%d")
        last = None
        for place in range(supports):
            if place % 30 == 0:
                last = self.id()
                self.copy("worker", worker, id=last, name=f"Worker {place // 30 + 1}",
                          email=f"worker{place // 30 + 1}@bench.example")
            young, help = self.id(), self.id()
            number += 1
            self.copy("person", person, id=young, number=number)
            self.copy("involvement", team, id=self.id(), subject_id=young, worker_id=last)
            began = now - self.chance.randrange(10, 180) * DAY
            self.copy("support", support, id=help, person_id=young, worker_id=last, opened_at=began - 5 * DAY,
                      accepted_at=began - 2 * DAY, started_on=time.strftime("%Y-%m-%d", time.gmtime(began / 1000)),
                      referral_id=None, decision_id=None)
            self.copy("risk_judgement", risk, id=self.id(), person_id=young,
                      level=self.chance.choice(["high", "medium", "low"]), set_at=began)
            for _ in range(8):
                self.copy("support_contact", contact, id=self.id(), support_id=help, by_id=last, replaces=None,
                          at=self.chance.randrange(began, now))
            for week in (0, 8):
                on = time.strftime("%Y-%m-%d", time.gmtime((began + week * 7 * DAY) / 1000))
                due = time.strftime("%Y-%m-%d", time.gmtime((began + (week + 8) * 7 * DAY) / 1000))
                if on <= today:
                    self.copy("support_review", review, id=self.id(), support_id=help, on_day=on, next_on=due,
                              replaces="", by_id=last, at=began)
            if task:
                self.copy("task", task, id=self.id(), key=f"review {help}", person_id=young, worker_id=last,
                          link=f"/support/{help}/reviews", due=due, ended_at=None, ended_by=None, ended_how="")
        self.data.commit()
        return f"Worker {supports // 30}"


class Visitor:
    """Somebody signed in to the demonstration."""

    def __init__(self, port, name):
        self.port = port
        page = self.ask("GET", "/sign-in")[2]
        found = re.search(re.escape(name) + r"\b", page)
        worker = re.findall(r'name="worker" value="([^"]+)"', page[: found.start()])[-1]
        headers = self.ask("POST", "/sign-in/demonstration", {"worker": worker, "then": "", "held": ""})[1]
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": getattr(self, "cookie", "")}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def press(self, page, action):
        """Sends a form of a page as it stands; answers how long it took."""
        form = self.ask("GET", page)[2].split(f'action="{action}"')[1].split("</form>")[0]
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        began = time.monotonic()
        status = self.ask("POST", action, fields)[0]
        if status != 303:
            raise SystemExit(f"{action} answered {status}")
        return time.monotonic() - began

    def steady(self, path, seconds):
        """p50 and p99 in milliseconds at 100 requests a second, and the size of the page."""
        status, _, body = self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        said = subprocess.run(
            ["hey", "-z", f"{seconds}s", "-c", "20", "-q", "5", "-t", "60", "-H", f"Cookie: {self.cookie}",
             f"http://127.0.0.1:{self.port}{path}"], capture_output=True, text=True, check=True).stdout
        codes = re.findall(r"\[(\d+)\]\s+\d+ responses", said)
        if codes != ["200"]:
            raise SystemExit(f"{path}: answers were {codes}")
        times = {mark: float(value) * 1000 for mark, value in re.findall(r"(\d+)%+ in ([\d.]+) secs", said)}
        if "99" not in times:
            raise SystemExit(f"{path}: too few answers to tell\n{said}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
        return rate, times["50"], times["99"], len(body) // 1024


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("--supports", type=int, default=10_000)
    asked.add_argument("--seconds", type=int, default=10)
    asked = asked.parse_args()
    folder = tempfile.mkdtemp(prefix="breakwater-casework-")
    port = 8990 + os.getpid() % 9
    subprocess.run([asked.program, "demo", "make", "--data", folder, "--no-serve"], check=True, capture_output=True)
    town = Town(os.path.join(folder, "breakwater.sqlite"))
    name = town.fill(asked.supports)
    count = town.one("SELECT COUNT(*) FROM support WHERE status = 'active'")[0]
    panel = town.one("SELECT id FROM panel WHERE status = 'planned' ORDER BY on_day LIMIT 1")[0]
    mentor = town.one("SELECT w.name FROM support s JOIN worker w ON w.id = s.worker_id"
                      " WHERE s.status = 'active' AND EXISTS (SELECT 1 FROM support_plan p WHERE p.support_id = s.id)"
                      " LIMIT 1")[0]
    plan = town.one("SELECT s.id FROM support s JOIN worker w ON w.id = s.worker_id WHERE w.name = ?"
                    " AND s.status = 'active' AND EXISTS (SELECT 1 FROM support_plan p WHERE p.support_id = s.id)"
                    " LIMIT 1", mentor)[0]
    server = subprocess.Popen([asked.program, "serve", "--data", folder, "--port", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.5)
        worker, hub, giver = Visitor(port, name), Visitor(port, "Rowan Ellis"), Visitor(port, mentor)
        worked = hub.press(f"/panels/{panel}", f"/panels/{panel}/propose")
        pages = [
            ("a worker’s home, 30 supports", worker, "/home"), ("a worker’s caseload", worker, "/support/mine"),
            ("a worker’s tasks", worker, "/tasks"), ("a plan", giver, f"/support/{plan}/plan"),
            ("the coordinator’s home", hub, "/home"), ("the monthly agenda", hub, f"/panels/{panel}"),
            ("reviews overdue", hub, "/support/reviews-overdue"), ("who waits", hub, "/support/waiting"),
        ]
        rows = [(words, *who.steady(path, asked.seconds)) for words, who, path in pages]
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
    machine = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    print(f"`./bench casework`, {time.strftime('%-d %B %Y')}, {os.cpu_count()} cores ({machine}), {platform.release()}, "
          f"SQLite, {count:,} open supports, hey on the same cores, load {os.getloadavg()[0]:.1f}.\n")
    print("| Page | Size | A second | p50 at 100/s | p99 at 100/s |\n|---|---|---|---|---|")
    for words, rate, half, most, size in rows:
        print(f"| {words} | {size} kB | {rate:.0f} | {half:.1f} ms | {most:.1f} ms |")
    print(f"\nWorking out whom the panel might speak about: {worked:.2f} s, once, when somebody asks for it.")


if __name__ == "__main__":
    sys.exit(main())
