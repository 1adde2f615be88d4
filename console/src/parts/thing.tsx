import type { ComponentType, ReactNode } from "react";
import { Entry } from "./entry.tsx";

interface Props {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly name: ReactNode;
  readonly detail?: ReactNode;
}

/** Something in a list that is no account: icon, name, one detail; as wide as a `Person`. */
export function Thing({ icon: Icon, name, detail }: Props) {
  return (
    <Entry
      picture={
        <span className="entry-picture plain">
          <Icon size={18} stroke={1.6} />
        </span>
      }
      name={<bdi>{name}</bdi>}
      detail={detail}
    />
  );
}
