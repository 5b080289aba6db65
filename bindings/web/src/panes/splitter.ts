// The bar between two panes: dragged, or moved by arrow keys. It sets how much of the width the pane before it
// (or, with `after`, behind it) takes, as a custom property of the panes' parent.

interface Range {
  property: string;
  start: number; // percent
  least: number;
  most: number;
  after: boolean;
}

export function splitter(bar: HTMLElement, range: Range): void {
  const panes = bar.parentElement!;
  let value = range.start;
  const set = (percent: number) => {
    value = Math.round(Math.max(range.least, Math.min(range.most, percent)) * 10) / 10;
    panes.style.setProperty(range.property, `${value}%`);
    bar.setAttribute("aria-valuenow", String(Math.round(value)));
  };
  bar.setAttribute("aria-valuemin", String(range.least));
  bar.setAttribute("aria-valuemax", String(range.most));
  set(range.start);

  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const box = panes.getBoundingClientRect();
    set(((range.after ? box.right - event.clientX : event.clientX - box.left) / box.width) * 100);
  });
  bar.addEventListener("dblclick", () => set(range.start));
  bar.addEventListener("keydown", (event) => {
    const grow = range.after ? -2 : 2;
    const to = { ArrowRight: value + grow, ArrowLeft: value - grow, Home: range.least, End: range.most }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  });
}
