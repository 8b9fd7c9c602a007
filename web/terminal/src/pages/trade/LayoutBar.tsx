// Named layouts: those that ship, and one's own made of them, each panel put where one wants it.
import { useState } from "react";
import { useSay } from "../../i18n/words";
import { columns, isShipped, moved, ownName, panelIds, shipped, type Column, type Layout } from "./layouts";
import { words, type TradeKey } from "./words";

export interface LayoutChoice {
  layout: Layout;
  names: readonly string[];
  choose: (name: string) => void;
  change: (layout: Layout) => void;
  saveAs: (name: string) => void;
  reset: () => void;
}

export function LayoutBar({ choice }: { choice: LayoutChoice }) {
  const say = useSay(words);
  const [editing, setEditing] = useState(false);
  const [name, setName] = useState("");
  const { layout, names } = choice;
  const named = (n: string) => (isShipped(n) ? say(`layout.${n}`) : n);
  const good = ownName.test(name) && !isShipped(name);
  return (
    <div className="trade-layouts">
      <label className="field">
        <span className="muted">{say("layout.title")}</span>
        <select value={layout.name} onChange={(e) => choice.choose(e.target.value)}>
          {[...shipped, ...names.filter((n) => !isShipped(n))].map((n) => (
            <option key={n} value={n}>
              {named(n)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" aria-expanded={editing} onClick={() => setEditing(!editing)}>
        {say("layout.edit")}
      </button>
      {editing && (
        <div className="trade-layout-edit">
          {panelIds.map((id) => (
            <label key={id} className="field">
              <span>{say(`panel.${id}` as TradeKey)}</span>
              <select
                value={layout.at[id]}
                onChange={(e) => choice.change(moved(layout, id, e.target.value as Column))}
              >
                {columns.map((c) => (
                  <option key={c} value={c}>
                    {say(`column.${c}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <div className="row wrap">
            <input
              value={name}
              maxLength={24}
              aria-label={say("layout.name")}
              placeholder={say("layout.name")}
              onChange={(e) => setName(e.target.value)}
            />
            <button
              type="button"
              disabled={!good}
              onClick={() => {
                choice.saveAs(name.trim());
                setName("");
                setEditing(false);
              }}
            >
              {say("layout.save")}
            </button>
            <button type="button" onClick={choice.reset}>
              {say(isShipped(layout.name) ? "layout.reset" : "layout.remove")}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
