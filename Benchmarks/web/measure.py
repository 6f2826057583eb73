"""Serves the demonstration on each database and measures its pages, beside the same server's plain-text route.

Usage: measure.py PROGRAM [SECONDS]. Prints a Markdown table. Only the standard library, wrk and hey are used.
"""
import http.client
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAM, SECONDS = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
CONNECTIONS = 32
PG_BIN = "/usr/lib/postgresql/15/bin"


class Server:
    """One running demonstration, made afresh, and a signed-in cookie for it."""

    def __init__(self, folder, port, database=None):
        self.port = port
        options = [PROGRAM, "demo", "--data", os.path.join(folder, "town"), "--port", str(port)]
        if database:
            options += ["--database", database]
        self.log = open(os.path.join(folder, "log"), "w")
        self.process = subprocess.Popen(options, stdout=self.log, stderr=self.log)
        self.wait()
        self.cookie = self.sign_in("Hub coordinator")

    def wait(self):
        for _ in range(600):
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise SystemExit(f"the server stopped: {open(self.log.name).read()}")
            time.sleep(0.5)
        raise SystemExit("the server did not start within five minutes")

    def get(self, path, cookie=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def sign_in(self, role):
        page = self.get("/sign-in")[1]
        pick = re.search(r'name="worker" value="([^"]+)".{0,400}?' + role, page, re.S)
        # The nearest hidden field before the role's words is that worker's.
        before = page[: pick.end()]
        worker = re.findall(r'name="worker" value="([^"]+)"', before)[-1]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urllib.parse.urlencode({"worker": worker, "then": "", "held": ""})
        connection.request("POST", "/sign-in/demonstration", body, {
            "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("Set-Cookie").split(";")[0]

    def record(self):
        """The record of the first young person on the meeting's list."""
        page = self.get("/young-people", self.cookie)[1]
        return re.search(r'href="(/young-people/[0-9a-z]{20,})"', page).group(1)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) // 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def wrk(server, path, cookie):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", f"http://127.0.0.1:{server.port}{path}"]
    if cookie:
        command[1:1] = ["-H", f"Cookie: {cookie}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if bad:
        raise SystemExit(f"{path}: {bad.group(1)} answers were not pages\n{said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    return rate, re.search(r"50%\s+([\d.]+\S+)", said).group(1), re.search(r"\b99%\s+([\d.]+\S+)", said).group(1)


def steady(server, path, cookie):
    """p50 and p99 in milliseconds at 200 requests a second."""
    command = ["hey", "-z", f"{SECONDS}s", "-c", "20", "-q", "10", "-H", f"Cookie: {cookie}",
               f"http://127.0.0.1:{server.port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    codes = re.findall(r"\[(\d+)\]\s+\d+ responses", said)
    if codes != ["200"]:
        raise SystemExit(f"{path}: answers were {codes}")
    times = {mark: float(value) * 1000 for mark, value in re.findall(r"(\d+)% in ([\d.]+) secs", said)}
    return times["50"], times["99"]


class Postgres:
    """A PostgreSQL of this measurement's own, gone afterwards."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="breakwater-bench-")
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.run("initdb", "-D", f"{self.folder}/data", "--locale=C.UTF-8", "--auth=trust", "-U", "breakwater")
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                 f"-p 54329 -k {self.folder} -c listen_addresses=127.0.0.1", "start")
        self.url = "postgres://breakwater@127.0.0.1:54329/postgres?schema=eastmere"

    def run(self, name, *arguments):
        subprocess.run([*self.user, f"{PG_BIN}/{name}", *arguments], check=True, stdout=subprocess.DEVNULL)

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "fast", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def measure(name, database, port, rows):
    folder = tempfile.mkdtemp(prefix="breakwater-bench-")
    server = Server(folder, port, database)
    try:
        idle = server.memory()
        record = server.record()
        plain = wrk(server, "/livez", None)
        rows.append((name, "plain text", *plain, "", "", "1.0"))
        for page, path in (("hub board", "/hub"), ("record", record)):
            rate, p50, p99 = wrk(server, path, server.cookie)
            slow50, slow99 = steady(server, path, server.cookie)
            rows.append((name, page, rate, p50, p99, f"{slow50:.1f} ms", f"{slow99:.1f} ms", f"{rate / plain[0]:.3f}"))
        print(f"{name}: {idle} MB idle, {server.memory()} MB after load", file=sys.stderr)
        rows.append((name, f"memory: {idle} MB idle, {server.memory()} MB after load", None, "", "", "", "", ""))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    rows = []
    measure("SQLite", None, 18081, rows)
    postgres = Postgres()
    try:
        measure("PostgreSQL", postgres.url, 18082, rows)
    finally:
        postgres.stop()
    machine = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    print(f"`./bench web {SECONDS}`, {time.strftime('%-d %B %Y')}, {os.cpu_count()} cores ({machine}), "
          f"{platform.release()}, wrk and hey on the same cores.\n")
    print(f"| Database | Page | Requests a second, {CONNECTIONS} connections | p50 | p99 | p50 at 200/s | p99 at 200/s "
          "| Share of plain text |")
    print("|---|---|---|---|---|---|---|---|")
    for database, page, rate, *rest in rows:
        figure = f"{rate:,.0f}" if rate is not None else ""
        print(f"| {database} | {page} | {figure} | " + " | ".join(rest) + " |")


main()
