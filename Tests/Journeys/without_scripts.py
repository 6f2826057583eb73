"""The same program in a browser that runs none of its scripts: whole journeys, then every page the others met."""

import queue
import threading

import cast
from browser import Browser
from leaving import Leaving
from neighbour import Neighbour
from steps import Journey, Report, expect
from teacher import Teacher


class WithoutScripts(threading.Thread):
    """Works beside the other browser, with its own sessions, and says what happened when asked."""

    def __init__(self, address, examiner):
        super().__init__(daemon=True)
        self.address = address
        self.examiner = examiner
        self.pages = queue.Queue()
        self.lines = []
        self.report = Report(say=self.lines.append)
        self.browser = None
        self.hurried = None
        self.told = threading.Event()

    def met(self, worker, path):
        """The other browser has met a page that an address leads to."""
        self.pages.put((worker, path))

    def run(self):
        try:
            self.browser = Browser(self.address, javascript=False, met=self.examiner.met)
            neighbour = Neighbour(self.browser, "Without JavaScript, a neighbour")
            neighbour.run(self.report)
            self.hurried = neighbour.hurry()
            self.told.set()
            teacher = Teacher(self.browser, "Wren", "Ashdown", "Without JavaScript, a teacher")
            teacher.run(self.report)
            step = Journey(self.report, "Without JavaScript")
            step("no script of ours ran", self.no_script)
            step("the exit link leaves the site", self.leave)
            step("every page the others met opens", self.look_again)
        except Exception as error:  # said with the report: a thread's exception is heard by nobody
            self.report.step("Without JavaScript: the browser works", self.broken, error)
        finally:
            self.told.set()
            if self.browser:
                self.browser.close()

    @staticmethod
    def broken(error):
        raise error

    def no_script(self):
        self.browser.go("/sign-in")
        classes = self.browser.driver.find_element("tag name", "html").get_attribute("class") or ""
        expect("js" not in classes.split(), "the page's script ran")

    def leave(self):
        self.browser.go("/")
        self.browser.driver.find_element("css selector", ".ui-safebar a.ui-btn").click()
        Leaving.left(self.browser)

    def look_again(self):
        while (page := self.pages.get()) is not None:
            worker, path = page
            if worker and worker != cast.NEWCOMER:
                if worker != self.browser.worker:
                    self.browser.become(worker)
                self.browser.go(path)
            elif not worker:
                self.browser.forget_cookies()
                self.browser.go(path)

    def finish(self, report):
        """Waits for the last page and tells the whole run's report."""
        self.pages.put(None)
        self.join(240)
        for line in self.lines:
            report.say(line)
        report.passed += self.report.passed
        report.failures += self.report.failures
        if self.is_alive():
            report.failures.append("Without JavaScript: it did not end in time")
