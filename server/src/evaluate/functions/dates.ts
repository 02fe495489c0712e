/**
 * Functions on points in time. They count in the proleptic Gregorian calendar, as .NET does, from year 1 to 9999.
 *
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date (read 2026-11).
 */
import { cannotKnow, type Family, pure, shown, wouldFail } from './function.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date (read 2026-11)',
  languages: 'both',
};

const secondsOf400Years = 146_097 * 86_400;

/** Seconds since 1970 of the first and the last second that .NET has. */
const first = instantOf(1, 1, 1, 0, 0, 0);
const last = instantOf(9999, 12, 31, 23, 59, 59);

export const dates = [
  pure('dateTimeAdd', {
    ...family,
    parameters: [
      { name: 'base', type: 'string' },
      { name: 'duration', type: 'string' },
      { name: 'format', type: 'string', optional: true },
    ],
    summary: 'A point in time, later by a duration such as `PT1H`; a year counts 365 days and a month 30.',
    body(base, duration, format) {
      const sum = within(readInstant(base) + readDuration(duration));
      if (format !== undefined) return written(sum, format);
      // The page says that the result is written like the base, and its examples show the form with T and Z.
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(base))
        cannotKnow(`how 'dateTimeAdd' writes its result from ${shown(base)} is not documented without doubt`);
      return iso(sum);
    },
  }),
  pure('dateTimeToEpoch', {
    ...family,
    parameters: [{ name: 'dateTime', type: 'string', optional: true }],
    summary: 'The seconds from the start of 1970 to a point in time.',
    body: text => (text === undefined ? cannotKnow('it is not documented without an argument') : readInstant(text)),
  }),
  pure('dateTimeFromEpoch', {
    ...family,
    parameters: [{ name: 'epochTime', type: 'int', optional: true }],
    summary: 'The point in time that so many seconds after the start of 1970 is.',
    body: seconds =>
      seconds === undefined ? cannotKnow('it is not documented without an argument') : iso(within(seconds)),
  }),
];

/** Seconds since 1970, without leap seconds. */
function instantOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  // `Date.UTC` reads years below 100 as those of the 20th century; 400 years are always as long.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) / 1000 - secondsOf400Years;
}

/** `2023-01-31T10:00:00Z` and what means the same; a text without a time zone is that of a place that is not known. */
function readInstant(text: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  // .NET reads many more forms, by the language of the machine even.
  if (parts === null) return cannotKnow(`how Azure reads the time ${shown(text)} is not known here`);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
  if (zone === undefined) return cannotKnow(`${shown(text)} names no time zone`);
  if (/[1-9]/.test(fraction)) return cannotKnow('fractions of seconds are not counted here');
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = instantOf(...numbers);
  // A date that does not exist is another one when it is written again.
  const [y, m, d, h, min, s] = fieldsOf(instant);
  if ([y, m, d, h, min, s].some((value, i) => value !== numbers[i])) wouldFail(`${shown(text)} is no point in time`);
  const offset = /([+-])(\d\d):(\d\d)/.exec(zone);
  if (offset === null) return instant;
  const [, sign, hours, minutes] = offset;
  if (Number(hours) > 14 || Number(minutes) > 59) wouldFail(`${shown(text)} is no point in time`);
  return instant - (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** In seconds. */
function readDuration(text: string): number {
  const parts =
    /^(-?)P(?=\d|T\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,8})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/.exec(
      text,
    );
  if (parts === null) return cannotKnow(`how Azure reads the duration ${shown(text)} is not known here`);
  const [years, months, days, hours, minutes, seconds] = parts.slice(2).map(part => Number(part ?? 0));
  const sum = (years! * 365 + months! * 30 + days!) * 86_400 + hours! * 3600 + minutes! * 60 + seconds!;
  return parts[1] === '-' ? -sum : sum;
}

function within(instant: number): number {
  if (instant < first || instant > last) wouldFail('the time is not between the years 1 and 9999');
  return instant;
}

/** Year, month from 1, day, hour, minute, second. */
function fieldsOf(instant: number): readonly number[] {
  const date = new Date((instant + secondsOf400Years) * 1000);
  return [
    date.getUTCFullYear() - 400,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

function iso(instant: number): string {
  return written(instant, 'yyyy-MM-ddTHH:mm:ssZ');
}

/**
 * By a format of .NET: the standard ones `u`, `s` and `o`, and those of numbers and the signs between them.
 *
 * Source: https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings (read 2026-11).
 */
function written(instant: number, format: string): string {
  const standard: Readonly<Record<string, string>> = {
    u: 'yyyy-MM-dd HH:mm:ssZ',
    s: 'yyyy-MM-ddTHH:mm:ss',
    o: 'yyyy-MM-ddTHH:mm:ss.fffffffZ',
    O: 'yyyy-MM-ddTHH:mm:ss.fffffffZ',
  };
  const pattern = Object.hasOwn(standard, format) ? standard[format]! : format;
  // A single letter is a standard format; whole names of months and the like depend on a language.
  if (pattern.length < 2 || !/^(?:yyyy|yy|MM|dd|HH|mm|ss|f{1,7}|[-:/. TZ_])+$/.test(pattern))
    return cannotKnow(`the date format ${shown(format)} is not computed here`);
  const [year, month, day, hour, minute, second] = fieldsOf(instant);
  const two = (value: number | undefined) => String(value).padStart(2, '0');
  return pattern.replace(/yyyy|yy|MM|dd|HH|mm|ss|f+/g, part => {
    switch (part) {
      case 'yyyy':
        return String(year).padStart(4, '0');
      case 'yy':
        return two(year! % 100);
      case 'MM':
        return two(month);
      case 'dd':
        return two(day);
      case 'HH':
        return two(hour);
      case 'mm':
        return two(minute);
      case 'ss':
        return two(second);
      default:
        return '0'.repeat(part.length);
    }
  });
}
