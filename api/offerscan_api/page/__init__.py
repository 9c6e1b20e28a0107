"""The desk: pages for people, rendered on the server, useful without scripts and without anything from outside."""

from offerscan_api.page.problem import ProblemPages
from offerscan_api.page.site import add_pages

__all__ = ["ProblemPages", "add_pages"]
