<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

/**
 * The time in which a chat is to get its first answer, which the thresholds of its stopwatch are parts of. Not in the
 * module's namespace: iTop's XML names it.
 */
class TawkChatAnswerGoal implements iMetricComputer
{
	public static function GetDescription()
	{
		return 'Setting answer_goal of itop-tawk-chats';
	}

	/**
	 * @param DBObject $oObject
	 *
	 * @return int|null seconds; null: no alarm
	 */
	public function ComputeMetric($oObject)
	{
		$iGoal = (int) MetaModel::GetModuleSetting('itop-tawk-chats', 'answer_goal', 120);
		return $iGoal > 0 ? $iGoal : null;
	}
}
