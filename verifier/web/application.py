"""The two things that can be asked for: the page, and a decision on one of its claims."""

import hmac
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from verifier.errors import VerifierError
from verifier.web.guarding import Guard, policy
from verifier.web.review import FIELDS, Answer, Outcome, Sitting

STATUS: dict[Outcome, int] = {"kept": 200, "refused": 422, "conflict": 409, "broken": 503}


def application(sitting: Sitting, port: int, nonce: Callable[[], str]) -> ASGIApp:
    """The application behind its guard, for a server that listens on that port of 127.0.0.1; `nonce` gives a new
    unguessable word for the policy of each page."""

    def whole(status: int, **what: object) -> Response:
        fresh = nonce()
        try:
            text = sitting.page(fresh, **what)  # type: ignore[arg-type]
        except VerifierError as error:
            return PlainTextResponse(f"{error}\n", 503)
        return HTMLResponse(text, status, {"content-security-policy": policy(fresh)})

    async def page(request: Request) -> Response:
        after = request.query_params.get("after", "")
        known = after.isascii() and after.isdigit() and len(after) < 9
        return await run_in_threadpool(whole, 200, after=int(after) if known else None)

    async def decide(request: Request) -> Response:
        claim_id = int(request.path_params["claim"])
        form = _form(await request.body())
        if form is None or not hmac.compare_digest(form.get("token", "").encode("utf-8"), secret):
            return PlainTextResponse("This form is of another review; load the page again.\n", 403)
        scripted = "application/json" in request.headers.get("accept", "")
        return await run_in_threadpool(_decided, claim_id, form, scripted)

    def _decided(claim_id: int, form: dict[str, str], scripted: bool) -> Response:
        try:
            if not sitting.has(claim_id):
                return PlainTextResponse(f"There is no claim {claim_id}.\n", 404)
            answer = sitting.decide(claim_id, form)
            if scripted:
                return _told(claim_id, answer)
            if answer.outcome == "kept":
                onward = sitting.next_waiting(claim_id)
                return RedirectResponse(f"/{sitting.secrets.path}/?after={claim_id}#claim-{onward}", 303)
        except VerifierError as error:
            return PlainTextResponse(f"{error}\n", 503)
        return whole(STATUS[answer.outcome], refused={claim_id: answer})

    def _told(claim_id: int, answer: Answer) -> Response:
        decided, waiting = sitting.standing()
        refused = None if answer.outcome == "kept" else {claim_id: answer}
        told = {
            "kept": answer.outcome == "kept",
            "said": answer.said if answer.outcome == "kept" else f"Not kept: {answer.said}",
            "card": sitting.card(claim_id, refused),
            "decided": decided,
            "waiting": waiting,
        }
        return JSONResponse(told, STATUS[answer.outcome])

    secret = sitting.secrets.form.encode("ascii")
    inner = Starlette(
        routes=[
            Route("/{path}/", page, methods=["GET"]),
            Route("/{path}/claims/{claim:int}", decide, methods=["POST"]),
        ]
    )
    inner.router.redirect_slashes = False
    return Guard(inner, path=sitting.secrets.path, port=port)


def _form(body: bytes) -> dict[str, str] | None:
    """The fields of a form; None where it is none of ours: not UTF-8, a field twice or unknown, too many."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=len(FIELDS),
        )
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) and set(form) <= FIELDS else None
