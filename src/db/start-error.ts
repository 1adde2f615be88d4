/** What keeps the server from starting, in a sentence for the operator: it is printed without a stack. */
export class StartError extends Error {
  override name = "StartError";
}

/** Tells the operator of a slow step; what it returns is called when the step is done. */
export type Progress = (step: string) => () => void;
