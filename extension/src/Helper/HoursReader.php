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
	/**
	 * @param mixed $value of the setting
	 *
	 * @return Hours|null null if there is none: the desk is always open
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
		$oParts = new PartReader($value, SettingTable::HOURS);
		$oHours = new Hours(self::Zone($oParts->Text('time_zone')));
		$oHours->aHolidays = self::Holidays((array)$oParts->Get('holidays'));
		$oHours->sCoverageWindow = $oParts->Text('coverage_window');
		$oHours->sHolidayCalendar = $oParts->Text('holiday_calendar');
		$weekly = $oParts->Get('weekly');
		$bHasTable = ($weekly !== null && $weekly !== '');
		if (($oHours->sCoverageWindow !== null) === $bHasTable) {
			throw new SettingError('expected one of "weekly" and "coverage_window" in it');
		}
		if ($bHasTable) {
			$oHours->aWeekly = self::Weekly($weekly);
		}

		return $oHours;
	}

	/**
	 * @param string $sRange such as '08:30-17:00', up to '24:00'; if the end is before the start, it is on the next day
	 *
	 * @return int[]|null minutes since midnight; null if they are not times, or both are the same
	 */
	public static function Range(string $sRange): ?array
	{
		if (!preg_match(SettingTable::HOURS['weekly']['pattern'], $sRange, $aParts)) {
			return null;
		}
		$iFrom = self::Minutes($aParts[1]);
		$iTo = self::Minutes($aParts[2]);

		return ($iFrom === $iTo) ? null : array($iFrom, ($iTo > $iFrom) ? $iTo : $iTo + Hours::DAY);
	}

	/**
	 * @return int|null 1 is Monday, by the first letters of the day's name
	 */
	public static function Day(string $sName): ?int
	{
		$iDay = array_search(substr(strtolower($sName), 0, 3), SettingTable::DAYS, true);

		return ($iDay === false) ? null : $iDay + 1;
	}

	private static function Zone(?string $sZone): DateTimeZone
	{
		if ($sZone === null) {
			// iTop has set PHP's time zone to its own.
			return new DateTimeZone(date_default_timezone_get());
		}
		$aZones = array_map('strtolower', DateTimeZone::listIdentifiers(DateTimeZone::ALL_WITH_BC));
		if (!in_array(strtolower($sZone), $aZones, true)) {
			throw PartReader::Wrong('time_zone', SettingTable::HOURS['time_zone']);
		}

		return new DateTimeZone($sZone);
	}

	/**
	 * @param string[] $aDates
	 *
	 * @return string[]
	 */
	private static function Holidays(array $aDates): array
	{
		foreach ($aDates as $sDate) {
			preg_match(SettingTable::HOURS['holidays']['pattern'], $sDate, $aParts);
			if (!checkdate((int)$aParts[2], (int)$aParts[3], (int)($aParts[1] ?: 2000))) {
				throw PartReader::Wrong('holidays', SettingTable::HOURS['holidays']);
			}
		}

		return $aDates;
	}

	/**
	 * @param mixed $weekly
	 */
	private static function Weekly($weekly): array
	{
		$aRow = SettingTable::HOURS['weekly'];
		$aWeekly = array();
		foreach (is_array($weekly) ? $weekly : array('' => '') as $sDay => $ranges) {
			$iDay = self::Day((string)$sDay);
			$aTexts = PartReader::Texts($ranges, $aRow);
			$aRanges = array_map(array(self::class, 'Range'), (array)$aTexts);
			if ($iDay === null || isset($aWeekly[$iDay]) || $aTexts === null || in_array(null, $aRanges, true)) {
				throw PartReader::Wrong('weekly', $aRow);
			}
			$aWeekly[$iDay] = $aRanges;
		}

		return $aWeekly;
	}

	private static function Minutes(string $sTime): int
	{
		list($sHours, $sMinutes) = explode(':', $sTime);

		return (int)$sHours * 60 + (int)$sMinutes;
	}
}
