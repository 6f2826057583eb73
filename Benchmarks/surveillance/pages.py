"""Times the import of one force-month of police.uk and the pages a board opens, with five years of events behind them.

Usage: pages.py PROGRAM FOLDER. FOLDER holds two street files of data.police.uk and `lsoa-2011.geojson`. Prints Markdown.
The dashboard is asked for by wrk on 8 connections at full speed, then by hey at 50 a second. SQLite only.
"""
import glob
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAM, FOLDER = sys.argv[1:3]
PAGES = ["/insight", "/insight/map", "/insight/hours", "/insight/compare", "/insight/signals"]
SECONDS = 10


def run(*command):
    began = time.monotonic()
    subprocess.run([PROGRAM, *command], check=True, capture_output=True)
    return time.monotonic() - began


def month(folder):
    """Seconds to take in one month's street file beside another's, each point put into its area of the boundary file."""
    found = lambda pattern: sorted(glob.glob(os.path.join(FOLDER, "**", pattern), recursive=True))
    data, streets, held = os.path.join(folder, "month"), found("*-street.csv"), os.path.join(folder, "open")
    os.makedirs(held)
    for path in [streets[0], *found("lsoa-2011.geojson")]:
        shutil.copy(path, held)
    run("demo", "--open-data", held, "--data", data, "--no-serve")
    with open(streets[1], "rb") as file:
        rows = sum(1 for _ in file) - 1
    period = re.match(r"\d{4}-\d\d", os.path.basename(streets[1])).group(0)
    took = run("import", streets[1], "--data", data, "--feed", "police-uk-street", "--agency", "Published data", "--period",
               period, "--agreement", "published", "--yes")
    return rows, took


class Town:
    """Eastmere being served, and its analyst signed in."""

    def __init__(self, folder, port):
        self.port = port
        self.process = subprocess.Popen([PROGRAM, "demo", "--data", os.path.join(folder, "town"), "--port", str(port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(900):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.5)
        page = self.ask("GET", "/sign-in")[2]
        worker = re.findall(r'name="worker" value="([^"]+)"', page[: page.index("Analyst")])[-1]
        _, headers, _ = self.ask("POST", "/sign-in/demonstration", urllib.parse.urlencode(
            {"worker": worker, "then": "", "held": ""}), {"Content-Type": "application/x-www-form-urlencoded",
                                                        "Sec-Fetch-Site": "same-origin"})
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def full_speed(self, path):
        said = subprocess.run(["wrk", "-t1", "-c8", f"-d{SECONDS}s", "--latency", "-H", f"Cookie: {self.cookie}",
                               f"http://127.0.0.1:{self.port}{path}"], capture_output=True, text=True).stdout
        if "Non-2xx" in said:
            raise SystemExit(f"{path}: {said}")
        return [re.search(pattern, said).group(1) for pattern in (r"Requests/sec:\s+(\S+)", r"50%\s+(\S+)", r"99%\s+(\S+)")]

    def steady(self, path):
        said = subprocess.run(["hey", "-z", f"{SECONDS}s", "-c", "10", "-q", "5", "-H", f"Cookie: {self.cookie}",
                               f"http://127.0.0.1:{self.port}{path}"], capture_output=True, text=True).stdout
        seconds = [float(re.search(str(part) + r"%+ in (\S+) secs", said).group(1)) for part in (50, 99)]
        return [f"{part * 1000:.0f} ms" for part in seconds]


def main():
    folder = tempfile.mkdtemp(prefix="breakwater-surveillance-")
    try:
        rows, took = month(folder)
        print(f"One force-month of police.uk, {rows:,} rows, each point put into its small area: {took:.2f} s.\n")
        town = Town(folder, 8950 + os.getpid() % 40)
        try:
            for path in PAGES:
                if town.ask("GET", path, headers={"Cookie": town.cookie})[0] != 200:
                    raise SystemExit(f"{path} does not answer")
            print("| Page | A second, 8 connections | p50 | p99 | At 50 a second: p50 | p99 |\n|---|---|---|---|---|---|")
            for path in PAGES:
                print(f"| {path} | " + " | ".join(town.full_speed(path) + town.steady(path)) + " |", flush=True)
        finally:
            town.process.terminate()
            town.process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
