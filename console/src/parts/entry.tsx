import type { ReactNode } from "react";

interface Props {
  /** Says nothing that the words do not say. */
  readonly picture: ReactNode;
  readonly name: ReactNode;
  readonly detail?: ReactNode;
}

/** What stands in a list: a picture, a name, one detail. */
export function Entry({ picture, name, detail }: Props) {
  return (
    <div className="entry">
      <span aria-hidden="true">{picture}</span>
      <div className="entry-words">
        <div className="entry-name">{name}</div>
        {detail !== undefined && detail !== null && detail !== "" && <div className="entry-detail">{detail}</div>}
      </div>
    </div>
  );
}
