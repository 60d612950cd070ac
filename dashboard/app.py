"""Serves the dashboard: Streamlit behind our own gate, for this computer only."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn.config
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.starlette import App

from dashboard.bench.door import PATH as SCANS
from dashboard.bench.door import scans
from dashboard.gate import LABELS, STATIC, Gate, health, index, label
from dashboard.incidents import on_script_error
from dashboard.look import THEME
from dashboard.pages import PAGES

OWN_NAMES = ["127.0.0.1", "localhost"]
SCRIPT = Path(__file__).with_name("shell.py")

SETTINGS = {
    # Nothing leaves for another host, nobody is asked for an address.
    "browser.gatherUsageStats": False,
    "server.showEmailPrompt": False,
    "client.allowedOrigins": [],
    # A page of another site must not talk to this server.
    "server.allowedHosts": OWN_NAMES,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableAgentApi": False,
    # People see sentences, never the insides.
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableStaticServing": False,
    "server.maxUploadSize": 20,
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
}


def serve(*, port: int, address: str, browser: bool) -> int:
    """Answer on ``http://address:port`` until Ctrl+C; the ledger is the one that LIFECYCLE_LEDGER names.

    Other addresses than this computer's are refused: there are no accounts yet.
    """
    if address not in OWN_NAMES:
        raise ValueError(f"the dashboard has no accounts and answers this computer only, not {address}")
    uvicorn.config.LOGGING_CONFIG["loggers"]["uvicorn"]["level"] = "ERROR"
    uvicorn.config.LOGGING_CONFIG["loggers"]["uvicorn.error"]["level"] = "ERROR"
    with suppress(KeyboardInterrupt):
        application(f"http://{address}:{port}/" if browser else "").run(
            config={**SETTINGS, **THEME, "server.address": address, "server.port": port}
        )
    return 0


def _has_windows() -> bool:
    """Whether a browser would open in a window of its own, not inside the terminal."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(opens: str = "") -> App:
    """The ASGI application; once it runs, it opens the address ``opens`` in a browser, if there is one."""
    paths = frozenset(f"/{page.path}" for page in PAGES)

    @asynccontextmanager
    async def opening(_app: App) -> AsyncIterator[None]:
        if opens and _has_windows():
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, opens)
        yield

    return App(
        SCRIPT,
        lifespan=opening,
        routes=[
            *(Route(path, index) for path in sorted(paths)),
            Route("/health", health),
            Route(f"{LABELS}{{code}}", label),
            Route(SCANS, scans, methods=["POST"]),
            Mount("/brand", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES), Middleware(Gate, pages=paths)],
        on_script_error=on_script_error,
    )
