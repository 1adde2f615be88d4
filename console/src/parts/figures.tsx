import "./figures.css";
import { Paper, SimpleGrid, type SimpleGridProps } from "@mantine/core";
import type { ReactNode } from "react";

interface FigureProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** What belongs to it, in small. */
  readonly children?: ReactNode;
}

/** One figure among `FigureGrid`. */
export function Figure({ label, value, children }: FigureProps) {
  return (
    <Paper withBorder className="section figure">
      <dt>{label}</dt>
      <dd>{value}</dd>
      {children !== undefined && children !== null && <dd>{children}</dd>}
    </Paper>
  );
}

interface Props {
  readonly label?: string;
  readonly cols: NonNullable<SimpleGridProps["cols"]>;
  readonly children: ReactNode;
}

/** How something stands, in figures: each with what it is called. */
export function FigureGrid({ label, cols, children }: Props) {
  return (
    <SimpleGrid component="dl" m={0} cols={cols} spacing="sm" {...(label !== undefined && { "aria-label": label })}>
      {children}
    </SimpleGrid>
  );
}
