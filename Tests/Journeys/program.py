"""Starts Breakwater for real: its own folder, a free port, its own people; and stops it whatever happens."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


class Program:
    """One running Breakwater with its data in a temporary folder."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.folder = tempfile.mkdtemp(prefix="breakwater-journeys-")
        self.data = os.path.join(self.folder, "data")
        self.log = open(os.path.join(self.folder, "server.log"), "w")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.process = None

    def command(self, *arguments, expecting=0):
        """Runs a command of the program on this partnership's data; returns what it printed."""
        return self.command_alone(*arguments, "--data", self.data, expecting=expecting)

    def command_alone(self, *arguments, expecting=0):
        """Runs a command that needs no partnership's data; returns what it printed."""
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True, timeout=120)
        if done.returncode != expecting:
            said = (done.stderr + done.stdout).strip()
            raise AssertionError(f"breakwater {' '.join(arguments)} ended with {done.returncode}: {said}")
        return done.stdout

    def make_town(self, people):
        """Makes the demonstration's town: `people` is its size beside the whole."""
        self.command("demo", "--no-serve", "--people", str(people))

    def serve(self, patience=60):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--port", str(self.port)],
            stdout=self.log, stderr=self.log)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"breakwater serve ended at once: {self.said()}")
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"breakwater serve was not ready after {patience} seconds: {self.said()}")

    def said(self):
        """The end of what the server printed."""
        self.log.flush()
        with open(self.log.name) as file:
            return file.read()[-2000:].strip() or "it said nothing"

    def stop(self):
        """Asks the server to end and waits; returns its exit code, or nothing when it did not run."""
        if self.process is None:
            return None
        process, self.process = self.process, None
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return process.returncode

    def clear(self):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
