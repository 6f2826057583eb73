"""When the program has stopped: it stopped well, everything is in order, and the audit log is whole."""

from steps import Journey, expect


class Afterwards:
    def __init__(self, program):
        self.program = program

    def run(self, report):
        step = Journey(report, "Afterwards")
        step("the program stops when asked", self.stop)
        step("the audit log is whole", self.audit)
        step("the database, its keys and the log are in order", self.check)

    def stop(self):
        code = self.program.stop()
        expect(code == 0, f"it ended with {code}: {self.program.said()}")

    def audit(self):
        said = self.program.command("audit", "verify")
        expect("all in order" in said, f"it said: {said}")

    def check(self):
        said = self.program.command("check")
        expect("Everything is in order" in said, f"it said: {said}")
