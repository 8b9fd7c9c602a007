#!/usr/bin/env python3
# Order entry and an account's own stream over one connection of a Tokenbourse venue.
"""Python 3.9 or newer, standard library only; beside tokenbourse.py.

    python3 trading.py TK-Z26 --account 1 --price 6.400            one lot, what became of it, and out again
    python3 trading.py TK-Z26 --account 1 --price 6.400 --key k... --secret FILE

The connection is a session with the market: unless asked otherwise its orders leave when it ends
(docs/protocols/websocket.md).
"""
import argparse
import base64
import collections
import hashlib
import hmac
import os
import time

from tokenbourse import Refused, Stream

EMPTY = hashlib.sha256(b"").hexdigest()


def hmac_key(secret):
    """Signs as a key of hmac-sha256 does; other algorithms: any function from bytes to bytes."""
    return lambda text: hmac.new(secret, text, hashlib.sha256).digest()


class Trader:
    """ask("place", body={...}) waits for its answer; send(...) does not, and answers come back in order."""

    def __init__(self, address="http://127.0.0.1:5080", key=None, sign=None, cancel_on_disconnect=True):
        self._stream = Stream(address)
        self._messages = iter(self._stream)
        self._told, self._answers, self._last = collections.deque(), collections.deque(), 0
        self._key, self._sign, self._cancel = key, sign, cancel_on_disconnect
        self.session = self.logon()

    def logon(self):
        """Also to stay: again before `until`, and the session goes on."""
        body = {"cancelOnDisconnect": self._cancel}
        if self._key:
            word = self.ask("challenge")["challenge"]
            expires = int(time.time() * 1000) + 15_000
            text = "\n".join(("v1", self._key, str(expires), word, "LOGON", "/v1/stream", EMPTY))
            signature = base64.b64encode(self._sign(text.encode())).decode()
            body.update(key=self._key, expires=expires, signature=signature)
        return self.ask("logon", body=body)

    def send(self, op, **fields):
        """The request's id; its answer comes out of answer()."""
        self._last += 1
        name = f"r{self._last}"
        self._stream.say({"op": op, "id": name, **fields})
        return name

    def ask(self, op, **fields):
        """The body of the answer; raises Refused."""
        name = self.send(op, **fields)
        while True:
            answer = self.answer()
            if answer["id"] != name:
                continue
            if answer["status"] >= 400:
                raise Refused(answer["status"], answer["body"]["error"])
            return answer["body"]

    def answer(self):
        """The next answer; what else comes meanwhile is told later."""
        while not self._answers:
            self._read()
        return self._answers.popleft()

    def subscribe(self, *channels):
        self._stream.subscribe(*channels)

    def told(self):
        """The next message that is no answer."""
        while not self._told:
            self._read()
        return self._told.popleft()

    def logout(self):
        """The session that has ended, with how many orders left."""
        return self.ask("logout")

    def close(self):
        self._stream.close()

    def _read(self):
        message = next(self._messages)
        (self._answers if message["channel"] == "answer" else self._told).append(message)


class Fills:
    """Every fill of an account once, in order: a chain that is broken says so."""

    def __init__(self, account):
        self.channel, self.seq = f"fills:{account}", None

    def take(self, message):
        """The fills of a message, oldest first."""
        if message["channel"] != self.channel:
            return []
        if message["type"] == "snapshot":
            fills = [] if self.seq is None else [f for f in reversed(message["data"]) if f["sequence"] > self.seq]
            self.seq = message["seq"]
            return fills
        if message["prevSeq"] != self.seq:
            raise ValueError(f"fills between {self.seq} and {message['prevSeq']} are missing: ask /v1/replay/{self.channel}")
        self.seq = message["seq"]
        return message["data"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol")
    parser.add_argument("--address", default="http://127.0.0.1:5080")
    parser.add_argument("--account", type=int, required=True)
    parser.add_argument("--side", choices=("buy", "sell"), default="buy")
    parser.add_argument("--price", required=True)
    parser.add_argument("--lots", type=int, default=1)
    parser.add_argument("--key", help="of hmac-sha256; without one the venue must be open")
    parser.add_argument("--secret", help="file with the key's secret in base64")
    given = parser.parse_args()
    sign = None
    if given.key:
        with open(given.secret, encoding="ascii") as file:
            sign = hmac_key(base64.b64decode(file.read()))
    trader = Trader(given.address, given.key, sign)
    print(f"session {trader.session['session']}", flush=True)
    fills = Fills(given.account)
    trader.subscribe(fills.channel)
    fills.take(trader.told())
    order = trader.ask("place", body={
        "account": given.account, "symbol": given.symbol, "side": given.side, "price": given.price,
        "lots": given.lots, "clientOrderId": "py-" + os.urandom(6).hex()})
    print(f"order {order['order']} {order['status']} {order['filled']} of {order['lots']}", flush=True)
    left = order["filled"]
    while left > 0:
        for fill in fills.take(trader.told()):
            print(f"fill {fill['trade']} {fill['lots']} at {fill['price']} fee {fill['fee']}", flush=True)
            left -= fill["lots"]
    print(f"{trader.logout()['orders']} orders left with the session")
    trader.close()


if __name__ == "__main__":
    main()
