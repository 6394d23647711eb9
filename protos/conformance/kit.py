#!/usr/bin/env python3
"""Does a platform's consumer of our events do what it must? Run it against your own consumer, on a broker for trying things out.

usage: python3 kit.py AMQP-URI QUEUE -- COMMAND…       (Debian: python3-pika)

COMMAND is your consumer. It binds QUEUE (a quorum queue of its own) to the exchanges with the key "conformance.101" (or wider), runs
until it is killed, keeps what it must remember over a kill, and prints for each event that took effect one line of JSON:
    {"id": the message-id, "stale": true if it was older than what is known of its ordering-key and so changed no state}
protos/examples has two that pass. The kit declares the exchanges, sends invented events of a district that there is not, kills the
consumer twice and says which of these hold:
    plain       each event takes effect once, in the order of its key
    duplicate   the same event again, at once and later: no second effect
    reorder     an older event after newer ones (a dead letter driven again): taken, and the state does not go back
    redeliver   killed with kill -9 in the middle of 200 events: none lost, none twice
    poison      a body that is no JSON, one that lacks everything, one with fields you do not know: the next events still take effect
    gap         events before it are missing: it is not waited for; they come later and are taken
Ends with 0 if all hold.
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid

import pika

EXCHANGES = ["budget.budget-revised", "budget.targets-revised", "budget.disclosure-submitted", "budget.disclosure-returned", "budget.disclosure-approved",
             "budget.disclosure-published", "budget.disclosure-superseded", "budget.disclosure-withheld", "budget.deadline-approaching", "budget.deadline-missed"]
DISTRICT, DEPARTMENT = "conformance", "101"
PATIENCE = int(os.environ.get("PATIENCE", "60"))  # seconds


class Consumer:
    """The platform's program, and what it has printed so far, also over its kills."""

    def __init__(self, command):
        self.command, self.effects, self.process = command, [], None

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, start_new_session=True)
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()

    def _read(self, lines):
        for line in lines:
            try:
                effect = json.loads(line)
            except ValueError:
                continue  # whatever else it says
            if isinstance(effect, dict) and "id" in effect:
                self.effects.append(effect)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ids(self, since=0):
        return [effect["id"] for effect in self.effects[since:]]


class Kit:
    def __init__(self, uri, queue_name, command):
        self.connection = pika.BlockingConnection(pika.URLParameters(uri))
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        self.queue, self.consumer, self.sequence, self.failures = queue_name, Consumer(command), 0, 0
        for exchange in EXCHANGES:
            self._exchange(exchange)

    def _exchange(self, name):
        try:
            self.connection.channel().exchange_declare(name, passive=True)  # the services' own has arguments that we need not know
        except pika.exceptions.ChannelClosedByBroker:
            self.channel.exchange_declare(name, exchange_type="topic", durable=True)

    def event(self, year, skip=0, exchange="budget.disclosure-submitted", **more):
        self.sequence += 1 + skip
        name = f"districts/{DISTRICT}/departments/{DEPARTMENT}/disclosures/{year}"
        fact = {"revision": 1, "contentHash": "0" * 64}
        body = {"disclosure": name + "/versions/1", "district": DISTRICT, "department": DEPARTMENT, "year": year, "version": 1, "budget": fact, "targets": fact,
                "caller": "kit", "at": "2025-02-20T01:30:00+00:00", **more}
        return exchange, str(uuid.uuid4()), name, self.sequence, json.dumps(body, ensure_ascii=False).encode()

    def send(self, event, body=None):
        exchange, id_, name, sequence, own = event
        self.channel.basic_publish(exchange, f"{DISTRICT}.{DEPARTMENT}", own if body is None else body, pika.BasicProperties(
            message_id=id_, type=exchange, content_type="application/json", delivery_mode=2, timestamp=int(time.time()), headers={
                "ordering-key": name, "cloudEvents:specversion": "1.0", "cloudEvents:id": id_, "cloudEvents:type": exchange,
                "cloudEvents:source": "/budget/publication", "cloudEvents:subject": name, "cloudEvents:sequence": sequence}), mandatory=True)
        return id_

    def wait(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end or self.consumer.process.poll() is not None:
                return False
            self.connection.process_data_events(0.05)
        return True

    def empty(self):
        """Nothing waits in the queue (what is delivered and not acknowledged is not counted)."""
        return self.wait(lambda: self.channel.queue_declare(self.queue, passive=True).method.message_count == 0)

    def bound(self):
        """Each exchange leads to the consumer. (That a message is routed says nothing: other queues may be bound, too.)"""
        for exchange in EXCHANGES:
            sent, next_at = set(), 0

            def arrived():
                nonlocal next_at
                if time.monotonic() >= next_at:
                    next_at = time.monotonic() + 1
                    event = self.event(1999, exchange=exchange)
                    sent.add(event[1])
                    try:
                        self.send(event)
                    except pika.exceptions.UnroutableError:
                        pass
                return not sent.isdisjoint(self.consumer.ids())

            if not self.wait(arrived):
                return False
        last = self.send(self.event(1999))
        return self.wait(lambda: last in self.consumer.ids())

    def judge(self, name, fault):
        self.failures += fault is not None
        print(f"{'FAIL' if fault else 'pass'}  {name}{': ' + fault if fault else ''}", flush=True)

    def expect(self, name, ids, since, stale=()):
        """Exactly these effects since then, in this order."""
        self.wait(lambda: len(self.consumer.ids(since)) >= len(ids))
        # What must not come would come now: a last event of another key follows everything sent before it.
        last = self.send(self.event(1998))
        self.wait(lambda: last in self.consumer.ids(since))
        got = [id_ for id_ in self.consumer.ids(since) if id_ != last]
        wrong = [e["id"] for e in self.consumer.effects[since:] if e["id"] in ids and bool(e.get("stale")) != (e["id"] in stale)]
        ended = self.consumer.process.poll()
        if ended is not None:
            self.consumer.start()
        self.judge(name, f"the consumer ended with {ended}" if ended is not None else f"{len(ids)} effects were due in order, {len(got)} came: {got}" if got != list(ids)
                   else f"stale is not told as it is for {wrong}" if wrong else None)

    def run(self):
        self.consumer.start()
        if not self.bound():
            raise SystemExit(f"Within {PATIENCE} s the consumer has not bound {self.queue} to all exchanges with the key {DISTRICT}.{DEPARTMENT}.")

        since = len(self.consumer.effects)
        self.expect("plain", [self.send(self.event(2001)) for _ in range(5)], since)

        since, twice, other = len(self.consumer.effects), self.event(2002), self.event(2002)
        ids = [self.send(twice), self.send(twice) and self.send(other)]
        self.send(twice)
        self.expect("duplicate", ids, since)

        since, old, new = len(self.consumer.effects), self.event(2003), self.event(2003)
        self.expect("reorder", [self.send(new), self.send(old)], since, stale=[old[1]])

        self.redeliver()

        since = len(self.consumer.effects)
        self.send(self.event(2005), b"this is no JSON \xff")
        self.send(self.event(2005), b"{}")
        self.send(self.event(2005), b'["a list"]')
        self.expect("poison", [self.send(self.event(2005, aFieldOfNextYear={"deep": [1, 2]}))], since)

        since, missing, after = len(self.consumer.effects), self.event(2006), self.event(2007)
        self.expect("gap", [self.send(after), self.send(missing)], since)
        self.consumer.kill()
        return self.failures

    def redeliver(self):
        since, sent = len(self.consumer.effects), []
        for number in range(200):
            sent.append(self.send(self.event(2004)))
            if number in (60, 140):
                self.wait(lambda: len(self.consumer.ids(since)) >= number // 2)
                self.consumer.kill()
                self.consumer.start()
        last = self.send(self.event(1998))
        came = self.wait(lambda: last in self.consumer.ids(since)) and self.empty()
        got = [id_ for id_ in self.consumer.ids(since) if id_ != last]
        # Killed between taking effect and printing it, twice.
        missing = len(set(sent) - set(got))
        self.judge("redeliver", "what was sent last never came" if not came else f"{len(got) - len(set(got))} took effect twice" if len(got) != len(set(got))
                   else f"{missing} of 200 were lost" if missing > 2 else None)


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[3] != "--":
        raise SystemExit(__doc__)
    sys.exit(1 if Kit(sys.argv[1], sys.argv[2], sys.argv[4:]).run() else 0)
