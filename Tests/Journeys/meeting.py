"""The daily meeting: the board in its lanes, what agencies know, the level of risk, and decisions with their reasons."""

import datetime

import cast
from steps import Journey, expect

MORE_FROM_POLICE = "Officers saw an adult wait near the school gate on three days."
MORE_FROM_HEALTH = "He came to the walk-in clinic with a cut hand and said that he fell."


class Meeting:
    def __init__(self, browser, teacher, neighbour, desk):
        self.browser = browser
        self.teacher = teacher
        self.neighbour = neighbour
        self.desk = desk
        self.hub_path = desk.desk_path.replace("/desk/", "/hub/") if desk.record else None
        self.told_path = desk.neighbours_path.replace("/desk/", "/hub/") if desk.neighbours_path else None

    def run(self, report):
        step = Journey(report, "The daily meeting", stands_on=self.desk.neighbours_path)
        step("the coordinator says who is in the room and who chairs", self.attendance)
        step("the board has both in the lane of those nobody has judged", self.board)
        step("the police and the hospital add what they know", self.information)
        step("the social worker sets the level of risk, with a reason", self.risk)
        step("the board has him in his lane", self.lane)
        step("a decision without a reason, or naming the child in the reply, is not kept", self.refused)
        step("the teacher's referral is decided, with a lead and an action", self.decide)
        step("two coordinators decide at once: the second reads what the first decided", self.at_once)
        step("the minutes, the actions and the coordinator's counts show it", self.afterwards)

    def attendance(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/hub/meeting")
        page.fill("When does it start?", "25:99")
        page.press("Save", within="main")
        page.must_say("There is a problem", "Enter a time")
        page.fill("When does it start?", "9:30")
        page.choose(cast.POLICE[0])
        page.choose(cast.HEALTH[0])
        page.fill("Who chairs?", cast.COORDINATOR)
        page.press("Save", within="main")
        page.must_say("The meeting is set.", f"chaired by {cast.COORDINATOR}")

    def lanes(self):
        """Each lane's heading with the words in it."""
        found = self.browser.driver.find_elements("css selector", ".ui-lane")
        return {lane.find_element("tag name", "h2").text: lane.text for lane in found}

    def lane_of(self, words):
        for heading, text in self.lanes().items():
            if words in text:
                return heading
        return None

    def board(self):
        page = self.browser
        page.become(cast.OFFICER)
        page.go("/hub")
        self.before = self.lane_of(self.teacher.reference)
        expect(self.before, f"{self.teacher.reference} is on no lane: {list(self.lanes())}")
        expect(self.lane_of(self.neighbour.reference), f"{self.neighbour.reference} is on no lane")
        expect("Low" not in self.before, f"nobody has judged the risk, and the lane is “{self.before}”")
        page.go("/hub/agenda")
        page.must_say(self.teacher.reference)

    def information(self):
        page = self.browser
        page.go(self.hub_path)
        page.press("Add this")
        page.must_say("There is a problem")
        page.fill("What do you know that helps", MORE_FROM_POLICE)
        page.choose("Fact")
        page.choose("May be shared with those")
        page.press("Add this")
        page.must_say(MORE_FROM_POLICE, cast.OFFICER)
        page.become(cast.NURSE)
        page.go(self.hub_path)
        page.must_say(MORE_FROM_POLICE)
        page.fill("What do you know that helps", MORE_FROM_HEALTH)
        page.choose("Professional opinion")
        page.choose("Only as I say below")
        page.fill("On what conditions?", "Not to be said to his family before he is asked.")
        page.press("Add this")
        page.must_say(MORE_FROM_HEALTH, "Not to be said to his family")

    def risk(self):
        page = self.browser
        page.become(cast.SOCIAL_WORKER)
        page.go(self.hub_path)
        page.follow("Change risk level")
        page.press("Set the level")
        page.must_say("There is a problem", "Choose a level of risk")
        page.choose("Medium")
        page.fill("Who or what is doing harm?", "Adults wait for Bodhi and give him money")
        page.fill("Why this level?", "Three agencies have seen the same. He has his aunt and boxing.")
        if page.has("If you choose another level than the tool, why?"):
            page.fill("If you choose another level than the tool, why?", "We know more than the tool asks.")
        page.fill("Keeping safe now", "His aunt meets him at the gate")
        page.fill("What is going well", "Boxing on Tuesdays")
        page.press("Set the level")
        page.must_say("Medium risk", "Adults wait for Bodhi and give him money")

    def lane(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go("/hub")
        lane = self.lane_of(self.teacher.reference)
        expect(lane and "Medium" in lane, f"{self.teacher.reference} is in the lane “{lane}”")

    def refused(self):
        page = self.browser
        page.go(self.hub_path)
        page.follow("Record decision")
        page.press("Record decision")
        page.must_say("There is a problem", "Choose what was decided", "Say why")
        page.choose("Support pathway")
        page.choose("Safety plan and mentor")
        page.fill("What we say to whoever told us", f"We are helping {self.teacher.name}.")
        page.fill("Why?", "Adults are using him. He said that he wants it to stop.")
        page.press("Record decision")
        page.must_say("Take out", "Choose which agency leads")
        kept = page.field("Why?").get_attribute("value")
        expect(kept.startswith("Adults are using him"), f"the reason typed is gone: “{kept}”")

    def decide(self):
        page = self.browser
        page.fill("What we say to whoever told us",
                  "Thank you for telling us. Several services met and talked. We have decided what to do next.")
        page.fill("Lead agency", cast.SOCIAL_CARE[0])
        page.fill("Named worker, if agreed", cast.SOCIAL_WORKER)
        self.soon("First contact by")
        page.fill("What has to be done", "Meet Bodhi at school with his aunt")
        page.fill("Who does it", f"{cast.SOCIAL_WORKER}, {cast.SOCIAL_CARE[0]}")
        self.soon("By when", within="fieldset:has(#what-1)")
        page.choose("Yes", "Has the young person been heard?")
        page.choose("No", "Was a parent or carer told?")
        page.fill("Who was told, or why not?", "Telling them today could put him in danger.")
        page.press("Record decision")
        page.must_say("The decision is recorded", "Decided")
        page.must_say("Safety plan and mentor")

    def soon(self, legend, within="body"):
        day = datetime.date.today() + datetime.timedelta(days=1)
        self.browser.date(legend, day.day, day.month, day.year, within)

    def at_once(self):
        page = self.browser
        window = page.driver.current_window_handle
        page.become(cast.SECOND_COORDINATOR)
        page.go(self.told_path + "/decide")
        self.no_further_action("Nobody else has seen it.")
        page.driver.switch_to.new_window("tab")
        page.become(cast.COORDINATOR)
        page.go(self.told_path + "/decide")
        page.choose("Early help")
        page.fill("Why?", "He looked frightened, more than once.")
        page.fill("Lead agency", cast.SOCIAL_CARE[0])
        self.soon("First contact by")
        self.heard()
        page.press("Record decision")
        page.must_say("The decision is recorded")
        page.driver.close()
        page.driver.switch_to.window(window)
        page.become(cast.SECOND_COORDINATOR)
        page.press("Record decision")
        page.must_say(f"{cast.COORDINATOR} decided at", "Early help", "He looked frightened, more than once.",
                      "What you typed is kept below")
        kept = page.field("Why?").get_attribute("value")
        expect(kept == "Nobody else has seen it.", f"what the second typed is gone: “{kept}”")

    def no_further_action(self, reason):
        page = self.browser
        page.choose("No further action by the hub")
        page.fill("Why?", reason)
        self.heard()

    def heard(self):
        page = self.browser
        page.choose("Not yet", "Has the young person been heard?")
        page.fill("What did they say, or why", "Nobody has met him yet.")
        page.choose("No", "Was a parent or carer told?")
        page.fill("Who was told, or why not?", "We do not know who they are.")

    def afterwards(self):
        page = self.browser
        page.become(cast.COORDINATOR)
        page.go(f"/hub/minutes/{datetime.date.today().isoformat()}")
        page.must_say(self.teacher.reference, self.neighbour.reference, MORE_FROM_POLICE)
        page.go("/hub/minutes")
        page.become(cast.SOCIAL_WORKER)
        page.go("/actions")
        page.must_say("Meet Bodhi at school with his aunt")
        page.go("/home")
        page.become(cast.COORDINATOR)
        page.go("/home")
        page.must_say("Waiting")
        page.become(cast.ANALYST)
        page.go("/home")
