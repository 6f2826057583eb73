"""Every pathway from the meeting's decision to what is asked afterwards: the coordinator decides, the worker offers, the
provider says yes, the young person does, and it is planned, kept, reviewed and ended."""

import cast
from giving import Giving
from steps import Journey, expect

# Name, a kind of contact it gives, a ladder it is reviewed on (none where it has no reviews), and what is asked
# afterwards. The first list begins with a decision of the meeting, the second without.
DECIDED = [
    ("One-to-one advocate", "Speaking up for them", "safety", "Are they still with the services"),
    ("Way out of a gang", "Going with them", "safety", "Are they still with the services"),
    ("Diversion with support", "Restorative session", "safety", "Has anything come to police or court since?"),
    ("Safety plan and mentor", "Activity", "safety", "Are they still with the services"),
    ("Deferred prosecution", "Restorative session", "safety", "Has anything come to police or court since?"),
    ("Hospital navigator", "In hospital", "safety", "Have they been back to A&E after violence?"),
    ("Work and training", "At the workplace", "education", "Are they in work or learning?"),
    ("Youth club", "Club evening", None, None),
    ("Detached youth work", "Street session", "safety", None),
    ("Whole-family support", "With the family", "safety", "Are they still with the services"),
]
BEGUN = [
    ("Early help", "With the family", "safety", "Are they still with the services"),
    ("Return-home interview", "Return-home interview", None, None),
]


class Pathways(Giving):
    def __init__(self, browser, desk, meeting):
        super().__init__(browser, desk.record)
        self.meeting = meeting

    def run(self, report):
        step = Journey(report, "Pathways", stands_on=self.record)
        for name, *rest in DECIDED:
            step(f"{name}: from the decision to what is asked afterwards", self.decided, name, *rest)
        for name, *rest in BEGUN:
            step(f"{name}: begun without the meeting", self.begun, name, *rest)

    def decided(self, name, *rest):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.meeting.hub_path + "/decide")
        page.choose("Support pathway")
        page.choose(name, "Which kind of support?")
        page.fill("What we say to whoever told us", "Thank you for telling us. More help begins now.")
        page.fill("Why?", "This is what he asked for.")
        page.fill("Why does the decision before no longer stand?", "It stands; this help comes beside it.")
        page.fill("Lead agency", cast.SOCIAL_CARE[0])
        self.today("First contact by", days=1)
        page.choose("Yes", "Has the young person been heard?")
        page.choose("No", "Was a parent or carer told?")
        page.fill("Who was told, or why not?", "His aunt is told tomorrow, with him.")
        page.press("Record decision")
        page.must_say("The decision is recorded", name)
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/support")
        open_ones = page.driver.find_elements("xpath", f"//main//table//tr[contains(., 'Looking for a place')]//a[.='{name}']")
        expect(open_ones, f"no open support “{name}”")
        page.go("/" + open_ones[0].get_attribute("href").split("/", 3)[3])
        self.given(name, *rest)

    def begun(self, name, *rest):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/support")
        page.open_details("Some support needs no decision")
        page.press("Begin it")
        page.must_say("There is a problem", "Choose which support it is")
        page.choose(name, "Which?")
        page.fill("Why now?", "He is back and wants to talk")
        page.press("Begin it")
        page.must_say("It is begun")
        page.go(page.path.replace("/offers", ""))
        self.given(name, *rest)

    def given(self, name, contact, ladder, afterwards):
        self.path = self.browser.path
        self.offered(name)
        self.planned()
        self.met(contact)
        if ladder:
            self.reviewed(ladder)
        self.ended(afterwards)

    def offered(self, name):
        page = self.browser
        page.go(f"{self.path}/offers")
        page.choose("An adult to trust")
        page.press("Keep and see who fits")
        page.choose("Lighthouse mentoring", "Who could help")
        if page.has("If it is not the first"):
            page.fill("If it is not the first", "They know him")
        page.fill("What they need to know", "Wants somebody who stays")
        page.press("Offer it")
        page.must_say("The offer is made")
        page.become(cast.MENTOR)
        page.go("/offers")
        page.follow(name, within="main table")
        self.accept(self.record.name.split()[0])

    def planned(self):
        self.browser.go(f"{self.path}/begin")
        self.say_yes()
        self.browser.go(f"{self.path}/plan")
        self.browser.follow("Write the plan")
        self.write_plan()
        self.read_printed()

    def met(self, contact):
        page = self.browser
        page.go(f"{self.path}/contacts")
        page.choose("It happened")
        page.choose(contact, "What kind?")
        page.fill("How?", "Face to face")
        self.today("Day")
        page.fill("Notes", "We talked about the week.")
        page.press("Keep", within="main")
        page.must_say("We talked about the week.")

    def reviewed(self, ladder):
        page = self.browser
        page.go(f"{self.path}/reviews/new")
        page.choose("At the end", "Which review is it?")
        self.review(ladder, "7", "6")
        page.must_say("The review is kept")

    def ended(self, afterwards):
        page = self.browser
        page.go(f"{self.path}/ending")
        self.end()
        page.must_say("Support has ended")
        if afterwards:
            page.must_say(afterwards)
        page.become(cast.COORDINATOR)
        page.go(f"{self.path}/history")
        page.must_say("Began", "Ended")
