// Shows the button that signs in with a passkey, where the browser has passkeys, and does what it says.
const { browserSupportsWebAuthn, startAuthentication } = SimpleWebAuthnBrowser;

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

for (const way of document.querySelectorAll("[data-passkey]")) {
  const button = way.querySelector("button");
  const problem = way.querySelector("[role=alert]");
  way.hidden = !browserSupportsWebAuthn();
  button.addEventListener("click", async () => {
    problem.hidden = true;
    button.disabled = true;
    try {
      const response = await startAuthentication({ optionsJSON: await post("/auth/passkey/options", {}) });
      await post("/auth/passkey", { response });
      location.assign(way.dataset.passkey);
    } catch {
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
