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

    def picture(self) -> bytes:
        """Return a PNG of the whole page."""
        answer = self.command("Page.captureScreenshot", {"captureBeyondViewport": True})
        return base64.b64decode(answer["data"])

    def pdf(self, width_inches: float, height_inches: float) -> bytes:
        paper = {"paperWidth": width_inches, "paperHeight": height_inches}
        return base64.b64decode(self.command("Page.printToPDF", paper)["data"])
