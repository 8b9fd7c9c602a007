// Writes live numbers straight into the page, so often and no oftener: no rendering for a message.
import { useEffect, useRef } from "react";
import { paced } from "./paced";
import { useVenue } from "./venue";

/** Runs a painter when one of the topics has changed, at most once in so many milliseconds, and once at the start. */
export function usePaint(topics: readonly string[], every: number, paint: () => void): void {
  const { store } = useVenue();
  const latest = useRef(paint);
  useEffect(() => {
    latest.current = paint;
    paint();
  });
  const key = topics.join(" ");
  useEffect(() => {
    const pace = paced(() => latest.current(), every);
    const undo = key.split(" ").map((topic) => store.subscribe(topic, pace.tell));
    return () => {
      pace.stop();
      undo.forEach((u) => u());
    };
  }, [store, key, every]);
}

/** Text of an element, only when it is another one; in the text that stands there, so that nothing is made or thrown. */
export function write(element: Element | null | undefined, text: string): void {
  if (!element || element.textContent === text) return;
  const only = text !== "" && element.childNodes.length === 1 ? element.firstChild : null;
  if (only instanceof Text) only.data = text;
  else element.textContent = text;
}

export function classed(element: Element | null | undefined, name: string): void {
  if (element && element.className !== name) element.className = name;
}
