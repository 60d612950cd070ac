"""The door that scans come through: POST /bench/scans, for pages of this server only."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.address import speak
from dashboard.answers import ledger_path
from dashboard.bench.panel import panel
from dashboard.writing import account
from lifecycle.intake.bench import Answer, Bench, Scan, answers
from lifecycle.ledger import Ledger, LedgerError, open_ledger
from lifecycle.words import Sentence, say

PATH = "/bench/scans"
MOST_BYTES = 512 * 1024
MOST_SCANS = 100
_ONE_AFTER_THE_OTHER = Lock()


async def scans(request: Request) -> Response:
    """Answer each scan of a batch; what cannot be recorded now is answered with nothing, and waits in the browser."""
    speak(request.query_params.get("lang"))
    if not _is_ours(request):
        return _trouble(403, say("scans are taken from the pages of this server only"))
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return _trouble(413, say("too much at once: send fewer scans"))
    try:
        asked = json.loads(body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("scans"), list) or len(asked["scans"]) > MOST_SCANS:
        return _trouble(422, say("scans come as a list of at most {most}, in JSON", most=MOST_SCANS))
    speak(asked["lang"] if isinstance(asked.get("lang"), str) else None)
    return await run_in_threadpool(_answered, asked)


def _is_ours(request: Request) -> bool:
    """It comes from a page of this server: another site cannot send JSON with our origin."""
    ours = f"{request.url.scheme}://{request.url.netloc}"
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return request.headers.get("origin") == ours and kind == "application/json"


def _trouble(status: int, words: Sentence | str) -> JSONResponse:
    return JSONResponse({"trouble": str(words)}, status_code=status)


def _answered(asked: dict[str, Any]) -> JSONResponse:
    told: list[dict[str, Any]] = []
    try:
        with _ONE_AFTER_THE_OTHER, open_ledger(ledger_path()) as ledger:
            if asked.get("ledger") != ledger.ledger_id:
                return _trouble(409, say("these scans were made for another ledger: open that one, they wait for it"))
            bench = Bench(ledger, account(), datetime.now(UTC))
            for form in asked["scans"]:
                told += _told(bench, form)
            return JSONResponse({"answers": told, "panel": _panel(ledger, asked)})
    except LedgerError as trouble:
        # A full disk, a folder that can only be read: what was answered before it stays answered when it is sent again.
        return _trouble(503, str(trouble))


def _told(bench: Bench, form: object) -> list[dict[str, Any]]:
    try:
        scan = Scan.model_validate(form)
    except ValidationError as fault:
        where = ", ".join(sorted({".".join(map(str, one["loc"])) for one in fault.errors(include_url=False)}))
        identity = form.get("id") if isinstance(form, dict) else None
        words = say("this scan cannot be read ({where}): scan again", where=where)
        return [Answer(str(identity), 0, "refused", "", words).as_json()]
    if bench.ledger.resolve(f"organisation:{scan.organisation}") is None:
        words = say("the organisation {code} is not in this ledger", code=scan.organisation)
        return [Answer(scan.id, 0, "refused", "", words).as_json()]
    found = [one.as_json() for one in answers(bench, scan)]
    return found or [Answer(scan.id, 0, "refused", "", say("nothing was read: scan again")).as_json()]


def _panel(ledger: Ledger, asked: dict[str, Any]) -> dict[str, Any] | None:
    lot = asked.get("lot")
    return panel(ledger, lot) if isinstance(lot, str) and lot else None
