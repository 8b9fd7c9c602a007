// One clock for what is written four times a second: many at once cost the page one picture, not many.

export const beatEvery = 250;

const beating = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Runs at once and then with every beat, until the returned function is called. */
export function onBeat(run: () => void): () => void {
  run();
  beating.add(run);
  timer ??= setInterval(() => beating.forEach((each) => each()), beatEvery);
  return () => {
    beating.delete(run);
    if (beating.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
