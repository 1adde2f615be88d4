import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/style.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Goodbye } from "./account/goodbye.tsx";
import { createApi } from "./api/client.ts";
import { createQueries } from "./app/queries.ts";
import { createConsoleRouter } from "./app/router.tsx";
import { cssVariables, theme } from "./app/theme.ts";
import { signIn } from "./auth/sign-in.ts";
import { SignInFailed } from "./parts/failure.tsx";
import { LanguageProvider } from "./texts/language.tsx";

/** Sessions belong to the public address: under another one the way back from signing in would not be ours. */
function isElsewhere(): boolean {
  const stated = document.querySelector<HTMLMetaElement>('meta[name="roster-public-url"]')?.content ?? "";
  if (!URL.canParse(stated) || new URL(stated).origin === location.origin) return false;
  location.replace(new URL(`${location.pathname}${location.search}${location.hash}`, stated));
  return true;
}

async function start(): Promise<void> {
  const element = document.getElementById("root");
  if (!element || isElsewhere()) return;
  const root = createRoot(element);
  const around = (content: React.ReactNode) => (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <LanguageProvider>{content}</LanguageProvider>
      </MantineProvider>
    </StrictMode>
  );
  if (location.pathname === "/console/goodbye") {
    root.render(around(<Goodbye />));
    return;
  }
  try {
    const session = await signIn();
    const queries = createQueries();
    const router = createConsoleRouter({ api: createApi(session), session });
    root.render(
      around(
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>,
      ),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    root.render(around(<SignInFailed why={why} />));
  }
}

await start();
