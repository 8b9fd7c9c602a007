// Words of the home page.
import { lists } from "../../i18n/words";

export const words = lists({ home: "your page" }, { home: "您的首页" });
