// The development server: speaks the venue's protocol with made-up data, and serves dist/ when it is there.
// node mock/server.mjs [--port 5080] [--seed 7] [--speed 60] [--quiet] (nothing moves) [--empty] (nothing listed)
// [--stall SECONDS] (falls silent then) [--rate N] (messages a second to each page that hears book and board)
// POST /mock/rate?n=N changes the rate, POST /mock/outage?seconds=N cuts every line and takes none for so long.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocketServer } from "ws";
import { positions, preview, session } from "./account.mjs";
import { dayOf, fixed, iso } from "./market.mjs";
import { PaperMarket } from "./papers.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "5080" },
    seed: { type: "string", default: "7" },
    speed: { type: "string", default: "60" },
    quiet: { type: "boolean", default: false },
    empty: { type: "boolean", default: false },
    stall: { type: "string" },
    rate: { type: "string" },
  },
});
const seed = Number(options.seed);
const speed = Number(options.speed);
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const market = new PaperMarket(seed, Date.parse("2026-04-15T01:40:00Z"));
const started = Date.now();

function status() {
  const time = market.now;
  const day = dayOf(time);
  return {
    venue: "Tokenbourse",
    environment: "SIM",
    seed,
    simulated: true,
    time: iso(time),
    speed,
    commandSequence: market.seq,
    eventSequence: market.seq,
    version: "mock",
    access: "open",
    calendars: [
      { calendar: "CN", day, phase: "continuous", nextChange: `${day}T02:15:00Z` },
      { calendar: "US", day, phase: "continuous", nextChange: `${day}T21:00:00Z` },
    ],
  };
}

const instruments = () => (options.empty ? [] : market.instruments.map((i) => market.row(i)));
const find = (symbol) => market.instruments.find((i) => i.symbol === symbol);
const fault = (status, code, message, field = null, given = null) => ({
  status,
  body: { error: { code, num: status === 404 ? 4040 : 1001, message, field, given, limit: null } },
});
const found = (body, message, given) =>
  body === null || body === undefined ? fault(404, "NOT_FOUND", message, null, given) : { status: 200, body };

function answer(url) {
  const parts = url.pathname.split("/").filter(Boolean).slice(1).map(decodeURIComponent);
  const [noun, a, b, c] = parts;
  switch (noun) {
    case "status":
      return { status: 200, body: status() };
    case "session":
      return { status: 200, body: session };
    case "instruments":
      return { status: 200, body: instruments() };
    case "depth":
      return found(find(a) && market.depth(find(a)), "no month of that symbol is listed", a);
    case "trades":
      return found(
        market.tapes.get(a)?.slice(0, Number(url.searchParams.get("limit") ?? 100)),
        "no month of that symbol is listed",
        a,
      );
    case "curve":
      return found(options.empty ? null : market.curve(a), "no contract of that name", a);
    case "accounts":
      if (!a) return { status: 200, body: options.empty ? [] : market.accounts };
      if (b === "orders" || b === "protection") return { status: 200, body: [] };
      if (b === "positions") return { status: 200, body: positions(market, Number(a)) };
      if (b === "statement")
        return found(
          market.statement(Number(a), url.searchParams.get("day") ?? market.days.at(-1)),
          "no such statement",
          a,
        );
      break;
    case "bulletins":
      if (!a) return { status: 200, body: options.empty ? [] : market.days };
      return found(market.bulletin(a), "no calendar settled that day", a);
    case "indexes": {
      if (!a)
        return { status: 200, body: options.empty ? [] : [...market.indexes.values()].map((x) => market.summary(x)) };
      const x = market.indexes.get(a);
      if (!x) return fault(404, "NOT_FOUND", "no index of that name", null, a);
      if (b === "prints") return found(market.print(x, c), "no print of that day", c);
      const { index, unit, currency, decimals, note, points } = x;
      return { status: 200, body: { index, unit, currency, decimals, note, points } };
    }
  }
  return fault(404, "NOT_FOUND", "no such address", "path", url.pathname);
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://mock");
  if (url.pathname.startsWith("/mock/") && request.method === "POST") {
    if (url.pathname === "/mock/rate") setRate(Number(url.searchParams.get("n")));
    if (url.pathname === "/mock/outage") cutFor(Number(url.searchParams.get("seconds")));
    response.writeHead(204).end();
    return;
  }
  if (url.pathname === "/v1/orders/preview" && request.method === "POST") {
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(JSON.stringify(preview(market, JSON.parse(text))));
    });
    return;
  }
  if (url.pathname.startsWith("/v1/")) {
    const { status: code, body } =
      request.method === "GET" ? answer(url) : fault(405, "METHOD_NOT_ALLOWED", "the mock takes no orders");
    response
      .writeHead(code, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(body));
    return;
  }
  const path = join(dist, normalize(url.pathname === "/" ? "index.html" : url.pathname));
  if (!path.startsWith(dist) || !existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
});

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  if (Date.now() < shutUntil || new URL(request.url, "http://mock").pathname !== "/v1/stream") socket.destroy();
  else sockets.handleUpgrade(request, socket, head, (open) => sockets.emit("connection", open, request));
});
let shutUntil = 0;

function cutFor(seconds) {
  shutUntil = Date.now() + seconds * 1000;
  for (const socket of sockets.clients) socket.terminate();
}
const sequences = new Map();
const minutesOf = { "bars.1m": 1, "bars.5m": 5, "bars.15m": 15, "bars.1h": 60 };

function tellTrade(symbol, trade) {
  tell(`trades:${symbol}`, "event", trade);
  for (const [kind, minutes] of Object.entries(minutesOf)) {
    const channel = `${kind}:${symbol}`;
    if (isHeard(channel)) tell(channel, "event", market.bars(symbol, minutes, 1).at(-1));
  }
}

const isHeard = (channel) => [...sockets.clients].some((socket) => socket.channels?.has(channel));

function snapshot(channel) {
  const [kind, symbol] = channel.split(":");
  const data =
    kind === "status"
      ? status()
      : kind === "board"
        ? instruments()
        : kind === "prints"
          ? answer(new URL("http://mock/v1/indexes")).body
          : kind === "bulletins"
            ? answer(new URL("http://mock/v1/bulletins")).body
            : /^depth(\.\d+)?$/.test(kind) && find(symbol)
              ? market.depth(find(symbol))
              : kind === "trades"
                ? (market.tapes.get(symbol) ?? []).slice(0, 100)
                : minutesOf[kind] && find(symbol)
                  ? market.bars(symbol, minutesOf[kind])
                  : null;
  return data === null
    ? null
    : { channel, type: "snapshot", seq: sequences.get(channel) ?? 0, time: iso(market.now), data };
}

function send(socket, frame) {
  if (stalled() || socket.readyState !== socket.OPEN) return;
  socket.heardAt = Date.now();
  const text = JSON.stringify(frame);
  if (socket.packed) pack(socket, text);
  else socket.send(text);
}

/** What is said in one turn goes out as one frame, as the venue does it. */
function pack(socket, text) {
  if (socket.packed.push(text) > 1) return;
  setImmediate(() => {
    if (socket.readyState === socket.OPEN) socket.send(`[${socket.packed.join(",")}]`);
    socket.packed.length = 0;
  });
}

const stalled = () => options.stall !== undefined && Date.now() - started > Number(options.stall) * 1000;

function tell(channel, type, data) {
  const prevSeq = sequences.get(channel) ?? 0;
  const seq = ++market.seq;
  sequences.set(channel, seq);
  for (const socket of sockets.clients) {
    // When it was said by this machine's clock: pages on the same machine can tell how old it is.
    if (!socket.channels?.has(channel)) continue;
    // Who is slow is told a new snapshot when it has caught up, as the venue does it.
    if (socket.bufferedAmount > 65_536) socket.behind.add(channel);
    else if (!socket.behind.has(channel))
      send(socket, { at: Date.now(), channel, type, seq, prevSeq, time: iso(market.now), data });
  }
}

sockets.on("connection", (socket, request) => {
  socket.packed = new URL(request.url, "http://mock").searchParams.get("frames") === "packed" ? [] : null;
  socket.channels = new Set();
  socket.behind = new Set();
  socket.heardAt = Date.now();
  socket.on("message", (text) => {
    const message = JSON.parse(String(text));
    for (const channel of message.op === "resync" ? [message.channel] : (message.channels ?? [])) {
      if (message.op === "unsubscribe") {
        socket.channels.delete(channel);
        continue;
      }
      socket.channels.add(channel);
      const frame = snapshot(channel);
      if (frame) send(socket, frame);
    }
  });
});

function move() {
  market.now += 100 * speed;
  const changed = new Set();
  for (let k = 0; k < 14; k++) {
    const i = market.instruments[Math.floor(market.random() ** 2 * market.instruments.length)];
    const book = market.books.get(i.symbol);
    const trades = market.random() < 0.12 && book.bids.size > 6 && book.asks.size > 6;
    const { trade, bids = [], asks = [] } = trades ? market.hit(i, market.now) : market.quote(i);
    if (bids.length + asks.length > 0) {
      tell(`depth:${i.symbol}`, "delta", {
        bids,
        asks,
        last: book.last === null ? null : fixed(book.last, 3),
        lastLots: book.lastLots,
      });
    }
    if (trade) tellTrade(i.symbol, trade);
    changed.add(i);
  }
  if (!options.empty)
    tell(
      "board",
      "delta",
      [...changed].map((i) => market.rowAgain(i)),
    );
}

/** One message: of a book that is heard, or a row of the board. */
function update() {
  const heard = [...new Set([...sockets.clients].flatMap((s) => [...(s.channels ?? [])]))].filter((c) => /^depth/.test(c));
  const channel = heard[Math.floor(market.random() * heard.length)];
  const i = (channel && find(channel.slice(channel.indexOf(":") + 1))) ?? market.instruments[0];
  if (!channel || market.random() < 0.4) {
    tell("board", "delta", [market.rowAgain(market.instruments[Math.floor(market.random() * market.instruments.length)])]);
    return;
  }
  const book = market.books.get(i.symbol);
  const trades = market.random() < 0.1 && book.bids.size > 6 && book.asks.size > 6;
  const { trade, bids = [], asks = [] } = trades ? market.hit(i, market.now) : market.quote(i);
  const last = book.last === null ? null : fixed(book.last, 3);
  tell(channel, "delta", { bids, asks, last, lastLots: book.lastLots });
  if (trade) tellTrade(i.symbol, trade);
}

let rate = 0;
let rateFrom = 0;
let updates = 0;

/** Messages a second; a machine that cannot keep up leaves out what a second of them would be. */
function setRate(n) {
  rate = n;
  rateFrom = Date.now();
  updates = 0;
}

function keepRate() {
  for (const socket of sockets.clients) {
    if (socket.bufferedAmount > 8_192) continue;
    for (const channel of socket.behind ?? []) if (socket.channels.has(channel)) send(socket, snapshot(channel));
    socket.behind?.clear();
  }
  const due = Math.floor(((Date.now() - rateFrom) * rate) / 1000);
  if (due - updates > rate) updates = due - rate;
  for (; updates < due; updates++) update();
}

if (options.rate !== undefined) {
  setRate(Number(options.rate));
  setInterval(keepRate, 16);
} else if (!options.quiet) setInterval(move, 100);
setInterval(() => {
  if (options.rate !== undefined) market.now += 1000 * speed;
  tell("status", "delta", status());
  for (const socket of sockets.clients) {
    if (Date.now() - socket.heardAt >= 950)
      send(socket, { channel: "heartbeat", seq: market.seq, time: iso(market.now) });
  }
}, 1000);

server.listen(Number(options.port), "127.0.0.1", () =>
  console.log(`mock venue on http://127.0.0.1:${options.port}/ (made-up data)`),
);
