// A button in each password field that shows what was typed. Without script the field is as good as any other.
for (const input of document.querySelectorAll("input[type=password][data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  button.setAttribute("aria-controls", input.id);
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    const label = shown ? input.dataset.hide : input.dataset.show;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.classList.toggle("shown", shown);
  };
  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  // What leaves the page is a password again, so that password managers know it and histories do not keep it.
  input.form?.addEventListener("submit", () => show(false));
  input.after(button);
}
