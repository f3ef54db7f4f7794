<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use DateTimeZone;
use Throwable;

require_once __DIR__.'/Hours.php';
require_once __DIR__.'/SettingError.php';

/**
 * Reads a setting "hours".
 */
class HoursReader
{
	const KEYS = array('time_zone', 'weekly', 'holidays', 'coverage_window', 'holiday_calendar');
	/** Days of the week by what their names begin with, Monday first */
	const DAYS = array('mon' => 1, 'tue' => 2, 'wed' => 3, 'thu' => 4, 'fri' => 5, 'sat' => 6, 'sun' => 7);
	const RANGE = '/^((?:[01]?[0-9]|2[0-3]):[0-5][0-9])\s*-\s*((?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$/D';
	/** Of holidays, and of times in a day: more is no setting */
	const MOST = 500;

	/**
	 * @param mixed $value of the setting
	 *
	 * @return Hours|null null where there is none: the desk is always there
	 *
	 * @throws SettingError
	 */
	public static function Read($value): ?Hours
	{
		if ($value === null || $value === '' || $value === array()) {
			return null;
		}
		if (!is_array($value)) {
			throw new SettingError('expected "weekly" or "coverage_window" in it');
		}
		if (array_diff(array_keys($value), self::KEYS) !== array()) {
			throw new SettingError('it has a key that is none of "'.implode('", "', self::KEYS).'"');
		}
		$oHours = new Hours(self::Zone($value));
		$oHours->aHolidays = self::Holidays($value);
		$oHours->sCoverageWindow = self::Name($value, 'coverage_window');
		$oHours->sHolidayCalendar = self::Name($value, 'holiday_calendar');
		if (($oHours->sCoverageWindow === null) === !isset($value['weekly'])) {
			throw new SettingError('expected one of "weekly" and "coverage_window" in it');
		}
		if (isset($value['weekly'])) {
			$oHours->aWeekly = self::Weekly($value['weekly']);
		}

		return $oHours;
	}

	/**
	 * @param mixed $sFrom as '08:30'
	 * @param mixed $sTo as '17:00', to '24:00'; before $sFrom it is of the next day
	 *
	 * @return int[]|null minutes since midnight; null where they are no times, or the same
	 */
	public static function Range($sFrom, $sTo): ?array
	{
		if (!is_string($sFrom) || !is_string($sTo) || !preg_match(self::RANGE, "$sFrom-$sTo") || $sFrom === $sTo) {
			return null;
		}
		$iFrom = self::Minutes($sFrom);
		$iTo = self::Minutes($sTo);

		return ($iFrom === $iTo) ? null : array($iFrom, ($iTo > $iFrom) ? $iTo : $iTo + Hours::DAY);
	}

	private static function Zone(array $aSetting): DateTimeZone
	{
		// iTop has set its own time zone as that of PHP.
		$sZone = self::Name($aSetting, 'time_zone');
		try {
			return new DateTimeZone(($sZone === null) ? date_default_timezone_get() : $sZone);
		} catch (Throwable $oException) {
			throw new SettingError('expected as "time_zone" a name such as "Europe/Berlin"');
		}
	}

	/**
	 * @return string[]
	 */
	private static function Holidays(array $aSetting): array
	{
		$aHolidays = isset($aSetting['holidays']) ? self::Strings($aSetting['holidays']) : array();
		foreach ((array)$aHolidays as $sDate) {
			if (!preg_match('/^(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})$/D', $sDate, $aParts) || !checkdate((int)$aParts[2], (int)$aParts[3], (int)($aParts[1] ?: 2000))) {
				$aHolidays = null;
				break;
			}
		}
		if ($aHolidays === null) {
			throw new SettingError('expected as "holidays" a list of dates such as "2026-12-24" or, for each year, "12-24"');
		}

		return $aHolidays;
	}

	/**
	 * @param mixed $weekly
	 */
	private static function Weekly($weekly): array
	{
		$aWeekly = array();
		foreach (is_array($weekly) ? $weekly : array('' => '') as $sDay => $ranges) {
			$sStart = substr(strtolower((string)$sDay), 0, 3);
			$aRanges = self::Strings($ranges);
			if (!isset(self::DAYS[$sStart]) || isset($aWeekly[self::DAYS[$sStart]]) || $aRanges === null) {
				throw new SettingError('expected as "weekly" days, "mon" to "sun", each with a list of times such as "08:00-12:00"');
			}
			$aWeekly[self::DAYS[$sStart]] = array_map(array(self::class, 'Times'), $aRanges);
		}

		return $aWeekly;
	}

	private static function Times(string $sRange): array
	{
		$aRange = preg_match(self::RANGE, $sRange, $aParts) ? self::Range($aParts[1], $aParts[2]) : null;
		if ($aRange === null) {
			throw new SettingError('expected in "weekly" times such as "08:00-12:00", "22:00-06:00" or "00:00-24:00"');
		}

		return $aRange;
	}

	/**
	 * @param mixed $value
	 *
	 * @return string[]|null null where it is no list of strings; a single one is a list of one, '' an empty list
	 */
	private static function Strings($value): ?array
	{
		$aStrings = is_array($value) ? array_values($value) : (($value === '') ? array() : array($value));
		if (count($aStrings) > self::MOST || $aStrings !== array_filter($aStrings, 'is_string')) {
			return null;
		}

		return array_map('trim', $aStrings);
	}

	private static function Name(array $aSetting, string $sKey): ?string
	{
		if (!isset($aSetting[$sKey]) || $aSetting[$sKey] === '') {
			return null;
		}
		if (!is_string($aSetting[$sKey]) || trim($aSetting[$sKey]) === '') {
			throw new SettingError("expected a name as \"$sKey\"");
		}

		return trim($aSetting[$sKey]);
	}

	private static function Minutes(string $sTime): int
	{
		list($sHours, $sMinutes) = explode(':', $sTime);

		return (int)$sHours * 60 + (int)$sMinutes;
	}
}
