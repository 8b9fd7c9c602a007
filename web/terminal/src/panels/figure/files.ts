// What leaves the page: a text, or a drawing on the colour of its panel under its title.

export function save(text: string, name: string): void {
  download(new Blob([text], { type: "text/csv;charset=utf-8" }), name);
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function picture(drawing: HTMLCanvasElement, title: string, name: string): void {
  const scale = devicePixelRatio || 1;
  const head = Math.round(28 * scale);
  const sheet = document.createElement("canvas");
  sheet.width = drawing.width;
  sheet.height = drawing.height + head;
  const pen = sheet.getContext("2d");
  if (!pen) return;
  const style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue("--panel").trim();
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = style.getPropertyValue("--text").trim();
  pen.font = `${13 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  pen.fillText(title, 8 * scale, head / 2, sheet.width - 16 * scale);
  pen.drawImage(drawing, 0, head);
  sheet.toBlob((blob) => {
    if (blob) download(blob, name);
  }, "image/png");
}
