// Words in the language at hand, and numbers as people read them.

let language = "en";

/** A label of ours; `{0}` and so on stand for values. */
function t(label, ...values) {
  const text = data.page.words[language][label] ?? label;
  return text.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ""));
}

/** What a record says in all languages, in the one at hand. */
function said(words) {
  return words?.[language];
}

function stepName(step) {
  return data.page.words[language].steps[step] ?? step;
}

function noteMeaning(note) {
  return data.page.words[language].notes[note] || note;
}

/** What `explain` says of a finding: in a few words, and in a sentence or two. */
function topicOf(finding) {
  const { titles, meanings } = said(data.summary.page.words);
  return { title: titles[finding] ?? "", meaning: meanings[finding] ?? "" };
}

function stageName(stage) {
  return data.page.words[language].stages[String(stage)];
}

function severityName(severity) {
  return data.page.words[language].severities[severity] ?? "";
}

const SIGNS = { error: "✗", warning: "!", note: "✓" };

function sign(severity) {
  const name = severity ? severityName(severity) : t("none");
  return h("span", { class: "sign " + (severity ?? "none"), role: "img", "aria-label": name, title: name }, SIGNS[severity] ?? "✓");
}

function circled(stage) {
  return "①②③④⑤⑥⑦"[stage - 1];
}

/** 1234567 as 1 234 567, with narrow spaces that do not break. */
function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

function bytes(count) {
  if (count === undefined || count === null) return "–";
  if (count < 10_000) return grouped(count) + " B";
  for (const [unit, size] of [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]]) {
    if (count >= size) return (count / size).toPrecision(3) + " " + unit;
  }
  return "";
}

/** Seconds: 12 µs, 3.4 ms, 5.003 s, 2 min 3 s. */
function seconds(value) {
  if (value === undefined || value === null) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0 s";
  if (size < 0.001) return trimmed(value * 1e6, 3) + " µs";
  if (size < 1) return trimmed(value * 1000, 3) + " ms";
  if (size < 120) return trimmed(value, size < 10 ? 4 : 3) + " s";
  return (value < 0 ? "−" : "") + Math.floor(size / 60) + " min " + Math.round(size % 60) + " s";
}

function trimmed(value, digits) {
  return String(Number(value.toPrecision(digits)));
}

function endpoint({ address, port }) {
  return (address.includes(":") ? `[${address}]` : address) + ":" + port;
}
