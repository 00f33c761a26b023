// Runs before the first paint, so that a dark page never flashes white. Stored choice first, then the system's.
(() => {
  const asked = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("workspace.theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    const theme = stored() || (asked.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    document
      .querySelector("meta[name=theme-color]")
      ?.setAttribute("content", theme === "dark" ? "#171d1c" : "#f3f5f4");
  };
  apply();
  asked.addEventListener("change", apply);
  window.toggleTheme = () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("workspace.theme", next);
    } catch {
      /* Storage may be off; the choice then lasts one visit. */
    }
    document.documentElement.dataset.theme = next;
  };
})();
