"""A neighbour who does not want to say who they are: from the start page to a reference and a PIN, leaving nothing."""

import re
import time

from steps import Journey, expect

ANSWERS = {
    "noticed": "A man in a grey van waits for the boy from number 9. He looks frightened when he gets out.",
    "looks": "About 13, tall, blue school coat",
    "lives": "Number 9, Anchor Street",
    "where": "Outside the shop on Anchor Street",
}


class Neighbour:
    def __init__(self, browser, title="A neighbour"):
        self.browser = browser
        self.title = title
        self.reference = None
        self.pin = None

    def run(self, report):
        step = Journey(report, self.title)
        step("opens the start page and reads before the first question", self.begin)
        step("leaves the first question empty and is told so, then says that nobody is in danger", self.danger)
        step("answers every question, and may leave out who and where", self.questions)
        step("goes back and finds every answer", self.back)
        step("checks the answers, changes one, and sends", self.send)
        step("no cookie was set and nothing stored", self.left_nothing)
        if self.browser.javascript:
            step("the browser's own Back finds the question before, and its answer", self.own_back)

    def begin(self):
        page = self.browser
        page.forget_cookies()
        page.go("/")
        page.must_say("Worried about a young person?", "999")
        self.began = time.monotonic()
        page.press("Tell us what you have noticed")
        page.must_say("Before you start", "It does not clear your history")
        page.press("I have read this")

    def danger(self):
        page = self.browser
        page.must_say("Is someone in danger right now?")
        page.press("Continue")
        page.must_say("There is a problem")
        expect(page.title.startswith("Error:"), f"the tab does not say that there is an error: {page.title}")
        expect("danger" not in page.title.lower() and "worried" not in page.title.lower(),
               f"the tab gives away what the page is: {page.title}")
        page.choose("I do not know")
        page.press("Continue")
        page.must_say("999")
        page.press("Back")
        page.choose("No")
        page.press("Continue")

    def questions(self):
        page = self.browser
        page.must_say("What have you noticed?")
        page.press("Continue")
        page.must_say("There is a problem")
        page.choose("People who give them things")
        page.fill("Tell us in your own words", ANSWERS["noticed"])
        page.press("Continue")
        page.must_say("Who is it about?")
        page.fill("How they look", ANSWERS["looks"])
        page.fill("Where they live", ANSWERS["lives"])
        page.press("Continue")
        page.must_say("Where and when?")
        page.fill("Where did you see or hear it?", ANSWERS["where"])
        page.choose("Yes", "Is it still going on?")
        page.press("Continue")
        page.must_say("Is there more that could help?")
        page.press("Nothing more")
        page.must_say("Who are you?")

    def back(self):
        page = self.browser
        for _ in range(4):
            page.press("Back")
        page.must_say("What have you noticed?")
        self.holds("Tell us in your own words", ANSWERS["noticed"])
        page.press("Continue")
        self.holds("How they look", ANSWERS["looks"])
        page.press("Continue")
        self.holds("Where did you see or hear it?", ANSWERS["where"])
        page.press("Continue")
        page.press("Nothing more")
        page.must_say("Who are you?")
        page.choose("A neighbour")
        page.press("Continue")

    def holds(self, label, value):
        found = self.browser.field(label).get_attribute("value")
        expect(found == value, f"“{label}” holds “{found}”")

    def send(self):
        page = self.browser
        if page.has("May we say who told us?"):
            page.choose("No, do not say it was me")
            page.press("Continue")
        page.must_say("Check your answers", *ANSWERS.values())
        page.press("Change when")
        page.must_say("Where and when?")
        page.fill("When?", "Most days after school")
        page.press("Continue")
        page.must_say("Check your answers", "Most days after school", ANSWERS["where"])
        # Reports sent faster than people can read are held back for a person to look at.
        time.sleep(max(0, 11 - (time.monotonic() - self.began)))
        page.press("Send", within="main form .ui-btns")
        page.must_say("Thank you. We have it", "say what happens with a young person, or if we know them")
        self.reference = page.region(".ui-confirmation__ref").strip()
        self.pin = re.search(r"Your PIN is ([0-9 ]+)", page.text).group(1).strip()
        expect(len(self.pin.replace(" ", "")) == 8, f"the PIN is {self.pin}")

    def hurry(self):
        """Sends a report faster than people read; returns its reference."""
        page = self.browser
        page.go("/tell-us")
        began = time.monotonic()
        page.press("I have read this")
        page.choose("No")
        page.press("Continue")
        page.fill("Tell us in your own words", "A report that a program wrote")
        page.press("Continue")
        for skip in ("I do not know who it is", "I do not know", "Nothing more", "I do not want to say"):
            page.press(skip)
        page.press("Send", within="main form .ui-btns")
        page.must_say("Thank you. We have it")
        expect(time.monotonic() - began < 10, "this machine is too slow to be in a hurry")
        return page.region(".ui-confirmation__ref").strip()

    def left_nothing(self):
        page = self.browser
        expect(page.cookies() == [], f"cookies were set: {[one['name'] for one in page.cookies()]}")
        if page.javascript:
            stored = page.evaluate("localStorage.length + sessionStorage.length")
            expect(stored == 0, f"{stored} things were stored in the browser")

    def own_back(self):
        page = self.browser
        page.go("/tell-us")
        page.press("I have read this")
        page.choose("No")
        page.press("Continue")
        page.fill("Tell us in your own words", ANSWERS["noticed"])
        page.press("Continue")
        page.must_say("Who is it about?")
        page.back()
        page.must_say("What have you noticed?")
        self.holds("Tell us in your own words", ANSWERS["noticed"])
        page.press("Continue")
        page.must_say("Who is it about?")
