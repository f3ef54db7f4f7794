<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use DateTimeImmutable;
use DateTimeZone;

/**
 * When a desk is open: a weekly table in a time zone, without the holidays.
 */
class Hours
{
	/** Days that are looked ahead */
	const AHEAD = 14;
	const DAY = 1440;

	/** @var DateTimeZone */
	public $oZone;
	/** @var int[][][] for each day, 1 is Monday: pairs of minutes since its midnight; from 1440 on they belong to the next day */
	public $aWeekly = array();
	/** @var string[] such as '2026-12-24' or, for each year, '12-24' */
	public $aHolidays = array();
	/** @var string|null name of iTop's coverage window with the table */
	public $sCoverageWindow;
	/** @var string|null name of iTop's calendar with further holidays */
	public $sHolidayCalendar;

	public function __construct(DateTimeZone $oZone)
	{
		$this->oZone = $oZone;
	}

	/**
	 * @param int $iNow in seconds since 1970
	 *
	 * @return array whether the desk is open, and when that changes: in seconds since 1970, null: not within 14 days
	 */
	public function At(int $iNow): array
	{
		$sToday = (new DateTimeImmutable("@$iNow"))->setTimezone($this->oZone)->format('Y-m-d');
		$iHorizon = $this->Time($sToday, (self::AHEAD + 1) * self::DAY);
		foreach ($this->Intervals($sToday) as list($iStart, $iEnd)) {
			if ($iEnd > $iNow) {
				$bIsThere = ($iStart <= $iNow);
				$iChange = $bIsThere ? $iEnd : $iStart;

				return array($bIsThere, ($iChange < $iHorizon) ? $iChange : null);
			}
		}

		return array(false, null);
	}

	/**
	 * @return int[][] start and end of each period, in order; adjacent periods are joined
	 */
	private function Intervals(string $sToday): array
	{
		$aAll = array();
		// A period that began yesterday may continue after midnight.
		for ($iDay = -1; $iDay <= self::AHEAD; $iDay++) {
			$sDate = self::Date($sToday, $iDay);
			if (in_array($sDate, $this->aHolidays, true) || in_array(substr($sDate, 5), $this->aHolidays, true)) {
				continue;
			}
			$iWeekday = (int)gmdate('N', self::Midnight($sDate));
			foreach (isset($this->aWeekly[$iWeekday]) ? $this->aWeekly[$iWeekday] : array() as list($iFrom, $iTo)) {
				$aAll[] = array($this->Time($sDate, $iFrom), $this->Time($sDate, $iTo));
			}
		}
		sort($aAll);
		$aJoined = array();
		foreach ($aAll as list($iStart, $iEnd)) {
			$iLast = count($aJoined) - 1;
			if ($iLast >= 0 && $iStart <= $aJoined[$iLast][1]) {
				$aJoined[$iLast][1] = max($iEnd, $aJoined[$iLast][1]);
			} else {
				$aJoined[] = array($iStart, $iEnd);
			}
		}

		return $aJoined;
	}

	/**
	 * In local time: a time that the change to daylight saving time skips is an hour later; of a time that comes twice, the
	 * first counts.
	 */
	private function Time(string $sDate, int $iMinutes): int
	{
		$sDate = self::Date($sDate, intdiv($iMinutes, self::DAY));
		$sTime = gmdate('H:i', ($iMinutes % self::DAY) * 60);

		return (new DateTimeImmutable("$sDate $sTime", $this->oZone))->getTimestamp();
	}

	private static function Date(string $sDate, int $iDays): string
	{
		return gmdate('Y-m-d', self::Midnight($sDate) + $iDays * 86400);
	}

	private static function Midnight(string $sDate): int
	{
		return (new DateTimeImmutable($sDate, new DateTimeZone('UTC')))->getTimestamp();
	}
}
