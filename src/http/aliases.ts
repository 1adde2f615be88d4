import type { Route } from "./define-route.ts";

/**
 * Routes, each followed by the same under an older word of its path, marked as deprecated: `/workspaces` and `/tenants`.
 *
 * @param word as it begins a segment of the paths, in the singular
 * @param older what it was before
 */
export function withAliases(routes: readonly Route[], word: string, older: string): Route[] {
  const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  const alias = (route: Route): Route => {
    const id = route.id.replaceAll(capital(word), capital(older));
    return {
      ...route,
      path: route.path.replace(`/${word}`, `/${older}`),
      id: id === route.id ? `${id}Of${capital(older)}` : id,
      description: `The older path of \`${route.method} ${route.path}\`.`,
      deprecated: true,
    };
  };
  return routes.flatMap((route) => (route.path.includes(`/${word}`) ? [route, alias(route)] : [route]));
}
