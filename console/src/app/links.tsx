import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps, Paper, type PaperProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode, Ref } from "react";

type Link<P> = P & { readonly ref?: Ref<HTMLAnchorElement> };

/** A line of the navigation that leads to a page. */
export const NavigationLink = createLink(function NavigationAnchor({ ref, ...props }: Link<NavLinkProps>) {
  return <NavLink component="a" ref={ref} {...props} />;
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
