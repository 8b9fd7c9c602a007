// Writes what Unicode's normalization forms C and KC need, out of the Unicode data of this Node.js.
// Lines: D c d... (canonical), K c d... (compatibility), C a b c (composition), R c r (order of combining marks).
const hex = (text) => [...text].map((c) => c.codePointAt(0).toString(16).toUpperCase()).join(" ");
const lines = [`# Unicode ${process.versions.unicode}, from Node.js ${process.versions.node}`];
const points = [];
for (let point = 0; point < 0x110000; point++) {
  // Surrogates are no characters; Hangul syllables follow a rule.
  if ((point >= 0xd800 && point <= 0xdfff) || (point >= 0xac00 && point <= 0xd7a3)) continue;
  points.push(String.fromCodePoint(point));
}

for (const c of points) {
  const canonical = c.normalize("NFD");
  const compatible = c.normalize("NFKD");
  if (canonical !== c) lines.push(`D ${hex(c)} ${hex(canonical)}`);
  if (compatible !== c) lines.push(`K ${hex(c)} ${hex(compatible)}`);
  if (canonical === c || c.normalize("NFC") !== c) continue;
  const parts = [...canonical];
  const second = parts.pop();
  const first = parts.join("").normalize("NFC");
  if ([...first].length === 1 && (first + second).normalize("NFC") === c) lines.push(`C ${hex(first)} ${hex(second)} ${hex(c)}`);
}

// A mark of a higher class before one of a lower class changes places with it, which tells their order. Between the
// lowest class (U+0334, 1) and the highest (U+0345, 240) lie all others.
const swaps = (a, b) => (a + b).normalize("NFD") !== a.normalize("NFD") + b.normalize("NFD");
const marks = points.filter((c) => c.normalize("NFD") === c && (swaps(c, "\u0334") || swaps("\u0345", c) || c === "\u0334" || c === "\u0345"));
const classes = [];
for (const mark of marks) {
  const same = classes.find((k) => !swaps(k[0], mark) && !swaps(mark, k[0]));
  if (same) same.push(mark);
  else classes.push([mark]);
}

classes.sort((a, b) => (swaps(a[0], b[0]) ? 1 : -1));
classes.forEach((members, i) => members.forEach((mark) => lines.push(`R ${hex(mark)} ${(i + 1).toString(16).toUpperCase()}`)));
process.stdout.write(lines.join("\n") + "\n");
