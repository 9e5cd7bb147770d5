"""Real Chromium without a window, in a home folder of its own, that opens our links without asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import presence_of_element_located
from selenium.webdriver.support.ui import WebDriverWait

from tests.servers.processes import program

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
)


class Browser:
    """A browser whose user clicks links."""

    def __init__(self, driver: Chrome) -> None:
        self._driver = driver

    def click(self, page: str, text: str) -> None:
        """Open ``page`` and click the link that reads ``text``."""
        self._driver.get(page)
        self._driver.find_element(By.LINK_TEXT, text).click()

    def log_in(self, address: str, user: str, password: str) -> str:
        """Open a provider's ``address``, fill in its form, agree to what it asks; the text of the last page."""
        self._driver.get(address)
        self._found("input[name=login]").send_keys(user)
        self._found("input[name=password]").send_keys(password)
        for prompt in ("login", "consent"):
            self._found(f"form:has(input[value={prompt}]) button[type=submit]").click()
        return str(self._found("body:not(:has(form))").text)

    def _found(self, selector: str) -> WebElement:
        """The element, once its page is there."""
        return WebDriverWait(self._driver, 10).until(presence_of_element_located((By.CSS_SELECTOR, selector)))


@contextmanager
def running(profile: Path, origin: str, environ: Mapping[str, str]) -> Iterator[Browser]:
    """Run Chromium for as long as the block lasts.

    Parameters
    ----------
    origin
        The site whose links its user has allowed to open Wetread.
    environ
        Decides how the desktop looks for the program: by GLib where ``XDG_CURRENT_DESKTOP`` names GNOME, else by
        xdg-open's own rules, which need a ``DISPLAY``.
    """
    options = ChromeOptions()
    options.binary_location = program("chromium", "chromium")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    allowed = {"weasis": True, "wetread": True}
    options.add_experimental_option("prefs", {"protocol_handler.allowed_origin_protocol_pairs": {origin: allowed}})
    service = Service(program("chromedriver", "chromium-driver"), env=dict(environ))
    driver = Chrome(options=options, service=service)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
