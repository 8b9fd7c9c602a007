// Has the venue check a draft as it is typed: one question at a time, the newest text, only the newest answer shown.
import { useEffect, useState } from "react";
import { send } from "../../api/client";
import type { Draft } from "../../api/operations";
import { parse } from "./draft";

export interface DraftCheck {
  draft: Draft | null;
  error: Error | null;
  /** What is shown is of an older text. */
  pending: boolean;
}

/** After the last key, milliseconds. */
const pause = 300;

export function useDraftCheck(against: string | null, text: string | null): DraftCheck {
  const [told, setTold] = useState<{ of: string; draft: Draft | null; error: Error | null } | null>(null);
  const asked = against === null || text === null || parse(text) === null ? null : `${against} ${text}`;
  useEffect(() => {
    if (asked === null) return;
    let late = false;
    const timer = setTimeout(() => {
      send<Draft>("POST", `v1/contracts/${against}/draft`, parse(text!)!).then(
        (draft) => late || setTold({ of: asked, draft, error: null }),
        (error: unknown) => late || setTold({ of: asked, draft: null, error: error as Error }),
      );
    }, pause);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [asked, against, text]);
  const same = told !== null && told.draft?.against === against;
  return {
    draft: same ? told.draft : null,
    error: told?.of === asked ? (told?.error ?? null) : null,
    pending: asked !== null && told?.of !== asked,
  };
}
