import "./components.css";
import "./frame.css";
import "./style.css";
import "./entries.css";
import "./media.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApi } from "../api/client.ts";
import type { SignIn } from "../auth/sign-in.ts";
import { SignInFailed } from "../parts/failure.tsx";
import { LanguageProvider } from "../texts/language.tsx";
import { createQueries } from "./queries.ts";
import { createConsoleRouter } from "./router.tsx";
import { cssVariables, useTheme } from "./theme.ts";
import { meOf } from "./world.ts";

function Themed({ children }: { readonly children: React.ReactNode }) {
  return (
    <MantineProvider theme={useTheme()} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}

const around = (content: React.ReactNode) => (
  <StrictMode>
    <LanguageProvider>
      <Themed>{content}</Themed>
    </LanguageProvider>
  </StrictMode>
);

/** Shows whoever deleted their account that it is so: nobody is signed in. */
export async function sayGoodbye(): Promise<void> {
  const { Goodbye } = await import("../account/goodbye.tsx");
  const element = document.getElementById("root");
  if (element) createRoot(element).render(around(<Goodbye />));
}

/**
 * Shows the console.
 *
 * @param refused resolves when the authorization server refused to sign anybody in
 */
export function start(session: SignIn, refused: Promise<unknown>): void {
  const element = document.getElementById("root");
  if (!element) return;
  const root = createRoot(element);
  const api = createApi(session);
  const queries = createQueries();
  const router = createConsoleRouter({ api, session, opened: new URLSearchParams(location.search) });
  // Drawing the frame takes a while: what it waits for, and the page itself, are on their way before.
  void queries.prefetchQuery(meOf(api));
  void router.load();
  root.render(
    around(
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>,
    ),
  );
  void refused.then((error) => root.render(around(<SignInFailed error={error} />)));
}
