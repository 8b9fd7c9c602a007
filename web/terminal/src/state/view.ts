// What the page shows, as its address says it: a pasted link shows the same view.

export type Language = "en" | "zh";
export type Theme = "dark" | "light";
/** Which way red points: "cn" red is up, "intl" green is up. Independent of the language. */
export type Convention = "cn" | "intl";
export type Tab = "index" | "bulletin" | "statement" | "order" | "quote";

export interface View {
  lang: Language;
  theme: Theme;
  conv: Convention;
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
}

const day = /^\d{4}-\d{2}-\d{2}$/;
// A spread's symbol names two months with a stroke between them.
const pageName = /^[a-z]{2,16}$/;
// A page's own parameters begin with a dot, so that they never meet the view's.
const ownKey = /^\.[a-zA-Z0-9]{1,20}$/;
// No control characters, and not a text without end.
const ownValue = /^[^\u0000-\u001f]{1,400}$/;
const name = /^[A-Za-z0-9._:/-]{1,24}$/;

function one<T extends string>(allowed: readonly T[], ...given: (string | null | undefined)[]): T | null {
  for (const g of given) if (g != null && (allowed as readonly string[]).includes(g)) return g as T;
  return null;
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
  return {
    lang,
    theme: one(["dark", "light"], q.get("theme"), kept.theme) ?? (preferences.light ? "light" : "dark"),
    conv: one(["cn", "intl"], q.get("conv"), kept.conv) ?? (lang === "zh" ? "cn" : "intl"),
    page: matching("page", pageName) ?? "market",
    sp: matching("sp", name),
    tab: one(["index", "bulletin", "statement", "order", "quote"], q.get("tab")) ?? "index",
    i: matching("i", name),
    ix: matching("ix", name),
    pd: matching("pd", day),
    bd: matching("bd", day),
    account: account !== null && /^[1-9]\d{0,6}$/.test(account) ? Number(account) : null,
    at: Object.fromEntries([...q].filter(([key, value]) => ownKey.test(key) && ownValue.test(value)).slice(0, 24)),
  };
}

/** The address of a view; what is absent is left out. Other parameters are not ours and go. */
export function write(view: View): string {
  const q = new URLSearchParams();
  if (view.i) q.set("i", view.i);
  if (view.ix) q.set("ix", view.ix);
  if (view.pd) q.set("pd", view.pd);
  if (view.bd) q.set("bd", view.bd);
  if (view.account !== null) q.set("account", String(view.account));
  if (view.page !== "market") q.set("page", view.page);
  if (view.sp) q.set("sp", view.sp);
  if (view.tab !== "index") q.set("tab", view.tab);
  for (const [key, value] of Object.entries(view.at)) q.set(key, value);
  q.set("lang", view.lang);
  q.set("theme", view.theme);
  q.set("conv", view.conv);
  return `?${q.toString()}`;
}

const prefix = "tokenbourse.";

export function preferences(): Preferences {
  const stored: Record<string, string | undefined> = {};
  try {
    for (const key of ["lang", "theme", "conv"]) stored[key] = localStorage.getItem(prefix + key) ?? undefined;
  } catch {
    // A browser may forbid storage: then nothing is remembered.
  }
  return { stored, language: navigator.language, light: matchMedia("(prefers-color-scheme: light)").matches };
}

export function keep(view: View): void {
  try {
    localStorage.setItem(prefix + "lang", view.lang);
    localStorage.setItem(prefix + "theme", view.theme);
    localStorage.setItem(prefix + "conv", view.conv);
  } catch {
    // As above.
  }
}
