// A chart as everyone can read it: summed up in a sentence, drawn under a cursor that keys move, as a table and a file.
import { useCallback, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { fileName } from "../../format/csv";
import { useSay } from "../../i18n/words";
import { fileOf, headOf, moved, told, type FigureData, type FigureRange, type FigureSeries } from "./figure";
import { save } from "../download";
import { picture } from "./files";
import { Plot, type PlotHandle } from "./Plot";
import { words } from "./words";
import "./figure.css";

export interface FigureProps {
  /** Names the figure in the document and its files: letters, digits and hyphens. */
  id: string;
  title: string;
  /** The panel round it says the title already: here it is read, not seen. */
  titled?: boolean;
  /** What the chart says, in one whole sentence or more. */
  summary: ReactNode;
  data: FigureData;
  /** Changes with theme, convention and language. */
  look: string;
  /** What the files are called after, beside the id: a contract, a day. */
  of: string;
  children?: ReactNode;
}

export function Figure({ id, title, titled = false, summary, data, look, of, children }: FigureProps) {
  const say = useSay(words);
  const own = useId();
  const plot = useRef<PlotHandle>(null);
  const [place, setPlace] = useState<number | null>(null);
  const shown = place !== null && place < data.points.length ? place : null;
  const under = shown === null ? null : told(data, shown);
  const spoken = under ? `${under.name}: ${under.values.map((v) => `${v.label} ${v.text}`).join(", ")}` : say("none");
  const hover = useCallback((at: number | null) => setPlace(at), []);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === "Escape" ? null : moved(event.key, shown, data.points.length);
    if (next === null && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    setPlace(next);
    plot.current?.show(next);
  };

  const drawing = () => {
    const canvas = plot.current?.canvas();
    if (canvas) picture(canvas, title, fileName(id, of, "png"));
  };

  return (
    <figure className="fig" id={id} aria-labelledby={`${own}t`} aria-describedby={`${own}s`}>
      <figcaption>
        <div className="fig-head">
          <h3 id={`${own}t`} className={titled ? "hidden" : undefined}>
            {title}
          </h3>
          <p className="fig-summary" id={`${own}s`}>
            {summary}
          </p>
          <span className="fig-tools">
            <button
              type="button"
              className="small"
              aria-label={say("csv", { title })}
              onClick={() => save(fileOf(data), fileName(id, of))}
            >
              CSV
            </button>
            <button type="button" className="small" aria-label={say("png", { title })} onClick={drawing}>
              PNG
            </button>
          </span>
        </div>
      </figcaption>
      <Legend series={data.series} ranges={data.ranges ?? []} />
      {/* A slider in the words of assistive programs: a place along the axis, and what stands there. */}
      <div
        className="fig-cursor"
        role="slider"
        tabIndex={0}
        aria-label={say("cursor", { title })}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, data.points.length - 1)}
        aria-valuenow={shown ?? 0}
        aria-valuetext={spoken}
        onKeyDown={press}
      >
        <Plot look={look} data={data} moved={hover} handle={plot} />
      </div>
      <dl className="fig-told">
        {under ? (
          <>
            <div>
              <dt>{data.head}</dt>
              <dd>{under.name}</dd>
            </div>
            {under.values.map((v) => (
              <div key={v.key}>
                <dt>{v.label}</dt>
                <dd className="num">{v.text}</dd>
              </div>
            ))}
          </>
        ) : (
          <div>
            <dt>{say("hint")}</dt>
            <dd className="hidden">{say("none")}</dd>
          </div>
        )}
      </dl>
      {children}
      <Table data={data} title={title} />
    </figure>
  );
}

function Legend({ series, ranges }: { series: readonly FigureSeries[]; ranges: readonly FigureRange[] }) {
  return (
    <div className="fig-legend">
      {series
        .filter((s) => s.mark !== "none" && s.texts.some((text) => text !== null))
        .map((s) => (
          <span key={s.key}>
            <i className={`fig-key fig-${s.mark} fig-ink-${s.ink}${s.dash ? " fig-dashed" : ""}`} aria-hidden="true" />
            {headOf(s)}
          </span>
        ))}
      {ranges.map((r) => (
        <span key={r.low}>
          <i className={`fig-key fig-${r.kind} fig-ink-${r.ink}`} aria-hidden="true" />
          {r.label}
        </span>
      ))}
    </div>
  );
}

function Table({ data, title }: { data: FigureData; title: string }) {
  const say = useSay(words);
  const [open, setOpen] = useState(false);
  return (
    <details className="fig-table" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{say("table")}</summary>
      {open && (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("tableOf", { title })}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {data.head}
                </th>
                {data.series.map((s) => (
                  <th key={s.key} scope="col">
                    {headOf(s)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.points.map((p, i) => (
                <tr key={`${p.at} ${p.name}`}>
                  <th scope="row" className="left">
                    {p.name}
                  </th>
                  {data.series.map((s) => (
                    <td key={s.key}>{s.texts[i] ?? "–"}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
