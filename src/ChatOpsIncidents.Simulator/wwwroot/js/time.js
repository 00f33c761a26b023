// Times as the acting person reads them: in that person's zone, whatever this browser's zone is.
import { myZone, workspaceNow } from "./store.js";

const made = new Map();

function formatter(options, zone = myZone()) {
  const key = JSON.stringify([options, zone]);
  if (!made.has(key)) {
    let format;
    try {
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    made.set(key, format);
  }
  return made.get(key);
}

export const tsDate = (ts) => new Date(Number.parseFloat(ts) * 1000);
export const clockTime = (date) => formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
export const clockTimeSeconds = (date) =>
  formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date);
export const fullTime = (date) =>
  formatter({
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(date);
export const shortDate = (date) => formatter({ weekday: "short", day: "numeric", month: "short" }).format(date);
export const zoneName = (date = new Date(workspaceNow())) =>
  formatter({ timeZoneName: "short" })
    .formatToParts(date)
    .find((p) => p.type === "timeZoneName")?.value ?? "UTC";

/** The calendar day in the person's zone, as YYYY-MM-DD: comparable and unique. */
export function dayKey(date) {
  const parts = numbers(date, myZone());
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function numbers(date, zone) {
  const format = formatter(
    {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    },
    zone,
  );
  return Object.fromEntries(format.formatToParts(date).map((p) => [p.type, p.value]));
}

const dayBefore = 86_400_000;

/** "Today", "Yesterday", or the long date. */
export function dayName(date) {
  const key = dayKey(date);
  if (key === dayKey(new Date(workspaceNow()))) return "Today";
  if (key === dayKey(new Date(workspaceNow() - dayBefore))) return "Yesterday";
  return formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
}

export function ago(date) {
  const seconds = Math.round((workspaceNow() - date.getTime()) / 1000);
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 60
      ? [size, "second"]
      : size < 3600
        ? [Math.floor(size / 60), "minute"]
        : size < 86_400
          ? [Math.floor(size / 3600), "hour"]
          : [Math.floor(size / 86_400), "day"];
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

/** Carries out Slack's date tokens: docs.slack.dev/messaging/formatting-message-text, "Date formatting". */
export function slackDate(unixSeconds, pattern) {
  const date = new Date(unixSeconds * 1000);
  const pretty = (otherwise) => {
    const name = dayName(date);
    return name === "Today" || name === "Yesterday" ? name.toLowerCase() : otherwise;
  };
  const long = formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
  const medium = formatter({ day: "numeric", month: "long", year: "numeric" }).format(date);
  const short = formatter({ day: "numeric", month: "short", year: "numeric" }).format(date);
  const tokens = {
    date_num: dayKey(date),
    date: medium,
    date_short: short,
    date_long: long,
    date_pretty: pretty(medium),
    date_short_pretty: pretty(short),
    date_long_pretty: pretty(long),
    time: clockTime(date),
    time_secs: clockTimeSeconds(date),
    ago: ago(date),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => tokens[name] ?? whole);
}

/** Unix seconds of a wall-clock time (YYYY-MM-DDTHH:MM) in the person's zone. */
export function zonedToUnix(local) {
  const guess = Date.parse(`${local}Z`);
  if (Number.isNaN(guess)) return null;
  let instant = guess;
  // Twice: the first correction may cross a change of summer time.
  for (let round = 0; round < 2; round++) instant = guess - (Date.parse(`${unixToZoned(instant / 1000)}Z`) - instant);
  return Math.round(instant / 1000);
}

export function unixToZoned(unixSeconds) {
  const p = numbers(new Date(unixSeconds * 1000), myZone());
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
