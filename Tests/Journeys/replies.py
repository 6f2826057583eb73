"""Whoever told us hears back: the teacher on her own page, the neighbour with a reference and a PIN."""

import cast
from steps import Journey, expect


class Replies:
    def __init__(self, browser, teacher, neighbour, record):
        self.browser = browser
        self.teacher = teacher
        self.neighbour = neighbour
        self.record = record

    def run(self, report):
        step = Journey(report, "Hearing back", stands_on=self.record)
        step("the teacher reads what was decided, and nothing of who is known", self.teacher_reads)
        step("a wrong PIN opens nothing", self.wrong_pin)
        step("the neighbour reads our reply, leaving no cookie", self.neighbour_reads)
        step("the record has the referral, the screening, what agencies told and the decision", self.on_record)
        step("it can be narrowed, printed, and added to", self.more_of_record)

    def teacher_reads(self):
        page = self.browser
        page.become(cast.TEACHER)
        page.go("/my-referrals")
        page.follow(self.teacher.name)
        page.must_say("We have decided what to do next")
        page.must_not_say("Support pathway", "YP-", "Adults wait for Bodhi", cast.SOCIAL_WORKER)

    def wrong_pin(self):
        page = self.browser
        page.forget_cookies()
        page.go("/")
        page.follow("Look for our reply")
        page.press("Look for our reply", within="main")
        page.must_say("There is a problem")
        page.fill("Your reference", self.neighbour.reference)
        page.fill("Your PIN", "00000000")
        page.press("Look for our reply", within="main")
        page.must_say("find that reference and PIN together")

    def neighbour_reads(self):
        page = self.browser
        page.fill("Your reference", self.neighbour.reference.lower())
        page.fill("Your PIN", self.neighbour.pin)
        page.press("Look for our reply", within="main")
        page.must_say("Our reply", "We have decided what to do next")
        page.must_not_say("Early help", "YP-", "frightened, more than once")
        expect(page.cookies() == [], "a cookie was set")

    def on_record(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(self.record.path)
        page.must_say(self.teacher.name, "Adults wait for Bodhi and give him money", "Boxing on Tuesdays")
        page.go(self.record.path + "/chronology")
        page.must_say(self.teacher.reference, "Decided: ", "Officers saw an adult wait near the school gate")
        expect("creen" in page.text, "the screening is not in the chronology")

    def more_of_record(self):
        page = self.browser
        page.go(self.record.path + "/print")
        page.must_say(self.teacher.name)
        page.go(self.record.path + "/notes/new")
        page.press("Save entry")
        page.must_say("There is a problem")
        page.fill("Add what happened", "He refuses to engage with us.")
        page.press("Check wording")
        page.must_say("Try:")
        page.fill("Add what happened", "His aunt rang. They are both safe at home.")
        page.choose("Progress", "Mark it")
        page.press("Save entry")
        page.must_say("His aunt rang")
        for part in ("/people", "/details", "/details/change", "/access"):
            page.go(self.record.path + part)
            page.must_say("Larkspur")
