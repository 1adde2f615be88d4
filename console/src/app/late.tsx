import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Component, type ComponentType, type ReactNode, use, useEffect } from "react";
import { ApiError } from "../api/client.ts";
import { inTab } from "../auth/stored.ts";
import { Failure, useFailureTitle } from "../parts/failure.tsx";
import { Page } from "../parts/page.tsx";

/** A file of the console did not come: there is no line, or the server has another version of it by now. */
export class NotLoaded extends ApiError {
  override name = "NotLoaded";
  /** Forgets it: whatever asks next asks anew. */
  readonly again: () => void;

  constructor(again: () => void) {
    super(0, null, null);
    this.again = again;
  }
}

/** A component that is a file of its own, loaded with its first use; what failed to come can be asked for again. */
export function late<P extends object>(load: () => Promise<ComponentType<P>>) {
  let Loaded: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  let failure: NotLoaded | undefined;
  const keep = (component: ComponentType<P>) => {
    Loaded = component;
  };
  const again = () => {
    loading = undefined;
    failure = undefined;
  };
  const ask = () => {
    loading ??= load().then(keep, () => {
      failure = new NotLoaded(again);
    });
    return loading;
  };
  const shown = (props: P): ReactNode => {
    if (failure) throw failure;
    if (!Loaded) use(ask());
    return Loaded && <Loaded {...props} />;
  };
  // What is asked for ahead, and does not come, is asked for again once it is needed.
  return Object.assign(shown, { preload: () => load().then(keep, () => {}) });
}

/** A page that is a file of its own. */
export const latePage = <N extends string>(load: () => Promise<Readonly<Record<N, ComponentType>>>, name: N) =>
  late(() => load().then((loaded) => loaded[name]));

interface SpareProps {
  readonly fallback: ReactNode;
  /** Told that what is inside did not come. */
  failed?(): void;
  readonly children: ReactNode;
}

/** Shows something else where what is inside is late and does not come: the page goes on without it. */
export class Spare extends Component<SpareProps, { readonly isMissing: boolean }> {
  override state = { isMissing: false };

  static getDerivedStateFromError(error: unknown) {
    if (!(error instanceof NotLoaded)) throw error;
    return { isMissing: true };
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof NotLoaded) error.again();
    this.props.failed?.();
  }

  override render(): ReactNode {
    return this.state.isMissing ? this.props.fallback : this.props.children;
  }
}

const RENEWED = "roster.console.renewed";
/** Two of them in so short a time would go on for ever: milliseconds. */
const SOON = 10_000;

/** Loads the console anew where its server is there: then the file is one of another version. Not without a line: there would be nothing. */
async function renew(): Promise<void> {
  const { ok } = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => ({ ok: false }));
  const now = Date.now();
  if (!ok || now - Number(inTab.read(RENEWED)) < SOON) return;
  inTab.write(RENEWED, String(now));
  if (inTab.read(RENEWED) === String(now)) location.reload();
}

/** A page that did not come, that broke, or that lacks what it cannot be without (`queries.ts`). */
export function Broken({ error, reset }: ErrorComponentProps) {
  const title = useFailureTitle(error);
  const queries = useQueryErrorResetBoundary();
  const missing = error instanceof NotLoaded ? error : undefined;
  useEffect(() => {
    if (!missing) return;
    void renew();
    return missing.again;
  }, [missing]);
  const retry = () => {
    missing?.again();
    queries.reset();
    reset();
  };
  return (
    <Page title={title}>
      <Failure error={error} retry={retry} />
    </Page>
  );
}
