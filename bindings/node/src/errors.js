// Why the library refuses.

/** One level of a template error: which node of which template was evaluated. */
function frameOf(frame) {
  return {
    file: frame.file ?? "", line: frame.line ?? 0, column: frame.column ?? 0,
    template: frame.template, node: frame.node, text: frame.text,
  };
}

class ChartrenderError extends Error {
  constructor(message, details = {}) {
    super(message);
    this.code = details.code ?? "internal";
    this.file = details.file;
    this.line = details.line;
    this.column = details.column;
    this.whileRendering = details.while_rendering ?? false;
    this.frames = (details.frames ?? []).map(frameOf);
    this.others = (details.others ?? []).map((other) => new ChartrenderError(other.message, other));
    this.details = details;
  }
}
ChartrenderError.prototype.name = "ChartrenderError";

function usage(message) {
  return new ChartrenderError(message, { code: "usage" });
}

export { ChartrenderError, usage };
