// Which panels stand where: those that ship, and the user's own, kept in the browser.

export const panelIds = [
  "watch",
  "spreads",
  "chart",
  "wall",
  "ladder",
  "quotes",
  "obligation",
  "ticket",
  "keys",
  "auction",
  "alerts",
  "tape",
  "account",
] as const;
export type PanelId = (typeof panelIds)[number];

export const columns = ["left", "middle", "ladder", "right", "off"] as const;
export type Column = (typeof columns)[number];

export type LinkGroup = "a" | "b";

export interface Layout {
  name: string;
  /** Column of each panel; panels of a column stand in the order of panelIds. */
  at: Readonly<Record<PanelId, Column>>;
  /** Absent: group a. */
  links: Readonly<Partial<Record<PanelId, LinkGroup>>>;
}

const none: Record<PanelId, Column> = {
  watch: "off",
  spreads: "off",
  chart: "off",
  wall: "off",
  ladder: "off",
  ticket: "off",
  keys: "off",
  auction: "off",
  alerts: "off",
  tape: "off",
  quotes: "off",
  obligation: "off",
  account: "off",
};

/** Panels that a link colour says the month of. */
export const linked: readonly PanelId[] = ["watch", "chart", "ladder", "ticket", "keys", "auction", "tape"];

export const shipped = ["scalper", "spread", "maker", "execution", "auction", "monitor"] as const;
export type Shipped = (typeof shipped)[number];

const layouts: Record<Shipped, Partial<Record<PanelId, Column>>> = {
  scalper: { watch: "left", tape: "left", chart: "middle", account: "middle", ladder: "ladder", keys: "right", ticket: "right" },
  spread: { watch: "left", spreads: "middle", account: "middle", ladder: "ladder", ticket: "right", keys: "right" },
  maker: { watch: "left", chart: "middle", obligation: "middle", account: "middle", quotes: "right", ladder: "ladder", tape: "right" },
  execution: { watch: "left", chart: "middle", account: "middle", ticket: "right", alerts: "right", tape: "right" },
  auction: { watch: "left", auction: "middle", account: "middle", ladder: "ladder", ticket: "right", tape: "right" },
  monitor: { watch: "left", alerts: "left", wall: "middle", account: "middle", auction: "right", tape: "right" },
};

export function shippedLayout(name: Shipped): Layout {
  return { name, at: { ...none, ...layouts[name] }, links: {} };
}

export const isShipped = (name: string): name is Shipped => (shipped as readonly string[]).includes(name);

/** A name that a layout of one's own may have. */
export const ownName = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,23}$/u;

export function inColumn(layout: Layout, column: Column): PanelId[] {
  return panelIds.filter((id) => layout.at[id] === column);
}

/** Another layout with a panel elsewhere. */
export function moved(layout: Layout, panel: PanelId, column: Column): Layout {
  return { ...layout, at: { ...layout.at, [panel]: column } };
}

export function relinked(layout: Layout, panel: PanelId): Layout {
  return { ...layout, links: { ...layout.links, [panel]: layout.links[panel] === "b" ? "a" : "b" } };
}

const key = "tokenbourse.trade.layouts";

/** What was kept; what cannot be read is left out. */
export function readLayouts(text: string | null): Layout[] {
  try {
    const kept = JSON.parse(text ?? "[]") as unknown;
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((l: Partial<Layout>) => {
      if (typeof l?.name !== "string" || !(isShipped(l.name) || ownName.test(l.name))) return [];
      const at = { ...none };
      for (const id of panelIds) {
        const column = l.at?.[id];
        if (column && columns.includes(column)) at[id] = column;
      }
      const links: Partial<Record<PanelId, LinkGroup>> = {};
      for (const id of linked) if (l.links?.[id] === "b") links[id] = "b";
      return [{ name: l.name, at, links }];
    });
  } catch {
    return [];
  }
}

export function keptLayouts(): Layout[] {
  try {
    return readLayouts(localStorage.getItem(key));
  } catch {
    return [];
  }
}

export function keepLayouts(layouts: readonly Layout[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(layouts));
  } catch {
    // A browser may forbid storage: then nothing is remembered.
  }
}
