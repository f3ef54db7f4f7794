<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

use ItopTawk\Chats\Helper\Html as Escape;
use ItopTawk\Chats\Service\AnswerTimes;

/**
 * The time to the first answer: median and 90 %, which iTop's own dashlets cannot compute.
 */
class DashletTawkAnswerTime extends DashletTawk
{
	const LABEL = 'TawkChat:Dashboard:AnswerTime';

	protected function Content(string $sOql): string
	{
		$sCells = '';
		foreach (array('TawkChat:Dashboard:Median' => 0.5, 'TawkChat:Dashboard:NinetyPercent' => 0.9) as $sLabel => $fShare) {
			$iSeconds = AnswerTimes::Within($sOql, $fShare);
			$sDuration = $iSeconds === null ? '–' : Escape::Text(AttributeDuration::FormatDuration($iSeconds));
			$sCells .= '<div><div style="font-size:1.8em">'.$sDuration.'</div>'.Escape::Text(Dict::S($sLabel)).'</div>';
		}
		return '<div style="display:flex;gap:3em">'.$sCells.'</div>';
	}
}
