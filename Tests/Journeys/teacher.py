"""A teacher's referral: in parts, with mistakes, left and taken up again, screened, sent."""

import re

import cast
from steps import Journey, expect


class Teacher:
    """What the teacher tells; later journeys know the young person by it."""

    concern = "Older young people wait for him at the gate and give him money. He came to school with a cut hand."

    def __init__(self, browser, given="Bodhi", family="Larkspur", title="A teacher"):
        self.browser = browser
        self.given = given
        self.family = family
        self.name = f"{given} {family}"
        self.title = title
        self.reference = None

    def run(self, report):
        step = Journey(report, self.title)
        step("cannot send an empty referral; saves the young person, an impossible birthday first", self.young_person)
        step("says what worries her; the wording check offers another phrase", self.concerns)
        step("leaves, signs in again and finds the draft", self.resume)
        step("fills in the other parts", self.rest)
        step("screens: what the tool suggests, and her own judgement beside it", self.screen)
        step("checks her answers and sends", self.send)

    def young_person(self):
        page = self.browser
        page.become(cast.TEACHER)
        page.go("/my-referrals")
        page.follow("Make a referral", within="main")
        page.press("Start a new referral")
        page.must_say("Not started")
        self.draft = page.path
        page.follow("Check your answers and send")
        page.press("Send to the hub")
        page.must_say("There is a problem", "Say who you are worried about", "Say at least one thing that worries you")
        page.follow("Back to all parts")
        page.follow("The young person")
        page.fill("First name", self.given)
        page.fill("Last name", self.family)
        page.date("Date of birth", 31, 2, 2011)
        page.press("Save and continue")
        page.must_say("There is a problem")
        expect(page.field("First name").get_attribute("value") == self.given, "what was typed is gone")
        if page.javascript:
            self.focus_is_on_errors()
        page.date("Date of birth", 14, 2, 2011)
        page.fill("Name", cast.SCHOOL[0])
        page.press("Save and continue")
        expect(page.path == self.draft, f"saving led to {page.path}")

    def focus_is_on_errors(self):
        page = self.browser
        focus = page.driver.switch_to.active_element.get_attribute("class")
        expect("ui-errors" in focus, f"the list of errors does not have the focus, {focus} has")

    def concerns(self):
        page = self.browser
        page.follow("What worries you")
        page.choose("No", "Is anybody in danger now?")
        page.fill("What worries you, and what you saw", "He is putting himself at risk. " + self.concern)
        page.press("Save and continue")
        page.follow("What worries you")
        page.must_say("putting himself at risk", "Try:")
        page.fill("What worries you, and what you saw", self.concern)
        page.choose("Seen first hand")
        page.choose("Fact")
        page.press("Save and continue")

    def resume(self):
        page = self.browser
        page.press("Sign out")
        page.sessions.pop(cast.TEACHER)
        page.become(cast.TEACHER)
        page.go("/my-referrals")
        page.must_say("Not sent yet", self.name)
        page.follow("Go on")
        expect(page.path == self.draft, f"“Go on” led to {page.path}")

    def rest(self):
        page = self.browser
        page.follow("What happened, in order")
        page.fill("What happened", "Left school at lunch and came back late.", within="main")
        page.press("Save and continue")
        page.follow("What helps")
        page.fill("What is going well", "Boxing on Tuesdays\nHis aunt Marigold")
        page.press("Save and continue")
        page.follow("In the young person")
        page.choose("Yes, they were asked")
        page.fill("What they said", "“I just want it to stop.”")
        page.press("Save and continue")
        page.follow("Agreement to support")
        page.choose("Yes", "Do they agree")
        page.press("Save and continue")
        page.follow("Sharing this information")
        page.choose("No", "Do they, or their parents, know")
        page.press("Save and continue")
        page.must_say("There is a problem", "Say why they have not been told")
        page.fill("Why not", "It could put him in danger today.")
        page.choose("Public task")
        page.press("Save and continue")
        page.follow("What you hope for")
        page.fill("What would you like to happen next", "Somebody he trusts to walk with him after school.")
        page.press("Save and continue")

    def screen(self):
        page = self.browser
        page.follow("Screening tool")
        page.must_say("Not validated", "informs")
        page.choose("Known", "1. ")
        page.press("Save and continue")
        page.must_say("There is a problem")
        for number in range(1, 23):
            page.choose("Known" if number in (4, 7, 9) else "Suspected" if number == 1 else "No", f"{number}. ")
        for number in (1, 4, 7, 9):
            field = page.driver.find_element("id", f"screen-{number}-when")
            page.recent(field)
        page.fill("How old are they?", "15")
        page.choose("Yes", "Is somebody suspected of exploiting them?")
        page.choose("No", "Have they told anyone")
        page.choose("High", "How worried are you?")
        page.fill("Why?", "He has stopped looking people in the eye.")
        page.press("Save and continue")
        expect(page.path == self.draft, f"saving led to {page.path}: {page.text[:600]}")

    def send(self):
        page = self.browser
        page.follow("Check your answers and send")
        page.must_say(self.given, self.family, "cut hand", "Boxing on Tuesdays", "I just want it to stop", "The young person may ask")
        page.press("Send to the hub")
        page.must_say("The hub has your referral")
        self.reference = re.search(r"[A-Z]{2,4}-[0-9A-Z]{2,5}(?:-[0-9A-Z]+)*", page.region(".ui-confirmation")).group()
        page.follow("My referrals", within="main")
        page.must_say(self.reference, "Not yet")
        page.follow(self.name)
