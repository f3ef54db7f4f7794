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
 * iTop's stopwatch for the time to the first answer: its thresholds activate triggers while somebody still waits.
 */
class AnswerWatch
{
	const ATT_CODE = 'answer_watch';

	/**
	 * Called before a chat is written. The stopwatch starts only with a new chat, so that older chats, from before the module had
	 * it, raise no alarm. It runs until somebody answered, or until it is known that nobody did.
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
			// iTop computes no thresholds for a stopwatch that does not run.
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
	 * Whether iTop learns of the chat within the goal. If it learns of it later, for example after an outage, the chat may have
	 * been answered meanwhile; only its transcript shows that.
	 */
	private static function IsNews(TawkChat $oChat): bool
	{
		$oGoal = new TawkChatAnswerGoal();
		$iStart = strtotime((string) $oChat->Get('started_at'));
		return $oChat->Get('status') === 'ongoing' && $iStart !== false && time() - $iStart < (int) $oGoal->ComputeMetric($oChat);
	}
}
