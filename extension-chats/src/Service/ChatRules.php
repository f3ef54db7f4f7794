<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use TawkChat;

/**
 * The rules for every chat, whoever writes it.
 */
class ChatRules
{
	/** Attributes that show who chatted, or what about, with their empty values. The organization stays, for the statistics. */
	const PERSONAL = array('caller_id' => 0, 'visitor_name' => '', 'visitor_email' => '', 'verified' => 'no', 'agents' => '', 'page' => '', 'transcript' => '', 'rating_comment' => '');

	/**
	 * Called before a chat is written (ComputeValues).
	 */
	public static function Apply(TawkChat $oChat): void
	{
		$iStart = strtotime((string) $oChat->Get('started_at'));
		$iAnswer = strtotime((string) $oChat->Get('first_answer_at'));
		$oChat->Set('time_to_answer', $iStart === false || $iAnswer === false ? null : max(0, $iAnswer - $iStart));
		if ($oChat->Get('status') === 'missed' && (string) $oChat->Get('missed_at') === '') {
			$oChat->Set('missed_at', time());
		}
		MissedTicket::Apply($oChat);

		// iTop empties this key when it deletes the person.
		$aChanges = $oChat->IsNew() ? array() : $oChat->ListChanges();
		$bLosesCaller = array_key_exists('caller_id', $aChanges) && (int) $aChanges['caller_id'] === 0 && $oChat->GetOriginal('caller_id') > 0;
		if ($bLosesCaller && self::IsKept($oChat)) {
			$oChat->Set('erased_at', time());
		}
		if (!self::IsKept($oChat)) {
			// Values that arrive later are not stored either.
			foreach (self::PERSONAL as $sAttCode => $value) {
				$oChat->Set($sAttCode, $value);
			}
		}
		AnswerWatch::Apply($oChat);
	}

	private static function IsKept(TawkChat $oChat): bool
	{
		return (string) $oChat->Get('erased_at') === '';
	}
}
