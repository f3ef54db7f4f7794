<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

/**
 * The time within which a chat should get its first answer; the stopwatch's thresholds are percentages of it. The class is
 * outside the module's namespace, because iTop's XML names it.
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
