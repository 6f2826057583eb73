"""Looks closely at a page: axe at two widths in light and dark, reflow, targets, addresses, the browser's complaints.

The page's Content-Security-Policy allows no script but its own, and pages must work with scripts switched off, where no
timer runs. axe is therefore evaluated through the browser's protocol in a world of its own beside the page's: neither
the policy nor the switch reaches it, and the page is examined as it stands. With scripts off its timers are made to run
at once, since nothing else moves.
"""

import json
import re
import threading
import time
import urllib.parse

from steps import Unmet

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390)
COLOURS = ["color-contrast", "link-in-text-block"]
ADDRESS = re.compile(r"""\b(?:href|src|action|srcset|poster|formaction|data)\s*=\s*["']((?:https?:)?//[^"']+)""", re.I)
NAME = re.compile(r"[0-9a-hjkmnp-tv-z]{20,}|[0-9a-f]{8}-[0-9a-f-]{27,}", re.I)

OPEN_ALL = "document.querySelectorAll('details').forEach(e => { e.wasOpen = e.open; e.open = true; })"
CLOSE_AGAIN = "document.querySelectorAll('details').forEach(e => { e.open = e.wasOpen; })"
# Of what is made alike over and over axe is given the beginning: rows, areas and points, and parts that are charts.
LONG = ("tbody tr:nth-of-type(n+9), svg.ui-plot > :is(a, circle, path, rect):nth-of-type(n+9), "
        "section:has(> figure.ui-chart):nth-of-type(n+7)")
SHORTEN = f"document.querySelectorAll('{LONG}').forEach(e => {{ e.style.display = 'none'; }})"
WHOLE_AGAIN = f"document.querySelectorAll('{LONG}').forEach(e => {{ e.style.display = ''; }})"
RUN = """axe.run(document, %s).then(found => found.violations.map(one => ({
    rule: one.id, help: one.help, count: one.nodes.length,
    where: one.nodes.slice(0, 3).map(node => node.html.slice(0, 220) + '  ' +
        (node.any[0] || node.all[0] || node.none[0] || {message: ''}).message)})))"""
SIDEWAYS = """(() => {
    const wide = innerWidth, page = document.scrollingElement;
    if (page.scrollWidth <= wide + 1) return '';
    const out = [...document.querySelectorAll('body *')].filter(e => {
        if (e.getBoundingClientRect().right <= wide + 1) return false;
        for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return false;
        return true;
    });
    const deepest = out.filter(e => !out.some(o => o !== e && e.contains(o))).slice(0, 3);
    return page.scrollWidth + ' px wide: ' + deepest.map(e => e.outerHTML.slice(0, 160)).join(' | ');
})()"""
SMALL = """[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (!box.width || style.visibility === 'hidden' || e.closest('.ui-skip, .ui-vh')) return false;
        if (e.matches('input[type=radio], input[type=checkbox]') && e.labels.length) return false;
        if (style.display === 'inline') return false;
        return box.height < 23.9 || box.width < 23.9;
    }).slice(0, 3).map(e => Math.round(e.getBoundingClientRect().width) + ' x ' +
        Math.round(e.getBoundingClientRect().height) + ': ' + e.outerHTML.slice(0, 160))"""


class Examiner:
    """Examines each page once and keeps what was wrong, page by page."""

    def __init__(self, axe_path):
        with open(axe_path) as file:
            self.axe = file.read()
        self.seen = {}
        self.faults = []
        self.again = lambda worker, path: None
        self.lock = threading.Lock()
        self.spent = 0.0

    def met(self, browser):
        """A page has opened in a browser."""
        for complaint in browser.complaints():
            self._fault(browser, f"the browser complained: {complaint[:300]}")
        if not browser.evaluate("location.href").startswith(browser.address):
            return
        self._addresses(browser)
        key = (browser.javascript, self.name(browser))
        with self.lock:
            if key in self.seen:
                return
            self.seen[key] = browser.path
        began = time.monotonic()
        self.examine(browser)
        self.spent += time.monotonic() - began
        if browser.javascript and browser.status == 200:
            self.again(browser.worker, browser.path)

    @staticmethod
    def name(browser):
        path = NAME.sub("…", urllib.parse.urlsplit(browser.driver.current_url).path)
        errors = browser.title.startswith("Error:")
        own = browser.worker if path == "/home" else ""
        heading = browser.heading if path.startswith("/sign") or not browser.worker else ""
        return f"{path} {heading} {own}{' with errors' if errors else ''}".strip()

    def _fault(self, browser, words):
        how = "" if browser.javascript else ", without JavaScript"
        with self.lock:
            self.faults.append(f"{self.name(browser)}{how}: {words}")

    def _addresses(self, browser):
        for address in ADDRESS.findall(browser.driver.page_source):
            if not address.startswith((browser.address, browser.address.split(":", 1)[1])):
                self._fault(browser, f"it has an address outside this site: {address}")

    def examine(self, browser):
        world = browser.world()
        quick = "" if browser.javascript else (
            "self.setTimeout = (work, wait, ...rest) => { Promise.resolve().then(() => work(...rest)); return 1; };")
        browser.evaluate(f"if (!self.axe) {{ {quick} {self.axe} }} 0", world)
        browser.evaluate(OPEN_ALL, world)
        try:
            browser.evaluate(SHORTEN, world)
            for width in WIDTHS:
                self._look(browser, width, "light")
                self._axe(browser, world, f"{width} px", {"runOnly": {"type": "tag", "values": TAGS}})
                for small in browser.evaluate(SMALL, world):
                    self._fault(browser, f"{width} px: a target under 24 px: {small}")
                self._look(browser, width, "dark")
                self._axe(browser, world, f"{width} px, dark", {"runOnly": {"type": "rule", "values": COLOURS}})
            browser.evaluate(WHOLE_AGAIN, world)
            self._reflow(browser, world)
        finally:
            browser.evaluate(CLOSE_AGAIN, world)
            browser.protocol("Emulation.clearDeviceMetricsOverride")
            browser.protocol("Emulation.setEmulatedMedia", features=[])

    def _axe(self, browser, world, where, options):
        options.update(resultTypes=["violations"], preload=False)
        for one in browser.evaluate(RUN % json.dumps(options), world):
            self._fault(
                browser, f"{where}: {one['rule']} ({one['help']}), {one['count']} places\n      "
                + "\n      ".join(one["where"]))

    def _reflow(self, browser, world):
        self._look(browser, 320, "light")
        self._sideways(browser, world, "at 320 px")
        self._look(browser, 1280, "light")
        browser.evaluate("document.documentElement.style.fontSize = '200%'; 0", world)
        self._sideways(browser, world, "with text at 200%")
        browser.evaluate("document.documentElement.style.fontSize = ''; 0", world)

    def _sideways(self, browser, world, where):
        words = browser.evaluate(SIDEWAYS, world)
        if words:
            self._fault(browser, f"{where} it scrolls sideways, {words}")

    @staticmethod
    def _look(browser, width, colours):
        browser.protocol(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.protocol(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}])

    def must_be_clean(self):
        with self.lock:
            faults, self.faults = self.faults, []
        if faults:
            unlike = list(dict.fromkeys(faults))
            raise Unmet(f"{len(unlike)} faults:\n" + "\n".join(f"- {fault}" for fault in unlike[:60]))
