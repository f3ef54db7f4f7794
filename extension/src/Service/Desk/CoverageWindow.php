<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Helper\Hours;
use ItopTawk\Helper\HoursReader;
use ItopTawk\Helper\SettingTable;
use MetaModel;

/**
 * Coverage windows and holidays of Combodo's module combodo-sla-computation (read in its sources, version 2.5).
 */
class CoverageWindow
{
	/**
	 * @return int[][][] as Hours::$aWeekly; empty if this iTop has no such window
	 */
	public static function Weekly(string $sName): array
	{
		return SessionMemory::Of("coverage window $sName", function () use ($sName) {
			if (!MetaModel::IsValidClass('CoverageWindow') || !MetaModel::IsValidClass('CoverageWindowInterval')) {
				return array();
			}
			$aWindows = self::Fetch('SELECT CoverageWindow WHERE name = :name', array('name' => $sName));
			if ($aWindows === array()) {
				return array();
			}
			$aIntervals = self::Fetch('SELECT CoverageWindowInterval WHERE coverage_window_id = :window', array('window' => $aWindows[0]->GetKey()));
			$aWeekly = array();
			foreach ($aIntervals as $oInterval) {
				$iDay = HoursReader::Day((string)$oInterval->Get('weekday'));
				// Some are written with seconds.
				$aRange = HoursReader::Range(self::Time($oInterval->Get('start_time')).'-'.self::Time($oInterval->Get('end_time')));
				if ($aRange !== null && $iDay !== null) {
					$aWeekly[$iDay][] = $aRange;
				}
			}

			// In that module, a window without intervals is open around the clock.
			return ($aIntervals === array()) ? array_fill(1, 7, array(array(0, Hours::DAY))) : $aWeekly;
		});
	}

	/**
	 * @return string[]|null dates such as '2026-12-24'; null if this iTop has no such calendar
	 */
	public static function Holidays(string $sCalendar): ?array
	{
		$aFound = SessionMemory::Of("holidays $sCalendar", function () use ($sCalendar) {
			if (!MetaModel::IsValidClass('HolidayCalendar') || !MetaModel::IsValidClass('Holiday')) {
				return array();
			}
			$aCalendars = self::Fetch('SELECT HolidayCalendar WHERE name = :name', array('name' => $sCalendar));
			if ($aCalendars === array()) {
				return array();
			}
			$aNear = array('calendar' => $aCalendars[0]->GetKey(), 'from' => gmdate('Y-m-d', time() - 3 * 86400), 'to' => gmdate('Y-m-d', time() + (Hours::AHEAD + 3) * 86400));
			$aHolidays = self::Fetch('SELECT Holiday WHERE calendar_id = :calendar AND date >= :from AND date <= :to', $aNear);

			return array('dates' => array_map(function ($oHoliday) {
				return substr((string)$oHoliday->Get('date'), 0, 10);
			}, $aHolidays));
		});

		return isset($aFound['dates']) ? $aFound['dates'] : null;
	}

	/**
	 * @return \DBObject[]
	 */
	private static function Fetch(string $sOql, array $aParameters): array
	{
		$oSearch = DBObjectSearch::FromOQL($sOql, $aParameters);
		// Users of a portal may not read them.
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array(), array(), null, SettingTable::MAX_ENTRIES);
		$aFound = array();
		while ($oObject = $oSet->Fetch()) {
			$aFound[] = $oObject;
		}

		return $aFound;
	}

	private static function Time($value): string
	{
		return ((string)$value === '23:59:59') ? '24:00' : substr((string)$value, 0, 5);
	}
}
