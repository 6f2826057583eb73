"""Who may open a record: words for those who may not, silence for those kept out, an emergency, and who has looked."""

import cast
from steps import Journey, expect


class Access:
    def __init__(self, browser, record):
        self.browser = browser
        self.record = record

    def run(self, report):
        step = Journey(report, "Who may look", stands_on=self.record)
        step("somebody without a need is refused in words, and none of the record", self.refused)
        step("the coordinator keeps a relative out by name", self.restrict)
        step("the relative finds nothing at all, by address or by search", self.kept_out)
        step("an emergency needs a reason, then opens the record under a banner", self.emergency)
        step("the privacy officer reads the alert and records what was found", self.alert)
        step("who has looked lists views, refusals and the emergency", self.views)
        step("why a person can see the record is explained", self.why)
        step("roles without case content open no record", self.no_content)
        step("a restriction is lifted", self.lift)

    def refused(self):
        page = self.browser
        page.become(cast.HOUSING_OFFICER)
        for part in ("", "/chronology", "/people", "/details", "/access", "/notes/new"):
            page.go(self.record.path + part)
            expect(page.status == 403, f"{part or 'the overview'} answered {page.status}")
            page.must_say("You cannot see this", "This attempt has been recorded")
            page.must_not_say(*self.record.secrets)

    def restrict(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.record.path + "/access")
        page.follow("Restrict this record")
        page.press("Save", within="main")
        page.must_say("There is a problem")
        page.fill("Person", cast.RELATIVE)
        page.choose("Keep this person out")
        page.fill("Why", "He is the young person's uncle.", within="main")
        page.press("Save", within="main")
        page.must_say(cast.RELATIVE, "Kept out")

    def kept_out(self):
        page = self.browser
        page.become(cast.RELATIVE)
        page.go(self.record.path)
        expect(page.status == 404, f"the record answered {page.status}")
        page.must_say("We cannot find that page")
        page.must_not_say(*self.record.secrets)
        kept_out = page.region("main")
        page.go("/young-people/0123456789abcdefghjkmnpqrs")
        nothing = page.region("main")
        expect(page.status == 404, f"an address with nothing at it answered {page.status}")
        unlike = [pair for pair in zip(kept_out.splitlines(), nothing.splitlines()) if pair[0] != pair[1]]
        expect(all("reference" in one for pair in unlike for one in pair), f"a closed record differs from none: {unlike}")
        page.go("/young-people")
        page.fill("Name or reference", self.record.name)
        page.press("Search")
        page.must_say("Nothing found")

    def emergency(self):
        page = self.browser
        page.become(cast.HOUSING_OFFICER)
        page.go(self.record.path + "/emergency")
        page.press("Open the record for one hour")
        page.must_say("There is a problem", "Say what the danger is")
        page.fill("Why you need to open this record now", "He is at our door now, hurt, and somebody is looking for him.")
        page.press("Open the record for one hour")
        expect(page.path == self.record.path, f"opening led to {page.path}")
        page.must_say("You opened this record in an emergency", self.record.name)
        page.go(self.record.path + "/chronology")
        page.must_say("You opened this record in an emergency")

    def alert(self):
        page = self.browser
        page.become(cast.PRIVACY_OFFICER)
        page.go("/home")
        page.must_say("waiting for review")
        page.follow("Review them")
        page.must_say(cast.HOUSING_OFFICER, "somebody is looking for him")
        page.must_not_say(*self.record.secrets)
        page.fill("What you found", "Spoke to Neil and his manager. It was right to look.")
        page.press("Record the review")
        page.must_say("Review recorded.", "It was right to look")

    def views(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.record.path + "/access")
        page.follow("See every view of this record")
        page.must_say(cast.HOUSING_OFFICER, "Refused", cast.RELATIVE, "Opened", "emergency", cast.COORDINATOR)
        page.become(cast.PRIVACY_OFFICER)
        page.go(self.record.path + "/views")
        page.must_say(cast.HOUSING_OFFICER, "Refused")

    def why(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.record.path + "/why")
        page.fill("Person", cast.RELATIVE)
        page.press("Show why", within="main")
        page.must_say("kept out by name")
        page.fill("Person", cast.HOUSING_OFFICER)
        page.press("Show why", within="main")
        page.must_say("Emergency opening running", "Yes")

    def no_content(self):
        page = self.browser
        for name in (cast.ANALYST, cast.BOARD_MEMBER, cast.ADMINISTRATOR, cast.PRIVACY_OFFICER, cast.TEACHER):
            page.become(name)
            page.go("/home")
            page.go(self.record.path)
            expect(page.status in (403, 404), f"{name} was answered with {page.status}")
            page.must_not_say(*self.record.secrets)

    def lift(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(self.record.path + "/restrictions")
        page.press(f"Lift it for {cast.RELATIVE}")
        page.must_say("No restrictions")
