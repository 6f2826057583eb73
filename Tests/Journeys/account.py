"""Setting up an account, signing in with two steps, wrong turns on the way, and signing out."""

import re
import time

from selenium.webdriver.common.by import By

import cast
from one_time_code import one_time_code
from steps import Journey, expect

PASSWORD = "copper kettle harbour north"


class Account:
    def __init__(self, browser, links):
        self.browser = browser
        self.link = links[cast.NEWCOMER]
        self.secret = None
        self.recovery = None
        self.ahead = -30

    def run(self, report):
        step = Journey(report, "An account")
        step("somebody new sets up a password and an authenticator app", self.set_up)
        step("a link works once", self.link_is_spent)
        step("a wrong password is refused without saying who exists", self.wrong_password)
        step("password and code sign in", self.sign_in)
        step("the account shows its sessions and keeps a choice of dark", self.display)
        step("a form sent after the session ended waits until she is back", self.held_form)
        step("signing out ends the session", self.sign_out)
        step("an administrator adds somebody, mistakes first", self.administrate)

    def code(self):
        """The app's digits, newer than those used before: each works once, and a fast clock is half a minute ahead."""
        self.ahead += 30
        return one_time_code(self.secret, at=time.time() + self.ahead)

    def set_up(self):
        page = self.browser
        page.forget_cookies()
        page.go(self.link)
        page.fill("New password", "short")
        page.fill("The six digits", "000000")
        page.press("Finish")
        expect(page.title.startswith("Error:"), f"the tab does not say that there is an error: {page.title}")
        page.must_say("There is a problem")
        self.secret = page.region(".ui-code")
        page.fill("New password", PASSWORD)
        page.fill("The six digits", self.code())
        page.press("Finish")
        page.must_say("Keep these codes safe")
        codes = page.driver.find_elements(By.CSS_SELECTOR, "li.ui-code")
        expect(len(codes) >= 8, f"only {len(codes)} recovery codes were shown")
        self.recovery = codes[0].text

    def link_is_spent(self):
        self.browser.go(self.link)
        self.browser.must_say("This link no longer works")

    def wrong_password(self):
        page = self.browser
        said = []
        for email in (cast.email(cast.NEWCOMER), "nobody@journeys.example"):
            page.go("/sign-in")
            page.fill("Work e-mail address", email)
            page.fill("Password", "quite another password")
            page.press("Sign in", within="main form")
            said.append(page.region(".ui-errors"))
        expect(said[0] == said[1], f"the answers differ: {said}")

    def sign_in(self):
        page = self.browser
        page.go("/account")
        expect(page.path.startswith("/sign-in?then="), f"asking for a page led to {page.path}")
        page.fill("Work e-mail address", cast.email(cast.NEWCOMER).upper())
        page.fill("Password", PASSWORD)
        page.press("Sign in", within="main form")
        page.fill("Six digits", "123456")
        page.press("Continue")
        page.must_say("That code is not right")
        page.fill("Six digits", self.code())
        page.press("Continue")
        expect(page.path == "/account", f"signing in led to {page.path}, not back to the page asked for")
        cookie = next(one for one in page.cookies() if one["name"] == "__Host-session")
        expect(cookie["httpOnly"] and cookie["secure"], f"the session's cookie is not safe: {cookie}")

    def display(self):
        page = self.browser
        page.must_say("Where I am signed in", "This one")
        page.choose("Dark")
        page.press("Save")
        page.must_say("Display changed.")
        theme = page.driver.find_element(By.TAG_NAME, "html").get_attribute("data-theme")
        expect(theme == "dark", f"the page's theme is {theme}")

    def held_form(self):
        page = self.browser
        page.go("/referrals/new")
        page.press("Start a new referral")
        draft = page.path
        page.follow("What worries you")
        words = "Three older boys take his phone at the bus stop every Friday."
        page.fill("What worries you, and what you saw", words)
        page.forget_cookies()
        page.press("Save and continue")
        page.must_say("You have been signed out", "What you wrote is kept", "Try it as")
        page.fill("Work e-mail address", cast.email(cast.NEWCOMER))
        page.fill("Password", "not this one")
        page.press("Sign in", within="main form")
        page.fill("Password", PASSWORD)
        page.press("Sign in", within="main form")
        page.fill("Six digits", self.recovery)
        page.press("Continue")
        page.must_say("You are signed in again", words)
        page.press("Send it now")
        expect(page.path == draft, f"sending it led to {page.path}")
        page.follow("What worries you")
        kept = page.field("What worries you, and what you saw").get_attribute("value")
        expect(kept == words, f"the draft says “{kept}”")

    def sign_out(self):
        page = self.browser
        page.press("Sign out")
        page.go("/account")
        expect(page.path.startswith("/sign-in"), f"after signing out /account still opened: {page.path}")

    def administrate(self):
        page = self.browser
        page.become(cast.ADMINISTRATOR)
        page.go("/people-and-roles")
        page.fill("Name", "Lena Voss", within="main")
        page.fill("Work e-mail address", "not an address")
        page.press("Add", within="main")
        page.must_say("There is a problem")
        expect(page.field("Name").get_attribute("value") == "Lena Voss", "the name typed before is gone")
        page.fill("Work e-mail address", "lena.voss@journeys.example")
        page.fill("Agency", cast.POLICE[0])
        page.fill("Role", "Panel member")
        page.press("Add", within="main")
        page.must_say("Lena Voss is added")
        page.press("Set-up link for Lena Voss")
        expect(re.search("/set-up/[0-9a-z]{20}", page.text), f"no set-up link: {page.text[:500]}")
