import { Anchor, type AnchorProps, Button, type ButtonProps, Paper, type PaperProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode, Ref } from "react";

type Link<P> = P & { readonly ref?: Ref<HTMLAnchorElement> };

interface NavigationProps extends ComponentProps<"a"> {
  readonly icon: ReactNode;
  readonly label: string;
  readonly detail?: ReactNode;
}

/** A line of the navigation that leads to a page. */
export const NavigationLink = createLink(function NavigationAnchor({ icon, label, detail, ...props }: NavigationProps) {
  return (
    <a {...props} className="nav-link">
      {icon}
      <span>
        {label}
        <span className="nav-detail">{detail}</span>
      </span>
    </a>
  );
});

/** The name of a row, which leads to its page: as plain as can be, since there are hundreds. */
export const RowLink = createLink(function RowAnchor(props: ComponentProps<"a">) {
  return <a {...props} className="row-link" />;
});

/** A link in text that leads to a page. */
export const PageLink = createLink(function PageAnchor({ ref, ...props }: Link<AnchorProps>) {
  return <Anchor component="a" ref={ref} {...props} />;
});

/** A button that leads to a page. */
export const ButtonLink = createLink(function ButtonAnchor({ ref, ...props }: Link<ButtonProps & Pick<ComponentProps<"a">, "onClick">>) {
  return <Button component="a" ref={ref} {...props} />;
});

/** A card that leads to a page: one of a few ways on. */
export const CardLink = createLink(function CardAnchor({ ref, ...props }: Link<PaperProps & { readonly children?: ReactNode }>) {
  return <Paper component="a" ref={ref} withBorder p="lg" className="card-link" {...props} />;
});
