// Writes a row of the board: prices, change, room to the limits, the small line. Only what differs is touched.
import type { Instrument } from "../../api/types";
import { sign } from "../../format/decimal";
import { arrow, dayChange, lots, price, signed } from "../../format/numbers";
import { classed, write } from "../../state/paint";
import type { Say } from "../../i18n/words";
import { sparkOf, type Figures } from "./figures";
import { lockedAt, roomOf } from "./order";
import type { words } from "./words";

/** The cells after the row's head, in their order. */
export const cells = [
  "last",
  "change",
  "percent",
  "bid",
  "ask",
  "volume",
  "interest",
  "added",
  "previous",
  "room",
  "spark",
  "days",
] as const;
export type Cell = (typeof cells)[number];

export const sparkWidth = 76;
export const sparkHeight = 16;

interface Painted {
  figures: Figures | undefined;
  /** Days until the last trading day; null: the trading day is not known. */
  days: number | null;
  say: Say<keyof typeof words.en>;
}

/** Where between the limits a price stands, in a hundred: for drawing only. */
function place(row: Instrument, at: string | null): number | null {
  if (at === null || row.limitLow === null || row.limitHigh === null) return null;
  const low = Number(row.limitLow);
  const span = Number(row.limitHigh) - low;
  return span > 0 ? Math.min(100, Math.max(0, ((Number(at) - low) / span) * 100)) : null;
}

export function paintRow(tr: HTMLTableRowElement, row: Instrument, { figures, days, say }: Painted): void {
  const cell = (name: Cell) => tr.cells[cells.indexOf(name) + 1]!;
  if (tr.dataset.phase !== row.phase) tr.dataset.phase = row.phase;
  const { change, percent } = dayChange(row);
  const way = sign(change);
  const direction = way > 0 ? "up" : way < 0 ? "down" : "";
  const locked = lockedAt(row);
  write(cell("last"), price(row.last));
  classed(cell("last"), `${row.volume > 0 ? direction : "muted"}${locked === null ? "" : ` market-locked ${locked}`}`);
  write(cell("change"), change === null ? "–" : `${arrow(change)}${signed(change)}`);
  classed(cell("change"), direction);
  write(cell("percent"), percent === null ? "–" : `${signed(percent)}%`);
  classed(cell("percent"), `m-percent${percent === null ? "" : ` ${direction}`}`);
  write(cell("bid"), price(row.bid));
  write(cell("ask"), price(row.ask));
  write(cell("volume"), lots(row.volume));
  write(cell("interest"), lots(row.spread ? null : row.openInterest));
  const added = row.spread ? null : (figures?.added ?? null);
  write(cell("added"), added === null ? "–" : signed(String(added)));
  write(cell("previous"), price(row.previousSettlement));

  const room = roomOf(row);
  const bar = cell("room").firstElementChild as HTMLElement;
  const at = place(row, row.last ?? row.previousSettlement);
  const settled = place(row, row.previousSettlement);
  bar.hidden = at === null;
  bar.style.setProperty("--at", `${at ?? 0}%`);
  bar.style.setProperty("--settled", `${settled ?? 0}%`);
  write(
    cell("room").lastElementChild,
    room === null ? "–" : `${room.of === "up" ? "▲" : "▼"}${room.left}${row.spread ? "" : "%"}`,
  );
  const told =
    room === null
      ? ""
      : say(room.of === "up" ? "room.up" : "room.down", { low: price(row.limitLow), high: price(row.limitHigh) });
  if (cell("room").title !== told) cell("room").title = told;

  const closes = figures?.closes ?? [];
  const line = cell("spark").querySelector("polyline")!;
  const points = sparkOf(closes, sparkWidth, sparkHeight);
  if (line.getAttribute("points") !== points) line.setAttribute("points", points);
  const of = points === "" ? "" : say("spark.of", { count: closes.length, first: closes[0]!, last: closes.at(-1)! });
  write(cell("spark").lastElementChild, of);

  write(cell("days"), days === null ? "–" : days <= 0 ? say("days.last") : say("days.left", { days }));
}
