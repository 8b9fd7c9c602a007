// The words that every table with its file has.
import { lists } from "../../i18n/words";

export const words = lists(
  {
    csv: "CSV",
    export: "Save as CSV: {what}",
    sort: "Sort by this column; again for the other way, a third time for the venue's own order",
    sum: "Sum",
    more: "The first {shown} of {all} rows; the file has all.",
    all: "Show all",
  },
  {
    csv: "导出 CSV",
    export: "导出 CSV：{what}",
    sort: "按此列排序；再按换向，第三次恢复原顺序",
    sum: "合计",
    more: "共 {all} 行，显示前 {shown} 行；导出文件含全部。",
    all: "全部显示",
  },
);
