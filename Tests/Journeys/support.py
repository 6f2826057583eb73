"""Support from the hub's decision to what is asked afterwards: the worker, the provider, and the plan on paper."""

import json
import tempfile

import cast
from giving import Giving
from steps import Journey, expect

SERVICE = "Lighthouse mentoring"


class Support(Giving):
    def __init__(self, browser, desk, program):
        super().__init__(browser, desk.record)
        self.program = program

    def run(self, report):
        step = Journey(report, "Support", stands_on=self.record)
        step("the provider puts its service into the directory", self.service)
        step("the worker says what is needed, and a name in an offer is refused", self.offer)
        step("the provider sees no name, says yes, and then sees who it is", self.accepted)
        step("it begins once he says yes and was told what is shared", self.begin)
        step("a plan in his own words is written, agreed and printed", self.plan)
        step("a contact is kept, and a worry begins a referral", self.contact)
        step("a review with both scores, and a score that cannot be", self.reviewed)
        step("it ends once somebody else is there, and asks how it is later", self.ending)
        step("an agreement in place of a charge waits for the young person and for advice", self.resolution)
        step("the work lists show what is to do", self.tasks)
        step("an administrator looks at a pathway before changing it", self.pathway)
        step("another partnership takes the published services in from their address", self.elsewhere)

    def service(self):
        page = self.browser
        page.become(cast.MENTOR)
        page.go("/directory/new")
        page.driver.find_element("css selector", "input[name=name]").send_keys(SERVICE)
        page.driver.find_element("css selector", "textarea[name=summary]").send_keys("A mentor for as long as it helps")
        page.choose("An adult to trust")
        page.choose("Harm from violence")
        page.fill("How somebody comes to it", "Through the hub")
        page.driver.find_element("css selector", "[name=reason]").send_keys("We begin in November")
        page.press("Save", within="main")
        page.must_say(SERVICE)

    def offer(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/support")
        page.follow("Safety plan and mentor", within="main table")
        self.path = page.path
        page.follow("See who could help")
        page.press("Keep and see who fits")
        page.must_say("There is a problem", "Choose at least one thing")
        page.choose("An adult to trust")
        page.choose("Weekday evenings")
        page.press("Keep and see who fits")
        page.choose(SERVICE, "Who could help")
        page.fill("If it is not the first", "They know the school and have a place tonight")
        given = self.record.name.split()[0]
        page.fill("What they need to know", f"{given} likes boxing")
        page.press("Offer it")
        page.must_say("There is a problem", "Leave out their name")
        page.fill("What they need to know", "Likes boxing. Wants somebody who does not change")
        page.press("Offer it")
        page.must_say("The offer is made", SERVICE, "Waiting for an answer")

    def accepted(self):
        page = self.browser
        page.become(cast.MENTOR)
        page.go("/offers")
        given, family = self.record.name.split()
        page.must_not_say(given, family)
        page.follow("Safety plan and mentor")
        page.must_say("Likes boxing")
        page.must_not_say(given, family)
        page.press("Answer")
        page.must_say("There is a problem", "Choose yes or no")
        self.accept(given)

    def begin(self):
        page = self.browser
        page.follow("put in their answer")
        page.choose("Yes", "Their answer")
        page.press("Keep their answer")
        page.must_say("There is a problem", "Say who agreed", "Tell them first")
        self.say_yes()

    def plan(self):
        page = self.browser
        page.go(f"{self.path}/plan")
        page.follow("Write the plan")
        page.press("Keep this plan")
        page.must_say("There is a problem", "in their own words")
        self.write_plan()
        page.must_say("Nobody has agreed to this version yet")
        page.open_details("Put in somebody")
        page.fill("Who?", "The young person")
        page.choose("Yes", "Do they agree?")
        self.today("On which day?")
        page.press("Keep their answer")
        page.must_say("agreed to version 1")
        self.read_printed()

    def contact(self):
        page = self.browser
        page.go(f"{self.path}/contacts")
        page.choose("It happened")
        page.choose("One to one")
        page.fill("How?", "Face to face")
        self.today("Day", days=1)
        page.fill("Notes", "We walked the way home together.")
        page.press("Keep", within="main")
        page.must_say("There is a problem", "It cannot have happened yet", "We walked the way home")
        self.today("Day")
        page.press("Keep", within="main")
        page.must_say("We walked the way home together.")
        page.fill("Notes", "Two men waited by the gate again.")
        page.press("Something worries me")
        page.must_say("Look it over and send it")

    def reviewed(self):
        page = self.browser
        page.go(f"{self.path}/reviews/new")
        page.choose("At the end", "Which review is it?")
        self.review("safety", "11", "6")
        page.must_say("There is a problem", "Enter 1 to 10")
        page.fill("Young person", "7", within="fieldset:has(#youngPerson-safety)")
        page.press("Keep this review")
        page.must_say("The review is kept")

    def ending(self):
        page = self.browser
        page.go(f"{self.path}/ending")
        page.fill("Who could take over?", "Quay boxing gym")
        page.fill("Who there", "Dee, at the desk")
        page.press("Ask them")
        self.end()
        page.must_say("There is a problem", "has not said yes yet", "With a meal")
        page.choose("Yes", "Do they take over?")
        page.press("Keep their answer")
        page.must_say("Takes over")
        self.end()
        page.must_say("Support has ended", "Are they still with the services they went on to?")
        page.go(f"{self.path}/history")
        page.must_say("Began", "Ended")

    def resolution(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/resolutions")
        page.follow("Propose an agreement")
        page.press("Keep this proposal")
        page.must_say("There is a problem", "Answer yes or no")
        for question in ("only the Crown Court", "leave this kind of offence out"):
            page.choose("No", question)
        for question in ("evidence enough", "public interest", "made to do it"):
            page.choose("Yes", question)
        page.fill("What do police say happened?", "Had a knife in his bag")
        page.choose("Does not admit it, and takes")
        page.choose("Deferred prosecution")
        page.fill("What they want, or why", "Nobody was hurt")
        page.fill("Who decided to propose this?", "Police and youth justice together")
        page.press("Keep this proposal")
        page.must_say("The proposal is kept", "Not agreed yet")
        page.press("They agree: begin")
        page.must_say("There is a problem", "Add at least one condition")

    def tasks(self):
        page = self.browser
        page.become(cast.MENTOR)
        page.go("/tasks")
        page.must_say("Ask how it is since support ended")
        page.follow("Add a task")
        page.press("Add", within="main")
        page.must_say("There is a problem", "Say what is to be done")

    def pathway(self):
        page = self.browser
        page.become(cast.ADMINISTRATOR)
        page.go("/settings/pathways")
        page.follow("Diversion with support")
        page.must_say("If it were decided, accepted and begun today")
        page.follow("Change it")
        page.press("Save this version")
        page.must_say("There is a problem", "Say why it changes")

    def elsewhere(self):
        published = json.loads(self.browser.fetched("/services")[2])["total_items"]
        with tempfile.TemporaryDirectory() as folder:
            address = self.browser.address.rstrip("/")
            said = self.program.command_alone(
                "import", "open-referral", f"{address}/services", "--data", folder, "--yes", "--json")
            expect(json.loads(said)["accepted"] + json.loads(said)["corrected"] == published, f"it said: {said}")
            # An address with no directory at it, and one nothing is fetched from, change nothing.
            for wrong in (f"{address}/livez", f"{address}/nowhere", "ftp://somewhere/services"):
                self.program.command_alone("import", "open-referral", wrong, "--data", folder, "--yes", expecting=3)
