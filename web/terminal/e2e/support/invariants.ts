// What must hold of any page at any moment: looked at in the page itself every 250 ms.
import type { Page } from "@playwright/test";

export interface Fault {
  /** A code of requirements.md. */
  code: string;
  text: string;
  /** In how many samples it was seen. */
  seen: number;
}

export interface Rules {
  /** English words that may stand on the Chinese page; null: the page is English. */
  names: string[] | null;
  /** Oldest age of the feed that may be told, seconds. */
  oldest: number;
}

/** Samples the page for so many milliseconds. */
export async function watch(page: Page, rules: Rules, milliseconds: number): Promise<Fault[]> {
  await page.evaluate(install, rules);
  await page.waitForTimeout(milliseconds);
  return page.evaluate(() => (window as unknown as { invariants: { stop: () => Fault[] } }).invariants.stop());
}

// Runs in the page: nothing outside it can be named.
function install(rules: Rules): void {
  const faults = new Map<string, Fault>();
  const told = (code: string, text: string) => {
    const key = `${code} ${text}`;
    const fault = faults.get(key) ?? { code, text, seen: 0 };
    fault.seen++;
    faults.set(key, fault);
  };
  const shown = (e: Element) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const where = (e: Element) => {
    const panel = e.closest("[id]");
    return `${panel ? `#${panel.id} ` : ""}${e.tagName.toLowerCase()}.${String(e.getAttribute("class") ?? "")}`;
  };

  // Panels may be told at different rates: two texts must differ in three samples running to disagree.
  const apart = new Map<string, number>();
  const longApart = (key: string, differ: boolean) => {
    const times = differ ? (apart.get(key) ?? 0) + 1 : 0;
    apart.set(key, times);
    return times >= 3;
  };

  const quantities = () => {
    const texts = new Map<string, Set<string>>();
    for (const e of document.querySelectorAll<HTMLElement>("[data-q]")) {
      const q = e.dataset.q!;
      texts.set(q, (texts.get(q) ?? new Set()).add(e.textContent.trim()));
    }
    for (const [q, all] of texts)
      if (longApart(q, all.size > 1)) told("UI-LIVE-001", `${q} stands as ${[...all].join(" and as ")}`);
    return texts;
  };

  const number = (text: string | undefined) =>
    text && /^-?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")) : null;

  const crossed = (texts: Map<string, Set<string>>) => {
    for (const [q, all] of texts) {
      if (!q.startsWith("bid:")) continue;
      const symbol = q.slice(4);
      const bid = number([...all][0]);
      const ask = number([...(texts.get(`ask:${symbol}`) ?? [])][0]);
      const e = document.querySelector(`[data-q="${CSS.escape(q)}"]`);
      const phase = e?.closest<HTMLElement>("[data-phase]")?.dataset.phase ?? "";
      const wrong = bid !== null && ask !== null && bid >= ask && !phase.includes("auction");
      if (longApart(`crossed ${symbol}`, wrong)) told("UI-LIVE-002", `${symbol} (${phase}): bid ${bid}, ask ${ask}`);
    }
  };

  const numeric = /^[▲▼+\-–≈¥$€]*\s*[\d,]+(\.\d+)?\s*(%|bp|pp)?$/;

  const cut = () => {
    for (const e of document.querySelectorAll<HTMLElement>("td, th, .num, [data-q], output")) {
      const text = e.textContent.trim();
      if (!numeric.test(text) || !shown(e)) continue;
      const style = getComputedStyle(e);
      const own = style.display !== "inline" && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1;
      const box = e.getBoundingClientRect();
      let by: Element | null = null;
      for (let around = e.parentElement; around && around !== document.body; around = around.parentElement) {
        const how = getComputedStyle(around);
        if (how.overflowX === "auto" || how.overflowX === "scroll") break;
        if (how.overflowX !== "hidden" && how.overflowX !== "clip") continue;
        const hole = around.getBoundingClientRect();
        if (box.width > 0 && (box.right > hole.right + 1 || box.left < hole.left - 1)) by = around;
      }
      if (own || by) told("UI-LIVE-003", `${text} in ${where(e)}${by ? ` cut by ${where(by)}` : ""}`);
    }
  };

  const broken = /\bNaN\b|\bundefined\b|\bInfinity\b|\[object|\bnull\b/;

  const unreadable = () => {
    const text = document.body.innerText;
    const found = broken.exec(text);
    if (found) told("UI-LIVE-004", text.slice(Math.max(0, found.index - 30), found.index + 40).replaceAll("\n", " | "));
    for (const e of document.querySelectorAll("[title], [aria-label], [placeholder]"))
      for (const name of ["title", "aria-label", "placeholder"]) {
        const words = e.getAttribute(name);
        if (words !== null && broken.test(words)) told("UI-LIVE-004", `${name}="${words}" of ${where(e)}`);
      }
  };

  const known = rules.names && new Set(rules.names.map((n) => n.toLowerCase()));

  const untranslated = () => {
    if (!known) return;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!e || e.closest("[lang|=en], [translate=no], code, kbd, pre, script, style, title") || !shown(e)) continue;
      // Codes in capitals, one and two letters and what has digits are no words.
      for (const word of (node.textContent ?? "").match(/[A-Za-z][A-Za-z0-9._/-]*/g) ?? [])
        if (/^[A-Z]?[a-z]{2,}$/.test(word) && !known.has(word.toLowerCase()))
          told("UI-LIVE-005", `"${word}" in ${where(e)}: ${e.textContent.trim().slice(0, 60)}`);
    }
  };

  const age = () => {
    for (const e of document.querySelectorAll("[data-age], .feed .num")) {
      const found = /([\d.]+)\s*(ms|s)\b/.exec(e.textContent);
      if (!found) continue;
      const seconds = Number(found[1]) / (found[2] === "ms" ? 1000 : 1);
      if (seconds > rules.oldest) told("UI-LIVE-006", `the page tells an age of ${found[0]}`);
    }
  };

  let count = 0;
  const sample = () => {
    crossed(quantities());
    age();
    // The whole text and every box are dearer: once a second.
    if (count++ % 4 !== 0) return;
    cut();
    unreadable();
    untranslated();
  };
  sample();
  const timer = setInterval(sample, 250);
  (window as unknown as { invariants: object }).invariants = {
    stop: () => {
      clearInterval(timer);
      sample();
      return [...faults.values()];
    },
  };
}
