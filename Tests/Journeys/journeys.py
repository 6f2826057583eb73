"""Runs every journey against the real program in Chromium, and looks at every page on the way."""

import argparse
import os
import sys

import cast
from access import Access
from account import Account
from browser import Browser
from desk import Desk
from examiner import Examiner
from program import Program
from steps import Journey, Report
from teacher import Teacher
from without_scripts import WithoutScripts


def everything(program, examiner, report, browsers):
    program.make_town(people=0.1)
    links = cast.employ_everyone(program)
    program.serve()
    browser = Browser(program.address, met=examiner.met)
    browsers.append(browser)
    quiet = WithoutScripts(program.address, examiner)
    examiner.again = quiet.met
    quiet.start()
    Account(browser, links).run(report)
    teacher = Teacher(browser)
    teacher.run(report)
    desk = Desk(browser, teacher)
    desk.run(report)
    Access(browser, desk.record).run(report)
    quiet.finish(report)
    step = Journey(report, "Every page")
    step("nothing is wrong for axe, reflow, targets, addresses or the browser itself", examiner.must_be_clean)
    report.note(f"{len(examiner.seen)} pages looked at, in {examiner.spent:.0f} seconds of it")


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--program", required=True, help="the breakwater binary")
    asked.add_argument("--axe", required=True, help="axe.min.js")
    asked.add_argument("--screens", action="store_true", help="write docs/screens instead")
    asked = asked.parse_args()
    browsers = []
    examiner = Examiner(asked.axe)
    program = Program(asked.program)
    report = Report(lambda name: keep(browsers))
    try:
        everything(program, examiner, report, browsers)
    finally:
        for browser in browsers:
            browser.close()
        program.clear()
    return report.finish()


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
