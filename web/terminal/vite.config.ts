// The build and the tests. The base is relative: the bundle can be served from any root.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where the development server finds a venue: the mock by default.
const venue = "http://127.0.0.1:5080";
const desk = "http://127.0.0.1:5090";

export default defineConfig({
  base: "./",
  plugins: [react()],
  server: { host: "127.0.0.1", proxy: { "/v1": { target: venue, ws: true }, "/desk": desk } },
  build: {
    target: "es2022",
    // Which files are the shell and which a page: the test of their sizes reads it.
    manifest: true,
    chunkSizeWarningLimit: 600,
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
