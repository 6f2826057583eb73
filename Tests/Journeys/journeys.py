"""Runs every journey against the real program in Chromium, and looks at every page on the way."""

import argparse
import os
import sys

import cast
from access import Access
from account import Account
from afterwards import Afterwards
from browser import Browser
from connections import Connections
from desk import Desk
from examiner import Examiner
from insight import Insight
from insight_data import InsightData
from joining import Joining
from leaving import Leaving
from meeting import Meeting
from neighbour import Neighbour
from panels import Panels
from pathways import Pathways
from program import Program
from replies import Replies
from screens import Screens
from steps import Journey, Report
from support import Support
from teacher import Teacher
from without_scripts import WithoutScripts


def everything(program, examiner, report, browsers, is_long):
    program.make_town(people=0.1)
    links = cast.employ_everyone(program)
    program.serve()
    browser = Browser(program.address, met=examiner.met)
    browsers.append(browser)
    quiet = WithoutScripts(program.address, examiner)
    examiner.again = quiet.met
    quiet.start()
    Account(browser, links).run(report)
    neighbour = Neighbour(browser)
    neighbour.run(report)
    teacher = Teacher(browser)
    teacher.run(report)
    quiet.told.wait(60)
    desk = Desk(browser, teacher, neighbour, quiet.hurried)
    desk.run(report)
    meeting = Meeting(browser, teacher, neighbour, desk)
    meeting.run(report)
    Replies(browser, teacher, neighbour, desk.record).run(report)
    if is_long:
        Support(browser, desk, program).run(report)
        Pathways(browser, desk, meeting).run(report)
        Panels(browser, desk.record).run(report)
        Connections(browser, desk.record).run(report)
    Access(browser, desk.record).run(report)
    Joining(browser, program).run(report)
    insight = Insight(browser)
    insight.run(report)
    InsightData(browser, program, insight).run(report)
    Leaving(browser).run(report)
    quiet.finish(report)
    step = Journey(report, "Every page")
    step("nothing is wrong for axe, reflow, targets, addresses or the browser itself", examiner.must_be_clean)
    Afterwards(program).run(report)
    report.note(f"{len(examiner.seen)} pages looked at, in {examiner.spent:.0f} seconds of it")


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--program", required=True, help="the breakwater binary")
    asked.add_argument("--axe", required=True, help="axe.min.js")
    asked.add_argument("--screens", nargs="?", const="all", help="write docs/screens instead, or one part of them")
    asked.add_argument("--long", action="store_true", help="the slow journeys as well")
    asked = asked.parse_args()
    browsers = []
    examiner = Examiner(asked.axe)
    program = Program(asked.program)
    if asked.screens:
        return pictures(program, asked.screens)
    report = Report(lambda name: keep(browsers))
    try:
        everything(program, examiner, report, browsers, asked.long)
    finally:
        for browser in browsers:
            browser.close()
        program.clear()
    return report.finish()


def pictures(program, part):
    """Writes docs/screens from a fresh town."""
    screens = None
    try:
        program.make_town(people=0.5)
        program.serve()
        screens = Screens(program)
        screens.run(part)
    finally:
        if screens:
            screens.close()
        program.clear()
    return 0


def keep(browsers):
    """Keeps what the last browser showed when something failed."""
    if not browsers:
        return
    folder = os.path.join(os.getcwd(), ".venv", "failures")
    os.makedirs(folder, exist_ok=True)
    name = os.path.join(folder, str(len(os.listdir(folder))))
    try:
        browsers[-1].driver.save_screenshot(name + ".png")
        print(f"        the page: {browsers[-1].driver.current_url} in {name}.png", flush=True)
    except Exception as error:  # a picture is a help, never a reason to stop
        print(f"        no picture: {error}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
