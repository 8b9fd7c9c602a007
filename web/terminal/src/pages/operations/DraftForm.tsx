// The terms that a draft most often changes, as fields; each says what is wrong with it and what would be taken.
import type { Draft } from "../../api/operations";
import { useSay } from "../../i18n/words";
import { at, put, type Json } from "./draft";
import { Rule } from "./Rule";
import { words } from "./words";

const fields = [
  ["contract", false],
  ["name.en", false],
  ["name.zh", false],
  ["unit", false],
  ["quote", false],
  ["lotSize", true],
  ["tick", false],
  ["months.serial", true],
  ["months.quarters", true],
  ["priceLimit", false],
  ["firstDayLimitMultiple", true],
  ["maxOrderLots", true],
  ["positionLimitLots", true],
  ["fee.ofTurnover", false],
  ["fee.perLot", false],
  ["calendar", false],
  ["finalSettlement.index", false],
  ["finalSettlement.leastPrints", true],
] as const;

interface DraftFormProps {
  /** Null: the text is no document now, and the fields wait for it. */
  document: { [field: string]: Json } | null;
  faults: Draft["faults"];
  set: (document: { [field: string]: Json }) => void;
}

export function DraftForm({ document, faults, set }: DraftFormProps) {
  const t = useSay(words);
  return (
    <div className="operations-fields" role="group" aria-label={t("designer.form")}>
      {fields.map(([path, whole]) => {
        const fault = document && faults.find((f) => f.field === path);
        const id = `operations-field-${path.replace(".", "-")}`;
        return (
          <div key={path} className="operations-field">
            <label htmlFor={id}>{t(`field.${path}`)}</label>
            <input
              id={id}
              spellCheck={false}
              disabled={document === null}
              aria-invalid={fault ? true : undefined}
              aria-describedby={`${id}-fault`}
              value={document === null ? "" : at(document, path)}
              onChange={(e) => document && set(put(document, path, e.target.value, whole) as { [f: string]: Json })}
            />
            <span id={`${id}-fault`} className="warn">
              {fault && (
                <>
                  <Rule of={fault.rule} />
                  {fault.nearest !== null && (
                    <>
                      {" "}
                      <button
                        type="button"
                        className="small"
                        onClick={() => document && set(put(document, path, fault.nearest!, whole) as never)}
                      >
                        {t("designer.take", { nearest: fault.nearest })}
                      </button>
                    </>
                  )}
                </>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}
