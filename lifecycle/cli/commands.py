"""The list of commands; each is imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from lifecycle.words import _

WHERE = {
    "demo": "serving",
    "init": "starting",
    "record": "record",
    "import": "keeping",
    "devices": "asking",
    "show": "asking",
    "journey": "asking",
    "questions": "asking",
    "breaches": "asking",
    "todo": "waiting",
    "report": "reporting",
    "explain": "explaining",
    "publish": "publishing",
    "published": "publishing",
    "papers": "papers",
    "labels": "papers",
    "methods": "comparing",
    "method": "comparing",
    "compare": "comparing",
    "verify": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "export": "exporting",
    "serve": "serving",
}


def summaries() -> dict[str, str]:
    """What each command does, in a line."""
    return {
        "demo": _("Build the demonstration and open the dashboard on it."),
        "init": _("Make a new ledger and register the organisation that keeps it."),
        "record": _("Record one fact: lifecycle record KIND --help."),
        "import": _("Read files or folders: machine files (lshw), spreadsheets of facts."),
        "devices": _("List the devices and where each stands."),
        "show": _("Tell the life of a device, a part or a lot."),
        "journey": _("The kinds of fact: when each is possible and what it leads to."),
        "questions": _("What only a person can answer."),
        "breaches": _("True facts that break a rule, and the claim each denies."),
        "todo": _("What waits: loans, calls, machines, lots, questions, breaches that can be healed."),
        "report": _("Answer a question in figures: lifecycle report mass --from 2026-01-01."),
        "explain": _("Take a figure or a device apart: formula, values with their sources, facts."),
        "publish": _("Publish a report: its figures are recorded as they are, for ever."),
        "published": _("List what was published, or run one again and see what has moved since."),
        "papers": _("Papers to hand on: impact sheet, sheets for a donor and a funder, hand-over, receipt."),
        "labels": _("Labels with codes that a scanner reads, to scale: lifecycle labels --new 24 FILE."),
        "methods": _("The named methods of counting emissions: whose each is, and what it answers."),
        "method": _("What one named method says of one device, with its values, sources and limits."),
        "compare": _("What every named method says of the same device, side by side."),
        "verify": _("Check that no fact was altered, lost or cut off."),
        "backup": _("Copy the ledger, while it is in use, into one file."),
        "restore": _("Put a backup back, or make a ledger again from an export."),
        "export": _("Take everything out, in open formats: lifecycle export open FOLDER."),
        "serve": _("Open the dashboard on this ledger, for this computer only."),
    }


class Commands(click.Group):
    """Finds a command by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order of use."""
        return list(WHERE)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name."""
        if name not in WHERE:
            return None
        module = import_module(f"lifecycle.cli.{WHERE[name]}")
        command: click.Command = getattr(module, f"{name}_command")
        if example := _example_of(command):
            command.epilog = f"{_('Example:')} {example}"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list, from the summaries: nothing is imported to print it."""
        with formatter.section(_("Commands")):
            formatter.write_dl(list(summaries().items()))


def _example_of(command: click.Command) -> str:
    """What a person may type, which stands where others describe the function."""
    written = (command.callback.__doc__ or "") if command.callback else ""
    return written if written.startswith("lifecycle ") else ""


@click.group(
    cls=Commands,
    help=_(
        "Second life and clean end of electronic equipment: facts, mass to the gram, proof.\n\n"
        "A first try: lifecycle demo. A ledger of your own: lifecycle init."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--language", type=click.Choice(["fr", "en"]), expose_value=False, help=_("Language (LIFECYCLE_LANG)."))
@click.version_option(package_name="lifecycle", message="lifecycle %(version)s", help=_("Show the version and exit."))
def lifecycle() -> None:
    """The root of all commands."""
