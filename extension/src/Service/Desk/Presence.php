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
 * Whether a desk is there now, and until when.
 */
class Presence
{
	/**
	 * @return array|null "isOpen", "until" (seconds since 1970, or null) and "now", as src/contract/chat-context.ts has them; null
	 *     where the desk has no hours, or none that can be known: it is always there
	 */
	public static function Of(Desk $oDesk): ?array
	{
		if ($oDesk->oHours === null) {
			return null;
		}
		try {
			$oHours = self::Filled($oDesk->oHours);
			if ($oHours === null) {
				Log::Once('Warning', "setting \"hours\": this iTop has no such coverage window or calendar of holidays, or not the module for it; the desk counts as always open.");

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
	 * @return Hours|null the same with what iTop has of them; null where it has not what is named
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
