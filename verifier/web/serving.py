"""Listening on loopback, and the server around the application."""

import socket

import uvicorn
from starlette.types import ASGIApp

from verifier.errors import UsageError

HOST = "127.0.0.1"
MOST_CONNECTIONS = 32
LONGEST_HEAD = 16_384
"""Bytes of a request line with its headers."""
FAREWELL = 2
"""Seconds that open answers get when the program is told to end; an idle browser is not waited for."""


def listen(port: int = 0) -> socket.socket:
    """A socket on 127.0.0.1, on a free port where none is asked for. UsageError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(MOST_CONNECTIONS)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"--port {port} cannot be used: {error.strerror or error}; take another, or leave it out"
        ) from error
    return listener


def server(application: ASGIApp) -> uvicorn.Server:
    """The server around the application: no log, no header of its own, few connections, small heads."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            h11_max_incomplete_event_size=LONGEST_HEAD,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=FAREWELL,
        )
    )


def serve(application: ASGIApp, listener: socket.socket) -> None:
    """Serve until the program is interrupted."""
    try:
        server(application).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        listener.close()
