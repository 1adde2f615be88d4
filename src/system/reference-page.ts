/** Files of the reference page: Swagger UI's own, and the line that starts it (a strict policy allows no inline script). */
export const REFERENCE_ASSETS: Readonly<Record<string, { readonly id: string; readonly type: string; readonly text?: string }>> = {
  "swagger-ui.css": { id: "Style", type: "text/css; charset=utf-8" },
  "swagger-ui-bundle.js": { id: "Script", type: "text/javascript; charset=utf-8" },
  "start.js": {
    id: "Start",
    type: "text/javascript; charset=utf-8",
    text: `SwaggerUIBundle({ url: "../openapi.json".replace("../", location.pathname.replace(/docs\\/?$/, "")), dom_id: "#reference", deepLinking: true, tryItOutEnabled: true, docExpansion: "list", defaultModelsExpandDepth: 0 });\n`,
  },
};

/**
 * The page at /docs. Its paths are relative, so that it works under the API prefix too.
 *
 * @param url that it was asked for by, which may end in a slash: then paths begin inside of it
 */
export function referencePage(url: string): string {
  const files = /\/(?:\?|$)/.test(url) ? "" : "docs/";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roster API reference</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${files}swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<script src="${files}swagger-ui-bundle.js"></script>
<script src="${files}start.js"></script>
</body>
</html>
`;
}
