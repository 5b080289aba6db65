// Light, dark, or as the system has it; remembered in this browser only.
const KEY = "chartrender.theme";

export function startTheme(choice: HTMLSelectElement): void {
  const set = (theme: string) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
    else delete document.documentElement.dataset["theme"];
  };
  try {
    choice.value = localStorage.getItem(KEY) ?? "auto";
  } catch {
    choice.value = "auto"; // storage is blocked: the choice lasts as long as the page
  }
  set(choice.value);
  choice.addEventListener("change", () => {
    set(choice.value);
    try {
      localStorage.setItem(KEY, choice.value);
    } catch {
      // see above
    }
  });
}
