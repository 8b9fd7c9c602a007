#!/usr/bin/env python3
# A client of a Tokenbourse venue in one file: REST, the stream, and a book that is right or says that it is not.
"""Python 3.9 or newer, standard library only.

    python3 tokenbourse.py TK-Z26                      follows the book of an instrument
    python3 tokenbourse.py TK-Z26 --messages 20        ends after so many messages
    python3 tokenbourse.py --recorded FILE             tries the book on recorded messages over a bad line

Prices are decimal.Decimal, lots int. The rules of the book: docs/protocols/websocket.md.
"""
import argparse
import base64
import hashlib
import json
import os
import random
import socket
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

PASSED, TAKEN, RESYNC = "passed", "taken", "resync"


def _table():
    rows = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        rows.append(value)
    return rows


_CRC = _table()


def crc32c(data):
    """CRC-32C (Castagnoli): of b"123456789" it is 0xe3069283."""
    register = 0xFFFFFFFF
    for byte in data:
        register = _CRC[(register ^ byte) & 0xFF] ^ (register >> 8)
    return register ^ 0xFFFFFFFF


class Refused(Exception):
    """The venue refused: code, field, given, limit and order_state are in `error`."""

    def __init__(self, status, error):
        super().__init__(f"{status} {error['code']}: {error['message']} (field {error['field']}, "
                         f"given {error['given']}, limit {error['limit']})")
        self.status, self.error = status, error


class Rest:
    """The REST door: get("/v1/status"), send("POST", "/v1/orders", {...})."""

    def __init__(self, address="http://127.0.0.1:5080", timeout=10.0):
        self.address, self.timeout = address.rstrip("/"), timeout

    def get(self, path, **query):
        return self.send("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as fault:
            raise Refused(fault.code, json.load(fault)["error"]) from None


class DepthBook:
    """A book by price of one depth channel. While `good` is false nothing may be read from it."""

    PATIENCE = 100

    def __init__(self, channel):
        self.channel, self.seq, self.epoch, self.good = channel, -1, None, False
        self._sides, self._waited = ({}, {}), 0

    @property
    def bids(self):
        """(price, lots, orders), best first."""
        return [self._sides[0][price] for price in sorted(self._sides[0], reverse=True)]

    @property
    def asks(self):
        return [self._sides[1][price] for price in sorted(self._sides[1])]

    @property
    def text(self):
        lines = [("bid", *level) for level in self.bids] + [("ask", *level) for level in self.asks]
        return "".join(f"{side} {price} {lots} {orders}\n" for side, price, lots, orders in lines)

    def take(self, message):
        """PASSED, TAKEN, or RESYNC: the book was dropped and a snapshot must be asked for."""
        if message["channel"] == "heartbeat":
            return self._beat(message)
        if message["channel"] != self.channel:
            return PASSED
        anew = self.epoch is not None and message["epoch"] != self.epoch
        if message["type"] == "snapshot":
            if self.good and not anew and message["seq"] < self.seq:
                return PASSED
            self._sides, self.epoch = ({}, {}), message["epoch"]
            return self._fill(message)
        if not self.good:
            self._waited += 1
            return RESYNC if self._waited % self.PATIENCE == 0 else PASSED
        if anew:
            return self._drop()
        if message["seq"] <= self.seq:
            return PASSED
        return self._fill(message) if message["prevSeq"] == self.seq else self._drop()

    def _beat(self, beat):
        seq = beat["channels"].get(self.channel)
        if seq is None or (self.good and beat["epoch"] == self.epoch and seq <= self.seq):
            return PASSED
        return self._drop()

    def _fill(self, message):
        for side, levels in zip(self._sides, (message["data"]["bids"], message["data"]["asks"])):
            for level in levels:
                price = Decimal(level["price"])
                if level["lots"] == 0:
                    side.pop(price, None)
                else:
                    side[price] = (level["price"], level["lots"], level["orders"])
        self.seq, self.good, self._waited = message["seq"], True, 0
        told = message["checksum"]
        return self._drop() if told is not None and told != f"{crc32c(self.text.encode()):08x}" else TAKEN

    def _drop(self):
        self.good, self._sides, self._waited = False, ({}, {}), 0
        return RESYNC


class Stream:
    """A WebSocket (RFC 6455) to /v1/stream: subscribe(...), then iterate over messages."""

    MOST = 16 << 20

    def __init__(self, address="http://127.0.0.1:5080", timeout=10.0):
        place = urllib.parse.urlsplit(address)
        self._socket = socket.create_connection((place.hostname, place.port or 80), timeout)
        self._rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall((f"GET /v1/stream HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
                              f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                              "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, self._rest = self._rest.split(b"\r\n\r\n", 1)
        proof = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        if b" 101 " not in head.split(b"\r\n")[0] or proof not in head:
            raise ConnectionError("not a Tokenbourse stream: " + head.split(b"\r\n")[0].decode(errors="replace"))

    def subscribe(self, *channels):
        self.say({"op": "subscribe", "channels": list(channels)})

    def resync(self, channel):
        self.say({"op": "resync", "channel": channel})

    def say(self, message):
        self._frame(0x1, json.dumps(message).encode())

    def close(self):
        try:
            self._frame(0x8, struct.pack(">H", 1000))
        finally:
            self._socket.close()

    def __iter__(self):
        whole = b""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._take(8))[0]
            if length + len(whole) > self.MOST:
                raise ConnectionError("a message is too large")
            payload, kind = self._take(length), first & 0xF
            if kind == 0x8:
                code = struct.unpack(">H", payload[:2])[0] if len(payload) > 1 else 1005
                raise ConnectionError(f"the venue closed the stream ({code})")
            if kind == 0x9:
                self._frame(0xA, payload)
            if kind in (0x0, 0x1):
                whole += payload
                if first & 0x80:
                    yield json.loads(whole)
                    whole = b""

    def _frame(self, kind, payload):
        mask, size = os.urandom(4), len(payload)
        head = bytes([0x80 | kind]) + (bytes([0x80 | size]) if size < 126 else struct.pack(">BH", 0x80 | 126, size))
        self._socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def _take(self, count):
        while len(self._rest) < count:
            self._more()
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def _more(self):
        got = self._socket.recv(65536)
        if not got:
            raise ConnectionError("the connection ended")
        self._rest += got


def follow(channel, address="http://127.0.0.1:5080"):
    """Yields the book after each message that changed it; connects again for ever."""
    wait = 0.25
    while True:
        book = DepthBook(channel)
        try:
            stream = Stream(address)
            stream.subscribe(channel)
            for message in stream:
                wait = 0.25
                if message["channel"] == "error":
                    raise ValueError(message["message"])
                step = book.take(message)
                if step == RESYNC:
                    stream.resync(channel)
                if step != PASSED:
                    yield book
        except OSError as fault:
            print(f"{fault}; again in {wait:.2f} s", file=sys.stderr)
            time.sleep(wait * (0.8 + 0.4 * random.random()))
            wait = min(15.0, wait * 2)


def try_recorded(path, seeds=20):
    """Recorded messages, some lost, repeated or late: the book is never wrong without saying so."""
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    truth = {}
    for row in rows:
        own = DepthBook(row["snapshot"]["channel"])
        assert own.take(row["snapshot"]) == TAKEN, "a recorded checksum does not fit"
        truth[own.seq] = own.text
    resyncs = 0
    for seed in range(seeds):
        chance, book, line = random.Random(seed), DepthBook(rows[0]["snapshot"]["channel"]), []
        for row in rows:
            line.append(row["message"])
            while len(line) > 3:
                at = chance.randrange(3) if chance.random() < 0.2 else 0
                message = line[at] if chance.random() < 0.08 else line.pop(at)
                if chance.random() < 0.08:
                    continue
                if book.take(message) == RESYNC:
                    resyncs += 1
                    line.append(row["snapshot"])
                assert not book.good or book.text == truth[book.seq], f"seed {seed}: silently wrong at {book.seq}"
        last = rows[-1]["snapshot"]
        beat = {"channel": "heartbeat", "epoch": last["epoch"], "channels": {last["channel"]: last["seq"]}}
        if book.take(beat) == RESYNC:
            assert book.take(last) == TAKEN
        assert book.good and book.text == truth[last["seq"]], f"seed {seed}: not the venue's book in the end"
    assert resyncs > seeds
    print(f"{seeds} bad lines, {len(rows)} messages each, {resyncs} resyncs, never silently wrong")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol", nargs="?", help="as TK-Z26; absent: the first that is listed")
    parser.add_argument("--address", default="http://127.0.0.1:5080")
    parser.add_argument("--levels", type=int, default=5, choices=(1, 5, 10, 20, 50, 100))
    parser.add_argument("--messages", type=int, default=0, help="end after so many; 0: never")
    parser.add_argument("--recorded", help="a file of recorded messages")
    given = parser.parse_args()
    if given.recorded:
        try_recorded(given.recorded)
        return
    symbol = given.symbol or Rest(given.address).get("/v1/instruments")[0]["symbol"]
    for count, book in enumerate(follow(f"depth.{given.levels}:{symbol}", given.address), 1):
        best = [" ".join(map(str, side[0])) if side else "-" for side in (book.bids, book.asks)]
        print(f"{symbol} {book.seq} bid {best[0]} ask {best[1]}" if book.good else f"{symbol} asked again", flush=True)
        if count == given.messages:
            return


if __name__ == "__main__":
    main()
