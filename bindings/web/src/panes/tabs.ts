// Tabs by the pattern of the WAI: arrow keys move, one tab is in the order of focus.
import { byId } from "../dom";

export class Tabs {
  private readonly tabs: HTMLButtonElement[];

  // `list` has role=tablist; each tab names its panel by aria-controls.
  constructor(list: HTMLElement, private readonly shown: (panel: string) => void = () => undefined) {
    this.tabs = [...list.querySelectorAll<HTMLButtonElement>("[role=tab]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.select(this.panelOf(tab)));
    list.addEventListener("keydown", (event) => this.key(event));
    this.select(this.current);
  }

  get current(): string {
    const selected = this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? this.tabs[0]!;
    return this.panelOf(selected);
  }

  select(panel: string): void {
    if (!this.tabs.some((tab) => this.panelOf(tab) === panel)) return;
    for (const tab of this.tabs) {
      const on = this.panelOf(tab) === panel;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(this.panelOf(tab)).hidden = !on;
    }
    this.shown(panel);
  }

  private panelOf(tab: HTMLElement): string {
    return tab.getAttribute("aria-controls")!;
  }

  private key(event: KeyboardEvent): void {
    const at = this.tabs.indexOf(event.target as HTMLButtonElement);
    const last = this.tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.select(this.panelOf(this.tabs[to]!));
    this.tabs[to]!.focus();
  }
}
