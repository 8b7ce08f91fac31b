"""A real Chromium for the tests, driven over the WebDriver protocol with the standard library alone."""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
WHY_NOT = "" if CHROMIUM and DRIVER else "no chromium with its chromedriver is installed"

NO_AXE = "" if find_spec("axe_core_python") else "axe-core (axe-core-python) is not installed"


@cache
def axe_source() -> str:
    """The script of axe-core."""
    spec = find_spec("axe_core_python")
    assert spec
    assert spec.origin
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # The next page comes from the same process as the last one: to start one for each takes longer than the page.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--in-process-gpu",
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007", "Space": " "}


class Browser:
    """One window. Use it in a `with` block; leaving it ends the browser."""

    def __init__(self) -> None:
        assert CHROMIUM
        assert DRIVER
        self._profile = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._driver = subprocess.Popen(
            [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._root = f"http://127.0.0.1:{port}"
        self._session = ""

    def __enter__(self) -> "Browser":
        options = {
            "binary": CHROMIUM,
            "args": [*FLAGS, f"--user-data-dir={self._profile.name}", "--window-size=1280,900"],
        }
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        for _ in range(100):
            try:
                made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        else:
            raise RuntimeError("chromedriver does not answer")
        self._session = f"/session/{made['sessionId']}"
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._session:
                self._call("DELETE", self._session)
        finally:
            self._driver.terminate()
            self._driver.wait()
            self._profile.cleanup()

    def open(self, page: Path | str, fragment: str = "") -> None:
        """Load a file or an address; the logs of what came before are thrown away."""
        self._do("POST", "/url", {"url": "about:blank"})
        self.log("browser")
        self.log("performance")
        address = page if isinstance(page, str) else page.resolve().as_uri()
        self._do("POST", "/url", {"url": address + fragment})

    def script(self, code: str, *arguments: object) -> Any:
        """The value that a function body returns in the page."""
        return self._do("POST", "/execute/sync", {"script": code, "args": list(arguments)})

    def wait_for(self, code: str, *arguments: object) -> Any:
        """The value of a script that calls its last argument when it is done."""
        return self._do("POST", "/execute/async", {"script": code, "args": list(arguments)})

    def click(self, selector: str) -> None:
        """A real click on the first element."""
        self._do("POST", f"/element/{self._find(selector)}/click", {})

    def press(self, selector: str, *keys: str) -> None:
        """Keys typed into an element, which gets the focus."""
        text = "".join(KEYS.get(key, key) for key in keys)
        self._do("POST", f"/element/{self._find(selector)}/value", {"text": text})

    def tell(self, command: str, **parameters: object) -> Any:
        """A command of the DevTools protocol."""
        return self._do("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, width: int, height: int, *, dark: bool = False) -> None:
        """The size of the page in CSS pixels, and its colour scheme."""
        self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}  # a click waits for no scrolling
        self.tell("Emulation.setEmulatedMedia", features=[scheme, still])

    def tab(self) -> str:
        """The window that is looked at, to come back to."""
        return str(self._do("GET", "/window"))

    def new_tab(self) -> None:
        """A second window of the same browser, which becomes the one that is looked at."""
        self.look_at(str(self._do("POST", "/window/new", {"type": "tab"})["handle"]))

    def look_at(self, tab: str) -> None:
        """Go to a window."""
        self._do("POST", "/window", {"handle": tab})

    def close_tab(self, back: str) -> None:
        """Close the window that is looked at and go to another."""
        self._do("DELETE", "/window")
        self.look_at(back)

    def reload(self) -> None:
        """Load the page again."""
        self._do("POST", "/refresh", {})

    def until(self, code: str, *arguments: object) -> Any:
        """The first true value of a script that is asked again for ten seconds at most."""
        for _ in range(200):
            with suppress(RuntimeError):  # one page may be giving way to the next
                if value := self.script(code, *arguments):
                    return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {code}")

    def watch(self) -> None:
        """From the next page on, note every violation of its policy in `violations`."""
        note = (
            "window.violations = []; addEventListener('securitypolicyviolation', e => "
            "violations.push(`${e.violatedDirective} ${e.blockedURI}`))"
        )
        self.tell("Page.addScriptToEvaluateOnNewDocument", source=note)

    def scripting(self, on: bool) -> None:
        """Whether pages may run scripts."""
        self.tell("Emulation.setScriptExecutionDisabled", value=not on)

    def work(self) -> float:
        """Seconds of processor time that the page's thread has used; other programs on the machine do not count."""
        self.tell("Performance.enable", timeDomain="threadTicks")
        metrics = self.tell("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    def axe(self) -> list[Any]:
        """What axe-core finds wrong with the page: rule and elements. The browser lets it in past the page's policy."""
        self.script(axe_source() + "\nwindow.axe = axe;")
        return list(
            self.wait_for(
                "const done = arguments[arguments.length - 1];"
                "const told = v => [v.id, v.nodes.map(n => n.html.slice(0, 200))];"
                "axe.run(document, {resultTypes: ['violations'], selectors: false})"  # no more than is told here
                ".then(r => done(r.violations.map(told)))"
            )
        )

    def picture(self, *, whole: bool = False) -> bytes:
        """A PNG of what is seen, or of the whole page."""
        taken = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(taken["data"])

    def pdf(self) -> bytes:
        """The page as printed."""
        return base64.b64decode(self.tell("Page.printToPDF")["data"])

    def requests(self) -> list[str]:
        """The addresses asked for since the page was opened."""
        seen = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return [m["params"]["request"]["url"] for m in seen if m["method"] == "Network.requestWillBeSent"]

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What the browser has logged since it was last asked."""
        return list(self._do("POST", "/se/log", {"type": kind}))

    def _find(self, selector: str) -> str:
        found = self._do("POST", "/element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def _do(self, method: str, path: str, data: object = None) -> Any:
        return self._call(method, self._session + path, data)

    def _call(self, method: str, path: str, data: object = None) -> Any:
        body = None if data is None else json.dumps(data).encode("utf-8")
        asked = urllib.request.Request(self._root + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {json.load(error)['value']['message']}") from None
