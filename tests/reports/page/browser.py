"""A headless Chromium that reads a page from a file, as a person who was sent it does."""

from __future__ import annotations

import base64
from pathlib import Path
from shutil import which
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
DRIVER = which("chromedriver")
MISSING = "no Chromium with its chromedriver is installed: apt-get install chromium chromium-driver"
ALONE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

Json = dict[str, Any]

LEAST_CONTRAST, LEAST_CONTRAST_OF_LARGE = 4.5, 3.0
"""WCAG 2.2, 1.4.3."""

CONTRASTS = """
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b]
  .map((v) => v / 255)
  .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
function behind(element) {
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
}
document.querySelectorAll("details").forEach((one) => (one.open = true));
return [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest("script, style, svg, .sr, .skip") && one.checkVisibility())
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((one) => {
    const style = getComputedStyle(one);
    const [a, b] = [light(parse(style.color)), light(behind(one))];
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return [ratio, large, `${one.tagName}.${one.className}: ${one.textContent.slice(0, 30)}`];
  });
"""
TOO_WIDE = """
const room = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(".scroll, .sr, .skip, svg") && one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > room + 1)
  .map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 30)}`);
"""


class Browser:
    """One window. `address` is the page's; every message of the console is kept until asked for."""

    def __init__(self, profile: Path) -> None:
        options = ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for argument in (*ALONE, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = Chrome(options=options, service=Service(DRIVER))

    def close(self) -> None:
        self.driver.quit()

    def open(
        self, path: Path, fragment: str = "", *, width: int = 1280, scheme: str = "light"
    ) -> None:
        """Show a page anew, in a window of some width and a colour scheme."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.command("Emulation.setDeviceMetricsOverride", size)
        self.emulate("", scheme)
        self.driver.get("about:blank")
        self.driver.get(f"{path.as_uri()}{fragment}")

    def emulate(self, media: str, scheme: str = "light") -> None:
        """Show the page as on a screen ("") or on paper ("print")."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def command(self, name: str, parameters: Json) -> Json:
        answer: Json = self.driver.execute_cdp_cmd(name, parameters)
        return answer

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def console(self) -> list[str]:
        """Return what the console says since it was last asked: errors and refusals included."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def too_wide(self) -> list[str]:
        """Return what hangs over the right edge, but for what can be scrolled."""
        hanging: list[str] = self.run(TOO_WIDE)
        return hanging

    def faint(self, at_least: int) -> list[tuple[float, str]]:
        """Return the texts that do not stand out enough, of so many at least."""
        measured = self.run(CONTRASTS)
        assert len(measured) > at_least
        return [
            (round(ratio, 2), what)
            for ratio, is_large, what in measured
            if ratio < (LEAST_CONTRAST_OF_LARGE if is_large else LEAST_CONTRAST)
        ]

    def picture(self) -> bytes:
        """Return a PNG of the whole page."""
        answer = self.command("Page.captureScreenshot", {"captureBeyondViewport": True})
        return base64.b64decode(answer["data"])

    def pdf(self, width_inches: float, height_inches: float) -> bytes:
        paper = {"paperWidth": width_inches, "paperHeight": height_inches}
        return base64.b64decode(self.command("Page.printToPDF", paper)["data"])
