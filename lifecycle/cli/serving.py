"""Commands that open the dashboard."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, ledger_option, opened, plainly
from lifecycle.cli.long_work import leaving, watched
from lifecycle.words import _

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8501


def _free_port(asked: int | None) -> int:
    """The port asked for, else the first free one from 8501."""
    for port in (asked,) if asked else range(FIRST_PORT, FIRST_PORT + 50):
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)):
                return port
    raise WrongUse(
        _("port {port} is taken: another dashboard may be open there; choose another with --port").format(
            port=asked or FIRST_PORT
        )
    )


def _serve(ledger: Path, port: int, *, browser: bool) -> int:
    """Run the dashboard until it is stopped; it answers this computer only."""
    from dashboard import app

    address = f"http://{LOOPBACK}:{port}"
    click.echo(_("Dashboard: {address} (stop it with Ctrl+C)").format(address=address))
    sys.stdout.flush()
    os.environ["LIFECYCLE_LEDGER"] = str(ledger.resolve())
    return app.serve(port=port, address=LOOPBACK, browser=browser)


@click.command("serve", help=summaries()["serve"])
@ledger_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar=_("NUMBER"),
    help=_("Port (default: the first free one from 8501)."),
)
@click.option("--no-browser", is_flag=True, help=_("Do not open a browser."))
@plainly
def serve_command(ledger_path: str, port: int | None, no_browser: bool) -> int:
    """lifecycle serve --port 8501"""
    with opened(ledger_path, read_only=True) as ledger:
        path = ledger.path
    return _serve(path, _free_port(port), browser=not no_browser)


@click.command("demo", help=summaries()["demo"])
@click.option("--where", is_flag=True, help=_("Only build it and print the path of its ledger."))
@click.option("--small", is_flag=True, help=_("One year of one association, built in a second, instead of five years."))
@click.option("--anew", is_flag=True, help=_("Take the present demonstration away and build it again."))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar=_("NUMBER"),
    help=_("Port (default: the first free one from 8501)."),
)
@click.option("--no-browser", is_flag=True, help=_("Do not open a browser."))
@plainly
def demo_command(where: bool, small: bool, anew: bool, port: int | None, no_browser: bool) -> int:
    """lifecycle demo"""
    from lifecycle import demonstration

    with (
        leaving(lambda: _("Interrupted: nothing of the demonstration is left half built; lifecycle demo builds it.")),
        watched() as line,
    ):
        path = demonstration.prepare(
            setting=demonstration.FIRST if small else demonstration.FIVE_YEARS,
            anew=anew,
            progress=line.doing(_("Building the demonstration")),
        )
    if where:
        click.echo(str(path))
        return 0
    return _serve(path, _free_port(port), browser=not no_browser)
