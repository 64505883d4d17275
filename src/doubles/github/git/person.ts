/** Who wrote or committed, and when: git's own line of it. */
export interface GitPerson {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970 in UTC. */
  readonly seconds: number;
  /** Offset of the clock on the wall, as git writes it: `+0200`. */
  readonly zone: string;
}

/**
 * The text of a person in a commit or tag. Angle brackets, line feeds and NUL would end a field early, and git drops
 * them together with white space, dots, commas and the like around a name.
 * @example formatPerson({ name: "Mona", email: "m@x", seconds: 0, zone: "+0000" }) // "Mona <m@x> 0 +0000"
 */
export function formatPerson({ name, email, seconds, zone }: GitPerson): string {
  return `${cleanField(name)} <${cleanField(email)}> ${seconds} ${zone}`;
}

/** Characters that git drops at both ends of a name or an address. */
const crud = /^[\u0001-\u0020.,:;<>"\\']+|[\u0001-\u0020.,:;<>"\\']+$/g;

function cleanField(text: string): string {
  return text
    .replaceAll("\0", "")
    .replaceAll(crud, "")
    .replaceAll(/[\n<>]/g, "");
}

/** The person of such a text, or undefined where it is none that would be written the same way again. */
export function readPerson(text: string): GitPerson | undefined {
  const found = /^([^<>\n]*) <([^<>\n]*)> (-?\d{1,15}) ([+-]\d{4})$/.exec(text);
  if (found === null) return undefined;
  const [, name = "", email = "", seconds = "", zone = ""] = found;
  return { name, email, seconds: Number(seconds), zone };
}

/** Minutes east of UTC. @example zoneMinutes("-0730") // -450 */
export function zoneMinutes(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith("-") ? -minutes : minutes;
}
