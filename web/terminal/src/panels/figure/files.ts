// A drawing as a picture that leaves the page: on the colour of its panel, under its title.
import { download } from "../download";

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
