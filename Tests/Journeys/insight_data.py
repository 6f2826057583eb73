"""What Insight is counted from: street crimes and boundaries, wrong files first; and what others than the team see."""

from selenium.webdriver.common.by import By

import cast
from insight import MEASURE, NOT_PERSON, SMALL, numbers
from insight_files import InsightFiles
from steps import Journey, expect

PAGES = {
    "/insight": NOT_PERSON, MEASURE: "Small numbers", "/insight/map": NOT_PERSON, "/insight/hours": "Days and hours",
    "/insight/compare": NOT_PERSON, "/insight/actions": "Youth workers in the square",
    "/insight/signals": "Signals", "/insight/signals/digest": "Decided", "/insight/pack": NOT_PERSON,
    "/insight/data": "Street crime from police.uk",
}


class InsightData:
    """Stands on what the analyst looked at before: a place, a signal, the exact numbers of a measure."""

    def __init__(self, browser, program, insight):
        self.browser = browser
        self.files = InsightFiles(program)
        self.place = insight.place
        self.signal_path = insight.signal_path
        self.exact = insight.exact

    def run(self, report):
        step = Journey(report, "What Insight is counted from", stands_on=self.place and self.signal_path)
        step("street crimes: nothing and the wrong file are refused, and the right one counted", self.crimes)
        step("boundaries: nothing, the wrong file and changed axes are refused, and the town's own taken", self.areas)
        step("a board member reads the same pages with small numbers hidden", self.board)
        step("a board member is offered nothing to change", self.board_may_not)
        step("somebody without a need is refused in words", self.refused)
        step("everything is counted by the new areas in the end", self.counted_anew)

    def send_crimes(self, path):
        page = self.browser
        page.driver.find_element(By.CSS_SELECTOR, "main input[type=file]").send_keys(path)
        page.press("Send the file", within="main")

    def crimes(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/imports/new")
        page.pick("agency", "Eastmere Police")
        page.pick("feed", "police-uk-street", by_value=True)
        page.fill("What time is it about?", "2026-09")
        page.pick("agreement", "published", by_value=True)
        page.press("Continue", within="main")
        self.send_crimes(self.files.empty("empty-street.csv"))
        page.until(lambda: page.has("empty"), "an empty file was not refused")
        self.send_crimes(self.files.turned())
        page.until(lambda: page.has("There is a problem"), "a file of areas was not refused")
        self.send_crimes(self.files.crimes())
        page.until(lambda: page.has("Match the columns"), "the file did not arrive")
        page.press("Read the whole file", within="main")
        page.until(lambda: page.has("Every row accounted for"), "the file was not read", 30)
        page.must_say("Longitude and latitude had changed places", "2026-13")
        page.press("Keep these rows", within="main")
        page.become(cast.ANALYST)
        page.go("/insight/data")
        page.until(lambda: self.counted() == ["4", "1", "1", "0"], "the crimes were not counted", 90, reload=True)

    def counted_anew(self):
        page = self.browser
        page.become(cast.ANALYST)
        page.go("/insight/data")
        page.until(lambda: not page.has("Being counted"), "the new areas were not counted by", 90, reload=True)
        expect(self.counted() == ["4", "1", "1", "0"], f"the crimes are counted as {self.counted()}")

    def counted(self):
        """Of the street crimes: counted, outside our areas, without a place, said twice."""
        rows = self.browser.driver.find_elements(
            By.XPATH, "//section[@aria-labelledby='files']//tr[contains(., 'Street crime from police.uk')]")
        return [cell.text for cell in rows[0].find_elements(By.TAG_NAME, "td")[-5:-1]] if rows else []

    def send_areas(self, path, *must_say):
        page = self.browser
        page.open_details_around(page.driver.find_element(By.CSS_SELECTOR, "main input[type=file]"))
        page.fill("What they are called", "Eastmere, drawn again")
        page.fill("Year of their codes", "2021")
        page.fill("Source and licence", "Invented for the journeys")
        if path:
            page.driver.find_element(By.CSS_SELECTOR, "main input[type=file]").send_keys(path)
        page.press("Bring them in", within="main")
        page.until(lambda: all(page.has(words) for words in must_say), f"{path} did not say {must_say}", 30)

    def areas(self):
        page = self.browser
        page.go("/insight/data")
        page.must_say("Files", "Areas")
        self.send_areas(None, "There is a problem", "Choose the file")
        kept = page.field("What they are called").get_attribute("value")
        expect(kept == "Eastmere, drawn again", f"what was typed is gone: {kept}")
        self.send_areas(self.files.empty("empty.geojson"), "There is a problem")
        self.send_areas(self.files.not_areas(), "There is a problem", "not GeoJSON")
        self.send_areas(self.files.turned(), "There is a problem", "Longitude comes first")
        count, path = self.files.again()
        self.send_areas(path, f"{count} areas brought in")
        page.go(self.place)
        page.must_say("Town Centre 1", "Eastmere, drawn again")

    # Others

    def board(self):
        page = self.browser
        page.become(cast.BOARD_MEMBER)
        for path, words in PAGES.items():
            page.go(path)
            expect(page.status == 200, f"{path} answered {page.status}")
            page.must_say(words)
        page.go(self.place)
        page.must_say("Town Centre 1", NOT_PERSON)
        page.must_not_say("Month by month")
        hidden = numbers(page.fetched(f"{SMALL}/csv")[2].decode())
        for exact, shown in zip(self.exact, hidden, strict=True):
            if 1 <= int(exact) <= 4:
                expect(shown == "fewer than 5", f"a month of {exact} is shown as {shown}")
        areas = page.fetched("/insight/map/csv")[2].decode().splitlines()
        small = [line for line in areas if line.startswith("J99") and line.split(",")[2] in ("1", "2", "3", "4")]
        expect(areas and not small, f"the map's file has small numbers: {small[:3]}")

    def board_may_not(self):
        page = self.browser
        for path, words in {
            "/insight/data": "Bring in areas", "/insight/actions": "Add an action",
            self.signal_path: "Save the decision",
            MEASURE: "Mark something on this chart", self.place: "Add an action here",
        }.items():
            page.go(path)
            if path != self.signal_path:
                expect(page.status == 200, f"{path} answered {page.status}")
            page.must_not_say(words)
        page.go("/insight/actions/new")
        expect(page.status == 403, f"a new action answered {page.status}")
        page.must_say("You cannot see this")

    def refused(self):
        page = self.browser
        page.become(cast.TEACHER)
        page.go("/home")
        expect("Insight" not in page.text, "Insight is offered to a teacher")
        for path in [*PAGES, self.place, self.signal_path, "/insight/map/csv", "/insight/pack/pdf"]:
            page.go(path)
            expect(page.status == 403, f"{path} answered {page.status}")
            page.must_say("You cannot see this")
            page.must_not_say("<table", "ui-plot")
