"""What giving support is on screen, whichever kind it is: the young person's yes, a plan, an ending."""

import datetime

import cast


class Giving:
    """Steps on the pages of one support; `path` is where it stands."""

    def __init__(self, browser, record):
        self.browser = browser
        self.record = record
        self.path = None

    def today(self, legend, within="body", days=0):
        day = datetime.date.today() + datetime.timedelta(days=days)
        self.browser.date(legend, day.day, day.month, day.year, within)

    def accept(self, name):
        """The provider says yes with its mentor, and then sees who it is."""
        page = self.browser
        page.choose("Yes, we have a place")
        page.fill("Who will give it?", cast.MENTOR)
        page.press("Answer")
        page.must_say("You can now see who they are", name)

    def say_yes(self):
        page = self.browser
        page.choose("Yes", "Their answer")
        page.fill("Who said so, and how?", "He said so at the gym")
        page.fill("Under 16", "He understands it; his aunt was there")
        page.choose("They were told what is shared")
        self.today("Support begins on")
        page.press("Keep their answer")
        page.must_say("Support has begun", "Under way")

    def write_plan(self):
        page = self.browser
        page.fill("What do they want?", "I want to walk home and not look round")
        page.fill("What is wanted?", "A safe way home", within="main fieldset")
        page.fill("What lies behind it?", "Staying safe", within="main fieldset")
        page.fill("What", "Walk the way together", within="main fieldset fieldset")
        page.fill("Who", cast.MENTOR, within="main fieldset fieldset")
        self.today("By", within="main fieldset fieldset", days=7)
        page.fill("Safety plan", "Ring me. In danger, 999")
        page.fill("How will it end well?", "The gym, and an aunt who knows")
        page.press("Keep this plan")
        page.must_say("The plan is kept", "I want to walk home")

    def read_printed(self):
        self.browser.go(f"{self.path}/plan/print")
        self.browser.must_say("This plan is yours", "I want to walk home", "0800 1111")

    def review(self, ladder, young, worker):
        page = self.browser
        page.fill("Who took part", "Bodhi, his aunt and his mentor")
        page.fill("Young person", young, within=f"fieldset:has(#youngPerson-{ladder})")
        page.fill("Worker", worker, within=f"fieldset:has(#worker-{ladder})")
        page.choose("Go on", "What follows?")
        page.press("Keep this review")

    def end(self):
        page = self.browser
        page.choose("They have what they came for")
        self.today("On which day?")
        page.fill("What came true", "The gym came true")
        page.fill("How did it end?", "With a meal")
        page.press("End support", within="main")
