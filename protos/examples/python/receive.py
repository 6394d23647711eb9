#!/usr/bin/env python3
"""Receives a department's events into a queue of this platform's own, each once.

usage: python3 receive.py QUEUE DISTRICT.DEPARTMENT SQLITE-FILE [COUNT]     (Debian: python3-pika)
in the environment: AMQP (amqp://user:password@host:5672/budget; several, separated by commas, for a cluster)

Prints one line of JSON for each event that took effect, and "ready" once the queue is bound. Ends after COUNT effects; without it, never.
"""
import json
import os
import sqlite3
import sys
import time

import pika

EVENTS = ["budget.budget-revised", "budget.targets-revised", "budget.disclosure-submitted", "budget.disclosure-returned", "budget.disclosure-approved",
          "budget.disclosure-published", "budget.disclosure-superseded", "budget.disclosure-withheld", "budget.deadline-approaching", "budget.deadline-missed"]


def main(queue, key, path, count):
    store = sqlite3.connect(path)
    store.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")
    store.execute("CREATE TABLE IF NOT EXISTS newest (ordering_key TEXT PRIMARY KEY, sequence INTEGER NOT NULL, type TEXT NOT NULL)")
    store.execute("CREATE TABLE IF NOT EXISTS poison (id TEXT, body BLOB, why TEXT)")
    store.commit()
    effects = 0
    while count is None or effects < count:
        try:
            connection = pika.BlockingConnection([pika.URLParameters(uri) for uri in os.environ["AMQP"].split(",")])
            for effect in receive(connection, queue, key, store):
                if effect:
                    effects += 1
                    print(json.dumps(effect, ensure_ascii=False), flush=True)
                if effects == count:
                    connection.close()
                    return
        except pika.exceptions.AMQPConnectionError as gone:
            # The node went away: another takes the queue over, and what was not acknowledged comes again.
            print(f"waiting for the broker: {gone!r}", file=sys.stderr, flush=True)
            time.sleep(1)


def receive(connection, queue, key, store):
    channel = connection.channel()
    # Quorum: the queue lives on several nodes. A classic one is away with its node, and what comes meanwhile is lost to it, because
    # the event was routed to others and counts as sent (a classic queue lost 800 of 4,268 events in a cluster).
    channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    for exchange in EVENTS:
        # passive: the exchanges are the services' to declare (they have arguments of their own).
        channel.exchange_declare(exchange, passive=True)
        channel.queue_bind(queue, exchange, key)
    # So many are under way without an acknowledgement: enough to keep the line busy, few enough to come again after a crash.
    channel.basic_qos(prefetch_count=50)
    print("ready", flush=True)
    for method, properties, body in channel.consume(queue, auto_ack=False):
        effect = None
        try:
            effect = handle(store, properties, json.loads(body))
        except (ValueError, KeyError, TypeError) as poison:
            # It will not be better the next time: put it aside, and tell a person. Rejecting it would bring it back for ever.
            store.execute("INSERT INTO poison VALUES (?, ?, ?)", (properties.message_id, body, repr(poison)))
            store.commit()
            print(f"put aside {properties.message_id}: {poison!r}", file=sys.stderr, flush=True)
        # Only now: the effect is committed. Acknowledged before, a crash in between loses the event.
        channel.basic_ack(method.delivery_tag)
        yield effect


def handle(store, properties, event):
    """The effect and the note that it was taken, in one transaction; None if it was taken before."""
    with store:
        if not store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (properties.message_id,)).rowcount:
            return None
        headers = properties.headers or {}
        ordering, sequence = headers["ordering-key"], headers.get("cloudEvents:sequence")
        known = store.execute("SELECT sequence FROM newest WHERE ordering_key = ?", (ordering,)).fetchone()
        # A repeat may come after a later event of the same disclosure: what is older than what is known changes no state.
        stale = known is not None and sequence is not None and int(sequence) < known[0]
        if not stale:
            store.execute("INSERT INTO newest VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence, type = excluded.type",
                          (ordering, int(sequence or 0), properties.type))
        return {"id": properties.message_id, "type": properties.type, "department": event["department"], "year": event["year"], "stale": stale}


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    main(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) == 5 else None)
