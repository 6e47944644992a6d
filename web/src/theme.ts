/** theme lets a reader choose light or dark. The choice is a cookie, so that the server writes the next page in it and nothing flashes. */
export function theme(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = (root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    root.dataset["theme"] = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset["theme"]}; path=/; max-age=31536000; samesite=lax`;
  });
}
