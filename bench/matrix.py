"""Matrix under load: 50 rooms, a message each per second for 20 seconds, on a real Synapse.

python -m bench.matrix [--rooms 50 --seconds 20 --every 1.0] [--only ceiling held asked front]
    [--kinds rooms commands] [--listener]

The bot is `attache run` in a process of its own, the real Synapse in another; the load, here, looks
into the bot's store as any reader of the file, every few milliseconds: what is stored is counted
when it is committed, and not before.  Each part runs twice: once as rooms are, one message in ten a
question to the bot and the rest talk, some of it in threads and replies; and once with every
message a command.

Synapse shares two processors with the bot and the load, and takes fewer messages a second than are
asked for: beyond that its queue would be measured.  So there are four parts.

- ``ceiling``: how many messages a second Synapse takes from senders alone, at the moment.
- ``held``: all is real.  Half of the ceiling, the bot's answers counted.
- ``asked``: all is real, at the rate that was asked for, whatever Synapse does with it.
- ``front``: the bot's own part at the rate that was asked for.  Real are the bot, all that it does
  and all its calls; real is Synapse behind the front, with the rooms, their members and their state,
  and its own syncs.  NOT real are the load's messages: nobody sent them to Synapse.  A front on
  loopback (`matrix_front`) puts them into the answers to the bot's syncs.  Synapse would refuse
  answers to messages that it does not know: the front takes those, the bot's read receipts of such
  messages, and its questions for them.  So Synapse has next to nothing to do here, and leaves the
  bot more of the machine than a homeserver on the same two processors would.  Stored is counted from
  the moment in which the front had the message to hand out.

With ``--listener`` a bare client syncs beside the bot and does nothing with what it hears: what it
waits for is the homeserver's.  It costs Synapse as much as the bot's own syncs do.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bench.matrix_desk import Store, fill, furnish, serving
from bench.matrix_front import front_before
from bench.matrix_load import Load, OnSynapse
from bot.platforms.matrix.places import POST_KEY
from tests.fakes.matrix.homeserver import homeserver
from tests.fakes.matrix.reading import relation

#: Seconds that what was said last is waited for until it is answered.
ANSWERED_PATIENCE = 240
#: Seconds for which Synapse's ceiling is measured, and the share of it that it holds for long.
CEILING_SECONDS, HELD = 5, 0.5
#: The least seconds of a run at a rate that Synapse holds: with few messages p95 says little.
HELD_SECONDS = 60
PARTS = ("ceiling", "held", "asked", "front")
#: What is written, and how many answers come of each message.
KINDS = {
    "rooms": ("as rooms are", Load.as_rooms_are, 0.1),
    "commands": ("every one a command", Load.commands, 1.0),
}


async def answers_in(alice, rooms):
    """How often each message was answered, by the thread that the bot wrote in."""
    found = Counter()
    for room in rooms:
        for event in await alice.from_bot(room):
            part = event["content"].get(POST_KEY, {}).get("part")
            if relation(event).get("rel_type") == "m.thread" and part == 0:
                found[relation(event)["event_id"]] += 1
    return found


async def all_answered(answers, said):
    """Answers, when everybody has one or patience is over; and how long that took."""
    rooms = sorted(set(said.asked.values()))
    last = max(said.sent.values(), default=time.monotonic())
    while True:
        found = await answers(rooms)
        waited = time.monotonic() - last
        if said.asked.keys() <= found.keys() or waited > ANSWERED_PATIENCE:
            # A second answer would come about now.
            await asyncio.sleep(1)
            return await answers(rooms), waited
        await asyncio.sleep(1)


def report(name, rate, said, found, waited):
    """One run's figures."""
    lost = [e for e in said.asked if e not in said.stored]
    silent = [e for e in said.asked if not found[e]]
    twice = [e for e in said.asked if found[e] > 1]
    print(f"matrix, {name}, {rate:.1f} a second: {len(said.sent)} messages, {len(said.asked)} of "
          f"them to the bot; not taken {said.refused}, senders late by at most "
          f"{said.late:.2f} s   (load {os.getloadavg()[0]:.1f})")  # fmt: skip
    print(f"  stored after it was sent             {said.spread(said.stored)}   "
          "asked: p95 <= 500 ms")  # fmt: skip
    if said.heard:
        print(f"  heard by a client that only listens  {said.spread(said.heard)}")
    print(f"  lost {len(lost)}, without an answer {len(silent)}, answered twice {len(twice)}   "
          f"asked: none   (all answered {waited:.0f} s after the last message)", flush=True)  # fmt: skip


async def run_each(told, place, desk, answers, seconds_and_every):
    """Both kinds of load on a bot that is up."""
    for kind, content_of, share in (KINDS[name] for name in desk.kinds):
        seconds, every = seconds_and_every(share)
        load = Load(place, desk.rooms, Store(desk.folder))
        worked = processor_seconds(desk.process)
        said = await load.run(seconds, every, content_of)
        found, waited = await all_answered(answers, said)
        load.look(said)
        report(f"{told}, {kind}", len(desk.rooms) / every, said, found, waited)
        worked = processor_seconds(desk.process) - worked
        print(f"  the bot used {worked:.1f} s of a processor: "
              f"{1000 * worked / max(1, len(said.sent)):.0f} ms for each message", flush=True)  # fmt: skip


def processor_seconds(process):
    """What a process has used so far, where the system tells."""
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        return 0.0
    used = stat.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


class Desk:
    """A homeserver with somebody and their rooms, and a bot's folder at a time."""

    def __init__(self, server, alice, rooms, folder, kinds):
        self.server = server
        self.alice = alice
        self.rooms = rooms
        self.folder = folder / "data"
        self.kinds = kinds
        self.process = None

    @asynccontextmanager
    async def bot(self, url):
        """A bot that has read something, at an address of the homeserver's."""
        if not self.folder.exists():
            await fill(self.folder, self.rooms)
        async with serving(self.folder, url, self.server.server_name) as process:
            self.process = process
            yield


async def measure(given):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with homeserver(folder / "synapse") as server, aiohttp.ClientSession() as session:
            alice, rooms = await furnish(server, given.rooms)
            place = OnSynapse(server, alice, session, has_listener=given.listener)
            on_synapse = Desk(server, alice, rooms, folder / "on synapse", given.kinds)
            if {"ceiling", "held"} & set(given.only):
                ceiling = await place.ceiling(rooms, CEILING_SECONDS)
                print(f"matrix: this Synapse takes {ceiling:.1f} messages a second from senders "
                      f"alone   (load {os.getloadavg()[0]:.1f})", flush=True)  # fmt: skip

            def held(share):
                every = len(rooms) * (1 + share) / (ceiling * HELD)
                return max(given.seconds, given.held_seconds), every

            def asked(_share):
                return given.seconds, given.every

            async def answers(rooms):
                return await answers_in(alice, rooms)

            if {"held", "asked"} & set(given.only):
                async with on_synapse.bot(server.url):
                    if "held" in given.only:
                        await run_each("half of that", place, on_synapse, answers, held)
                    if "asked" in given.only:
                        await run_each("all on Synapse", place, on_synapse, answers, asked)
            if "front" in given.only:
                desk = Desk(server, alice, rooms, folder / "front", given.kinds)
                await behind_front(desk, asked)


async def behind_front(desk, asked):
    """The bot's own part."""
    sender = desk.alice.user_id
    async with front_before(desk.server.url, sender) as front, desk.bot(front.url):

        async def answers(_rooms):
            return front.answers

        await run_each("the bot's own part", front, desk, answers, asked)


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--held-seconds", type=int, default=HELD_SECONDS)
    parser.add_argument("--listener", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    asyncio.run(measure(parser.parse_args(argv)))


if __name__ == "__main__":
    main()
