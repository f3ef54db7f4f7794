<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use DateTimeZone;

/**
 * Reads a setting "hours".
 */
class HoursReader
{
	const KEYS = array('time_zone', 'weekly', 'holidays', 'coverage_window', 'holiday_calendar');
	/** Days of the week by what their names begin with, Monday first */
	const DAYS = array('mon' => 1, 'tue' => 2, 'wed' => 3, 'thu' => 4, 'fri' => 5, 'sat' => 6, 'sun' => 7);
	const RANGE = '/^((?:[01]?[0-9]|2[0-3]):[0-5][0-9])\s*-\s*((?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$/D';

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
		$oParts = new PartReader($value, self::KEYS);
		$oHours = new Hours(self::Zone($oParts));
		$oHours->aHolidays = self::Holidays($oParts);
		$oHours->sCoverageWindow = $oParts->Name('coverage_window');
		$oHours->sHolidayCalendar = $oParts->Name('holiday_calendar');
		$bHasTable = ($oParts->Has('weekly') && $oParts->Get('weekly') !== '');
		if (($oHours->sCoverageWindow !== null) === $bHasTable) {
			throw new SettingError('expected one of "weekly" and "coverage_window" in it');
		}
		if ($bHasTable) {
			$oHours->aWeekly = self::Weekly($oParts->Get('weekly'));
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

	private static function Zone(PartReader $oParts): DateTimeZone
	{
		$sZone = $oParts->Name('time_zone');
		if ($sZone === null) {
			// iTop has set its own time zone as that of PHP.
			return new DateTimeZone(date_default_timezone_get());
		}
		// PHP would also take "+02:00" and "CEST", which know no summer time.
		$aZones = array_map('strtolower', DateTimeZone::listIdentifiers(DateTimeZone::ALL_WITH_BC));
		if (!in_array(strtolower($sZone), $aZones, true)) {
			throw new SettingError('expected as "time_zone" a name such as "Europe/Berlin"');
		}

		return new DateTimeZone($sZone);
	}

	/**
	 * @return string[]
	 */
	private static function Holidays(PartReader $oParts): array
	{
		$aHolidays = $oParts->Has('holidays') ? PartReader::Strings($oParts->Get('holidays')) : array();
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
			$aRanges = PartReader::Strings($ranges);
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

	private static function Minutes(string $sTime): int
	{
		list($sHours, $sMinutes) = explode(':', $sTime);

		return (int)$sHours * 60 + (int)$sMinutes;
	}
}
