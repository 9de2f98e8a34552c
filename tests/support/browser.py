"""A headless Chromium, as Debian packages it, driven as a reader would use it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from selenium import webdriver

from tests.support.requirements import Requirement, report_absent

Emulate: TypeAlias = Callable[..., None]
"""`emulate(media="print", width=420, prefers_color_scheme="dark")`"""

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--allow-file-access-from-files",
    "--window-size=1200,1400",
)


def open_browser(profile: Path, *, dark: bool = False) -> webdriver.Chrome:
    """A browser with an empty *profile*; it keeps nothing and asks nothing of the network."""
    programs = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    for name, path in programs.items():
        if path is None:
            report_absent(Requirement.PROGRAM, f"{name} (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs["chromium"])
    scheme = "--blink-settings=preferredColorScheme=" + ("0" if dark else "1")
    for flag in (*FLAGS, scheme, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    service = webdriver.ChromeService(
        executable_path=programs["chromedriver"], env={**os.environ, "HOME": str(profile)}
    )
    return webdriver.Chrome(options=options, service=service)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A browser that prefers light pages."""
    driver = open_browser(tmp_path_factory.mktemp("chromium"))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def emulate(browser: webdriver.Chrome) -> Iterator[Emulate]:
    """Have the browser pretend: a medium, features of it, a width in pixels."""

    def pretend(media: str = "", width: int = 1200, **features: str) -> None:
        found = [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": found})
        size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    yield pretend
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
