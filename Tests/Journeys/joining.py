"""Five agencies' files become one picture: sent, read, kept, linked, reviewed, looked at and taken back."""

import os
import time

import cast
from steps import Journey, expect

# File, agency, kind of file, agreement.
FILES = [
    ("schools.csv", "Eastmere Schools and Colleges", "school-roll", "ISA-002"),
    ("police.csv", "Eastmere Police", "police-custody", "ISA-003"),
    ("ae.csv", "Eastmere General Hospital", "ae-attendance", "ISA-004"),
    ("social_care.csv", "Eastmere Children's Social Care", "social-care", "ISA-005"),
    ("youth_justice.csv", "Eastmere Youth Justice Service", "youth-justice", "ISA-006"),
]
REVIEWS = 10


class Joining:
    """The hub coordinator brings the agencies' files together."""

    def __init__(self, browser, program, people=600):
        self.browser = browser
        self.program = program
        self.people = people
        self.folder = os.path.join(program.folder, "extracts")
        self.record = None

    def run(self, report):
        step = Journey(report, "The joined-up record")
        step("the agencies' files are made", self.make_files)
        step("a file without an agreement, and a file that is no table, are refused with the reason", self.refusals)
        for name, agency, feed, agreement in FILES:
            step(f"{name} is sent, matched, read and kept", self.bring, name, agency, feed, agreement)
        step("a rejected row is put right on screen", self.put_right)
        step("the same file again is known", self.again)
        step("the records are linked", self.link)
        step(f"{REVIEWS} questions are answered, the last by a key", self.review)
        step("an answer is taken back", self.undo_answer)
        step("a young person's picture shows who says what", self.picture)
        step("a link is taken back, and the record says so", self.undo_link)
        step("the privacy officer sees what flows where, and what was used", self.flows)
        step("a cohort is counted, and the board sees no small number", self.cohort)

    def make_files(self):
        self.program.command_alone(
            "demo", "extracts", "--people", str(self.people), "--seed", "1", "--out", self.folder,
            "--day", time.strftime("%Y-%m-%d"))
        expect(sorted(os.listdir(self.folder)) == sorted([name for name, *_ in FILES] + ["truth.csv"]), "other files")

    # Sending

    def facts(self, agency, feed, period, agreement):
        page = self.browser
        page.go("/imports/new")
        page.pick("agency", agency)
        page.pick("feed", feed, by_value=True)
        page.fill("What time is it about?", period)
        page.pick("agreement", agreement)
        page.press("Continue", within="main")

    def send(self, path):
        page = self.browser
        page.driver.find_element("css selector", "main input[type=file]").send_keys(os.path.abspath(path))
        page.press("Send the file", within="main")
        page.until(lambda: page.path != "/imports/new/file" and "/imports/" in page.path, "the file did not arrive")

    def refusals(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/imports")
        page.go("/imports/new")
        page.press("Continue", within="main")
        page.must_say("There is a problem")
        # The schools' agreement says nothing of police information.
        self.facts("Eastmere Police", "police-custody", "2026-11", "ISA-002")
        page.must_say("There is a problem")
        empty = os.path.join(self.program.folder, "empty.csv")
        with open(empty, "w"):
            pass
        self.facts("Eastmere Police", "police-custody", "2026-11", "ISA-003")
        page.driver.find_element("css selector", "main input[type=file]").send_keys(empty)
        page.press("Send the file", within="main")
        page.until(lambda: page.has("empty"), "an empty file was not refused")

    def bring(self, name, agency, feed, agreement):
        page = self.browser
        self.facts(agency, feed, "2026-11", agreement)
        self.send(os.path.join(self.folder, name))
        page.must_say("Match the columns", "The first rows")
        page.press("Read the whole file", within="main")
        page.until(lambda: page.has("Every row accounted for"), f"{name} was not read", 60)
        read, accepted, corrected, rejected = self.counts()
        with open(os.path.join(self.folder, name)) as file:
            rows = sum(1 for _ in file) - 1
        expect(read == rows, f"{name} has {rows} rows, and {read} were read")
        expect(read == accepted + corrected + rejected, f"{read} is not {accepted} + {corrected} + {rejected}")
        if rejected:
            self.rejected_import = page.path
        page.press("Keep these rows", within="main")
        page.must_say("rows are kept")

    def counts(self):
        words = self.browser.region("section[aria-labelledby=counts]").replace(",", "").split()
        return [int(word) for word in words if word.isdigit()][:4]

    rejected_import = None

    def put_right(self):
        page = self.browser
        path = os.path.join(self.program.folder, "one-wrong.csv")
        with open(path, "w") as file:
            file.write("pupil_id,upn,surname,forename,dob,sex,postcode,snapshot_date\n"
                       "1,,Larkspur,Wren,31/02/2011,F,EM1 1AA,20/11/2026\n"
                       "2,,Marigold,Robin,14/02/2011,M,EM1 1AA,20/11/2026\n")
        self.facts("Eastmere Schools and Colleges", "school-roll", "2026-10", "ISA-002")
        self.send(path)
        page.press("Read the whole file", within="main")
        page.until(lambda: page.has("Every row accounted for"), "the file was not read", 30)
        read, _, _, rejected = self.counts()
        expect((read, rejected) == (2, 1), f"{rejected} of {read} rows were rejected")
        report = page.path
        page.follow("Put rows right on screen", within="main")
        page.must_say("31/02/2011")
        link = page.driver.find_element("css selector", "main a[href*='/fix/']")
        page._click(link)
        field = page.driver.find_element("css selector", "main input[value='31/02/2011']")
        field.clear()
        field.send_keys("13/02/2011")
        page.press("Check and keep this row", within="main")
        page.go(report)
        read, accepted, corrected, rejected = self.counts()
        expect(rejected == 0 and read == accepted + corrected, "the row that was put right is not counted so")
        page.press("Abandon this file", within="main")
        page.must_say("abandoned")

    def again(self):
        page = self.browser
        self.facts("Eastmere Youth Justice Service", "youth-justice", "2026-11", "ISA-006")
        page.driver.find_element("css selector", "main input[type=file]").send_keys(
            os.path.join(self.folder, "youth_justice.csv"))
        page.press("Send the file", within="main")
        page.until(lambda: page.has("This very file is here already"), "the same file was not known")

    # Linking and reviewing

    def link(self):
        page = self.browser
        page.go("/links")
        page.press("Link now", within="main")
        page.until(lambda: not page.has("A run is at work"), "linking did not end", 60, reload=True)
        page.must_say("Done", "How pairs were found in the last run")

    def review(self):
        page = self.browser
        page.go("/review")
        page.must_say("Review")
        for number in range(REVIEWS):
            page.go("/review")
            links = page.driver.find_elements("css selector", "main a[href^='/review/']")
            if not links:
                expect(number > 0, "there was no question at all")
                return
            page._click(links[0])
            page.must_say("Are these the same young person?", "The two records", "Why the engine asks")
            if number % 2:
                page.fill("Why", "Both schools were asked")
                page.press("Different", within="main")
            elif number == REVIEWS - 2:
                page.fill("Why", "The mother confirms it")
                page.press("Same young person", within="main")
            else:
                page.press("Not sure", within="main")
            self.answered = True

    def undo_answer(self):
        page = self.browser
        page.go("/review")
        links = page.driver.find_elements("css selector", "main a[href^='/review/']")
        expect(links, "there is no question left")
        page._click(links[0])
        page.press("Undo my last", within="main")

    def picture(self):
        page = self.browser
        # Somebody on today's list whom an agency's file knows.
        page.go("/young-people")
        page.fill("Name or reference", "Kai")
        page.press("Search")
        page._click(page.link("Kai", within="main table"))
        self.record = page.path
        page.must_say("What has happened")
        for part in ("picture", "agencies", "links", "chronology"):
            page.go(f"{self.record}/{part}")
            expect(page.status == 200, f"{part} answered {page.status}")

    def undo_link(self):
        page = self.browser
        page.go(f"{self.record}/links")
        page.must_say("Where this picture comes from")
        summaries = page.driver.find_elements("css selector", "main details summary")
        for summary in summaries:
            if "ndo" in summary.text:
                page._reach(summary)
                summary.click()
                break
        page.fill("Why", "The school sent another pupil's row")
        page.press("Undo this link", within="main")
        page.must_say("Undone")

    def flows(self):
        page = self.browser
        page.become(cast.PRIVACY_OFFICER)
        page.go("/sharing")
        page.must_say("ISA-002")
        page.go("/sharing/flows")
        page.must_say("What flows where")

    def cohort(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/cohorts")
        page._click(page.driver.find_element("css selector", "main a[href^='/cohorts/exploitation']"))
        page.press("Run", within="main")
        run = page.path
        page.become(cast.BOARD_MEMBER)
        page.go(run)
        expect(page.status == 200, f"the board's page answered {page.status}")
