"""A panel from its agenda to its minutes: who may see it, who has to be there, what is decided and chased."""

import datetime

import cast
from steps import Journey, expect


class Panels:
    def __init__(self, browser, record):
        self.browser = browser
        self.record = record
        self.panel = None
        self.item = None

    def run(self, report):
        step = Journey(report, "Panels", stands_on=self.record)
        step("a meeting is set up, and not without those it needs", self.set_up)
        step("the social worker asks for it, and the agenda is put together", self.agenda)
        step("a place comes before it with a plan of its own", self.place)
        step("police tell what they know, graded, and a nurse with a tie steps back", self.tell)
        step("nothing is decided before the statement is read and everybody is there", self.decide)
        step("an action is agreed, and the minutes print", self.minutes)
        step("the action waits at the next meeting until it is done", self.chase)

    def date(self, legend, days=0):
        day = datetime.date.today() + datetime.timedelta(days=days)
        self.browser.date(legend, day.day, day.month, day.year)

    def new(self):
        page = self.browser
        page.go("/panels")
        page.follow("Set up a meeting")
        page.choose("Multi-agency child exploitation meeting")
        self.date("On which day?")
        page.fill("When does it start?", "2pm")
        page.fill("Where?", "Room 2")
        for agency in (cast.HUB, cast.POLICE, cast.HEALTH, cast.SOCIAL_CARE):
            page.choose(agency[0], "Which agencies are invited?")

    def set_up(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        self.new()
        page.choose(cast.POLICE[0], "Which agencies are invited?", ticked=False)
        page.press("Set it up")
        page.must_say("There is a problem", "needs police as well")
        kept = page.field("Where?").get_attribute("value")
        expect(kept == "Room 2", f"what was typed is gone: “{kept}”")
        page.choose(cast.POLICE[0], "Which agencies are invited?")
        page.press("Set it up")
        page.must_say("The meeting is set up", "Nothing is on the agenda yet")
        self.panel = page.path

    def agenda(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(f"{self.record.path}/panels")
        page.press("Ask for it")
        page.must_say("There is a problem", "Choose which meeting", "Say why now")
        page.choose("Multi-agency child exploitation meeting")
        page.choose("Somebody who is harmed or at risk")
        page.fill("Why now?", "Adults wait for him again")
        page.press("Ask for it")
        page.must_say("Asked for")
        page.become(cast.COORDINATOR)
        page.go(self.panel)
        page.must_say("Adults wait for him again")
        page.press("Work it out now")
        page.must_say("The reasons are the program’s; the choice is yours")
        page.press("Put on the agenda", within="section:has(#asked)")
        page.must_say("The invited agencies can open the record now")

    def place(self):
        page = self.browser
        page.go("/panels/matters/new")
        page.choose("A place")
        page.fill("What shall it be called?", "The blue garages after dark")
        page.fill("What is known?", "Adults give out drinks there")
        page.press("Set it up")
        page.fill("What harm happens", "Young people are made to carry things")
        page.fill("What already protects", "The dog walkers")
        page.press("Keep the plan")
        page.must_say("There is a problem", "Say what shall be different", "The dog walkers")
        page.fill("What shall be different?", "Lights that work")
        page.press("Keep the plan")
        page.must_say("The plan is kept", "Lights that work")
        page.go(self.panel)
        page.pick("matter", "The blue garages after dark (a place)")
        page.fill("Why now?", "Three reports in a week")
        page.press("Put on the agenda", within="section:has(#add)")
        page.must_say("The blue garages after dark", "Locations")

    def tell(self):
        page = self.browser
        page.become(cast.OFFICER)
        page.go(self.panel)
        page.follow(self.record.name.split()[0], within="section:has(#agenda)")
        self.item = page.path
        page.open_details("Add what")
        page.fill("What do you know", "A grey van was seen at the gate twice")
        page.press("Add this")
        page.must_say("There is a problem", "A grey van was seen")
        page.choose("2, not tested")
        page.choose("C, known indirectly")
        page.choose("P, it may be shared")
        page.press("Add this")
        page.must_say("2/C/P", "A grey van was seen")
        page.become(cast.NURSE)
        page.go(self.item)
        page.open_details("I have a conflict of interest")
        page.fill("What is it?", "His aunt is my neighbour")
        page.press("Step back from this item")
        page.must_say("You stepped back")
        page.go(self.item)
        page.must_say("this item is closed to you")

    def decide(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.item)
        page.must_say("It cannot be decided yet", "Read out the statement first")
        page.go(f"{self.panel}/here")
        for box in page.driver.find_elements("css selector", "input[type=radio][value=here]"):
            page.driver.execute_script("arguments[0].click()", box)
        page.choose("The statement was read out")
        page.press("Save")
        page.go(self.item)
        page.press("Record the decision")
        page.must_say("There is a problem", "Choose what is decided")
        page.choose("Change the plan", "What is decided?")
        page.fill("Why?", "The evenings are when it happens")
        page.choose("Yes", "Were the young person’s own words there?")
        page.fill("What they want, or why nobody asked them", "He wants the walk home to be safe")
        page.choose("Yes", "Was a parent or carer told?")
        page.fill("How, or why not", "His aunt was told by phone")
        self.date("Look at it again by", days=28)
        page.press("Record the decision")
        page.must_say("The decision is recorded", "He wants the walk home to be safe")

    def minutes(self):
        page = self.browser
        page.open_details("Ask somebody to do something")
        page.fill("What is to be done?", "Visit the garages on Friday evening")
        page.fill("Which agency does it?", cast.POLICE[0])
        self.date("By when?", days=5)
        page.press("Add this action")
        page.must_say("The action is agreed", "Visit the garages")
        page.go(self.panel)
        page.press("Close the meeting")
        page.must_say("The meeting is closed", "A grey van was seen", "Change the plan", "Visit the garages",
                      "His aunt is my neighbour")
        page.become(cast.HOUSING_OFFICER)
        expect(page.fetched(self.panel)[0] == 404, "an agency that was not invited sees the meeting")

    def chase(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        self.new()
        page.press("Set it up")
        page.must_say("Open from earlier meetings", "Visit the garages")
        page.become(cast.OFFICER)
        page.go("/panels/actions")
        page.follow("Visit the garages")
        page.press("Keep this")
        page.must_say("There is a problem", "Say how it goes on")
        page.choose("It is done")
        page.fill("What was done, or what is in the way?", "Went twice; nobody was there")
        page.press("Keep this")
        page.must_say("Kept")
        page.must_not_say("Visit the garages")
