// What the page shows, as its address says it: a pasted link shows the same view.

export type Language = "en" | "zh";
export const themes = ["dark", "light", "contrast", "black"] as const;
export type Theme = (typeof themes)[number];
/** What a rise is drawn in: "cn" red, "intl" green, "blue" blue (a fall orange). Independent of the language. */
export const conventions = ["cn", "intl", "blue"] as const;
export type Convention = (typeof conventions)[number];
/** Height of a row: 20, 24 or 32 pixels. */
export const densities = ["compact", "comfortable", "touch"] as const;
export type Density = (typeof densities)[number];
/** In which zone times are shown: that of the product's calendar, the reader's own, or UTC. */
export const zones = ["venue", "local", "utc"] as const;
export type Zone = (typeof zones)[number];
export type Tab = "index" | "bulletin" | "statement" | "order" | "quote";

export interface View {
  lang: Language;
  theme: Theme;
  conv: Convention;
  density: Density;
  zone: Zone;
  /** A name of src/pages. */
  page: string;
  /** Product of the spot market. */
  sp: string | null;
  tab: Tab;
  /** Symbol of the month in the ladder. */
  i: string | null;
  /** Index, when it is another than the month's own. */
  ix: string | null;
  /** Day of the print, when it is not the newest. */
  pd: string | null;
  /** Day of the bulletin, when it is not the newest. */
  bd: string | null;
  account: number | null;
  /** What else a page keeps in the address, by its own names: see useParam. */
  at: Readonly<Record<string, string>>;
}

/** What a browser remembers and prefers. */
export interface Preferences {
  stored: Record<string, string | undefined>;
  language: string;
  light: boolean;
  /** A finger is what points here. */
  coarse?: boolean;
  /** More contrast was asked of the system. */
  contrast?: boolean;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
// A spread's symbol names two months with a stroke between them.
const pageName = /^[a-z]{2,16}$/;
// A page's own parameters begin with a dot, so that they never meet the view's.
const ownKey = /^\.[a-zA-Z0-9]{1,20}$/;
// No control characters, and not a text without end.
const ownValue = /^[^\u0000-\u001f]{1,400}$/;
const name = /^[A-Za-z0-9._:/-]{1,24}$/;

/** The page of an address that names none. */
export const home: string = "home";
// Addresses from before there was a home say what the market page shows and do not name it.
const ofMarket = ["i", "ix", "pd", "bd", "account", "tab"];

function one<T extends string>(allowed: readonly T[], ...given: (string | null | undefined)[]): T | null {
  for (const g of given) if (g != null && (allowed as readonly string[]).includes(g)) return g as T;
  return null;
}

/** What the market page showed before it was the board alone has pages of its own: their addresses go on leading there. */
function forwarded(view: View): View {
  if (view.page !== "market") return view;
  if (view.tab === "order") return { ...view, page: "trade", tab: "index" };
  if (view.tab === "quote") return { ...view, page: "trade", tab: "index", at: { ...view.at, ".lay": "maker" } };
  if (view.tab === "index" && (view.ix !== null || view.pd !== null)) return { ...view, page: "indices" };
  return view;
}

/** The address first, then what was kept, then what the browser prefers. Anything malformed counts as absent. */
export function read(search: string, preferences: Preferences): View {
  const q = new URLSearchParams(search);
  const kept = preferences.stored;
  const lang =
    one(["en", "zh"], q.get("lang"), kept.lang) ?? (preferences.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  const account = q.get("account");
  const matching = (key: string, rule: RegExp): string | null => {
    const value = q.get(key);
    return value !== null && rule.test(value) ? value : null;
  };
  return forwarded({
    lang,
    theme:
      one(themes, q.get("theme"), kept.theme) ??
      (preferences.contrast ? "contrast" : preferences.light ? "light" : "dark"),
    conv: one(conventions, q.get("conv"), kept.conv) ?? (lang === "zh" ? "cn" : "intl"),
    density: one(densities, q.get("density"), kept.density) ?? (preferences.coarse ? "touch" : "compact"),
    zone: one(zones, q.get("tz"), kept.zone) ?? "venue",
    page: matching("page", pageName) ?? (q.has("page") || ofMarket.some((key) => q.has(key)) ? "market" : home),
    sp: matching("sp", name),
    tab: one(["index", "bulletin", "statement", "order", "quote"], q.get("tab")) ?? "index",
    i: matching("i", name),
    ix: matching("ix", name),
    pd: matching("pd", day),
    bd: matching("bd", day),
    account: account !== null && /^[1-9]\d{0,6}$/.test(account) ? Number(account) : null,
    at: Object.fromEntries([...q].filter(([key, value]) => ownKey.test(key) && ownValue.test(value)).slice(0, 24)),
  });
}

/** The address of a view; what is absent is left out. Other parameters are not ours and go. */
export function write(view: View): string {
  const q = new URLSearchParams();
  if (view.i) q.set("i", view.i);
  // The board shows no index: with one its address would be that of the page of indices.
  if (view.ix && view.page !== "market") q.set("ix", view.ix);
  if (view.pd && view.page !== "market") q.set("pd", view.pd);
  if (view.bd) q.set("bd", view.bd);
  if (view.account !== null) q.set("account", String(view.account));
  if (view.page !== home) q.set("page", view.page);
  if (view.sp) q.set("sp", view.sp);
  if (view.tab !== "index") q.set("tab", view.tab);
  for (const [key, value] of Object.entries(view.at)) q.set(key, value);
  q.set("lang", view.lang);
  q.set("theme", view.theme);
  q.set("conv", view.conv);
  q.set("density", view.density);
  q.set("tz", view.zone);
  return `?${q.toString()}`;
}

const prefix = "tokenbourse.";

const remembered = ["lang", "theme", "conv", "density", "zone"] as const;

export function preferences(): Preferences {
  const stored: Record<string, string | undefined> = {};
  for (const key of remembered) stored[key] = recall(key) ?? undefined;
  const asks = (query: string) => matchMedia(query).matches;
  return {
    stored,
    language: navigator.language,
    light: asks("(prefers-color-scheme: light)"),
    coarse: asks("(pointer: coarse)"),
    contrast: asks("(prefers-contrast: more)"),
  };
}

export function keep(view: View): void {
  for (const key of remembered) remember(key, view[key]);
}

/** What the browser has kept under a name; null: nothing, or it keeps nothing. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

/** A browser may forbid storage: then nothing is remembered. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // As above.
  }
}
