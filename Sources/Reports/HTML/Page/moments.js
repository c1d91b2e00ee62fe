// Times that a filter asks for, as the command line takes them: `1.5` seconds after the start, `10:30`, `2026-11-22T10:30:00Z`, seconds since 1970.
// A time of day, or a date without an offset, is one of the reader's zone.

/** A number of seconds that is greater is counted from 1970. */
const LONGEST_CAPTURE = 100_000_000n * 1_000_000_000n;
const DAY = 86_400n * 1_000_000_000n;

/** A time of a record, in nanoseconds since 1970. */
function nanosecondsOf(text) {
  return BigInt(Date.parse(text.slice(0, 19) + "Z")) * 1_000_000n + BigInt(text.slice(20, 29));
}

/** Nanoseconds since 1970, or null. */
function readMoment(text) {
  const start = data.start ? BigInt(data.start.seconds) * 1_000_000_000n + BigInt(data.start.nanoseconds) : 0n;
  const number = readSeconds(text.replace(/^@/, ""));
  if (number !== null) return text.startsWith("@") || number > LONGEST_CAPTURE ? number : start + number;
  const ofDay = readClock(text);
  return ofDay === null ? readDate(text) : nearest(ofDay, start);
}

function readSeconds(text) {
  const parts = /^(\d{1,10})(?:\.(\d{1,9}))?$/.exec(text);
  return parts ? BigInt(parts[1]) * 1_000_000_000n + BigInt((parts[2] ?? "").padEnd(9, "0")) : null;
}

/** `10:30`, `10:30:00.5`: hours, minutes, and nanoseconds of the minute. */
function readClock(text) {
  const parts = /^(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?$/.exec(text);
  if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null;
  const rest = readSeconds(parts[3] ?? "0");
  return rest < 61_000_000_000n ? { hour: Number(parts[1]), minute: Number(parts[2]), rest } : null;
}

/** When clocks of the reader's zone show this. */
function local(year, month, day, { hour, minute, rest }) {
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month, day);
  date.setHours(hour, minute, 0, 0);
  return BigInt(date.getTime()) * 1_000_000n + rest;
}

/** That time of day which is nearest to the start of the capture. */
function nearest(clock, start) {
  const date = new Date(Number(start / 1_000_000n));
  const sameDay = local(date.getFullYear(), date.getMonth(), date.getDate(), clock);
  if (sameDay - start < -DAY / 2n) return sameDay + DAY;
  return sameDay - start > DAY / 2n ? sameDay - DAY : sameDay;
}

function readDate(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](.*))?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])];
  if (month < 0 || month > 11 || day < 1 || day > 31) return null;
  if (parts[4] === undefined) return local(year, month, day, { hour: 0, minute: 0, rest: 0n });
  const [, time, zone] = /^([\d:.]+)(.*)$/.exec(parts[4]) ?? [];
  const clock = readClock(time ?? "");
  if (!clock || zone === "") return clock && local(year, month, day, clock);
  const offset = /^(?:[Zz]|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/.exec(zone);
  if (!offset) return null;
  const minutes = offset[1] ? (offset[1] === "-" ? -1 : 1) * (60 * Number(offset[2]) + Number(offset[3] ?? 0)) : 0;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(clock.hour, clock.minute - minutes, 0, 0);
  return BigInt(date.getTime()) * 1_000_000n + clock.rest;
}
