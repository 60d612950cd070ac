"""What the server lets in and what it says beside each answer: addresses, headers, the page that holds all pages.

Only addresses that the dashboard needs exist; everything else, Streamlit's metrics and agent
doors among it, is answered by our own page in the reader's language.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from markupsafe import Markup, escape
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import ahead
from dashboard.address import speak
from dashboard.bench.door import PATH as SCANS
from lifecycle.words import _, language

STATIC = Path(__file__).with_name("static")
INDEX = Path(streamlit.__file__).with_name("static") / "index.html"
EXACT = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/health", SCANS})
"""What a page asks for after it is open, and /health for whoever watches the server."""
FOLDERS = (
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/lifecycle.bench/",
    "/brand/",
    "/component/",
    "/media/",
    "/static/",
)
"""Where the files are that a page asks for. None of them is a page."""
LABELS = "/d/"
"""What a label's sign may hold: /d/CODE leads to what anybody may see of that device."""
LASTING = ("/static/", "/brand/")
"""Files that are the same for everybody, and may be kept by the browser."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        # Streamlit writes its styles into the page as it draws.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://{host}",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
WITH_CAMERA = frozenset({"/poste"})
"""Pages that may ask the reader for the camera: labels are read before it."""


class Gate:
    """Answers unknown addresses itself, and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, *, pages: frozenset[str]) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        path = request.url.path

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if path in WITH_CAMERA:
                    headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
                headers["Content-Security-Policy"] = POLICY.format(host=request.url.netloc)
                if not path.startswith(LASTING):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        strayed = False

        async def screened(message: Message) -> None:
            nonlocal strayed
            if message["type"] == "http.response.start":
                strayed = path not in self.pages and _strays(message)
            if not strayed:
                await guarded(message)

        if path in self.pages or path in EXACT or path.startswith((*FOLDERS, LABELS)):
            await self.app(scope, receive, screened)
        else:
            strayed = True
        if strayed:
            await missing(scope, receive, guarded)


def _strays(message: Message) -> bool:
    """A file that is not there, for which Streamlit gives the frame of its own pages."""
    kind = MutableHeaders(scope=message).get("content-type", "")
    return message["status"] == 404 or kind.startswith("text/html")


async def missing(scope: Scope, receive: Receive, send: Send) -> None:
    """The page for an address that does not exist."""
    speak(QueryParams(scope["query_string"]).get("lang"))
    text = Markup(
        '<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} – lifecycle</title>'
        '<link rel="icon" href="/brand/mark.svg"><link rel="stylesheet" href="/brand/style.css"></head>'
        '<body class="lc-alone"><main><h1 class="lc-title">{title}</h1><p>{what}</p>'
        '<p><a href="/">{back}</a></p></main></body></html>'
    ).format(
        lang=language(),
        title=_("This page does not exist"),
        what=_("The address may hold a typing error. Nothing was lost."),
        back=_("Back to the main page"),
    )
    await HTMLResponse(text, status_code=404)(scope, receive, send)


async def index(request: Request) -> Response:
    """The page in which Streamlit draws, made ours: language, title, fonts, and nothing that runs inside it."""
    speak(request.query_params.get("lang"))
    return HTMLResponse(_index(language()))


async def label(request: Request) -> Response:
    """From the sign on a label to the device that it names."""
    asked = urlencode({"device": request.path_params["code"], "public": "1", **request.query_params})
    return RedirectResponse(f"/equipement?{asked}", status_code=303)


async def health(_request: Request) -> Response:
    """That the server answers."""
    return JSONResponse({"status": "ok"})


@cache
def _index(lang: str) -> str:
    text = INDEX.read_text(encoding="utf-8")
    needs_script = _("This page needs JavaScript.")
    changes = (
        (r'<html lang="[^"]*">', f'<html lang="{lang}">'),
        (r"<title>[^<]*</title>", f"<title>lifecycle</title>{_head()}"),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/brand/mark.svg" type="image/svg+xml">'),
        (r"<script>.*?</script>", ""),
        (r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<noscript>.*?</noscript>", f"<noscript>{needs_script}</noscript>"),
        (r"<!--.*?-->", ""),
    )
    for pattern, ours in changes:
        text = re.sub(pattern, ours.replace("\\", r"\\"), text, flags=re.DOTALL)
    return text.strip()


def _head() -> str:
    names = escape(json.dumps({"lc-menu": _("Pages"), "lc-submenu": _("Pages beside this one")}, ensure_ascii=False))
    return (
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"{ahead.links()}"
        '<link rel="stylesheet" href="/brand/style.css"><script src="/brand/server.js"></script>'
        f'<meta name="page-names" content="{names}"><script type="module" src="/brand/roles.js"></script>'
    )
