// A step of the desk under way: one at a time, what it did, or every reason why it was refused.
import { useCallback, useState } from "react";
import { DeskRefused, type DeskFault, type Said } from "../../api/desk";

export interface StepRun {
  busy: boolean;
  said: readonly Said[];
  faults: readonly DeskFault[];
  /** The desk did not answer. */
  lost: boolean;
  run: (step: () => Promise<Said[]>) => void;
}

/** @param done told after a step that was done: the papers are old then. */
export function useStep(done: () => void): StepRun {
  const [state, setState] = useState<Omit<StepRun, "run">>({ busy: false, said: [], faults: [], lost: false });
  const run = useCallback(
    (step: () => Promise<Said[]>) => {
      setState({ busy: true, said: [], faults: [], lost: false });
      step().then(
        (said) => {
          setState({ busy: false, said, faults: [], lost: false });
          done();
        },
        (e: unknown) =>
          setState({
            busy: false,
            said: [],
            faults: e instanceof DeskRefused ? e.faults : [],
            lost: !(e instanceof DeskRefused),
          }),
      );
    },
    [done],
  );
  return { ...state, run };
}
