// The unmodified ccxt client through a full life at the Deribit-style door: node life.mjs ADDRESS SYMBOL NOW.
// Each step says its name when it has held; the last line is "done". Account 1 trades, account 2 makes the market.
import assert from "node:assert/strict";
import ccxt from "ccxt";

const [rest, symbol, text] = process.argv.slice(2);
const now = Number(text);
setTimeout(() => {
  console.log("too late");
  process.exit(1);
}, 60_000).unref();

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const say = (step) => console.log(step);

async function open(account, secret) {
  const name = `simulated-${account}`;
  const exchange = new ccxt.pro.deribit({ apiKey: name, secret: secret ?? name, enableRateLimit: false });
  exchange.urls.api = { rest, ws: rest.replace(/^http/, "ws") + "/ws/api/v2" };
  await exchange.loadHttpProxyAgent();
  return exchange;
}

// Hears once what an action brings; the subscription stands before the action is done.
async function heard(watch, act) {
  const waiting = watch();
  await pause(400);
  const done = await act();
  return [await waiting, done];
}

async function refused(kind, act) {
  const error = await act().then(
    () => assert.fail(`${kind.name} was not raised`),
    (e) => e,
  );
  assert.equal(error.constructor.name, kind.name, String(error));
  say(`refused ${kind.name}`);
}

const trader = await open(1);
const maker = await open(2);

const markets = await trader.loadMarkets();
await maker.loadMarkets();
const market = markets[symbol];
assert.ok(market, Object.keys(markets).join(" "));
assert.deepEqual(
  [market.base, market.quote, market.settle, market.type, market.linear, market.active, market.contractSize],
  ["TT", "CNY", "CNY", "future", true, true, 10000],
);
assert.deepEqual(market.precision, { ...market.precision, amount: 1, price: 0.002 });
say("loadMarkets");

assert.equal(await trader.fetchTime(), now);
say("fetchTime");
assert.equal((await trader.fetchStatus()).status, "ok");
say("fetchStatus");
assert.ok((await trader.fetchCurrencies()).CNY);
say("fetchCurrencies");

const before = await trader.fetchBalance();
assert.equal(before.CNY.total, 1_000_000);
say("fetchBalance");

// The maker quotes; the trader sees it arrive.
const [book, ask] = await heard(
  () => trader.watchOrderBook(symbol),
  async () => null,
).then(async ([empty]) => {
  assert.deepEqual([empty.bids.length, empty.asks.length], [0, 0]);
  return heard(
    () => trader.watchOrderBook(symbol),
    () => maker.createOrder(symbol, "limit", "sell", 5, 6.412, { postOnly: true }),
  );
});
assert.deepEqual([book.asks[0][0], book.asks[0][1]], [6.412, 5]);
assert.deepEqual([ask.status, ask.postOnly, ask.price, ask.remaining], ["open", true, 6.412, 5]);
say("watchOrderBook");
const bid = await maker.createOrder(symbol, "limit", "buy", 5, 6.388);
say("createOrder limit postOnly");

const depth = await trader.fetchOrderBook(symbol);
assert.deepEqual([depth.bids, depth.asks], [[[6.388, 5]], [[6.412, 5]]]);
say("fetchOrderBook");
const quote = await trader.fetchTicker(symbol);
assert.deepEqual([quote.bid, quote.ask, quote.bidVolume, quote.askVolume], [6.388, 6.412, 5, 5]);
say("fetchTicker");
assert.equal((await trader.fetchTickers([symbol]))[symbol].ask, 6.412);
say("fetchTickers");

// An order of one's own: placed, seen, changed, cancelled.
const [orders, placed] = await heard(
  () => trader.watchOrders(symbol),
  () => trader.createOrder(symbol, "limit", "buy", 2, 6.39),
);
assert.equal(orders.at(-1).id, placed.id);
say("watchOrders");
assert.equal((await trader.fetchOrder(placed.id, symbol)).status, "open");
say("fetchOrder");
const edited = await trader.editOrder(placed.id, symbol, "limit", "buy", 3, 6.392);
assert.deepEqual([edited.id, edited.amount, edited.price, edited.status], [placed.id, 3, 6.392, "open"]);
say("editOrder");
assert.deepEqual((await trader.fetchOpenOrders(symbol)).map((o) => o.id), [placed.id]);
assert.deepEqual((await trader.fetchOpenOrders(undefined, undefined, undefined, { code: "CNY" })).length, 1);
say("fetchOpenOrders");
assert.equal((await trader.cancelOrder(placed.id, symbol)).status, "canceled");
say("cancelOrder");

// A trade, told on every channel.
const private_ = heard(
  () => trader.watchMyTrades(symbol),
  async () => null,
);
const ticker = await trader.watchTicker(symbol);
assert.equal(ticker.ask, 6.412);
say("watchTicker");
const [tape, taken] = await heard(
  () => trader.watchTrades(symbol),
  () => trader.createOrder(symbol, "market", "buy", 2),
);
assert.deepEqual([taken.status, taken.filled, taken.average, taken.trades.length], ["closed", 2, 6.412, 1]);
say("createOrder market");
assert.deepEqual([tape.at(-1).price, tape.at(-1).amount, tape.at(-1).side], [6.412, 2, "buy"]);
say("watchTrades");
const [mine] = await private_;
assert.deepEqual([mine.at(-1).order, mine.at(-1).takerOrMaker], [taken.id, "taker"]);
say("watchMyTrades");

assert.equal((await trader.fetchTrades(symbol)).at(-1).price, 6.412);
say("fetchTrades");
const trades = await trader.fetchMyTrades(symbol);
assert.deepEqual([trades.length, trades[0].fee.currency, trades[0].fee.cost > 0], [1, "CNY", true]);
say("fetchMyTrades");
const bars = await trader.fetchOHLCV(symbol, "1m", now - 3_600_000, 120);
assert.deepEqual([bars.length, bars.at(-1)[4], bars.at(-1)[5]], [1, 6.412, 2]);
say("fetchOHLCV");
const [held] = await trader.fetchPositions([symbol]);
assert.deepEqual([held.contracts, held.side, held.entryPrice], [2, "long", 6.412]);
say("fetchPositions");
assert.ok((await trader.fetchClosedOrders(symbol)).some((o) => o.id === taken.id && o.status === "closed"));
say("fetchClosedOrders");

// Reduce only, and a stop that waits.
const closing = await trader.createOrder(symbol, "limit", "sell", 1, 6.388, { reduceOnly: true, timeInForce: "IOC" });
assert.deepEqual([closing.status, closing.filled], ["closed", 1]);
say("createOrder reduceOnly IOC");
const stop = await trader.createOrder(symbol, "limit", "sell", 1, 6.2, { stopLossPrice: 6.25 });
assert.deepEqual([stop.status, stop.info.order_state, stop.triggerPrice], ["open", "untriggered", 6.25]);
say("createOrder stopLossPrice");
await trader.cancelAllOrders(symbol);
assert.deepEqual(await trader.fetchOpenOrders(symbol), []);
say("cancelAllOrders");

// What is refused is refused in the client's own words.
await refused(ccxt.InvalidOrder, () => trader.createOrder(symbol, "limit", "buy", 1, 9));
await refused(ccxt.InvalidOrder, () => trader.createOrder(symbol, "limit", "buy", 1, 6.5, { postOnly: true }));
await refused(ccxt.InsufficientFunds, () => trader.createOrder(symbol, "limit", "buy", 400, 6.4));
await refused(ccxt.OrderNotFound, () => trader.cancelOrder("999999", symbol));
await refused(ccxt.OrderNotFound, () => trader.cancelOrder(bid.id, symbol));
await refused(ccxt.NotSupported, () => trader.createOrder(symbol, "limit", "sell", 1, 7, { takeProfitPrice: 7 }));
const stranger = await open(1, "wrong");
await stranger.loadMarkets();
await refused(ccxt.AuthenticationError, () => stranger.fetchBalance());

for (const exchange of [trader, maker, stranger]) await exchange.close();
console.log("done");
process.exit(0);
