// Fields of the programme's tables: a figure is kept as it was typed until it is whole; an emptied one is none.
import { useEffect, useState, type ReactNode } from "react";

interface CellsProps {
  label: string;
  heads: string[];
  /** Which columns hold figures: their heads stand to the right, over them. */
  figures?: readonly number[];
  children: ReactNode;
}

export function Cells({ label, heads, figures = [], children }: CellsProps) {
  return (
    <div className="hedge-scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={i} scope="col" className={figures.includes(i) ? "n" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function TextCell({ label, value, set, size = 14 }: { label: string; value: string; set: (v: string) => void; size?: number }) {
  return <input aria-label={label} lang="en" size={size} value={value} onChange={(e) => set(e.target.value)} />;
}

export function NumberCell({ label, value, set, size = 8 }: { label: string; value: number | null; set: (v: number | null) => void; size?: number }) {
  const [typed, setTyped] = useState(value === null ? "" : String(value));
  useEffect(() => {
    setTyped((now) => (now.trim() !== "" && Number(now) === value ? now : value === null ? "" : String(value)));
  }, [value]);
  return (
    <input
      aria-label={label}
      inputMode="decimal"
      className="n"
      size={size}
      value={typed}
      onChange={(e) => {
        const next = e.target.value;
        setTyped(next);
        if (next.trim() === "") set(null);
        else if (Number.isFinite(Number(next))) set(Number(next));
      }}
    />
  );
}

/** A field with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <label className="hedge-field">
      <span>{name}</span>
      {children}
    </label>
  );
}
