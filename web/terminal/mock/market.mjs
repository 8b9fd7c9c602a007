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
const dayMs = 86_400_000;
export const iso = (ms) => new Date(ms).toISOString();
export const dayOf = (ms) => iso(ms).slice(0, 10);
export const fixed = (units, decimals) => {
  const size = String(Math.abs(units)).padStart(decimals + 1, "0");
  return `${units < 0 ? "-" : ""}${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
};

const contracts = [
  {
    contract: "TK", calendar: "CN", currency: "CNY", nameEn: "AI token, grade S", nameZh: "AI 词元（标准级）", unit: "10,000 million standard tokens",
    quote: "CNY per million standard tokens", lotSize: 10000, tick: 2, tickSize: "0.002", index: "CSTI-S", limitPpm: 120000, serial: 6, quarters: 4,
    spot: 4210, slope: -0.012, tickValue: 2000, feePpm: 20, feeLot: 0,
  },
  {
    contract: "GH", calendar: "US", currency: "USD", nameEn: "GPU hour, H100 SXM", nameZh: "GPU 小时（H100 SXM）", unit: "1,000 GPU-hours, H100 SXM, on demand",
    quote: "USD per GPU-hour", lotSize: 1000, tick: 1, tickSize: "0.001", index: "GHI-H100", limitPpm: 200000, serial: 12, quarters: 4,
    spot: 2387, slope: 0.006, tickValue: 100, feePpm: 0, feeLot: 25,
  },
];

const makers = ["deepseek", "alibaba", "moonshot", "zhipu", "minimax", "google", "openai", "anthropic", "mistral", "xai", "meta", "bytedance"];
const sellers = ["lambda", "coreweave", "runpod", "nebius", "vultr", "crusoe", "together", "hyperstack", "paperspace", "datacrunch", "scaleway", "ovh"];

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
    this.makeIndexes();
    this.makeDays();
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
        terms: c, number: this.instruments.length + 1, symbol: `${c.contract}-${letters[month - 1]}${String(year).slice(2)}`,
        month: `${year}-${String(month).padStart(2, "0")}`, firstDay: "2026-03-02", lastDay: dayOf(end), previous, last: null,
        low: Math.ceil((previous - reach) / c.tick) * c.tick, high: Math.floor((previous + reach) / c.tick) * c.tick,
        volume: 0, openInterest: Math.round(24000 / (n + 1) + this.random() * 800), rank: n,
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
    const trade = { trade: ++this.trade, time: iso(at), price: fixed(price, 3), lots: q, aggressor: buy ? "buy" : "sell", simulated: true };
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
      symbol: i.symbol, seq: this.seq, bids: side(book.bids, -1), asks: side(book.asks, 1), last: book.last === null ? null : fixed(book.last, 3),
      lastLots: book.lastLots, asOf: iso(this.now),
    };
  }

  row(i) {
    const book = this.books.get(i.symbol);
    const bid = Math.max(...book.bids.keys());
    const ask = Math.min(...book.asks.keys());
    const c = i.terms;
    return {
      instrument: i.number, symbol: i.symbol, contract: c.contract, month: i.month, calendar: c.calendar, currency: c.currency, nameEn: c.nameEn,
      nameZh: c.nameZh, unit: c.unit, quote: c.quote, lotSize: c.lotSize, tickSize: c.tickSize, priceDecimals: 3, index: c.index,
      firstTradingDay: i.firstDay, lastTradingDay: i.lastDay, last: i.last === null ? null : fixed(i.last, 3), previousSettlement: fixed(i.previous, 3),
      settlement: fixed(i.previous, 3), bid: fixed(bid, 3), bidLots: book.bids.get(bid).lots, ask: fixed(ask, 3), askLots: book.asks.get(ask).lots,
      volume: i.volume, openInterest: i.openInterest, limitLow: fixed(i.low, 3), limitHigh: fixed(i.high, 3), phase: "continuous", expired: false, asOf: this.seq,
    };
  }

  curve(contract) {
    const of = this.instruments.filter((i) => i.terms.contract === contract);
    if (of.length === 0) return null;
    const index = this.indexes.get(of[0].terms.index);
    const newest = index.points.findLast((p) => p.value !== null);
    return {
      contract, currency: of[0].terms.currency, quote: of[0].terms.quote, index: { index: index.index, day: newest.day, value: newest.value }, asOf: this.seq,
      points: of.map((i) => {
        const r = this.row(i);
        return { symbol: i.symbol, month: i.month, lastTradingDay: i.lastDay, settlement: r.settlement, last: r.last, bid: r.bid, ask: r.ask, openInterest: i.openInterest };
      }),
    };
  }

  makeIndexes() {
    this.indexes = new Map();
    const make = (index, nameEn, nameZh, unit, currency, from, start, end, jump) => {
      const first = Date.parse(`${from}T00:00:00Z`);
      const days = Math.floor((this.now - first) / dayMs);
      const points = [];
      let value = start;
      for (let k = 0; k < days; k++) {
        if (this.random() < jump) value += (end - value) * this.random() * 0.3 + (this.random() - 0.5) * end * 0.03;
        const withheld = k > 60 && k < 66;
        const tier = withheld ? 0 : this.random() < 0.02 ? 3 : k < 120 ? 2 : 1;
        points.push({ day: dayOf(first + k * dayMs), value: withheld ? null : fixed(Math.round(value * 10000), 4), tier, version: 1 });
      }
      this.indexes.set(index, { index, nameEn, nameZh, unit, currency, decimals: 4, version: 1, note: "Made-up numbers of the development server.", points });
    };
    make("CSTI-S", "Standard token index, grade S, yuan", "标准词元指数 S 级（人民币）", "million standard tokens (0.343 input, 0.441 cached input, 0.216 output)", "CNY", "2024-07-08", 21.4, 4.1, 0.05);
    make("GHI-H100", "GPU-hour index, H100 SXM 80 GB on demand", "GPU 小时指数 H100 SXM 80GB 按需", "GPU-hour, H100 SXM 80 GB", "USD", "2024-07-02", 3.31, 2.38, 0.35);
  }

  summary(x) {
    const p = x.points.at(-1);
    return {
      index: x.index, nameEn: x.nameEn, nameZh: x.nameZh, unit: x.unit, currency: x.currency, decimals: x.decimals, version: x.version,
      day: p.day, value: p.value, tier: p.tier, tierName: this.tierName(x, p.tier),
    };
  }

  tierName(x, tier) {
    const token = x.index === "CSTI-S";
    return [token ? "5 makers; the methodology asks for 6" : "2 sellers; the methodology asks for 8", "full methodology",
      token ? "four or five makers" : "five to seven sellers", token ? "previous print, at most three days old" : "three or four sellers"][tier];
  }

  print(x, day) {
    const at = x.points.findIndex((p) => p.day === day);
    if (at < 0) return null;
    const p = x.points[at];
    const r = random(at * 7919 + x.index.length);
    const token = x.index === "CSTI-S";
    const names = token ? makers : sellers;
    const observations = [];
    const see = (name) => {
      const classes = token ? ["input", "cached_input", "output"] : ["hour"];
      return classes.map((c) => {
        const sequence = 120 + at * 11 + observations.length;
        observations.push({
          sequence, seen: dayOf(Date.parse(`${day}T00:00:00Z`) - Math.floor(r() * 40) * dayMs), effective: day, seller: name, maker: token ? name : "nvidia",
          item: token ? `${name}-large` : "h100-sxm5-80gb", class: c, price: (0.2 + r() * 3).toFixed(3), currency: "USD", unit: token ? "1M tokens" : "hour",
          source: `reference price list of ${name}`,
        });
        return sequence;
      });
    };
    const value = p.value === null ? null : Number(p.value);
    const middle = value === null ? [] : names.slice(3, 9);
    const used = middle.map((name, k) => ({
      name, value: (value * (0.9 + k * 0.04)).toFixed(6), weightPpm: k < 4 ? 166667 : 166666, observations: see(name), reason: "",
    }));
    const out = (name, reason, v) => ({ name, value: v, weightPpm: 0, observations: see(name), reason });
    const leftOut = [
      ...names.slice(0, 3).map((n, k) => out(n, "among the lowest: trimmed: large@seller (global)", ((value ?? 4) * (0.5 + k * 0.1)).toFixed(6))),
      ...names.slice(9).map((n, k) => out(n, "among the highest: trimmed", ((value ?? 4) * (1.4 + k * 0.3)).toFixed(6))),
      ...Array.from({ length: 14 }, (_, k) => out(`${names[k % 12]}-${k}`, "dearer than the cheapest of its group: large@one (us), large@two (eu), small@two (cn)", (3 + r() * 20).toFixed(6))),
      out("openrouter", "a router: it sells other sellers' offers, and its shown price moves with its default seller", null),
      out("small-lab", "below the bar of the grade in every snapshot: small-1, small-2", "0.210000"),
      out("new-lab", "no cached_input price", null),
    ];
    return {
      index: x.index, version: p.version, day, value: p.value, decimals: 4, unit: x.unit, currency: x.currency, tier: p.tier, tierName: this.tierName(x, p.tier),
      used, leftOut, observations,
    };
  }

  makeDays() {
    this.accounts = [
      { account: 1, name: "Maker North", role: "maker", simulated: true }, { account: 2, name: "Maker South", role: "maker", simulated: true },
      { account: 11, name: "App company A", role: "hedger-long", simulated: true }, { account: 12, name: "Model lab B", role: "hedger-short", simulated: true },
      { account: 21, name: "Data centre C", role: "hedger-short", simulated: true }, { account: 31, name: "Noise 1", role: "trader", simulated: true },
    ];
    this.days = [];
    for (let k = 1; this.days.length < 12; k++) {
      const at = this.now - k * dayMs;
      if (![0, 6].includes(new Date(at).getUTCDay())) this.days.unshift(dayOf(at));
    }
  }

  bulletin(day) {
    const n = this.days.indexOf(day);
    if (n < 0) return null;
    const r = random(n * 31 + 5);
    const tiers = ["", "volume weighted", "limit locked", "middle of quotes", "move of nearest month", "previous"];
    const parts = contracts.map((c) => {
      const months = this.instruments.filter((i) => i.terms === c).map((i) => {
        const change = Math.round((r() - 0.5) * 30) * c.tick;
        const tier = i.rank < 7 ? 1 : i.rank < 9 ? 3 : r() < 0.5 ? 4 : 5;
        const settlement = i.previous - (this.days.length - 1 - n) * c.tick * 3;
        const moved = tier === 5 ? 0 : change;
        return {
          symbol: i.symbol, settlement: fixed(settlement, 3), previous: fixed(settlement - moved, 3), change: fixed(moved, 3), tier, tierName: tiers[tier],
          volume: tier === 1 ? Math.round(900 / (i.rank + 1) + r() * 200) : 0, openInterest: i.openInterest - (this.days.length - n) * 11, finalPrice: null,
        };
      });
      const sum = (f) => months.reduce((a, m) => a + f(m), 0);
      const gains = Math.round(r() * 9e7) + 1e6;
      return {
        contract: c.contract, calendar: c.calendar, currency: c.currency, months, volume: sum((m) => m.volume), openInterest: sum((m) => m.openInterest),
        fees: fixed(Math.round(r() * 900000), 2), variationGains: fixed(gains, 2), variationLosses: fixed(-gains, 2),
        marginRequired: fixed(Math.round(3e9 + r() * 4e8), 2), marginCalls: fixed(n % 4 === 0 ? 1250000 : 0, 2),
      };
    });
    const zero = { CNY: "0.00", USD: "0.00" };
    return { day, simulated: true, contracts: parts, reconciliation: { positions: 0, cash: zero, variation: zero, balanced: true }, digest: "af0082f0bd48259e-09f1c968bd1e84ec" };
  }

  statement(number, day) {
    const who = this.accounts.find((a) => a.account === number);
    const n = this.days.indexOf(day);
    if (!who || n < 0) return null;
    const r = random(number * 101 + n);
    const currencies = contracts.map((c) => {
      const opening = 500_000_000 + Math.round(r() * 9e8);
      const variation = Math.round((r() - 0.5) * 6e7);
      const fees = Math.round(r() * 60000);
      const margin = Math.round(r() * 3e8);
      const closing = opening + variation - fees;
      return {
        currency: c.currency, opening: fixed(opening, 2), deposits: "0.00", variation: fixed(variation, 2), finalSettlement: "0.00", fees: fixed(fees, 2),
        closing: fixed(closing, 2), margin: fixed(margin, 2), available: fixed(closing - margin, 2), marginCall: "0.00",
      };
    });
    const some = this.instruments.filter(() => r() < 0.3);
    return {
      account: number, name: who.name, day, simulated: true, currencies,
      positions: some.map((i) => ({
        symbol: i.symbol, lots: Math.round((r() - 0.5) * 400), settlement: fixed(i.previous, 3), variation: fixed(Math.round((r() - 0.5) * 4e6), 2), currency: i.terms.currency,
      })),
      trades: Array.from({ length: 9 }, (_, k) => {
        const i = this.instruments[Math.floor(r() * 8)];
        return {
          time: `${day}T0${1 + Math.floor(k / 2)}:${10 + k * 5}:07.${100 + k * 37}Z`, symbol: i.symbol, side: r() < 0.5 ? "buy" : "sell", price: fixed(i.previous + k * i.terms.tick, 3),
          lots: 1 + Math.floor(r() * 20), fee: fixed(Math.round(r() * 4000), 2), trade: 40000 + k,
        };
      }),
    };
  }
}
