// Highlighting of YAML with Go templates in it, of YAML alone, and of text with templates (NOTES.txt).
import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from "@codemirror/language";
import { classHighlighter, tags } from "@lezer/highlight";

interface State {
  inAction: boolean;
  inComment: boolean; // of the template: {{/* */}}
  quote: string; // of a template's text that is still open: only ` goes over lines
  indent: number; // of the line
  block: number; // indent of the key whose block scalar this is, or -1
  blockNext: boolean; // the line ended with | or >
}

const KEYWORDS = /^(if|else|end|range|with|define|template|block|break|continue)\b/;
const CONSTANTS = /^(true|false|nil)\b/;

function openAction(stream: StringStream, state: State): string | null {
  if (!stream.match(/^\{\{-?/)) return null;
  if (stream.match(/^\s*\/\*/)) {
    state.inComment = true;
    return "comment";
  }
  state.inAction = true;
  return "content.special";
}

function templateComment(stream: StringStream, state: State): string {
  if (stream.match(/^.*?\*\/\s*-?\}\}/)) state.inComment = false;
  else stream.skipToEnd();
  return "comment";
}

function rawString(stream: StringStream, state: State): string {
  if (stream.match(/^[^`]*`/)) state.quote = "";
  else stream.skipToEnd();
  return "string";
}

// Within {{ }}.
function action(stream: StringStream, state: State): string | null {
  if (state.quote) return rawString(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match(/^-?\}\}/)) {
    state.inAction = false;
    return "content.special";
  }
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return "string";
  if (stream.eat("`")) {
    state.quote = "`";
    return rawString(stream, state);
  }
  if (stream.match(/^-?\d[\w.]*/)) return "number";
  if (stream.match(/^\$\w*/)) return "variableName";
  if (stream.match(/^\.[A-Za-z_]\w*/)) return "propertyName.special";
  if (stream.match(/^\./)) return "propertyName.special";
  if (stream.match(KEYWORDS)) return "keyword";
  if (stream.match(CONSTANTS)) return "atom";
  if (stream.match(/^[A-Za-z_]\w*/)) return "variableName.function";
  if (stream.match(/^(:=|=|\|)/)) return "operator";
  stream.next();
  return "punctuation";
}

// The rest of a line of plain text, up to the next action.
function plainText(stream: StringStream, style: string | null): string | null {
  while (!stream.eol() && !stream.match("{{", false)) stream.next();
  return style;
}

function yamlKey(stream: StringStream): boolean {
  return Boolean(stream.match(/^("(?:[^"\\{]|\\.)*"|'[^'{]*'|[^\s#:,[\]{}&*!|>'"%@`-][^:#{}]*?|-[^\s:#{}][^:#{}]*?)(?=\s*:(\s|$))/));
}

function yaml(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(/^#/)) return plainText(stream, "comment");
  if (stream.match(/^(---|\.\.\.)(?=\s|$)/)) return "contentSeparator";
  if (stream.match(/^-(?=\s|$)/)) return "punctuation";
  if (yamlKey(stream)) return "propertyName.definition";
  if (stream.match(/^[|>][+-]?\d?[+-]?(?=\s*(#.*)?$)/)) {
    state.blockNext = true;
    return "operator";
  }
  if (stream.match(/^"(?:[^"\\{]|\\.|\{(?!\{))*"?/) || stream.match(/^'(?:[^'{]|\{(?!\{))*'?/)) return "string";
  if (stream.match(/^[&*][\w-]+/)) return "labelName";
  if (stream.match(/^!\S*/)) return "typeName";
  if (stream.match(/^(true|false|null|yes|no|on|off|~)(?=\s*([,\]}#]|$))/i)) return "atom";
  if (stream.match(/^[-+]?(0x[\da-f]+|\d[\d_]*(\.\d+)?(e[-+]?\d+)?)(?=\s*([,\]}#]|$))/i)) return "number";
  if (stream.match(/^[:,[\]{}?]/)) return "punctuation";
  while (!stream.eol() && !/[,[\]{}]/.test(stream.peek()!) && !stream.match(/^\s#/, false)) stream.next();
  return null;
}

function language(name: string, template: boolean, isYaml: boolean): StreamLanguage<State> {
  return StreamLanguage.define<State>({
    name,
    startState: () => ({ inAction: false, inComment: false, quote: "", indent: 0, block: -1, blockNext: false }),
    token(stream, state) {
      if (state.inComment) return templateComment(stream, state);
      if (state.inAction) return action(stream, state);
      if (stream.sol()) {
        state.indent = stream.indentation();
        if (state.blockNext) state.block = state.indent; // set at the first line below the key
        if (state.blockNext && state.indent === 0) state.block = -1;
        if (!state.blockNext && state.indent < state.block) state.block = -1;
        state.blockNext = false;
      }
      if (template) {
        const opened = openAction(stream, state);
        if (opened !== null) return opened;
      }
      if (!isYaml) return plainText(stream, null);
      if (state.block >= 0) return stream.eatSpace() ? null : plainText(stream, "string");
      const from = stream.pos;
      const style = yaml(stream, state);
      if (stream.pos === from) stream.next();
      return style;
    },
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'"] } },
  });
}

const plainYaml = language("yaml", false, true);
const templateYaml = language("yaml-template", true, true);
const templateText = language("text-template", true, false);

export function languageOf(path: string): StreamLanguage<State> {
  if (/(^|\/)templates\/.*\.txt$/.test(path)) return templateText;
  return /(^|\/)templates\//.test(path) ? templateYaml : plainYaml;
}

// Colours come from the style sheet, so that they follow the theme.
export const highlighting = [
  syntaxHighlighting(classHighlighter),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.special(tags.propertyName), class: "tok-field" },
      { tag: tags.function(tags.variableName), class: "tok-function" },
      { tag: tags.contentSeparator, class: "tok-separator" },
      { tag: tags.special(tags.content), class: "tok-brace" },
    ]),
  ),
];
