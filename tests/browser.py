"""A real browser, and what is asked of any page in it."""

import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from tests.lacking import give_up

PHONE, DESKTOP = (390, 844), (1280, 900)
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

LEAST_CONTRAST = """
// WCAG 2.2, relative luminance and contrast ratio, of every text against what lies behind it.
const channels = colour => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => [r, g, b]
  .map(c => c / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
  for (let e = element; e; e = e.parentElement) {
    const colour = channels(getComputedStyle(e).backgroundColor);
    if (colour.length === 3) return colour;
  }
};
const ratio = element => {
  const [dark, light] = [channels(getComputedStyle(element).color), behind(element)]
    .map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
return Math.min(...[...document.querySelectorAll('body *')].filter(e => e.innerText?.trim()).map(ratio));
"""


def start(profile_dir):
    """Chromium from Debian's packages. Without it tests are skipped, or fail where they must be complete."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        give_up("there is no browser: apt-get install chromium chromium-driver")
    options = Options()
    options.binary_location = binary
    for argument in (*ARGUMENTS, f"--user-data-dir={profile_dir}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


def open_page(browser, path, size=DESKTOP, scheme="light"):
    """Opens a file at a width and in a scheme."""
    width, height = size
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get(path.as_uri())
    return browser


def check_fits_is_legible_and_quiet(browser, size):
    """Nothing is fetched or logged, nothing sticks out to the side, and every text stands out enough."""
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    assert browser.execute_script("return innerWidth") == size[0]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    assert browser.execute_script(LEAST_CONTRAST) >= 4.5
