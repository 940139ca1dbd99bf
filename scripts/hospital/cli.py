"""The command line `hospital`: data on standard output, messages on standard error.

Exit status: 0 done; 1 a failure that the message explains; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from hospital import __version__
from hospital.errors import HospitalError

# Subcommand -> where it is; imported only when it is used or listed.
_COMMANDS = {
    "generate": "hospital.commands.generate:generate",
    "advance": "hospital.commands.advance:advance",
    "init": "hospital.commands.init:init",
    "export": "hospital.commands.export:export",
    "server": "hospital.commands.server:server",
    "java": "hospital.commands.java:java",
    "cluster": "hospital.commands.cluster:cluster",
    "publish": "hospital.commands.publish:publish",
    "rollback": "hospital.commands.rollback:rollback",
    "answers": "hospital.commands.answers:answers",
    "compare": "hospital.commands.compare:compare",
    "replay": "hospital.commands.replay:replay",
    "mutate": "hospital.commands.mutate:mutate",
    "chaos": "hospital.commands.chaos:chaos",
    "summary": "hospital.commands.summary:summary",
    "quality": "hospital.commands.quality:quality",
    "scorecard": "hospital.commands.scorecard:scorecard",
    "report": "hospital.commands.report:report",
    "benchmark": "hospital.commands.benchmark:benchmark",
    "screenshots": "hospital.commands.screenshots:screenshots",
    "erd": "hospital.commands.erd:erd",
}


class _Commands(click.Group):
    """A group whose members are imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="hospital %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """A simulated hospital and the tools around its star schema."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line and returns its exit status; a foreseeable failure is one line."""
    try:
        status = cli.main(arguments, prog_name="hospital", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "hospital"
        return _failed(f"{error.format_message()} (see '{where} --help')", 2)
    except click.ClickException as error:
        return _failed(error.format_message(), 1)
    except (click.Abort, KeyboardInterrupt):
        return _failed("interrupted", 130)
    except BrokenPipeError:
        # The reader has gone; nothing more can be said, not even when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except HospitalError as error:
        return _failed(str(error), 1)
    return status if isinstance(status, int) else 0


def _failed(message: str, status: int) -> int:
    print(f"error: {' '.join(message.split())}", file=sys.stderr)
    return status


def main() -> None:
    """The entry point of `.venv/bin/hospital`."""
    sys.exit(run())
