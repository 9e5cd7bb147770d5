"""``wetread demo``: the main job with no server at hand.

A web server on loopback serves real images that come with pydicom, their manifests, and a page with launch links. The
first link then goes the way of every click: front, service, manifest, download, window.
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from launcher import channel, front
from launcher.frozen import frozen
from launcher.headers.reading import read_header
from launcher.links import link
from launcher.manifests.manifest import from_instances
from launcher.manifests.writing import write

LIMIT = 60.0  # seconds for the images to be there

STUDIES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (  # name, title, files of pydicom
    ("abdomen", "MR of the abdomen", ("examples_overlay.dcm",)),
    ("echo", "Echocardiogram, 30 frames in colour (JPEG)", ("examples_ybr_color.dcm",)),
    (
        "ultrasound",
        "Ultrasound in colour (JPEG 2000 and uncompressed)",
        ("examples_jpeg2k.dcm", "examples_rgb_color.dcm"),
    ),
    ("head", "CT and MR, small", ("CT_small.dcm", "MR_small.dcm")),
)

MOMENTS: Final = {"loaded": "all images have come", "first_image": "the first image is on screen"}

PAGE: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Wetread demo</title>
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}}
body{{background:#14181d;color:#e6e9ec}}
a{{display:block;margin:.5rem 0;padding:.7rem 1rem;background:#1f262d;border-radius:8px}}
a{{color:#7fd1c7;text-decoration:none}}
a:hover{{background:#2a333c}}p{{color:#9aa5b0}}code{{color:#e6e9ec}}</style>
<h1>Wetread demo</h1><p>Each link opens its images in the one Wetread window. If nothing happens, the links are not
registered yet: run <code>wetread register</code> once.</p>{links}</html>"""


def main(browser: bool = True, screenshot: Path | None = None) -> int:
    """Serve, open the first study, and say what happened; returns the exit code.

    With a display the page is opened in the browser, and the server stays until the window is closed or Ctrl+C is
    pressed. Without one, what the window shows is saved as a picture.
    """
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    running_before = channel.connect()
    if running_before is not None:
        running_before.close()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}"
        server.RequestHandlerClass.content = _content(root)  # type: ignore[attr-defined]
        print(f"Serving {sum(len(files) for _, _, files in STUDIES)} real images at {root}/")
        code = _open(_link_to(root, STUDIES[0][0]))
        picture = screenshot or (None if display else Path.cwd() / "wetread-demo.png")
        if code == 0 and picture is not None:
            code = _save(picture, display)
        if code == 0 and display:
            _stay(root, browser)
        elif running_before is None:
            front.ask({"kind": "quit"})
        server.shutdown()
    return code


def _open(uri: str) -> int:
    """Hand the link to a front, as the browser would, and tell what came of it."""
    print(f"Opening {uri}")
    handed = subprocess.run([*channel.child_command("launcher"), uri], timeout=LIMIT)
    if handed.returncode != 0:
        return handed.returncode
    waited = _wait("first-image") or _wait("loaded")
    status = json.loads(front.ask({"kind": "status"})["out"])
    timing = status["timing"]
    for name in sorted(timing.keys() & MOMENTS.keys(), key=timing.__getitem__):
        print(f"{timing[name]:5.2f} s after the click: {MOMENTS[name]}")
    return waited


def _wait(until: str) -> int:
    request = {"kind": "wait", "timeout": LIMIT, "options": {"until": until}}
    return front.printed(lambda: front.ask(request, limit=LIMIT + front.MARGIN))


def _save(picture: Path, display: bool) -> int:
    code = front.printed(
        lambda: front.ask({"kind": "screenshot", "arguments": [str(picture.absolute())], "options": {}})
    )
    if code == 0:
        print(f"{'' if display else 'There is no display here. '}What the window shows: {picture.absolute()}")
    return code


def _stay(root: str, browser: bool) -> None:
    if browser:
        import webbrowser

        webbrowser.open(root)
    print(f"Links to click: {root}/   Close the window or press Ctrl+C to end.", flush=True)
    try:
        while (connection := channel.connect()) is not None:
            connection.close()
            time.sleep(1.0)
    except KeyboardInterrupt:
        front.ask({"kind": "quit"})


# --- the site -------------------------------------------------------------------------------------------------------


@frozen
class Page:
    """One answer of the site."""

    media_type: str
    body: bytes


class Site(BaseHTTPRequestHandler):
    """Answers GET from ``content``, by path."""

    content: dict[str, Page] = {}
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page of this path, or 404."""
        page = self.content.get(self.path)
        body = page.body if page else b"not here"
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", page.media_type if page else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what happened is told at the end."""


def _content(root: str) -> dict[str, Page]:
    content = {"/": Page("text/html; charset=utf-8", _page(root).encode())}
    for name, _, files in STUDIES:
        paths = [_bundled(file) for file in files]
        content |= {f"/{path.name}": Page("application/dicom", path.read_bytes()) for path in paths}
        content[f"/{name}.xml"] = Page("application/xml", _manifest(root, paths))
    return content


def _bundled(name: str) -> Path:
    from pydicom.data import get_testdata_file

    return Path(str(get_testdata_file(name)))


def _manifest(root: str, paths: list[Path]) -> bytes:
    headers = [(path, read_header(path)) for path in paths]
    named = [(h.patient, h.study, h.series, h.instance, f"/{path.name}") for path, h in headers]
    return write(from_instances(named, root))


def _link_to(root: str, name: str) -> str:
    return link.build(f'dicom:get -w "{root}/{name}.xml"', scheme="wetread")


def _page(root: str) -> str:
    links = [f'<a href="{html.escape(_link_to(root, name))}">{html.escape(title)}</a>' for name, title, _ in STUDIES]
    replace = link.build("dicom:close --all", f'dicom:get -w "{root}/echo.xml"', scheme="wetread")
    links.append(f'<a href="{html.escape(replace)}">Close everything, then show the echocardiogram</a>')
    return PAGE.format(links="".join(links))
