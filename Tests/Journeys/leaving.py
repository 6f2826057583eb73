"""Leaving in a hurry, and going about with the keyboard alone."""

import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from steps import Journey, expect

FOCUSED = """(() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    return {words: (e.innerText || e.getAttribute('aria-label') || e.labels && e.labels[0] && e.labels[0].innerText || '')
        .trim(), seen: box.width > 14 && box.height > 14 && box.bottom > 0 && box.top < innerHeight,
        marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none', tag: e.tagName, id: e.id}; })()"""


class Leaving:
    def __init__(self, browser):
        self.browser = browser

    def run(self, report):
        step = Journey(report, "Leaving in a hurry")
        step("Shift three times leaves, and Back does not return", self.shift)
        step("Shift twice does not", self.not_yet)
        step("the exit link leaves, and Back does not return", self.link)
        step = Journey(report, "The keyboard")
        step("the skip link is the first stop, and leads to the page itself", self.skip_link)
        step("every stop on the start page can be seen and says what it is", self.stops)

    @staticmethod
    def left(page):
        until = time.monotonic() + 5
        while time.monotonic() < until and page.driver.current_url.startswith(page.address):
            time.sleep(0.05)
        url = page.driver.current_url
        expect(not url.startswith(page.address), f"still on {url}")
        expect("weather" in url, f"it led to {url}, which is not the weather")
        return url

    def _back_shows_nothing(self, page):
        page.driver.back()
        time.sleep(0.3)
        body = page.driver.find_element(By.TAG_NAME, "body").text
        expect("Eastmere" not in body and "Worried" not in body, f"Back shows {body[:200]}")

    def _arrive(self, page):
        page.forget_cookies()
        page.driver.get("about:blank")
        page.go("/")

    def _shift(self, page, times):
        for _ in range(times):
            ActionChains(page.driver).key_down(Keys.SHIFT).key_up(Keys.SHIFT).perform()

    def shift(self):
        page = self.browser
        self._arrive(page)
        self._shift(page, 3)
        self.left(page)
        self._back_shows_nothing(page)

    def not_yet(self):
        page = self.browser
        self._arrive(page)
        self._shift(page, 2)
        time.sleep(0.3)
        expect(page.path == "/", "two presses left the page")

    def link(self):
        page = self.browser
        self._arrive(page)
        page.driver.find_element(By.CSS_SELECTOR, ".ui-safebar a.ui-btn").click()
        self.left(page)
        self._back_shows_nothing(page)

    def skip_link(self):
        page = self.browser
        self._arrive(page)
        page.tab()
        first = page.evaluate(FOCUSED)
        expect(first["words"] == "Skip to main content" and first["seen"], f"the first stop is {first}")
        page.key(Keys.ENTER)
        expect(page.evaluate(FOCUSED)["id"] == "main-content", "the skip link does not lead to the page itself")

    def stops(self):
        page = self.browser
        self._arrive(page)
        met = 0
        for _ in range(80):
            page.tab()
            stop = page.evaluate(FOCUSED)
            if stop["tag"] == "BODY":
                break
            met += 1
            expect(stop["words"], f"a stop says nothing: {stop}")
            expect(stop["seen"], f"the focus cannot be seen: {stop}")
            expect(stop["marked"], f"the focus is not marked: {stop}")
        expect(met > 10, f"only {met} stops")
