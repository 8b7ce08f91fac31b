"""A review in the browser: one page of one run, served on loopback to whoever has its address."""

from verifier.web.application import application
from verifier.web.review import Secrets, Sitting
from verifier.web.serving import listen, serve

__all__ = ["Secrets", "Sitting", "application", "listen", "serve"]
