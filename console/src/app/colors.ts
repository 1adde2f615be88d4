/** The colours of the frame, by scheme: the theme has them, and the page before any style sheet is there (`vite.config.ts`). */
export const FRAME_COLORS = {
  light: { ground: "#f6f6f4", body: "#ffffff", line: "#e3e3df" },
  dark: { ground: "#0e0f12", body: "#17181d", line: "#2a2c34" },
} as const;
