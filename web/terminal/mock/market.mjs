// A made-up venue for developing the terminal: contracts, an index history, books that move, days that were settled.
// Every number comes from one seed and means nothing. Money is counted in whole minor units, prices in whole ticks.

/** A small generator: the same seed, the same numbers. */
export function random(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const letters = "FGHJKMNQUVXZ";
export const dayMs = 86_400_000;
export const iso = (ms) => new Date(ms).toISOString();
export const dayOf = (ms) => iso(ms).slice(0, 10);
export const fixed = (units, decimals) => {
  const size = String(Math.abs(units)).padStart(decimals + 1, "0");
  return `${units < 0 ? "-" : ""}${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
};

export const contracts = [
  {
    contract: "TK",
    calendar: "CN",
    currency: "CNY",
    nameEn: "AI token, grade S",
    nameZh: "AI 词元（标准级）",
    hedgesEn: "Hedges costs and revenues that are contractually written on CSTI-S. Does not hedge a buyer who stays with a model or a maker, who switches or routes, nor a provider: on real list prices the index explains 0 to 10 % of what they pay, no more than chance.",
    hedgesZh: "可套保按 CSTI-S 指数约定价格的成本与收入。不能套保固定使用某一模型或厂商的买方、切换或路由的买方，也不能套保供应方：按真实标价测算，指数只解释其所付价格变动的 0–10%，不高于随机。",
    unit: "10,000 million standard tokens",
    quote: "CNY per million standard tokens",
    lotSize: 10000,
    tick: 2,
    tickSize: "0.002",
    index: "CSTI-S",
    limitPpm: 120000,
    serial: 6,
    quarters: 4,
    spot: 4210,
    slope: -0.012,
    tickValue: 2000,
    feePpm: 20,
    feeLot: 0,
  },
  {
    contract: "GH",
    calendar: "US",
    currency: "USD",
    nameEn: "GPU hour, H100 SXM",
    nameZh: "GPU 小时（H100 SXM）",
    hedgesEn: "Hedges costs and revenues that are contractually written on GHI-H100. Does not hedge the renter at one cloud or at three, spot capacity, large general clouds or capacity reserved for a year: on real prices the index explains 0 to 4 % of their weekly changes.",
    hedgesZh: "可套保按 GHI-H100 指数约定价格的成本与收入。不能套保在一家或三家云租用的用户、竞价实例、大型综合云或一年期预留：按真实价格测算，指数只解释其每周价格变动的 0–4%。",
    unit: "1,000 GPU-hours, H100 SXM, on demand",
    quote: "USD per GPU-hour",
    lotSize: 1000,
    tick: 1,
    tickSize: "0.001",
    index: "GHI-H100",
    limitPpm: 200000,
    serial: 12,
    quarters: 4,
    spot: 2387,
    slope: 0.006,
    tickValue: 100,
    feePpm: 0,
    feeLot: 25,
  },
];

const natures = [
  ["both open", "双开"],
  ["both close", "双平"],
  ["long open", "多开"],
  ["short open", "空开"],
  ["long close", "多平"],
  ["short close", "空平"],
  ["long change", "多换"],
  ["short change", "空换"],
];

export class Market {
  constructor(seed, now) {
    this.random = random(seed);
    this.now = now;
    this.seq = 1000;
    this.trade = 41200;
    this.instruments = [];
    this.books = new Map();
    this.tapes = new Map();
    for (const c of contracts) this.list(c);
    for (const i of this.instruments) this.open(i);
  }

  list(c) {
    const start = new Date(this.now);
    const months = new Set();
    for (let k = 0; k < c.serial; k++) months.add(start.getUTCFullYear() * 12 + start.getUTCMonth() + k);
    for (let k = c.serial, n = 0; n < c.quarters; k++) {
      const m = start.getUTCFullYear() * 12 + start.getUTCMonth() + k;
      if (m % 3 !== 2) continue;
      months.add(m);
      n++;
    }
    let n = 0;
    for (const m of months) {
      const year = Math.floor(m / 12);
      const month = (m % 12) + 1;
      let end = Date.UTC(year, month, 0);
      while ([0, 6].includes(new Date(end).getUTCDay())) end -= dayMs;
      const previous = Math.round((c.spot * (1 + c.slope * n + (this.random() - 0.5) * 0.004)) / c.tick) * c.tick;
      const reach = (previous * c.limitPpm) / 1e6;
      this.instruments.push({
        terms: c,
        number: this.instruments.length + 1,
        symbol: `${c.contract}-${letters[month - 1]}${String(year).slice(2)}`,
        month: `${year}-${String(month).padStart(2, "0")}`,
        firstDay: "2026-03-02",
        lastDay: dayOf(end),
        previous,
        last: null,
        low: Math.ceil((previous - reach) / c.tick) * c.tick,
        high: Math.floor((previous + reach) / c.tick) * c.tick,
        volume: 0,
        openInterest: Math.round(24000 / (n + 1) + this.random() * 800),
        rank: n,
      });
      n++;
    }
  }

  open(i) {
    const c = i.terms;
    const mid = i.previous + Math.round((this.random() - 0.45) * 12) * c.tick;
    const book = { bids: new Map(), asks: new Map(), mid, last: null, lastLots: null };
    for (let k = 1; k <= 18; k++) {
      const gap = k + (k > 5 ? Math.floor(this.random() * 2) : 0);
      book.bids.set(mid - gap * c.tick, this.level(k));
      book.asks.set(mid + gap * c.tick, this.level(k));
    }
    this.books.set(i.symbol, book);
    this.tapes.set(i.symbol, []);
    const count = Math.max(0, 60 - i.rank * 5);
    for (let k = count; k > 0; k--) this.hit(i, this.now - k * 47_000 - Math.floor(this.random() * 40_000), true);
  }

  /** Bars of so many minutes, oldest first, made of the tape; a day of flat ones before it. */
  bars(symbol, minutes, most = 500) {
    const bars = [];
    for (const t of (this.tapes.get(symbol) ?? []).toReversed()) this.grow(bars, t, minutes);
    const first = bars[0];
    if (!first) return [];
    const early = Array.from({ length: Math.max(0, most - bars.length) }, (_, k) => {
      const start = iso(Date.parse(first.start) - (most - bars.length - k) * minutes * 60_000);
      const { open } = first;
      return { start, open, high: open, low: open, close: open, volume: 0, trades: 0, sequence: 0 };
    });
    return [...early, ...bars].slice(-most);
  }

  /** Takes a trade into the last bar, or begins the next; returns the bar. */
  grow(bars, trade, minutes) {
    const length = minutes * 60_000;
    const start = iso(Math.floor(Date.parse(trade.time) / length) * length);
    let bar = bars.at(-1);
    if (bar?.start !== start) {
      bar = { start, open: trade.price, high: trade.price, low: trade.price, close: trade.price, volume: 0, trades: 0 };
      bars.push(bar);
    }
    const p = Number(trade.price);
    if (p > Number(bar.high)) bar.high = trade.price;
    if (p < Number(bar.low)) bar.low = trade.price;
    bar.close = trade.price;
    bar.volume += trade.lots;
    bar.trades++;
    bar.sequence = trade.sequence;
    return bar;
  }

  level(k) {
    return { lots: 3 + Math.floor(this.random() * (12 + k * 9)), orders: 1 + Math.floor(this.random() * 6) };
  }

  /** A trade at the best price of one side; returns what changed in the book. */
  hit(i, at, quiet = false) {
    const book = this.books.get(i.symbol);
    const buy = this.random() < 0.5;
    const side = buy ? book.asks : book.bids;
    const price = buy ? Math.min(...side.keys()) : Math.max(...side.keys());
    const level = side.get(price);
    const q = Math.min(level.lots, 1 + Math.floor(this.random() * 9));
    level.lots -= q;
    if (level.lots === 0) side.delete(price);
    if (quiet && level.lots === 0) side.set(price, this.level(1));
    i.last = price;
    i.volume += q;
    book.last = price;
    book.lastLots = q;
    const nature = natures[Math.floor(this.random() * natures.length)];
    const trade = {
      trade: ++this.trade,
      sequence: this.trade,
      time: iso(at),
      price: fixed(price, 3),
      lots: q,
      aggressor: buy ? "buy" : "sell",
      origin: "continuous",
      nature: nature[0],
      natureZh: nature[1],
      simulated: true,
    };
    this.tapes.get(i.symbol).unshift(trade);
    this.tapes.get(i.symbol).length = Math.min(this.tapes.get(i.symbol).length, 500);
    return { trade, [buy ? "asks" : "bids"]: [this.wire(price, side.get(price))] };
  }

  /** An order comes or goes somewhere in the book. */
  quote(i) {
    const book = this.books.get(i.symbol);
    const buy = this.random() < 0.5;
    const side = buy ? book.bids : book.asks;
    const best = buy ? Math.min(...book.asks.keys()) - i.terms.tick : Math.max(...book.bids.keys()) + i.terms.tick;
    const price = best + (buy ? -1 : 1) * Math.floor(this.random() ** 2 * 18) * i.terms.tick;
    if (price < i.low || price > i.high) return {};
    if (side.has(price) && side.size > 14 && this.random() < 0.3) side.delete(price);
    else if (side.size < 24 || side.has(price)) side.set(price, this.level(4));
    return { [buy ? "bids" : "asks"]: [this.wire(price, side.get(price))] };
  }

  wire(price, level) {
    return { price: fixed(price, 3), lots: level?.lots ?? 0, orders: level?.lots ? level.orders : 0 };
  }

  depth(i) {
    const book = this.books.get(i.symbol);
    const side = (map, d) => [...map.entries()].sort((a, b) => d * (a[0] - b[0])).map(([p, l]) => this.wire(p, l));
    return {
      symbol: i.symbol,
      seq: this.seq,
      bids: side(book.bids, -1),
      asks: side(book.asks, 1),
      last: book.last === null ? null : fixed(book.last, 3),
      lastLots: book.lastLots,
      asOf: iso(this.now),
    };
  }

  /** A row told before comes without the prose of its terms. */
  rowAgain(i) {
    return { ...this.row(i), hedgesEn: null, hedgesZh: null };
  }

  row(i) {
    const book = this.books.get(i.symbol);
    const bid = Math.max(...book.bids.keys());
    const ask = Math.min(...book.asks.keys());
    const c = i.terms;
    return {
      instrument: i.number,
      symbol: i.symbol,
      contract: c.contract,
      month: i.month,
      calendar: c.calendar,
      currency: c.currency,
      nameEn: c.nameEn,
      nameZh: c.nameZh,
      hedgesEn: c.hedgesEn,
      hedgesZh: c.hedgesZh,
      unit: c.unit,
      quote: c.quote,
      lotSize: c.lotSize,
      tickSize: c.tickSize,
      priceDecimals: 3,
      index: c.index,
      firstTradingDay: i.firstDay,
      lastTradingDay: i.lastDay,
      last: i.last === null ? null : fixed(i.last, 3),
      previousSettlement: fixed(i.previous, 3),
      settlement: fixed(i.previous, 3),
      bid: fixed(bid, 3),
      bidLots: book.bids.get(bid).lots,
      ask: fixed(ask, 3),
      askLots: book.asks.get(ask).lots,
      volume: i.volume,
      openInterest: i.openInterest,
      limitLow: fixed(i.low, 3),
      limitHigh: fixed(i.high, 3),
      phase: "continuous",
      phaseCause: "calendar",
      phaseUntil: null,
      indicativePrice: null,
      indicativeLots: null,
      indicativeSurplus: null,
      spread: null,
      expired: false,
      asOf: this.seq,
    };
  }
}
