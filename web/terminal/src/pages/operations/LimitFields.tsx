// What an order of other price limits asks for besides scope and reason: the share, and at an open venue both names.
import { useId } from "react";
import { RequestFailed } from "../../api/client";
import type { PriceLimits } from "../../api/operations";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { LimitsPreview } from "./LimitsPreview";
import { words } from "./words";

export interface LimitAsked {
  share: string;
  proposer: string;
  approver: string;
}

export const noLimit: LimitAsked = { share: "", proposer: "", approver: "" };

/** As in a contract's document: a fraction of one. */
export const isShare = (text: string) => /^0?\.\d{1,6}$/.test(text);

interface LimitFieldsProps {
  asked: LimitAsked;
  change: (asked: LimitAsked) => void;
  /** The venue asks nobody who they are: both people are named by hand. */
  named: boolean;
  preview: { data: PriceLimits | null; error: Error | null };
}

export function LimitFields({ asked, change, named, preview }: LimitFieldsProps) {
  const t = useSay(words);
  const id = useId();
  const { data, error } = preview;
  const field = (name: keyof LimitAsked, label: string, most: number) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        className={name === "share" ? "num" : undefined}
        inputMode={name === "share" ? "decimal" : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={most}
        aria-describedby={name === "share" ? `${id}-bounds` : undefined}
        value={asked[name]}
        onChange={(e) => change({ ...asked, [name]: e.target.value })}
      />
    </div>
  );
  return (
    <>
      {field("share", t("limits.share"), 8)}
      <p id={`${id}-bounds`} className="operations-line muted num">
        {data &&
          (data.least !== null && data.most !== null
            ? t("limits.bounds", { least: data.least, most: data.most })
            : t("limits.off"))}
        {error instanceof RequestFailed && error.fault && <Refusal fault={error.fault} />}
      </p>
      {named && field("proposer", t("limits.proposer"), 24)}
      {named && field("approver", t("limits.approver"), 24)}
      {data && isShare(asked.share) && <LimitsPreview limits={data} />}
    </>
  );
}
