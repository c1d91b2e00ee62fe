// Hosts that a filter asks for: an address, a network such as 10.0.0.0/8, or a name and all names below it.

/** `{words, masks}` of a network, `{name}`, or null. */
function readHost(text) {
  const [first, bits, ...more] = text.split("/");
  const words = readAddress(first.replace(/^\[(.*)\]$/, "$1"));
  if (words) {
    const size = words.length * 32;
    if (bits === undefined) return { words, masks: masksOf(size, size) };
    return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= size ? { words, masks: masksOf(Number(bits), size) } : null;
  }
  return bits === undefined && /^[\w.\-\u0080-\uffff]+$/.test(first) ? { name: first.toLowerCase() } : null;
}

/** What of each number of 32 bits counts, where so many bits of all of them do. */
function masksOf(bits, size) {
  return Array.from({ length: size / 32 }, (_, i) => {
    const count = Math.min(32, Math.max(0, bits - 32 * i));
    return count === 0 ? 0 : -1 << (32 - count);
  });
}

/** An address of IPv4 or IPv6 as one number of 32 bits, or four; null if it is none. */
function readAddress(text) {
  const four = text.split(".");
  if (four.length === 4 && four.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return [four.reduce((sum, part) => sum * 256 + Number(part), 0)];
  }
  // The last 32 bits may be written as an address of IPv4.
  const last = text.slice(text.lastIndexOf(":") + 1);
  if (last.includes(".")) {
    const low = text.includes(":") ? readAddress(last)?.[0] : undefined;
    return low === undefined ? null : readAddress(text.slice(0, -last.length) + (low >>> 16).toString(16) + ":" + (low & 0xffff).toString(16));
  }
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const count = halves.flat().length;
  if (halves.length > 2 || (halves.length === 2 ? count > 7 : count !== 8) || !halves.flat().every((part) => /^[\da-f]{1,4}$/i.test(part))) return null;
  const groups = halves.length === 2 ? [...halves[0], ...Array.from({ length: 8 - count }, () => "0"), ...halves[1]] : halves[0];
  return [0, 2, 4, 6].map((i) => Number.parseInt(groups[i], 16) * 65_536 + Number.parseInt(groups[i + 1], 16));
}

/** Those of both ends, read once: a filter is asked of every connection whenever a key is pressed. */
function addressesOf(c) {
  c.addresses ??= [readAddress(c.client.address), readAddress(c.server.address)];
  return c.addresses;
}

/** Whether either end of a connection has this address, or one of this network. */
function isAddressOf(c, { words, masks }) {
  return words !== undefined && addressesOf(c).some((address) =>
    address?.length === words.length && masks.every((mask, i) => (address[i] & mask) === (words[i] & mask)));
}

function isBelow(name, wanted) {
  const plain = (name ?? "").toLowerCase().replace(/\.$/, "");
  return plain === wanted || plain.endsWith("." + wanted);
}

/** The name that the client asked for in TLS. */
function serverNameOf(c) {
  return c.tls?.sni ?? c.server_name;
}

/** The host of a URL: that of the field Host, or of `:authority`. */
function hostOfURL(url) {
  const authority = /\/+([^/?]*)/.exec(url ?? "")?.[1] ?? "";
  return authority.slice(authority.lastIndexOf("@") + 1).split(":")[0];
}
