// Where things lie: the clone, the terminal in it, and what the tests leave behind.
import { fileURLToPath } from "node:url";

export const terminal = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
export const home = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");
export const artifacts = `${home}/artifacts`;
