"""`attache …` and `python -m bot …`: one clear sentence on stderr when something fails."""

from __future__ import annotations

import os
import sys

from bot.errors import AttacheError, ChannelKeyError, TimeFormatError, TimeZoneError

#: Exit codes of DESIGN 6.1.
FAILURE = 1
WRONG_USAGE = 2

#: Errors that mean: the command line was wrong, not the world.
USAGE_ERRORS = (ChannelKeyError, TimeFormatError, TimeZoneError)


#: Seconds after which a computing thread lets another go on (Python's default is 0.005).  Every
#: statement goes to SQLite's thread and back; beside threads that read texts, each hand-over waits
#: for the interval.  Measured with bench.reading: 27 pages a second into the store become 34.
SWITCH_SECONDS = 0.0005


def spare_threads() -> None:
    """Let numpy's linear algebra run on one thread; numpy must not be imported yet.

    Between small matrices (65 articles by their words) the threads of OpenBLAS wait for each other
    in a loop, 10 to 30 ms of processor's time where the work is 0.6.  What somebody set stays.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Run the command line."""
    spare_threads()
    from bot.cli.program import program

    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        program(prog_name="attache")
    except USAGE_ERRORS as error:
        _fail(str(error), WRONG_USAGE)
    except AttacheError as error:
        _fail(str(error), FAILURE)
    except BrokenPipeError:
        # The reader of our output went away (`attache … | head`): nothing failed.
        sys.stderr.close()


def _fail(sentence: str, code: int) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
