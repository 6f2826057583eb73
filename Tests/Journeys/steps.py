"""Steps of a journey: each is one line of the report, and one failure ends only its own journey."""

import time
import traceback


class Unmet(AssertionError):
    """Something a step expected was not so; says what, in words."""


def expect(condition, words):
    if not condition:
        raise Unmet(words)


class Report:
    """Counts and prints steps."""

    def __init__(self, on_failure=lambda name: None, say=lambda words: print(words, flush=True)):
        self.passed = 0
        self.failures = []
        self.on_failure = on_failure
        self.say = say
        self.started = time.monotonic()

    def note(self, words):
        self.say(f"        {words}")

    def step(self, name, work, *arguments):
        """Runs one step; returns whether it went well."""
        began = time.monotonic()
        try:
            work(*arguments)
        except Exception as error:  # whatever went wrong is this step's failure, and the others still run
            self.failures.append(name)
            self.say(f"FAILED  {name}\n        {self.words(error)}")
            self.on_failure(name)
            return False
        self.passed += 1
        self.say(f"ok      {name} ({time.monotonic() - began:.1f} s)")
        return True

    @staticmethod
    def words(error):
        if isinstance(error, Unmet):
            return str(error).replace("\n", "\n        ")
        last = traceback.extract_tb(error.__traceback__)[-1]
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        return f"{type(error).__name__}: {first} ({last.filename.rsplit('/', 1)[-1]}:{last.lineno})"

    def finish(self):
        took = time.monotonic() - self.started
        self.say(f"\n{self.passed} passed, {len(self.failures)} failed, in {took:.0f} seconds")
        for name in self.failures:
            self.say(f"  failed: {name}")
        return 1 if self.failures else 0


class Journey:
    """Steps in order. When one fails, the rest of the journey is not tried, and says so."""

    def __init__(self, report, name, stands_on=True):
        self.report = report
        self.name = name
        self.is_broken = not stands_on
        report.say(f"\n== {name}")

    def __call__(self, words, work, *arguments):
        if self.is_broken:
            self.report.failures.append(f"{self.name}: {words} (not reached)")
            self.report.say(f"        not reached: {words}")
            return
        self.is_broken = not self.report.step(f"{self.name}: {words}", work, *arguments)
