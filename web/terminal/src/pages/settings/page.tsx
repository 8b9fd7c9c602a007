// Language, theme, colour of a rise, row height, zone of times, keys.
import type { ReactNode } from "react";
import { ownZone } from "../../format/time";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { Candles } from "../../shell/Candles";
import { Choice } from "../../shell/Choice";
import { conventions, densities, themes } from "../../state/view";
import type { PageProps } from "../page";
import { KeySettings } from "./KeySettings";
import "./settings.css";
import { words } from "./words";

export default function Settings({ view, change }: PageProps) {
  const t = useSay(words);
  return (
    <main className="settings-page">
      <Panel id="settings-look" title={t("title")}>
        <p className="note muted">{t("note")}</p>
        <div className="settings-list">
          <Setting label={t("language")}>
            <Choice
              label={t("language")}
              value={view.lang}
              options={[
                ["en", "English"],
                ["zh", "简体中文"],
              ]}
              choose={(lang) => change({ lang })}
            />
          </Setting>
          <Setting label={t("theme")}>
            <Choice
              label={t("theme")}
              value={view.theme}
              options={themes.map((x) => [x, t(x)])}
              choose={(theme) => change({ theme })}
            />
          </Setting>
          <Setting label={t("conv")} note={t("convNote")}>
            <Choice
              label={t("conv")}
              value={view.conv}
              options={conventions.map((x) => [x, t(x)])}
              choose={(conv) => change({ conv })}
            />
            <Candles of={view.conv} rise={t("rise")} fall={t("fall")} label={t("candles")} />
          </Setting>
          <Setting label={t("density")}>
            <Choice
              label={t("density")}
              value={view.density}
              options={densities.map((x) => [x, t(x)])}
              choose={(density) => change({ density })}
            />
          </Setting>
          <Setting label={t("zone")}>
            <Choice
              label={t("zone")}
              value={view.zone}
              options={[
                ["venue", t("venue")],
                ["local", t("local", { zone: ownZone() })],
                ["utc", t("utc")],
              ]}
              choose={(zone) => change({ zone })}
            />
          </Setting>
        </div>
      </Panel>
      <Panel id="settings-keys" title={t("keys")}>
        <KeySettings />
      </Panel>
    </main>
  );
}

function Setting({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div className="settings-row">
      <div>
        <b>{label}</b>
        {note && <p className="muted">{note}</p>}
      </div>
      <div className="settings-value">{children}</div>
    </div>
  );
}
