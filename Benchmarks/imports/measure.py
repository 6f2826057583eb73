"""Imports a school roll of 100,000 rows: alone on the command line, then on screen while somebody reads pages.

Usage: measure.py PROGRAM [PEOPLE [SEED]]. Prints a Markdown table. Only the standard library is used; SQLite only.
"""
import html.parser
import http.client
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

PROGRAM = sys.argv[1]
PEOPLE = sys.argv[2] if len(sys.argv) > 2 else "110000"
SEED = sys.argv[3] if len(sys.argv) > 3 else "5"
RATE = 20
QUIET = 15
ORDER = {"feed": "school-roll", "period": "2026-09", "agreement": "ISA-002"}
AGENCY = "Eastmere Schools and Colleges"


class Fields(html.parser.HTMLParser):
    """What a browser would send of a page's forms."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.choices, self.select, self.option = [], {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append((attributes.get("action", "") if attributes.get("method") == "post" else None, {}))
        elif tag == "input" and self.forms and attributes.get("type") != "file" and attributes.get("name"):
            if attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes:
                self.forms[-1][1][attributes["name"]] = attributes.get("value", "")
        elif tag == "select":
            self.select = attributes.get("name")
        elif tag == "option" and self.forms and self.select:
            self.option = attributes.get("value")
            if "selected" in attributes or self.select not in self.forms[-1][1]:
                self.forms[-1][1][self.select] = self.option or ""

    def handle_data(self, data):
        if self.option is not None:
            self.choices.setdefault(self.select, {})[data.strip()] = self.option

    def handle_endtag(self, tag):
        if tag == "option":
            self.option = None
        elif tag == "select":
            self.select = None

    def of(self, action):
        return next(fields for address, fields in self.forms if address and address.split("?")[0] == action)


class Town:
    """The demonstration being served, and somebody signed in to it."""

    def __init__(self, folder, port):
        self.port = port
        self.log = open(os.path.join(folder, "log"), "w")
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--data", os.path.join(folder, "served"), "--seed", SEED, "--people", "0.3", "--port",
             str(port)], stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.5)
        page = self.ask("GET", "/sign-in")[2]
        worker = re.findall(r'name="worker" value="([^"]+)"', page[: page.index("Hub coordinator")])[-1]
        _, headers, _ = self.post("/sign-in/demonstration", {"worker": worker, "then": "", "held": ""}, None)
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None, headers=(), cookie=None, connection=None):
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = dict(headers, **({"Cookie": cookie} if cookie else {}))
        own.request(method, path, body, headers)
        answer = own.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def get(self, path):
        status, _, page = self.ask("GET", path, cookie=self.cookie)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return page

    def post(self, path, fields, cookie, kind="application/x-www-form-urlencoded"):
        body = urllib.parse.urlencode(fields) if isinstance(fields, dict) else fields
        return self.ask("POST", path, body, {"Content-Type": kind, "Sec-Fetch-Site": "same-origin"}, cookie)

    def send(self, path):
        """The way a person goes: facts, the file, its columns; returns the import's page."""
        facts = Fields(self.get("/imports/new"))
        order = dict(facts.of("/imports/new"), **ORDER, agency=facts.choices["agency"][AGENCY])
        order["agreement"] = next(v for k, v in facts.choices["agreement"].items() if ORDER["agreement"] in k)
        _, headers, page = self.post("/imports/new", order, self.cookie)
        where = headers["Location"]
        action = where.split("?")[0]
        fields = Fields(self.get(where)).of(action)
        mark = "----breakwater-measure"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="schools.csv"\r\n'
                     "Content-Type: text/csv\r\n\r\n")
        with open(path, "rb") as file:
            body = "".join(parts).encode() + file.read() + f"\r\n--{mark}--\r\n".encode()
        status, headers, page = self.post(action, body, self.cookie, f"multipart/form-data; boundary={mark}")
        if status != 303:
            raise SystemExit(f"sending the file: {status}\n{page}")
        columns = headers["Location"]
        fields = Fields(self.get(columns)).of(columns)
        status, headers, page = self.post(columns, fields, self.cookie)
        if status != 303:
            raise SystemExit(f"matching the columns: {status}\n{page}")
        return headers["Location"]

    def record(self):
        return re.search(r'href="(/young-people/[0-9a-z]{20,})"', self.get("/young-people")).group(1)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) // 1024


class Reader:
    """Asks for one page so many times a second, each time whether or not the last was answered."""

    def __init__(self, town, path):
        self.town, self.path, self.times, self.isOver = town, path, [], threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(place,)) for place in range(RATE)]

    def start(self):
        self.begin = time.monotonic()
        for thread in self.threads:
            thread.start()

    def join(self):
        self.isOver.set()
        for thread in self.threads:
            thread.join()

    def run(self, place):
        """One connection of many, each asking once a second at its own moment."""
        connection = http.client.HTTPConnection("127.0.0.1", self.town.port, timeout=60)
        due = self.begin + place / RATE
        while not self.isOver.wait(max(0, due - time.monotonic())):
            asked = time.monotonic()
            status, _, _ = self.town.ask("GET", self.path, cookie=self.town.cookie, connection=connection)
            if status != 200:
                raise SystemExit(f"{self.path}: {status}")
            self.times.append((time.monotonic() - asked) * 1000)
            due += 1

    def quantile(self, part):
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def watch(town, paths, work):
    readers = [Reader(town, path) for path in paths]
    for reader in readers:
        reader.start()
    began = time.monotonic()
    work()
    took = time.monotonic() - began
    for reader in readers:
        reader.join()
    return took, readers


def until_read(town, page):
    while True:
        said = town.get(page)
        if "Every row accounted for" in said:
            return
        time.sleep(0.2)


def main():
    folder = tempfile.mkdtemp(prefix="breakwater-imports-")
    try:
        files = os.path.join(folder, "files")
        subprocess.run([PROGRAM, "demo", "extracts", "--people", PEOPLE, "--seed", SEED, "--out", files], check=True,
                       capture_output=True)
        schools = os.path.join(files, "schools.csv")
        alone = os.path.join(folder, "alone")
        subprocess.run([PROGRAM, "demo", "--data", alone, "--no-serve", "--people", "0.3", "--seed", SEED], check=True,
                       capture_output=True)
        with open(schools, "rb") as file:
            rows = sum(1 for _ in file) - 1
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [PROGRAM, "import", schools, "--data", alone, "--feed", ORDER["feed"], "--agency", AGENCY,
                   "--period", ORDER["period"], "--agreement", ORDER["agreement"], "--yes"]
        meter = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while meter.poll() is None:
            with open(f"/proc/{meter.pid}/status") as status:
                found = re.search(r"VmHWM:\s+(\d+)", status.read())
            peak = max(peak, int(found.group(1)) // 1024 if found else 0)
            time.sleep(0.05)
        took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        if meter.returncode not in (0, 1):
            raise SystemExit(f"the import ended with {meter.returncode}")
        print(f"Command line, nothing else running: {rows} rows in {took:.1f} s ({rows / took:,.0f} a second; "
              f"{after.ru_utime - before.ru_utime:.1f} s in the program, {after.ru_stime - before.ru_stime:.1f} s in "
              f"the system), {peak} MB.\n")

        town = Town(folder, 8950 + os.getpid() % 40)
        try:
            paths = ["/home", town.record()]
            _, quiet = watch(town, paths, lambda: time.sleep(QUIET))
            page = town.send(schools)
            took, busy = watch(town, paths, lambda: until_read(town, page))
            print(f"On screen, the server reading the same file for {took:.1f} s while each page is asked for {RATE} "
                  f"times a second; the server's memory rose to {town.memory()} MB.\n")
            print("| Page | Nothing else: p50 | p99 | While importing: p50 | p99 | longest |")
            print("| --- | ---: | ---: | ---: | ---: | ---: |")
            for name, before, during in zip(("/home", "a record"), quiet, busy):
                figures = [before.quantile(.5), before.quantile(.99), during.quantile(.5), during.quantile(.99),
                           max(during.times)]
                print(f"| {name} | " + " | ".join(f"{figure:.0f} ms" for figure in figures) + " |")
        finally:
            town.process.terminate()
            town.process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
