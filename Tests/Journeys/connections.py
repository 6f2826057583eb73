"""What stands around a young person: who helps, who does not, a place, a line, and a draft for the Home Office."""

import datetime

import cast
from steps import Journey, expect


class Connections:
    def __init__(self, browser, record):
        self.browser = browser
        self.record = record
        self.around = f"{record.path}/around"

    def run(self, report):
        step = Journey(report, "Connections", stands_on=self.record)
        step("a place is added, and nothing typed is lost when something is missing", self.place)
        step("he is connected with it and with an adult, and the list stands before the picture", self.connect)
        step("intelligence under conditions is read by those it names alone", self.intelligence)
        step("a draft is filled from the record, kept and printed", self.draft)

    def place(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go("/places")
        page.follow("Add a place")
        page.fill("What people call it", "The blue garages")
        page.press("Keep this place")
        page.must_say("There is a problem", "Choose what kind of place", "Enter its address or area")
        page.choose("Meeting point")
        page.fill("Address or area", "Behind Galley Street")
        page.choose("Active now")
        page.fill("What makes it dangerous", "Adults wait there after dark")
        page.press("Keep this place")
        page.must_say("The blue garages", "Nobody is connected with it yet")
        page.follow("Change it")
        page.press("Keep the change")
        page.must_say("There is a problem", "Say why it is changed")

    def grade(self):
        page = self.browser
        page.choose("2, not tested")
        page.choose("C, known indirectly")

    def connect(self):
        page = self.browser
        page.go(self.around)
        page.follow("Add a connection")
        page.press("Keep this connection")
        page.must_say("There is a problem", "Choose who or what this is about")
        page.choose("A place")
        page.pick("place", "The blue garages")
        page.pick("type", "Is believed to be made to go there (place)")
        page.fill("Who says so?", "His aunt")
        self.grade()
        page.choose("P, it may be shared")
        page.press("Keep this connection")
        page.must_say("The connection is kept", "The blue garages", "2/C/P")
        picture, table = (page.driver.find_element("css selector", f"main {what}") for what in (".ui-net", "table"))
        expect(table.location["y"] < picture.location["y"], "the list stands before the picture")
        page.follow("See it")
        page.open_details("It is still so")
        page.press("It is still so")
        page.must_say("There is a problem", "Say what shows that it is still so")
        page.go(f"{self.around}/print")
        page.must_say("The blue garages")

    def intelligence(self):
        page = self.browser
        page.go(f"{self.record.path}/intelligence")
        page.follow("Add intelligence")
        page.fill("What was told", "A van comes on Fridays")
        today = datetime.date.today()
        page.date("Received on", today.day, today.month, today.year)
        self.grade()
        page.choose("C, only under conditions")
        page.press("Keep this")
        page.must_say("There is a problem", "Write the conditions", "A van comes on Fridays")
        page.fill("What are the conditions?", "Lead practitioners only")
        page.choose("Lead practitioner", "Which roles may read it?")
        page.press("Keep this")
        page.must_say("Kept under its handling")
        page.must_not_say("A van comes on Fridays")
        page.follow("Read it")
        page.must_say("A van comes on Fridays", "It may not be printed, copied or put into any pack")
        read = page.path
        page.become(cast.COORDINATOR)
        page.go(f"{self.record.path}/intelligence")
        page.must_say("Nothing is held that you may be told of")
        page.go(read)
        page.must_not_say("A van comes on Fridays")

    def draft(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/nrm")
        page.must_say("A draft, and not a referral yet", "answers still missing", "The blue garages")
        page.must_not_say("A van comes on Fridays")
        page.fill("What happened, in order", "He was told to wait by the garages")
        page.press("Keep this draft")
        page.must_say("Draft 1 is kept. Nothing has been sent.")
        page.follow("Print the latest draft")
        page.must_say("He was told to wait by the garages", "Not answered yet")
