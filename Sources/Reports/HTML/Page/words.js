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

/** In the units of the sentences, to three digits; digits are not grouped, as theirs are not. */
function bytes(count) {
  if (count === undefined || count === null) return "–";
  if (count < 10_000) return count + " B";
  const size = byteUnit(count);
  const value = count / size;
  return Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)) + " " + BYTE_UNITS[Math.log2(size) / 10 - 1];
}

const BYTE_UNITS = ["KiB", "MiB", "GiB", "TiB"];

/** How many bytes the unit has that so many are told in. */
function byteUnit(count) {
  if (count < 10_000) return 1;
  let power = 1;
  while (power < BYTE_UNITS.length && count >= 1024 ** (power + 1)) power += 1;
  return 1024 ** power;
}

/** Records count in nanoseconds: what a sum or a difference adds beyond them is no time. */
function nanoseconds(value) {
  return Math.round(value * 1e9);
}

/**
 * Seconds, as the sentences have them, with as many digits and rounded likewise: 12 µs, 3.4 ms, 5.003 s, 2 min 3 s, 2 h 5 min. What is shown of one time in
 * two places is the same.
 */
function seconds(value) {
  if (value === undefined || value === null) return "–";
  const size = Math.abs(nanoseconds(value));
  return (value < 0 && size > 0 ? "−" : "") + durationText(size);
}

function durationText(size) {
  if (size === 0) return "0 s";
  if (size < 1_000) return size + " ns";
  if (size < 1_000_000) return Math.floor(size / 1_000) + " µs";
  if (size < 1_000_000_000) return decimals(Math.floor((size + 50_000) / 100_000), 1) + " ms";
  if (size < 120_000_000_000) return decimals(Math.floor(size / 1_000_000), 3) + " s";
  const whole = Math.floor(size / 1_000_000_000);
  return whole < 7200 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** A whole number of the last digit's unit, with so many digits behind the point. */
function decimals(number, digits) {
  const text = String(number).padStart(digits + 1, "0");
  return text.slice(0, -digits) + "." + text.slice(-digits);
}

/** Seconds with so many digits, as in a ladder: digits beyond them are cut, as the text does. */
function clockTime(value, digits) {
  const size = Math.abs(nanoseconds(value));
  return (value < 0 && size > 0 ? "-" : "") + decimals(Math.floor(size / 10 ** (9 - digits)), digits);
}

function endpoint({ address, port }) {
  return (address.includes(":") ? `[${address}]` : address) + ":" + port;
}
