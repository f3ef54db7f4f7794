<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use MetaModel;
use TawkChat;
use TawkChatAnswerGoal;

/**
 * iTop's stopwatch for the time to the first answer: its thresholds set off triggers while somebody still waits.
 */
class AnswerWatch
{
	const ATT_CODE = 'answer_watch';

	/**
	 * Called before a chat is written. It starts with a new chat only, so that no chat of before the module had a stopwatch
	 * is told of; it runs until somebody answered, or until it is known that nobody did.
	 */
	public static function Apply(TawkChat $oChat): void
	{
		$bWaits = self::Waits($oChat);
		if ($bWaits && !$oChat->IsNew()) {
			return;
		}
		$oWatch = $oChat->Get(self::ATT_CODE);
		$oAttDef = MetaModel::GetAttributeDef(get_class($oChat), self::ATT_CODE);
		if (!$bWaits) {
			$iAnswer = strtotime((string) $oChat->Get('first_answer_at'));
			$bChanged = $oWatch->Stop($oChat, $oAttDef, $iAnswer === false ? null : max($iAnswer, (int) $oWatch->GetLastStartDate()));
		} else {
			$bChanged = self::IsNews($oChat)
				&& $oWatch->Start($oChat, $oAttDef, min(time(), strtotime((string) $oChat->Get('started_at'))));
			// Of one that stands still it computes none.
			$oWatch->ComputeDeadlines($oChat, $oAttDef);
		}
		if ($bChanged) {
			$oChat->Set(self::ATT_CODE, $oWatch);
		}
	}

	private static function Waits(TawkChat $oChat): bool
	{
		return in_array($oChat->Get('status'), array('ongoing', 'ended'), true)
			&& (string) $oChat->Get('first_answer_at') === ''
			&& (string) $oChat->Get('erased_at') === '';
	}

	/**
	 * Whether iTop learns of the chat within the goal. Of one that it learns of later, after an outage for instance, nobody
	 * knows whether it was answered meanwhile; its transcript will tell.
	 */
	private static function IsNews(TawkChat $oChat): bool
	{
		$oGoal = new TawkChatAnswerGoal();
		$iStart = strtotime((string) $oChat->Get('started_at'));
		return $oChat->Get('status') === 'ongoing' && $iStart !== false && time() - $iStart < (int) $oGoal->ComputeMetric($oChat);
	}
}
