"""Pictures of the demonstration's pages for docs/screens, at the width of a desk and of a phone."""

import base64
import os

from browser import Browser
from joining import FILES, Joining
from steps import expect

FOLDER = os.path.join("docs", "screens")
WIDTHS = {1280: 1800, 390: 2400}


class Screens:
    def __init__(self, program):
        self.program = program
        self.page = Browser(program.address)
        os.makedirs(FOLDER, exist_ok=True)

    def close(self):
        self.page.close()

    def take(self, name):
        """Keeps the page that is open, as tall as it is up to a limit."""
        for width, tallest in WIDTHS.items():
            self.page.protocol(
                "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            self.page.evaluate("scrollTo(0, 0)")
            height = min(self.page.evaluate("document.documentElement.scrollHeight"), tallest)
            clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
            shot = self.page.protocol("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
            path = os.path.join(FOLDER, f"{name}-{width}.png")
            with open(path, "wb") as file:
                file.write(base64.b64decode(shot["data"]))
            size = os.path.getsize(path)
            expect(size < 400_000, f"{path} has {size} bytes")
            print(f"{path}  {width} x {height}, {size // 1000} kB", flush=True)
        self.page.protocol("Emulation.clearDeviceMetricsOverride")

    def become(self, role):
        """Signs in as the first of the demonstration's people with this role."""
        page = self.page
        page.forget_cookies()
        page.go("/sign-in")
        button = page.driver.find_element("xpath", f"//li[contains(., '{role}')]//button")
        page._click(button)

    def run(self, part):
        """Every picture, or those of one part alone."""
        parts = {"public": self.public, "hub": self.hub, "referral": self.referral, "joined": self.joined,
                 "insight": self.insight, "support": self.support}
        for name, take in parts.items():
            if part in ("all", name):
                take()

    def public(self):
        page = self.page
        page.go("/")
        self.take("start")
        page.press("Tell us what you have noticed")
        page.press("I have read this")
        page.choose("No")
        page.press("Continue")
        page.choose("People who give them things")
        page.fill("Tell us in your own words", "An older man waits for her outside the shop. She looks frightened.")
        self.take("question")
        page.choose("People who give them things", ticked=False)
        page.fill("Tell us in your own words", "")
        page.press("Continue")
        self.take("error")

    def hub(self):
        page = self.page
        self.become("Hub coordinator")
        self.take("home")
        page.go("/hub")
        self.take("hub")
        page.go("/desk")
        self.take("desk")
        page.go("/young-people")
        page.fill("Name or reference", "Kai")
        page.press("Search")
        page._click(page.link("Kai", within="main table"))

    def referral(self):
        page = self.page
        self.become("Referrer")
        page.go("/referrals/new")
        page.press("Start a new referral")
        page.follow("The young person")
        page.fill("First name", "Imogen")
        page.fill("Last name", "Vale")
        page.press("Save and continue")
        self.take("referral")

    def joined(self):
        """Five agencies' files, and what they become."""
        page = self.page
        joining = Joining(page, self.program, people=6000)
        joining.make_files()
        self.become("Hub coordinator")
        for name, agency, feed, agreement in FILES:
            joining.bring(name, agency, feed, agreement)
        page.go(joining.rejected_import)
        self.take("import")
        joining.link()
        page.go("/review")
        self.take("review-list")
        page._click(page.driver.find_element("css selector", "main a[href^='/review/']"))
        self.take("review")
        page.go("/young-people")
        page.fill("Name or reference", "Kai")
        page.press("Search")
        page._click(page.link("Kai", within="main table"))
        record = page.path
        self.take("record")
        for part in ("picture", "agencies", "links"):
            page.go(f"{record}/{part}")
            self.take(f"record-{part}")
        page.go("/cohorts")
        page._click(page.driver.find_element("css selector", "main a[href^='/cohorts/exploitation']"))
        page.press("Run", within="main")
        self.take("cohort")
        self.become("Privacy officer")
        page.go("/sharing/flows")
        self.take("flows")

    def insight(self):
        """Where, when and what is done about it."""
        page = self.page
        self.become("Analyst")
        measure = "/insight/measures/ae-assault-under-25"
        for name, path in {
            "insight": "/insight", "measure": measure, "map": "/insight/map", "hours": "/insight/hours",
            "compare": "/insight/compare", "signals": "/insight/signals", "pack": "/insight/pack",
        }.items():
            page.go(path)
            self.take(name)

    def first(self, selector):
        """Follows the first link there."""
        self.page._click(self.page.driver.find_element("css selector", f"main {selector}"))

    def support(self):
        """From who waits to what changed, a panel, and what stands around a young person."""
        page = self.page
        self.become("Hub coordinator")
        for name, path in {"waiting": "/support/waiting", "capacity": "/support/capacity",
                           "outcomes": "/support/outcomes", "panels": "/panels"}.items():
            page.go(path)
            self.take(name)
        self.first("section:has(#coming) table a")
        self.take("panel")
        page.go("/panels")
        self.first("section:has(#past) table a")
        page.follow("Minutes")
        self.take("minutes")
        page.go("/panels/matters")
        self.first("table a")
        self.take("matter")
        page.go("/young-people")
        page.fill("Name or reference", "Kai")
        page.press("Search")
        page._click(page.link("Kai", within="main table"))
        page.go(f"{page.path}/around")
        self.take("around")
        self.become("Tunde Afolabi")
        self.take("home-provider")
        page.go("/support/mine")
        self.take("caseload")
        self.first("tbody tr:nth-child(4) a")
        support = page.path
        self.take("support")
        for part in ("plan", "contacts", "reviews"):
            page.go(f"{support}/{part}")
            self.take(f"support-{part}")
