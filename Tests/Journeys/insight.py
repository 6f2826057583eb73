"""Where, when and what we are doing: the analyst reads Insight, marks, acts and decides."""

import subprocess

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import cast
from steps import Journey, expect

MEASURE = "/insight/measures/ae-assault-under-25"
NOT_PERSON = "A place is not a person"
SMALL = "/insight/measures/homicide"


def numbers(text):
    """The second column of a measure's file, as it is written there."""
    lines = [line.split(",") for line in text.splitlines()]
    return [line[1] for line in lines if line[0][:2] == "20"]


class Insight:
    def __init__(self, browser):
        self.browser = browser
        self.place = None
        self.signal_path = None
        self.exact = []

    def run(self, report):
        step = Journey(report, "Where, when and what we are doing")
        step("the dashboard says what changed, with a tile for each headline", self.dashboard)
        step("a measure has its chart, its table and the same numbers as a file", self.measure)
        step("a note is refused without words, then stands on the chart, then is taken off", self.note)
        step("the map is moved by keys, and shows what is asked for", self.map)
        step("an area is chosen from the map's table", self.choose_area)
        step("an action for it is refused without a name, added, told further, and ended", self.action)
        step("hours and comparisons say what they find", self.hours_and_comparisons)
        step("a signal is looked into: refused without a reason, watched, explained, closed", self.signal)
        step("the week's digest tells of it, as a page and as a file", self.digest)
        step("the board pack is a PDF with its tables in it", self.pack)

    # Measures

    def dashboard(self):
        page = self.browser
        page.become(cast.ANALYST)
        page.go("/home")
        page.follow("Insight")
        page.must_say("How Eastmere is doing", "A&E attendances for assault, under 25", NOT_PERSON)
        expect(page.driver.find_elements(By.CSS_SELECTOR, "main svg.ui-plot"), "there is no picture")

    def measure(self):
        page = self.browser
        page.go("/insight/measures")
        page.follow("A&E attendances for assault, under 25", within="main table")
        expect(page.path == MEASURE, f"the measure led to {page.path}")
        page.must_say("How this is worked out", "Navigators began in A&E")
        page.open_details("See the numbers as a table")
        rows = page.driver.find_elements(By.CSS_SELECTOR, "#chart-ae-assault-under-25 table tbody tr")
        status, kind, body = page.fetched(page.link("Download these numbers").get_attribute("href"))
        expect((status, kind) == (200, "text/csv"), f"the file answered {status} {kind}")
        listed = numbers(body.decode())
        expect(len(listed) == 60 and len(rows) >= 24, f"{len(listed)} months in the file, {len(rows)} on the page")
        shown = [row.find_elements(By.TAG_NAME, "td")[0].get_attribute("textContent") for row in rows[:5]]
        expect(shown == listed[::-1][:5], f"the page says {shown}, the file {listed[::-1][:5]}")
        self.exact = numbers(page.fetched(f"{SMALL}/csv")[2].decode())
        expect(any(1 <= int(one) <= 4 for one in self.exact), "there is no small number to hide")

    def note(self):
        page = self.browser
        page.go(MEASURE)
        page.open_details("Mark something on this chart")
        page.fill("What is it?", "What was done")
        page.date("When?", 31, 2, 2026)
        page.press("Mark it", within="main")
        page.must_say("There is a problem", "That is not a day of the calendar", "Say in a few words what it is")
        page.date("When?", 1, 6, 2026)
        page.fill("In a few words", "Street lights are mended")
        page.press("Mark it", within="main")
        page.must_say("Marked on the chart.", "Street lights are mended", cast.ANALYST)
        mine = page._find([".//li[contains(., 'Street lights are mended')]//button"], "a way to take it off",
                          "section[aria-labelledby=notes]")
        page._click(mine)
        page.must_say("Taken off the chart")
        expect("Street lights" not in page.region("main"), "the note is still on the chart")

    # Places

    def moved(self, key):
        """Presses a key in the map's row of links, and waits for the map it leads to."""
        page = self.browser
        before = page.path
        page.key(key)
        page.until(lambda: page.path != before and page.driver.find_elements(By.CSS_SELECTOR, ".ui-moves a"),
                   f"{key!r} did not move the map")
        return page.path

    def map(self):
        page = self.browser
        page.go("/insight/map")
        page.must_say(NOT_PERSON, "How the hot spots are found")
        closer = page.driver.find_element(By.CSS_SELECTOR, ".ui-moves [data-key='+']")
        page._reach(closer)
        page.driver.execute_script("arguments[0].focus()", closer)
        expect("zoom=1.5" in self.moved("+") and "zoom=2" in self.moved("+"), f"it did not come closer: {page.path}")
        focus = page.driver.switch_to.active_element.get_attribute("data-key")
        expect(focus == "+", f"the link pressed lost the focus to {focus}")
        middle = page.path
        expect(self.moved(Keys.ARROW_RIGHT) != middle, "it did not move east")
        expect("zoom=1.5" in self.moved("-"), f"it did not go further away: {page.path}")
        expect("zoom=" not in self.moved("0"), f"it did not go back to all of it: {page.path}")
        page.choose("Schools")
        page.fill("Measure", "Offences with a knife")
        page.press("Show", within="main")
        page.must_say("Offences with a knife or sharp object", "School", NOT_PERSON)
        expect(page.driver.find_elements(By.CSS_SELECTOR, ".pin--school"), "no school is drawn")
        page.choose("Schools", ticked=False)
        page.press("Show", within="main")
        expect(not page.driver.find_elements(By.CSS_SELECTOR, ".pin--school"), "schools are drawn unasked")

    def choose_area(self):
        page = self.browser
        page.go("/insight/map")
        page.open_details("See the numbers as a table")
        page.follow("Town Centre 1", within="main table")
        self.place = page.path
        page.must_say("Town Centre 1", NOT_PERSON, "Month by month", "Deprivation", "Next to it")

    def action(self):
        page = self.browser
        page.follow("Add an action here")
        page.fill("Which areas is it for?", "Nowhere at all")
        page.press("Add this action", within="main")
        page.must_say("There is a problem", "Say in a few words what is done", "No area on the map is called")
        kept = page.field("Which areas is it for?").get_attribute("value")
        expect(kept == "Nowhere at all", f"what was typed is gone: {kept}")
        page.fill("What is done", "Youth workers in the square")
        page.fill("Who leads it", "Eastmere Police")
        page.fill("Which areas is it for?", "Town Centre 1")
        page.date("When does it begin", 1, 9, 2026)
        page.press("Add this action", within="main")
        page.must_say("It stands on the map too", "Running")
        path = page.path
        page.go("/insight/map?actions=yes")
        expect(page.driver.find_elements(By.CSS_SELECTOR, ".pin--action"), "the action is not on the map")
        page.go(self.place)
        page.must_say("Youth workers in the square")
        page.go(path)
        page.fill("How far", "Two evenings of three", within="section[aria-labelledby=far]")
        page.press("Save", within="section[aria-labelledby=far]")
        page.must_say("Two evenings of three")
        page.press("End this action", within="main")
        page.must_say("There is a problem", "Say what became of it")
        page.fill("What became of it", "The square is lit, and workers know the young people who meet there")
        page.press("End this action", within="main")
        page.must_say("Ended. It stays on record.")
        page.go("/insight/actions")
        page.must_say("Youth workers in the square", "The square is lit")

    # When, and beside what

    def hours_and_comparisons(self):
        page = self.browser
        page.go("/insight/hours")
        page.must_say("Days and hours", "Friday", "aoristic")
        status, kind, body = page.fetched(page.link("Download these numbers").get_attribute("href"))
        expect((status, kind) == (200, "text/csv") and b"Friday" in body, f"the file answered {status} {kind}")
        page.go("/insight/compare")
        page.must_say("A&E beside police", "Police can know of at most", NOT_PERSON)

    # Signals

    def decide(self, choice, reason):
        page = self.browser
        page.choose(choice, legend="What now?")
        page.fill("Why?", reason)
        page.press("Save the decision", within="main")

    def signal(self):
        page = self.browser
        page.go("/insight/signals")
        page._click(page.driver.find_element(By.CSS_SELECTOR, "section[aria-labelledby=signals] table a"))
        self.signal_path = page.path
        page.must_say("1. Is it real?", "2. Where is it?", "3. Who is it about?", "4. What else happened?",
                      "5. What this does not show", "Nobody has decided anything")
        self.decide("It is explained", "")
        page.must_say("There is a problem", "Say why, so that others can follow it")
        chosen = page.driver.find_element(By.CSS_SELECTOR, "input[name=state]:checked").get_attribute("value")
        expect(chosen == "explained", f"the choice is gone: {chosen}")
        self.decide("Watch it", "Wait for the figures of November")
        page.must_say("Saved. The decision is in the history.", "Wait for the figures")
        self.decide("It is explained", "A group from out of town is known to police")
        self.decide("Close it", "November is as usual again")
        table = page.region("section[aria-labelledby=decide] table")
        places = [table.find(words) for words in ("November is", "A group from", "Wait for the figures")]
        expect(places == sorted(places) and places[0] >= 0, f"the history is not whole, newest first: {table}")
        page.go("/insight/signals?state=closed")
        page.must_say("Closed: 1", cast.ANALYST)

    def digest(self):
        page = self.browser
        page.go("/insight/signals")
        page.follow("This week's digest")
        page.must_say("New signals", "Decided: 3", "November is as usual again")
        status, kind, body = page.fetched(page.link("As plain text").get_attribute("href"))
        expect((status, kind) == (200, "text/plain"), f"the file answered {status} {kind}")
        expect("November is as usual again" in body.decode(), "the file does not tell of the decision")

    # The board's papers

    def pack(self):
        page = self.browser
        page.go("/insight/pack")
        page.must_say("board pack", "Headline measures", NOT_PERSON)
        headings = [one.text for one in page.driver.find_elements(By.CSS_SELECTOR, "main section h2")]
        cells = [cell.text for cell in page.driver.find_elements(
            By.CSS_SELECTOR, "main section table tr:nth-child(-n+3) :is(th, td)") if cell.text]
        status, kind, body = page.fetched(page.link("Download as a PDF").get_attribute("href"))
        expect((status, kind) == (200, "application/pdf"), f"the PDF answered {status} {kind}")
        said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout
        words = " ".join(said.decode().split())
        missing = [one for one in headings + cells if " ".join(one.split()) not in words]
        expect(len(headings) > 5 and len(cells) > 30, f"only {len(headings)} parts and {len(cells)} cells to look for")
        expect(not missing, f"the PDF does not say {missing[:5]}")
        expect("Month Number Reading" in words, "no table has its head in the PDF")
