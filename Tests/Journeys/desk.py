"""The coordinator's desk: reads what came in, finds or makes the young person's record, prepares it for the meeting."""

import cast
from neighbour import ANSWERS
from steps import Journey, expect


class Record:
    """A young person's record as the journeys know it."""

    def __init__(self, name, path, secrets):
        self.name = name
        self.path = path
        self.secrets = secrets


class Desk:
    def __init__(self, browser, teacher, neighbour, hurried):
        self.browser = browser
        self.teacher = teacher
        self.neighbour = neighbour
        self.hurried = hurried
        self.record = None
        self.neighbours_path = None

    def run(self, report):
        step = Journey(report, "The hub's desk", stands_on=self.teacher.reference)
        step("lists what came in, with its clock", self.lists)
        step("the teacher's referral is read, and a record made from it", self.make_record)
        step("the sender is told that a person has read it", self.acknowledge)
        step("its lines are prepared and it is put on today's meeting", self.put_on_meeting)
        step("the neighbour's report is read, a record made, and put on today's meeting", self.neighbours_report)
        step("a report sent faster than people read was held back, and is let in", self.held_back)
        step("a call is written down for somebody", self.enter_call)

    def lists(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/desk")
        page.must_say("To read", self.teacher.name, "Not linked")

    def make_record(self):
        page = self.browser
        page.follow(self.teacher.name)
        page.must_say(self.teacher.reference, "cut hand", "Which young person is it?")
        self.desk_path = page.path
        page.follow("Make a new record")
        page.fill("First name", "")
        page.date("Date of birth", 30, 2, 2011)
        page.press("Make the record and link it")
        page.must_say("There is a problem")
        page.fill("First name", "Bodhi")
        page.date("Date of birth", 14, 2, 2011)
        page.press("Make the record and link it")
        page.must_say("is made and linked")
        link = page.link(self.teacher.name, within="#person, main")
        path = link.get_attribute("href").replace(page.address, "")
        self.record = Record(self.teacher.name, path, ("Larkspur", "cut hand", "Marigold"))

    def acknowledge(self):
        page = self.browser
        page.press("Acknowledge")
        page.must_say("Thank you for telling us")

    def put_on_meeting(self):
        page = self.browser
        page.go(self.desk_path)
        page.fill("Proposed next step", "A mentor who meets him after school")
        page.press("Save these lines")
        page.press("Put on today's meeting")
        page.go("/desk")
        page.must_say("Linked")

    def neighbours_report(self):
        page = self.browser
        page.go("/desk")
        row = page.driver.find_element("xpath", f"//tr[contains(., '{self.neighbour.reference}')]//a")
        path = row.get_attribute("href").replace(page.address, "")
        page.go(path)
        page.must_say(*ANSWERS.values())
        page.follow("Make a new record")
        page.fill("What they like to be called", "Boy from number 9")
        page.press("Make the record and link it")
        page.must_say("is made and linked")
        page.press("Acknowledge")
        page.fill("Proposed next step", "Find out who he is, with the school")
        page.press("Save these lines")
        page.press("Put on today's meeting")
        self.neighbours_path = path

    def held_back(self):
        page = self.browser
        page.go("/desk")
        page.must_not_say(self.hurried)
        page.go("/desk/held-back")
        page.press("Close them")
        page.must_say("There is a problem")
        page.choose(self.hurried)
        page.press("Put them on the desk")
        page.must_say("1 report is on the desk")
        page.go("/desk")
        page.must_say(self.hurried)

    def enter_call(self):
        page = self.browser
        page.follow("Enter a call or a letter")
        page.press("Start", within="main")
        page.must_say("There is a problem")
        page.choose("By phone")
        page.press("Start", within="main")
        draft = page.path
        page.follow("Who told us")
        page.fill("In words, for the meeting", "A shopkeeper")
        group = page.field("Who told us")
        page.fill("Who told us", group.find_elements("tag name", "option")[1].text)
        page.press("Save and continue")
        page.follow("The young person")
        page.fill("If you do not know their name", "A girl of about 13 with a red school bag")
        page.press("Save and continue")
        page.follow("What worries you")
        page.fill("What worries you, and what you saw", "A man waits for her outside the shop most days.")
        page.press("Save and continue")
        expect(page.path == draft, f"saving led to {page.path}")
        page.follow("Check your answers and send")
        page.press("Send to the hub")
        page.must_say("Saved as", "Give them this reference", "A shopkeeper")
