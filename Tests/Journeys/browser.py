"""A person at Chromium: finds things by the words on them, as people do, and looks closely at every page met."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from steps import Unmet, expect

HOST = "localhost"


def options(javascript):
    chosen = Options()
    chosen.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900",
        "--force-prefers-reduced-motion", "--hide-scrollbars",
        # Nothing outside this machine can be reached, so leaving the site ends on the browser's own page.
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}, EXCLUDE 127.0.0.1",
    ):
        chosen.add_argument(argument)
    if not javascript:
        chosen.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return chosen


def quoted(text):
    """An XPath literal, whatever quotation marks are in it."""
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ", '\"', ".join(f'"{part}"' for part in text.split('"')) + ")"


class Browser:
    """One window. `met` is told of every page that opens in it."""

    def __init__(self, address, javascript=True, met=lambda browser: None):
        self.address = address
        self.javascript = javascript
        self.met = met
        self.worker = None
        self.sessions = {}
        self.driver = webdriver.Chrome(options=options(javascript), service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(30)

    def close(self):
        self.driver.quit()

    # Chromium's own protocol

    def protocol(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def world(self):
        """A place beside the page's own scripts, where the page's rules on scripts do not hold."""
        frame = self.protocol("Page.getFrameTree")["frameTree"]["frame"]["id"]
        made = self.protocol("Page.createIsolatedWorld", frameId=frame, worldName="examiner")
        return made["executionContextId"]

    def evaluate(self, expression, world=None):
        answer = self.protocol(
            "Runtime.evaluate", expression=expression, contextId=world or self.world(), awaitPromise=True,
            returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"the examiner's script failed: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def cookies(self):
        return self.protocol("Network.getAllCookies")["cookies"]

    def forget_cookies(self):
        self.protocol("Network.clearBrowserCookies")
        self.worker = None

    # Moving about

    def go(self, path):
        self.driver.get(urllib.parse.urljoin(self.address, path))
        self.met(self)

    def back(self):
        self.driver.back()
        self.met(self)

    def follow(self, words, within="body"):
        self._click(self.link(words, within))

    def press(self, words, within="body"):
        self._click(self.button(words, within))

    def _click(self, element):
        page = self.driver.find_element(By.TAG_NAME, "html")
        self._reach(element)
        element.click()
        self._until_gone(page)
        self.met(self)

    def _reach(self, element):
        self.protocol("Emulation.clearDeviceMetricsOverride")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)

    def _until_gone(self, page):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                page.is_enabled()
            except WebDriverException:  # stale, or asked about in the moment between two pages
                return
            time.sleep(0.03)

    def fetched(self, path):
        """What a file's address answers with whoever is signed in: its status, its kind and its bytes."""
        kept = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.cookies())
        asked = urllib.request.Request(urllib.parse.urljoin(self.address, path), headers={"Cookie": kept})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers.get_content_type(), refused.read()

    # Finding by words

    def _find(self, xpaths, what, within):
        root = self.driver.find_element(By.CSS_SELECTOR, within)
        for xpath in xpaths:
            found = root.find_elements(By.XPATH, xpath)
            visible = [element for element in found if element.is_displayed()]
            if visible or found:
                return (visible or found)[0]
        raise Unmet(f"no {what} on {self.path} ({self.heading}). The page says: {self.text[:600]}")

    def link(self, words, within="body"):
        text = quoted(words)
        return self._find(
            [f".//a[normalize-space(.)={text}]", f".//a[starts-with(normalize-space(.), {text})]",
             f".//a[contains(normalize-space(.), {text})]"], f"link “{words}”", within)

    def button(self, words, within="body"):
        text = quoted(words)
        return self._find(
            [f".//button[normalize-space(.)={text}]", f".//button[starts-with(normalize-space(.), {text})]",
             f".//button[contains(normalize-space(.), {text})]",
             f".//a[contains(@class, 'ui-btn') and contains(normalize-space(.), {text})]"],
            f"button “{words}”", within)

    def field(self, words, within="body"):
        text = quoted(words)
        label = self._find(
            [f".//label[normalize-space(.)={text}]", f".//label[starts-with(normalize-space(.), {text})]",
             f".//label[contains(normalize-space(.), {text})]"], f"field “{words}”", within)
        return self.driver.find_element(By.ID, label.get_attribute("for"))

    def group(self, legend, within="body"):
        text = quoted(legend)
        return self._find(
            [f".//fieldset[legend[normalize-space(.)={text}]]",
             f".//fieldset[legend[starts-with(normalize-space(.), {text})]]",
             f".//fieldset[legend[contains(normalize-space(.), {text})]]"], f"question “{legend}”", within)

    def has(self, words):
        return words in self.text

    # Filling in

    def fill(self, label, value, within="body"):
        field = self.field(label, within)
        self.open_details_around(field)
        self._reach(field)
        if field.tag_name == "select":
            self._option(field, value).click()
            return
        field.clear()
        field.send_keys(value)

    def _option(self, field, words):
        for option in field.find_elements(By.TAG_NAME, "option"):
            if words in option.text:
                return option
        raise Unmet(f"no choice “{words}” on {self.path}")

    def pick(self, name, choice, by_value=False):
        """Picks from the list with this name of field; a list with one choice may not be asked at all."""
        field = self.driver.find_element(By.CSS_SELECTOR, f"main select[name={name}]")
        self._reach(field)
        if by_value:
            field.find_element(By.CSS_SELECTOR, f"option[value='{choice}']").click()
        else:
            self._option(field, choice).click()

    def until(self, condition, words, seconds=10, reload=False):
        """Waits for something to become true on a page that changes by itself."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if condition():
                    self.met(self)
                    return
                if reload:
                    self.driver.refresh()
            except WebDriverException:  # asked about in the moment between two pages
                pass
            time.sleep(0.2)
        raise Unmet(f"{words}. {self.path} says: {self.text[:600]}")

    def recent(self, field):
        """Picks a list's first real choice."""
        self._reach(field)
        field.find_elements(By.TAG_NAME, "option")[1].click()

    def choose(self, option, legend=None, within="body", ticked=True):
        """Chooses a radio, or ticks or unticks a box, by its words, in the question with this legend."""
        text = quoted(option)
        root = self.group(legend, within) if legend else self.driver.find_element(By.CSS_SELECTOR, within)
        for xpath in (f".//label[normalize-space(.)={text}]", f".//label[starts-with(normalize-space(.), {text})]"):
            for label in root.find_elements(By.XPATH, xpath):
                box = self.driver.find_element(By.ID, label.get_attribute("for"))
                self.open_details_around(box)
                self._reach(label)
                if box.is_selected() != ticked:
                    label.click()
                expect(box.is_selected() == ticked, f"“{option}” did not take on {self.path}")
                return
        raise Unmet(f"no choice “{option}” under “{legend}” on {self.path}. The page says: {self.text[:600]}")

    def date(self, legend, day, month, year, within="body"):
        group = self.group(legend, within)
        self.open_details_around(group)
        for field, value in zip(group.find_elements(By.CSS_SELECTOR, "input[type=text], input[type=number]"),
                                (day, month, year)):
            self._reach(field)
            field.clear()
            field.send_keys(str(value))

    def open_details_around(self, element):
        """Opens every closed "more" around an element by its summary, as somebody would."""
        for around in element.find_elements(By.XPATH, "ancestor::details[not(@open)]"):
            summary = around.find_element(By.TAG_NAME, "summary")
            self._reach(summary)
            summary.click()

    def open_details(self, words, within="body"):
        text = quoted(words)
        summary = self._find([f".//summary[contains(normalize-space(.), {text})]"], f"“{words}” to open", within)
        self._reach(summary)
        summary.click()

    # Reading

    @property
    def path(self):
        parts = urllib.parse.urlsplit(self.driver.current_url)
        return parts.path + ("?" + parts.query if parts.query else "")

    @property
    def title(self):
        return self.driver.title

    @property
    def text(self):
        return re.sub(r"[ \t]+", " ", self.driver.find_element(By.TAG_NAME, "body").text)

    @property
    def heading(self):
        try:
            return self.driver.find_element(By.TAG_NAME, "h1").text
        except NoSuchElementException:
            return "no heading"

    @property
    def status(self):
        return self.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")

    def region(self, selector):
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        expect(found, f"nothing like {selector} on {self.path}")
        return found[0].text

    def complaints(self):
        """What the browser itself complained of since last asked, but for the statuses our own pages answer with."""
        return [
            line["message"] for line in self.driver.get_log("browser")
            if line["level"] in ("SEVERE", "WARNING") and "the server responded with a status of 4" not in line["message"]
        ]

    def must_say(self, *phrases):
        text = self.text
        for phrase in phrases:
            expect(phrase in text, f"{self.path} ({self.heading}) does not say “{phrase}”. It says: {text[:900]}")

    def must_not_say(self, *phrases):
        source = self.driver.page_source
        for phrase in phrases:
            expect(phrase not in source, f"{self.path} ({self.heading}) says “{phrase}”, and should not")

    # Who is at the keyboard

    def become(self, name):
        """Somebody of the demonstration sits down: one click the first time, their open session afterwards."""
        self.forget_cookies()
        if name in self.sessions:
            self.protocol("Network.setCookies", cookies=[self.sessions[name]])
            self.worker = name
            return
        self.driver.get(self.address + "/sign-in")
        self.met(self)
        self.press(name, within="main ul")
        expect(self.path == "/home", f"signing in as {name} led to {self.path}: {self.text[:400]}")
        self.remember(name)

    def remember(self, name):
        kept = [cookie for cookie in self.cookies() if cookie["name"] == "__Host-session"]
        expect(kept, "signing in set no session cookie")
        cookie = kept[0]
        self.sessions[name] = {
            "name": cookie["name"], "value": cookie["value"], "url": self.address, "path": "/", "secure": True,
            "httpOnly": True, "sameSite": "Lax"}
        self.worker = name

    def key(self, *keys):
        body = self.driver.switch_to.active_element
        body.send_keys(*keys)

    def tab(self):
        self.key(Keys.TAB)
        return self.driver.switch_to.active_element
