<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObjectSet;
use DeletionPlan;
use lnkTawkChatToTicket;
use MetaModel;
use TawkChat;
use UserRights;

/**
 * Who may write, delete and read chats, in addition to profiles and allowed organizations.
 *
 * Some of iTop's addresses leave all checks to the object itself: in the console linkset.detach_linked_object and
 * linkset.delete_linked_object (3.1 and later); in the portal object/get-information/json, which checks no scope (before
 * 2.7.12, 3.1.3 and 3.2.1). So the objects have to check.
 */
class ChatRights
{
	/** The keys that iTop empties when it deletes the object that they point to. */
	const KEYS = array('caller_id' => 'Person', 'org_id' => 'Organization');

	/** The attributes that ChatRules changes when a chat loses its caller. */
	const ERASED_WITH_CALLER = array('erased_at' => true, 'time_to_answer' => true, 'answer_watch' => true);

	/**
	 * Whether the only change is that keys are emptied, by somebody who may do that without a right to write chats: a user who
	 * may delete the object that the key points to, or iTop itself while it deletes that object.
	 */
	public static function IsReset(TawkChat $oChat): bool
	{
		if ($oChat->IsNew()) {
			return false;
		}
		$aChanges = $oChat->ListChanges();
		$aEmptied = array_filter(array_intersect_key($aChanges, self::KEYS), function ($iKey) {
			return (int) $iKey === 0;
		});
		$aFollowing = array_key_exists('caller_id', $aEmptied) ? ChatRules::PERSONAL + self::ERASED_WITH_CALLER : array();
		if ($aEmptied === array() || array_diff_key($aChanges, $aEmptied, $aFollowing) !== array()) {
			return false;
		}
		if (self::IsITopDeleting()) {
			return true;
		}
		foreach (array_keys($aEmptied) as $sAttCode) {
			if (!self::MayDelete(self::KEYS[$sAttCode], (int) $oChat->GetOriginal($sAttCode))) {
				return false;
			}
		}
		return true;
	}

	/** Whether the same deletion plan of iTop also deletes the link's ticket or chat: it checks whether the user may do that. */
	public static function GoesWithAnEnd(lnkTawkChatToTicket $oLink, DeletionPlan $oPlan): bool
	{
		$aEnds = array('Ticket' => $oLink->Get('ticket_id'), 'TawkChat' => $oLink->Get('tawkchat_id'));
		foreach ($oPlan->ListDeletes() as $sClass => $aObjects) {
			foreach ($aEnds as $sEnd => $iId) {
				if (is_a($sClass, $sEnd, true) && isset($aObjects[$iId])) {
					return true;
				}
			}
		}
		return false;
	}

	/** Whether the user of the portal is the caller. */
	public static function IsOwn(int $iCaller): bool
	{
		return $iCaller > 0 && $iCaller === (int) UserRights::GetContactId();
	}

	private static function MayDelete(string $sClass, int $iId): bool
	{
		$oObject = MetaModel::GetObject($sClass, $iId, false);
		return $oObject !== null
			&& UserRights::IsActionAllowed(get_class($oObject), UR_ACTION_DELETE, DBObjectSet::FromObject($oObject)) == UR_ALLOWED_YES;
	}

	/**
	 * Whether iTop prepares a deletion, which it carries out only if the user may delete everything that it includes. There is no
	 * other way, in any version, for the object that loses its key to know.
	 */
	private static function IsITopDeleting(): bool
	{
		foreach (debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS) as $aCall) {
			if (isset($aCall['class']) && $aCall['class'] === DeletionPlan::class) {
				return true;
			}
		}
		return false;
	}
}
