// The watchlist: every listed month and spread, its numbers written directly; a choice goes to the panels of its colour.
import { useRef, useState, type KeyboardEvent } from "react";
import { sign } from "../../format/decimal";
import { arrow, dayChange, lots, price, signed } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Empty, Loading } from "../../panels/Panel";
import { useTopic, useVenue } from "../../state/venue";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { classed, usePaint, write } from "../../state/paint";
import { words } from "./words";

export function Watch() {
  const say = useSay(words);
  const { store } = useVenue();
  const { symbolOf, choose } = useTrade();
  const symbols = useTopic("board", (s) => s.symbols);
  const known = useTopic("board", (s) => s.boardKnown);
  const [part, setPart] = useState("");
  const table = useRef<HTMLTableElement>(null);
  const chosen = symbolOf("watch");
  const shown = symbols.filter((s) => s.toLowerCase().includes(part.toLowerCase()));
  const stop = chosen !== null && shown.includes(chosen) ? chosen : shown[0];
  usePaint(
    shown.map((s) => `row:${s}`),
    200,
    () => {
      for (const tr of table.current?.tBodies[0]?.rows ?? []) paintRow(tr, store.rows.get(tr.dataset.symbol ?? ""));
    },
  );
  const pressed = (e: KeyboardEvent) => {
    const step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    const next = shown[shown.indexOf(stop ?? "") + step];
    if (step === 0 || next === undefined || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    e.stopPropagation();
    choose("watch", next);
    table.current?.querySelector<HTMLElement>(`tr[data-symbol="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <Frame
      id="watch"
      live
      title={say("watch.title")}
      tools={
        <input
          className="trade-filter"
          type="search"
          value={part}
          placeholder={say("watch.filter")}
          aria-label={say("watch.filter")}
          onChange={(e) => setPart(e.target.value.trim())}
        />
      }
    >
      {symbols.length === 0 ? (
        known ? <Empty>{say("watch.none")}</Empty> : <Loading what={say("watch.title")} rows={12} />
      ) : shown.length === 0 ? (
        <Empty>{say("watch.noMatch", { part })}</Empty>
      ) : (
        <div className="scroll">
          <table role="grid" className="trade-watch" aria-label={say("watch.title")} ref={table} onKeyDown={pressed}>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("watch.symbol")}
                </th>
                <th scope="col">{say("watch.last")}</th>
                <th scope="col">{say("watch.change")}</th>
                <th scope="col">{say("watch.percent")}</th>
                <th scope="col">{say("watch.interest")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((symbol) => (
                <tr
                  key={symbol}
                  data-symbol={symbol}
                  tabIndex={symbol === stop ? 0 : -1}
                  aria-selected={symbol === chosen}
                  className={symbol === chosen ? "chosen" : undefined}
                  onClick={() => choose("watch", symbol)}
                >
                  <th scope="row" className="left">
                    {symbol}
                  </th>
                  <td data-q={`last:${symbol}`} />
                  <td data-q={`changeOnly:${symbol}`} />
                  <td />
                  <td data-q={`oi:${symbol}`} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Frame>
  );
}

function paintRow(tr: HTMLTableRowElement, row: Parameters<typeof dayChange>[0] & { openInterest: number } | undefined) {
  if (!row) return;
  const { change, percent } = dayChange(row);
  const way = sign(change);
  const name = way > 0 ? "up" : way < 0 ? "down" : "";
  write(tr.cells[1], price(row.last));
  classed(tr.cells[1], name);
  write(tr.cells[2], change === null ? "–" : `${arrow(change)}${signed(change)}`);
  classed(tr.cells[2], name);
  write(tr.cells[3], percent === null ? "–" : `${signed(percent)}%`);
  classed(tr.cells[3], name);
  write(tr.cells[4], lots(row.openInterest));
}
