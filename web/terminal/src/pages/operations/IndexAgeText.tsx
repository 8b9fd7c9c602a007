// How old an index is and by which way it came; a fallback stands on the value itself.
import type { IndexAge } from "../../api/operations";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function IndexAgeText({ age }: { age: IndexAge }) {
  const t = useSay(words);
  const { language } = useWords();
  return (
    <span className="operations-index">
      <span translate="no">{age.index}</span>{" "}
      {age.ageDays === null ? (
        <span className="badge warn">{t("index.none")}</span>
      ) : (
        <>
          {t("index.age", { days: age.ageDays })}{" "}
          {age.tier !== null && age.tier > 1 ? (
            <span className="badge warn">
              {t("index.tier", { tier: age.tier })}
              {language === "en" && age.tierName ? ` · ${age.tierName}` : ""}
            </span>
          ) : (
            <span className="muted">{t("index.intended")}</span>
          )}
        </>
      )}
    </span>
  );
}
