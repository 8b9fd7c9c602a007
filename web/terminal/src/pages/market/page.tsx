// The markets: every listed month and spread with the day's numbers, filtered and sorted as the address says.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSay } from "../../i18n/words";
import { BulletinPanel } from "../../panels/BulletinPanel";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { StatementPanel } from "../../panels/StatementPanel";
import { useBeginning } from "../../state/beginning";
import { useKeys } from "../../state/keys";
import { useParam } from "../../state/params";
import { useTopic, useVenue } from "../../state/venue";
import { write } from "../../state/view";
import type { PageProps } from "../page";
import { Board } from "./Board";
import type { FigureQueue } from "./figures";
import { familyOf, kinds, passes, sorted, sorts, type Sort } from "./order";
import { Papers, papers } from "./Papers";
import "./market.css";
import { words } from "./words";

/** Rows that are sorted by what moves are put in order again so often, and never under the pointer. */
const resortEvery = 5000;

export default function Market(props: PageProps) {
  const say = useSay(words);
  const { view, change } = props;
  const tab = papers.find((p) => p === view.tab) ?? "index";
  return (
    <main className="market">
      <h2 className="hidden">{say("title")}</h2>
      <Papers tab={tab} choose={(next) => change({ tab: next })}>
        {tab === "index" ? (
          <Markets {...props} />
        ) : (
          <div className="scroll market-scroll" tabIndex={0} role="region" aria-label={say(tab)}>
            {tab === "bulletin" ? (
              <BulletinPanel day={view.bd} chooseDay={(bd) => change({ bd })} />
            ) : (
              <StatementPanel
                account={view.account}
                day={view.bd}
                choose={(account) => change({ account })}
                chooseDay={(bd) => change({ bd })}
              />
            )}
          </div>
        )}
      </Papers>
    </main>
  );
}

function Markets({ view, change }: PageProps) {
  const say = useSay(words);
  const { store } = useVenue();
  const begin = useBeginning();
  const symbols = useTopic("board", (s) => s.symbols);
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  const [part, setPart] = useParam<string>(view, change, "find", /^.{1,40}$/, "");
  const [family, setFamily] = useParam<string>(view, change, "family", /^[A-Z0-9]{1,12}$/, "");
  const [kind, setKind] = useParam(view, change, "kind", kinds, "all");
  const [sort, setSort] = useParam<Sort>(view, change, "sort", sorts, "");
  const queue = useRef<FigureQueue | null>(null);
  const held = useRef(false);
  const find = useRef<HTMLInputElement>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (sort === "") return;
    const timer = setInterval(() => !held.current && setTurn((n) => n + 1), resortEvery);
    return () => clearInterval(timer);
  }, [sort]);
  useKeys([{ id: "market.find", keys: "/", label: { en: "Find on the board", zh: "在行情表中筛选" }, run: () => find.current?.focus() }]);

  const all = useMemo(() => symbols.flatMap((s) => store.rows.get(s) ?? []), [symbols, store, turn]);
  const families = [...new Set(all.map(familyOf))];
  const rows = useMemo(
    () =>
      sorted(
        all.filter((row) => passes(row, { part, family, kind })),
        sort,
        (symbol) => queue.current?.known.get(symbol)?.added ?? null,
      ),
    [all, part, family, kind, sort],
  );
  const trade = useCallback((i: string) => change({ page: "trade", i, at: {} }), [change]);
  const queueMade = useCallback((made: FigureQueue) => {
    queue.current = made;
  }, []);
  const clear = () => {
    const { ".find": _, ".family": __, ".kind": ___, ...rest } = view.at;
    change({ at: rest });
  };
  return (
    <Panel
      id="board"
      live
      title={say("board")}
      tools={
        <span className="muted" role="status">
          {say("shown", { shown: rows.length, all: all.length })}
        </span>
      }
    >
      <div className="market-filter">
        <input
          ref={find}
          type="search"
          value={part}
          maxLength={40}
          placeholder={say("find")}
          aria-label={say("find")}
          onChange={(e) => setPart(e.target.value)}
        />
        <label className="field">
          <span className="muted">{say("family")}</span>
          <select value={families.includes(family) ? family : ""} onChange={(e) => setFamily(e.target.value)}>
            <option value="">{say("family.all")}</option>
            {families.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <div className="choice" role="group" aria-label={say("kind")}>
          {kinds.map((name) => (
            <button key={name} type="button" aria-pressed={kind === name} onClick={() => setKind(name)}>
              {say(`kind.${name}`)}
            </button>
          ))}
        </div>
        <span className="muted market-note">{say("note")}</span>
      </div>
      {all.length === 0 ? (
        known ? (
          <Empty>{say("none")}</Empty>
        ) : failure ? (
          <Failed what={say("board")} error={failure} retry={begin} />
        ) : (
          <Loading what={say("board")} rows={24} />
        )
      ) : rows.length === 0 ? (
        <Empty>
          {say("noMatch")}{" "}
          <button type="button" className="link" onClick={clear}>
            {say("clear")}
          </button>
        </Empty>
      ) : (
        <div
          className="scroll"
          onPointerEnter={() => (held.current = true)}
          onPointerLeave={() => (held.current = false)}
        >
          <Board
            rows={rows}
            chosen={view.i}
            sort={sort}
            setSort={setSort}
            choose={(i) => change({ i })}
            trade={trade}
            tradeAddress={(i) => write({ ...view, page: "trade", tab: "index", i, at: {} })}
            product={(contract) => change({ page: "products", at: { ".product": contract } })}
            queueMade={queueMade}
          />
        </div>
      )}
    </Panel>
  );
}
