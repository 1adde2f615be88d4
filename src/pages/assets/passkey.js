// The button that signs in with a passkey, and the form that adds one: shown, or let be used, where the browser has passkeys.
const { browserSupportsWebAuthn, startAuthentication, startRegistration } = SimpleWebAuthnBrowser;

// Refusals that another sign-in mends.
const SIGN_IN = ["auth.required", "auth.invalid_token", "auth.reauthentication_required", "mfa.required"];

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { refusal: answer.code });
  return answer;
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

for (const form of browserSupportsWebAuthn() ? document.querySelectorAll("[data-passkey-add]") : []) {
  const fields = form.querySelector("fieldset");
  const problem = form.querySelector("[role=alert]");
  fields.disabled = false;
  // What was said of a button that does nothing is not true any more.
  form.querySelector("#needs-script").remove();
  form.querySelector("button").removeAttribute("aria-describedby");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = form.elements.namedItem("name").value.trim() || undefined;
    problem.hidden = true;
    fields.disabled = true;
    try {
      const response = await startRegistration({ optionsJSON: await post("/users/me/passkeys/options", {}) });
      await post("/users/me/passkeys", { name, response });
      location.assign(form.dataset.passkeyAdd);
    } catch (error) {
      if (SIGN_IN.includes(error.refusal)) return location.assign(form.dataset.again);
      const isKnown = error.name === "InvalidStateError" || error.refusal === "passkey.known";
      problem.textContent = isKnown ? problem.dataset.known : problem.dataset.failed;
      problem.hidden = false;
      fields.disabled = false;
    }
  });
}
