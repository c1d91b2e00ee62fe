// JSON and XML with line breaks and indents. Nothing else differs from what was sent: no number is rounded, no name is dropped, moved or changed.

const INDENTS = 64;
const DEEPEST_XML = 200;

function indents(depth) {
  return "\n" + "  ".repeat(Math.min(depth, INDENTS));
}

/** The tokens of JSON as they are, with white space between them; null if it is no JSON. */
function indentedJSON(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  const parts = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    const isEmpty = /[{[]/.test(tokens[i - 1]?.[0] ?? "");
    if (token === "}" || token === "]") {
      depth -= 1;
      if (!isEmpty) parts.push(indents(depth));
    } else if (isEmpty) parts.push(indents(depth));
    parts.push(token);
    if (token === "{" || token === "[") depth += 1;
    else if (token === ",") parts.push(indents(depth));
    else if (token === ":") parts.push(" ");
  });
  return parts.join("");
}

const XML_TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<![A-Z](?:[^<>"'[]|"[^"]*"|'[^']*')*>|<[^\s<>"'!?](?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/y;

/** Tags on lines of their own where there is nothing but white space between them; null if tags do not match. Elements that hold text stay as they are. */
function indentedXML(text) {
  const root = { children: [] };
  const open = [root];
  XML_TOKEN.lastIndex = 0;
  while (XML_TOKEN.lastIndex < text.length) {
    const token = XML_TOKEN.exec(text)?.[0];
    const parent = open.at(-1);
    if (token === undefined || open.length > DEEPEST_XML) return null;
    const name = /^<\/?([^\s/>!?]+)/.exec(token)?.[1];
    if (token.startsWith("</")) {
      if (open.length === 1 || parent.name !== name) return null;
      parent.end = token;
      open.pop();
    } else if (name && !token.endsWith("/>")) {
      const element = { name, start: token, children: [], isMixed: token.includes("xml:space") };
      parent.children.push(element);
      open.push(element);
    } else {
      if (token.startsWith("<![CDATA[") || !token.startsWith("<") && /\S/.test(token)) parent.isMixed = true;
      parent.children.push(token);
    }
  }
  if (open.length > 1 || root.isMixed) return null;
  return root.children.filter(isNoSpace).map((node) => xmlLines(node, 0)).join("\n");
}

function isNoSpace(node) {
  return typeof node !== "string" || /\S/.test(node);
}

function xmlLines(node, depth) {
  const children = node.children?.filter(isNoSpace) ?? [];
  if (typeof node === "string" || node.isMixed || children.length === 0) return asSent(node);
  return node.start + children.map((child) => indents(depth + 1) + xmlLines(child, depth + 1)).join("") + indents(depth) + node.end;
}

function asSent(node) {
  return typeof node === "string" ? node : node.start + node.children.map(asSent).join("") + node.end;
}
