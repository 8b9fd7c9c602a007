// The made-up papers of the development venue: index histories and prints, bulletins, statements.
import { contracts, dayMs, dayOf, fixed, Market, random } from "./market.mjs";

const makers = [
  "deepseek",
  "alibaba",
  "moonshot",
  "zhipu",
  "minimax",
  "google",
  "openai",
  "anthropic",
  "mistral",
  "xai",
  "meta",
  "bytedance",
];
const sellers = [
  "lambda",
  "coreweave",
  "runpod",
  "nebius",
  "vultr",
  "crusoe",
  "together",
  "hyperstack",
  "paperspace",
  "datacrunch",
  "scaleway",
  "ovh",
];

/** A market with its papers. */
export class PaperMarket extends Market {
  constructor(seed, now) {
    super(seed, now);
    this.makeIndexes();
    this.makeDays();
  }

  curve(contract) {
    const of = this.instruments.filter((i) => i.terms.contract === contract);
    if (of.length === 0) return null;
    const index = this.indexes.get(of[0].terms.index);
    const newest = index.points.findLast((p) => p.value !== null);
    return {
      contract,
      currency: of[0].terms.currency,
      quote: of[0].terms.quote,
      index: { index: index.index, day: newest.day, value: newest.value },
      asOf: this.seq,
      points: of.map((i) => {
        const r = this.row(i);
        return {
          symbol: i.symbol,
          month: i.month,
          lastTradingDay: i.lastDay,
          settlement: r.settlement,
          last: r.last,
          bid: r.bid,
          ask: r.ask,
          openInterest: i.openInterest,
        };
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
        points.push({
          day: dayOf(first + k * dayMs),
          value: withheld ? null : fixed(Math.round(value * 10000), 4),
          tier,
          version: 1,
        });
      }
      this.indexes.set(index, {
        index,
        nameEn,
        nameZh,
        unit,
        currency,
        decimals: 4,
        version: 1,
        note: "Made-up numbers of the development server.",
        points,
      });
    };
    make(
      "CSTI-S",
      "Standard token index, grade S, yuan",
      "标准词元指数 S 级（人民币）",
      "million standard tokens (0.343 input, 0.441 cached input, 0.216 output)",
      "CNY",
      "2024-07-08",
      21.4,
      4.1,
      0.05,
    );
    make(
      "GHI-H100",
      "GPU-hour index, H100 SXM 80 GB on demand",
      "GPU 小时指数 H100 SXM 80GB 按需",
      "GPU-hour, H100 SXM 80 GB",
      "USD",
      "2024-07-02",
      3.31,
      2.38,
      0.35,
    );
  }

  summary(x) {
    const p = x.points.at(-1);
    return {
      index: x.index,
      nameEn: x.nameEn,
      nameZh: x.nameZh,
      unit: x.unit,
      currency: x.currency,
      decimals: x.decimals,
      version: x.version,
      day: p.day,
      value: p.value,
      tier: p.tier,
      tierName: this.tierName(x, p.tier),
    };
  }

  tierName(x, tier) {
    const token = x.index === "CSTI-S";
    return [
      token ? "5 makers; the methodology asks for 6" : "2 sellers; the methodology asks for 8",
      "full methodology",
      token ? "four or five makers" : "five to seven sellers",
      token ? "previous print, at most three days old" : "three or four sellers",
    ][tier];
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
          sequence,
          seen: dayOf(Date.parse(`${day}T00:00:00Z`) - Math.floor(r() * 40) * dayMs),
          effective: day,
          seller: name,
          maker: token ? name : "nvidia",
          item: token ? `${name}-large` : "h100-sxm5-80gb",
          class: c,
          price: (0.2 + r() * 3).toFixed(3),
          currency: "USD",
          unit: token ? "1M tokens" : "hour",
          source: `reference price list of ${name}`,
        });
        return sequence;
      });
    };
    const value = p.value === null ? null : Number(p.value);
    const middle = value === null ? [] : names.slice(3, 9);
    const used = middle.map((name, k) => ({
      name,
      value: (value * (0.9 + k * 0.04)).toFixed(6),
      weightPpm: k < 4 ? 166667 : 166666,
      observations: see(name),
      reason: "",
    }));
    const out = (name, reason, v) => ({ name, value: v, weightPpm: 0, observations: see(name), reason });
    const leftOut = [
      ...names
        .slice(0, 3)
        .map((n, k) =>
          out(n, "among the lowest: trimmed: large@seller (global)", ((value ?? 4) * (0.5 + k * 0.1)).toFixed(6)),
        ),
      ...names
        .slice(9)
        .map((n, k) => out(n, "among the highest: trimmed", ((value ?? 4) * (1.4 + k * 0.3)).toFixed(6))),
      ...Array.from({ length: 14 }, (_, k) =>
        out(
          `${names[k % 12]}-${k}`,
          "dearer than the cheapest of its group: large@one (us), large@two (eu), small@two (cn)",
          (3 + r() * 20).toFixed(6),
        ),
      ),
      out(
        "openrouter",
        "a router: it sells other sellers' offers, and its shown price moves with its default seller",
        null,
      ),
      out("small-lab", "below the bar of the grade in every snapshot: small-1, small-2", "0.210000"),
      out("new-lab", "no cached_input price", null),
    ];
    return {
      index: x.index,
      version: p.version,
      day,
      value: p.value,
      decimals: 4,
      unit: x.unit,
      currency: x.currency,
      tier: p.tier,
      tierName: this.tierName(x, p.tier),
      used,
      leftOut,
      observations,
    };
  }

  makeDays() {
    this.accounts = [
      { account: 1, name: "Maker North", role: "maker", simulated: true },
      { account: 2, name: "Maker South", role: "maker", simulated: true },
      { account: 11, name: "App company A", role: "hedger-long", simulated: true },
      { account: 12, name: "Model lab B", role: "hedger-short", simulated: true },
      { account: 21, name: "Data centre C", role: "hedger-short", simulated: true },
      { account: 31, name: "Noise 1", role: "trader", simulated: true },
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
      const months = this.instruments
        .filter((i) => i.terms === c)
        .map((i) => {
          const change = Math.round((r() - 0.5) * 30) * c.tick;
          const tier = i.rank < 7 ? 1 : i.rank < 9 ? 3 : r() < 0.5 ? 4 : 5;
          const settlement = i.previous - (this.days.length - 1 - n) * c.tick * 3;
          const moved = tier === 5 ? 0 : change;
          return {
            symbol: i.symbol,
            settlement: fixed(settlement, 3),
            previous: fixed(settlement - moved, 3),
            change: fixed(moved, 3),
            tier,
            tierName: tiers[tier],
            volume: tier === 1 ? Math.round(900 / (i.rank + 1) + r() * 200) : 0,
            openInterest: i.openInterest - (this.days.length - n) * 11,
            finalPrice: null,
          };
        });
      const sum = (f) => months.reduce((a, m) => a + f(m), 0);
      const gains = Math.round(r() * 9e7) + 1e6;
      return {
        contract: c.contract,
        calendar: c.calendar,
        currency: c.currency,
        months,
        volume: sum((m) => m.volume),
        openInterest: sum((m) => m.openInterest),
        fees: fixed(Math.round(r() * 900000), 2),
        variationGains: fixed(gains, 2),
        variationLosses: fixed(-gains, 2),
        marginRequired: fixed(Math.round(3e9 + r() * 4e8), 2),
        marginCalls: fixed(n % 4 === 0 ? 1250000 : 0, 2),
      };
    });
    const zero = { CNY: "0.00", USD: "0.00" };
    return {
      day,
      simulated: true,
      contracts: parts,
      reconciliation: { positions: 0, cash: zero, variation: zero, balanced: true },
      digest: "af0082f0bd48259e-09f1c968bd1e84ec",
    };
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
        currency: c.currency,
        opening: fixed(opening, 2),
        deposits: "0.00",
        corrections: "0.00",
        variation: fixed(variation, 2),
        finalSettlement: "0.00",
        fees: fixed(fees, 2),
        closing: fixed(closing, 2),
        margin: fixed(margin, 2),
        available: fixed(closing - margin, 2),
        marginCall: "0.00",
      };
    });
    const some = this.instruments.filter(() => r() < 0.3);
    return {
      account: number,
      name: who.name,
      day,
      simulated: true,
      currencies,
      positions: some.map((i) => ({
        symbol: i.symbol,
        lots: Math.round((r() - 0.5) * 400),
        settlement: fixed(i.previous, 3),
        variation: fixed(Math.round((r() - 0.5) * 4e6), 2),
        currency: i.terms.currency,
      })),
      trades: Array.from({ length: 9 }, (_, k) => {
        const i = this.instruments[Math.floor(r() * 8)];
        return {
          time: `${day}T0${1 + Math.floor(k / 2)}:${10 + k * 5}:07.${100 + k * 37}Z`,
          symbol: i.symbol,
          side: r() < 0.5 ? "buy" : "sell",
          price: fixed(i.previous + k * i.terms.tick, 3),
          lots: 1 + Math.floor(r() * 20),
          fee: fixed(Math.round(r() * 4000), 2),
          trade: 40000 + k,
        };
      }),
    };
  }
}
