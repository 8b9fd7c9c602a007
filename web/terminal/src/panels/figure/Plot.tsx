// The canvas of a figure: made again when the colours, the words or the series change, and it can be told where its
// cursor stands.
import { useEffect, useImperativeHandle, useMemo, useRef, type Ref } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { ink } from "../Chart";
import { drawn, isDrawn, type FigureData } from "./figure";
import { optionsOf } from "./options";

export interface PlotHandle {
  /** Null takes the cursor away. */
  show: (place: number | null) => void;
  /** What is drawn, for a picture; null before it is. */
  canvas: () => HTMLCanvasElement | null;
}

interface PlotProps {
  look: string;
  data: FigureData;
  moved: (place: number | null) => void;
  handle: Ref<PlotHandle>;
}

export function Plot({ look, data, moved, handle }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef({ data, moved });
  newest.current = { data, moved };
  const aligned = useMemo<uPlot.AlignedData>(
    () => [
      data.points.map((p) => p.at),
      ...data.series.map((s) => (isDrawn(data, s.key) ? s.texts.map(drawn) : s.texts.map(() => null))),
    ],
    [data],
  );
  // What decides how it is drawn, as opposed to where: with it the drawing is made again.
  const marks = data.series.map((s) => `${s.key}${s.mark}${s.ink}${s.dash ?? ""}`).join();
  const kind = `${look}|${data.axis}|${marks}|${data.axis === "names" ? data.points.map((p) => p.name).join() : ""}`;

  useImperativeHandle(
    handle,
    () => ({
      show: (place) => {
        const made = chart.current;
        if (!made) return;
        const at = place === null ? undefined : newest.current.data.points[place]?.at;
        if (at === undefined) made.setCursor({ left: -10, top: -10 });
        else made.setCursor({ left: made.valToPos(at, "x"), top: made.over.clientHeight / 2 });
      },
      canvas: () => chart.current?.ctx.canvas ?? null,
    }),
    [],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = () => ({ width: Math.max(120, element.clientWidth), height: Math.max(90, element.clientHeight) });
    const told = (place: number | null) => newest.current.moved(place);
    const made = new uPlot({ ...optionsOf(newest.current.data, ink(), told), ...size() }, aligned, element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
    // The data are set by the effect below; here they only begin.
  }, [kind]);

  useEffect(() => {
    const made = chart.current;
    if (made && made.data !== aligned) made.setData(aligned);
  }, [aligned]);

  return <div className="fig-plot" ref={box} aria-hidden="true" />;
}
