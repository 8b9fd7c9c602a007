// The words that every figure has.
import { lists } from "../../i18n/words";

export const words = lists(
  {
    table: "View as table",
    tableOf: "Table of the chart: {title}",
    csv: "{title}: values as CSV",
    png: "{title}: drawing as PNG",
    cursor: "Cursor of the chart: {title}",
    hint: "Point at the chart, or focus it and press the arrow keys, to read a point.",
    none: "no point chosen",
  },
  {
    table: "查看数据表",
    tableOf: "图表数据：{title}",
    csv: "{title}：数据导出 CSV",
    png: "{title}：图形导出 PNG",
    cursor: "图表光标：{title}",
    hint: "将指针移到图上，或聚焦图表后按方向键，逐点读数。",
    none: "未选择数据点",
  },
);
