const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`: 2026-02-30 is none. Such days sort as texts do. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === text;
}

/** The day of a moment, in UTC: the same everywhere. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
