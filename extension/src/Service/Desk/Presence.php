<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Hours;
use ItopTawk\Helper\Log;
use Throwable;

/**
 * Whether a desk is open now, and until when.
 */
class Presence
{
	/**
	 * @return array|null "isOpen", "until" (seconds since 1970, or null) and "now", as src/contract/chat-context.ts has them; null
	 *     if the desk has no hours, or they cannot be determined: it is always open
	 */
	public static function Of(Desk $oDesk): ?array
	{
		if ($oDesk->oHours === null) {
			return null;
		}
		try {
			$oHours = self::Filled($oDesk->oHours);
			if ($oHours === null) {
				Log::Once('Warning', "setting \"hours\": this iTop has no coverage window or holiday calendar of that name, or not the module combodo-sla-computation; the desk counts as always open.");

				return null;
			}
			$iNow = time();
			list($bIsOpen, $iUntil) = $oHours->At($iNow);

			return array('isOpen' => $bIsOpen, 'until' => $iUntil, 'now' => $iNow);
		} catch (Throwable $oException) {
			Log::Failure($oException, 'setting "hours" cannot be used, and the desk counts as always open');

			return null;
		}
	}

	/**
	 * @return Hours|null the same, completed from iTop; null if iTop has no object of that name
	 */
	private static function Filled(Hours $oHours): ?Hours
	{
		$oFilled = clone $oHours;
		if ($oHours->sCoverageWindow !== null) {
			$aWeekly = CoverageWindow::Weekly($oHours->sCoverageWindow);
			if ($aWeekly === array()) {
				return null;
			}
			$oFilled->aWeekly = $aWeekly;
		}
		if ($oHours->sHolidayCalendar !== null) {
			$aHolidays = CoverageWindow::Holidays($oHours->sHolidayCalendar);
			if ($aHolidays === null) {
				return null;
			}
			$oFilled->aHolidays = array_merge($oHours->aHolidays, $aHolidays);
		}

		return $oFilled;
	}
}
