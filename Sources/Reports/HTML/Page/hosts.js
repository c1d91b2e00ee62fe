// Hosts that a filter asks for: an address, a network such as 10.0.0.0/8, or a name and all names below it.

/** `{value, size, bits}` of a network, `{name}`, or null. */
function readHost(text) {
  const [first, bits, ...more] = text.split("/");
  const address = readAddress(first.replace(/^\[(.*)\]$/, "$1"));
  if (address) {
    if (bits === undefined) return { ...address, bits: address.size };
    return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= address.size ? { ...address, bits: Number(bits) } : null;
  }
  return bits === undefined && /^[\w.\-\u0080-\uffff]+$/.test(first) ? { name: first.toLowerCase() } : null;
}

/** An address of IPv4 or IPv6 as a number, with its size in bits. */
function readAddress(text) {
  const four = text.split(".");
  if (four.length === 4 && four.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return { value: four.reduce((sum, part) => sum * 256n + BigInt(part), 0n), size: 32 };
  }
  // The last 32 bits may be written as an address of IPv4.
  const last = text.slice(text.lastIndexOf(":") + 1);
  if (last.includes(".")) {
    const low = text.includes(":") ? readAddress(last)?.value : undefined;
    return low === undefined ? null : readAddress(text.slice(0, -last.length) + (low >> 16n).toString(16) + ":" + (low & 0xffffn).toString(16));
  }
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const count = halves.flat().length;
  if (halves.length > 2 || (halves.length === 2 ? count > 7 : count !== 8) || !halves.flat().every((part) => /^[\da-f]{1,4}$/i.test(part))) return null;
  const groups = halves.length === 2 ? [...halves[0], ...Array.from({ length: 8 - count }, () => "0"), ...halves[1]] : halves[0];
  return { value: groups.reduce((sum, part) => sum * 65_536n + BigInt("0x" + part), 0n), size: 128 };
}

/** Whether either end of a connection has this address, or one of this network. */
function isAddressOf(c, host) {
  if (host.name !== undefined) return false;
  c.addresses ??= [readAddress(c.client.address), readAddress(c.server.address)];
  const rest = BigInt(host.size - host.bits);
  return c.addresses.some((address) => address?.size === host.size && address.value >> rest === host.value >> rest);
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
