import { describe, expect, test } from 'vitest';
import type { Setting } from '../../sandbox/itop/config-file';
import type { Hours } from '../../src/contract/chat-context';
import { inEachItop, PROPERTY_ID, VALID } from './itop';

const at = (time: string) => Date.parse(time) / 1000;
const week = (...ranges: string[]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ranges]));
const OFFICE = { time_zone: 'Europe/Berlin', weekly: week('08:00-12:00', '13:00-17:00') };
const ALWAYS = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, '00:00-24:00']));

inEachItop(
  (itop) => {
    /** What the page says at a moment, times as they are in UTC. */
    const told = async (hours: Setting, now: string) => {
      await itop.configure({ ...VALID, hours });
      const { context } = await itop.portal({ now: at(now) });
      if (!context?.hours) return context?.hours;
      const { isOpen, until } = context.hours;
      expect(context.hours.now).toBe(at(now));
      expect(context.load).toBe(isOpen ? 'idle' : 'click');
      return [isOpen ? 'open' : 'closed', until && new Date(until * 1000).toISOString().slice(0, 16)];
    };
    /** No hours on two pages at night, and one line in the log that names the setting. */
    const expectUnknown = async (hours: Setting) => {
      await itop.configure({ ...VALID, hours });
      for (let pages = 0; pages < 2; pages++) {
        const { context } = await itop.portal({ now: at('2026-11-25T23:00Z') });
        expect(context).toMatchObject({ load: 'idle' });
        expect(context).not.toHaveProperty('hours');
      }
      const messages = itop.itop.log.map(({ message }) => message);
      expect(messages).toEqual([expect.stringContaining('setting "hours"')]);
    };

    test.each<[string, Setting, string, string, string | null]>([
      ['in the morning', OFFICE, '2026-11-25T08:00Z', 'open', '2026-11-25T11:00'],
      ['at the very minute it opens', OFFICE, '2026-11-25T07:00Z', 'open', '2026-11-25T11:00'],
      ['at the very minute it closes', OFFICE, '2026-11-25T11:00Z', 'closed', '2026-11-25T12:00'],
      ['before work', OFFICE, '2026-11-25T05:00Z', 'closed', '2026-11-25T07:00'],
      ['on Friday evening', OFFICE, '2026-11-27T16:00Z', 'closed', '2026-11-30T07:00'],
      ['in summer', OFFICE, '2026-07-01T06:30Z', 'open', '2026-07-01T10:00'],
      ['on a holiday', { ...OFFICE, holidays: ['2026-11-25'] }, '2026-11-25T09:00Z', 'closed', '2026-11-26T07:00'],
      [
        'on a holiday of each year',
        { ...OFFICE, holidays: ['12-25'] },
        '2026-12-25T09:00Z',
        'closed',
        '2026-12-28T07:00',
      ],
      ['around the clock', { weekly: ALWAYS }, '2026-11-25T09:00Z', 'open', null],
      ['never', { weekly: { mon: [] } }, '2026-11-25T09:00Z', 'closed', null],
      [
        'two times that meet',
        { weekly: week('08:00-12:00', '12:00-18:00') },
        '2026-11-25T09:00Z',
        'open',
        '2026-11-25T18:00',
      ],
      [
        'two times in one',
        { weekly: week('08:00-12:00', '09:00-10:00') },
        '2026-11-25T09:30Z',
        'open',
        '2026-11-25T12:00',
      ],
      ['after midnight', { weekly: { mon: '22:00-06:00' } }, '2026-11-24T05:00Z', 'open', '2026-11-24T06:00'],
      [
        'the night to a holiday',
        { weekly: { mon: '22:00-06:00' }, holidays: ['2026-11-24'] },
        '2026-11-24T05:00Z',
        'open',
        '2026-11-24T06:00',
      ],
      [
        'the night after a holiday',
        { weekly: { mon: '22:00-06:00' }, holidays: ['2026-11-23'] },
        '2026-11-24T05:00Z',
        'closed',
        '2026-11-30T22:00',
      ],
      [
        'at a date line',
        { time_zone: 'Pacific/Kiritimati', weekly: { thu: '00:00-08:00' } },
        '2026-11-25T11:00Z',
        'open',
        '2026-11-25T18:00',
      ],
      // In Berlin 02:00 to 03:00 is left out on 29 March 2026, and comes twice on 25 October.
      [
        'over the hour that is left out',
        { time_zone: 'Europe/Berlin', weekly: { sun: '00:00-08:00' } },
        '2026-03-29T00:30Z',
        'open',
        '2026-03-29T06:00',
      ],
      [
        'over the hour that comes twice',
        { time_zone: 'Europe/Berlin', weekly: { sun: '00:00-08:00' } },
        '2026-10-25T00:30Z',
        'open',
        '2026-10-25T07:00',
      ],
      [
        'within the hour that is left out',
        { time_zone: 'Europe/Berlin', weekly: { sun: '02:15-02:45' } },
        '2026-03-29T00:30Z',
        'closed',
        '2026-03-29T01:15',
      ],
      ['where midnight is left out', { time_zone: 'Africa/Cairo', weekly: ALWAYS }, '2026-04-23T22:30Z', 'open', null],
    ])('%s', async (_when, hours, now, state, until) => {
      expect(await told(hours, now)).toEqual([state, until]);
      expect(itop.itop.log).toEqual([]);
      expect((await itop.portal({ now: at(now) })).queries).toBe(0);
    });

    test.each<[string, Setting]>([
      ['a string', 'always'],
      ['a list', ['08:00-17:00']],
      ['an unknown time zone', { ...OFFICE, time_zone: 'Mars/Olympus' }],
      ['a time zone that is a list', { ...OFFICE, time_zone: ['Europe/Berlin'] }],
      ['a time zone with a null byte', { ...OFFICE, time_zone: 'Europe\u0000/Berlin' }],
      ['no table', { time_zone: 'Europe/Berlin' }],
      ['both a table and a window', { ...OFFICE, coverage_window: 'Office' }],
      ['an unknown key', { ...OFFICE, week: {} }],
      ['an unknown day', { weekly: { someday: '08:00-12:00' } }],
      ['a day twice', { weekly: { mon: '08:00-12:00', monday: '13:00-17:00' } }],
      ['a time after midnight', { weekly: { mon: '08:00-25:00' } }],
      ['a time without an end', { weekly: { mon: '08:00-' } }],
      ['a time of no length', { weekly: { mon: '08:00-08:00' } }],
      ['times in lists', { weekly: { mon: [['08:00-12:00']] } }],
      ['a number', { weekly: { mon: 8 } }],
      ['a thousand times', { weekly: { mon: Array(1000).fill('08:00-12:00') } }],
      ['a date that is none', { ...OFFICE, holidays: ['2026-02-30'] }],
      ['a date that is a list', { ...OFFICE, holidays: [['12-25']] }],
    ])('%s is named once, and the desk counts as always open', async (_what, hours) => {
      await expectUnknown(hours);
    });

    describe('a coverage window of iTop', () => {
      const WINDOW = { time_zone: 'Europe/Berlin', coverage_window: 'Office' };
      const fill = (...intervals: [string, string, string][]) => {
        const { model } = itop.itop;
        const coverage_window_id = model.put('CoverageWindow', { name: 'Office' });
        for (const [weekday, start_time, end_time] of intervals)
          model.put('CoverageWindowInterval', { coverage_window_id, weekday, start_time, end_time });
      };

      test('is the table; the session knows it for five minutes', async () => {
        fill(['wednesday', '08:00', '17:00'], ['thursday', '00:00', '24:00'], ['friday', '00:00:00', '23:59:59']);
        await itop.configure({ ...VALID, hours: WINDOW });
        expect((await itop.portal({ now: at('2026-11-25T09:00Z') })).queries).toBe(2);
        expect(await told(WINDOW, '2026-11-25T09:01Z')).toEqual(['open', '2026-11-25T16:00']);
        expect(await told(WINDOW, '2026-11-25T17:00Z')).toEqual(['closed', '2026-11-25T23:00']);
        expect(await told(WINDOW, '2026-11-26T17:00Z')).toEqual(['open', '2026-11-27T23:00']);
        expect((await itop.portal({ now: at('2026-11-26T17:01Z') })).queries).toBe(0);
      });

      test('without intervals is around the clock', async () => {
        fill();
        expect(await told(WINDOW, '2026-11-25T03:00Z')).toEqual(['open', null]);
      });

      test('has the holidays of a calendar of iTop beside those of the setting', async () => {
        fill(['wednesday', '08:00', '17:00'], ['thursday', '08:00', '17:00'], ['friday', '08:00', '17:00']);
        const calendar_id = itop.itop.model.put('HolidayCalendar', { name: 'France' });
        itop.itop.model.put('Holiday', { date: '2026-11-25', calendar_id });
        const hours = { ...WINDOW, holiday_calendar: 'France', holidays: ['11-26'] };
        expect(await told(hours, '2026-11-25T09:00Z')).toEqual(['closed', '2026-11-27T07:00']);
      });

      test.each([
        ['that is not there', WINDOW, () => {}],
        [
          'in an iTop without the module',
          WINDOW,
          () => {
            itop.itop.absentClasses = ['CoverageWindow', 'Holiday'];
          },
        ],
        [
          'with a calendar that is not there',
          { ...WINDOW, holiday_calendar: 'Mars' },
          () => fill(['wednesday', '08:00', '17:00']),
        ],
      ])('%s is named once, and the desk counts as always open', async (_what, hours, prepare) => {
        prepare();
        await expectUnknown(hours);
      });
    });

    describe('of desks', () => {
      const widget = async (now: string) => (await itop.portal({ now: at(now) })).context?.embedUrl.split('/').pop();
      const NIGHT = { widget_id: 'night', property_id: PROPERTY_ID };

      test('are those of the entry, else the plain ones', async () => {
        await itop.configure({
          ...VALID,
          hours: OFFICE,
          widgets: [
            { widget_id: 'de', languages: ['DE'] },
            { widget_id: 'en', hours: { weekly: ALWAYS } },
          ],
        });
        expect((await itop.portal({ now: at('2026-11-25T20:00Z') })).context?.hours).toMatchObject({ isOpen: true });
        await itop.configure({ ...VALID, hours: OFFICE, widgets: [{ widget_id: 'en' }] });
        expect((await itop.portal({ now: at('2026-11-25T20:00Z') })).context?.hours).toMatchObject({ isOpen: false });
      });

      test('an entry with an empty list of them is always open', async () => {
        await itop.configure({ ...VALID, hours: OFFICE, widgets: [{ widget_id: 'vip', hours: [] }] });
        expect((await itop.portal({ now: at('2026-11-25T20:00Z') })).context).not.toHaveProperty('hours');
      });

      test('from the XML', async () => {
        await itop.customise(`<property_id _delta="redefine">${PROPERTY_ID}</property_id>
          <widget_id _delta="redefine">default</widget_id>
          <hours _delta="redefine"><time_zone>Europe/Berlin</time_zone><weekly><mon>08:00-17:00</mon>
          <wed type="array"><time id="1">08:00-12:00</time><time id="2">13:00-17:00</time></wed></weekly></hours>`);
        const { context } = await itop.portal({ now: at('2026-11-25T11:30Z') });
        expect(context?.hours).toMatchObject({ isOpen: false, until: at('2026-11-25T12:00Z') });
      });

      test('outside them, an entry that says so passes on to the next', async () => {
        await itop.configure({ ...VALID, widgets: [{ widget_id: 'day', hours: OFFICE, when_closed: 'next' }, NIGHT] });
        expect(await widget('2026-11-25T09:00Z')).toBe('day');
        expect(await widget('2026-11-25T20:00Z')).toBe('night');
        await itop.configure({ ...VALID, widgets: [{ widget_id: 'day', hours: OFFICE }, NIGHT] });
        expect(await widget('2026-11-25T20:00Z')).toBe('day');
      });

      test('are in the answers of the module’s page, of the desk that the page was made with', async () => {
        await itop.configure({ ...VALID, hours: OFFICE, widgets: [{ widget_id: 'en', hours: { weekly: ALWAYS } }] });
        const hours = async (parameters: Record<string, string>): Promise<Hours | null> =>
          (await itop.panel(parameters, { now: at('2026-11-25T20:00Z') })).json.hours;
        expect(await hours({})).toEqual({
          isOpen: false,
          until: at('2026-11-26T07:00Z'),
          now: at('2026-11-25T20:00Z'),
        });
        expect(await hours({ desk: '1' })).toMatchObject({ isOpen: true, until: null });
        expect(await hours({ desk: '99' })).toMatchObject({ isOpen: false });
        expect(await hours({ facts: '1' })).toMatchObject({ isOpen: false });
        await itop.configure(VALID);
        expect(await hours({})).toBeNull();
      });
    });
  },
  [
    ['2.7', '7.4'],
    ['3.2', '8.3'],
  ],
);
