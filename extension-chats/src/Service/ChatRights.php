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
 * Who may write, delete and read what, beside what profiles and allowed organizations say.
 *
 * iTop's console has addresses that ask nothing but the object itself (3.1 and later: linkset.detach_linked_object,
 * linkset.delete_linked_object), and its portal one that asks for no scope (before 2.7.12, 3.1.3 and 3.2.1:
 * object/get-information/json). So the objects have to know.
 */
class ChatRights
{
	/** The keys that iTop empties when it deletes what they point at. */
	const KEYS = array('caller_id' => 'Person', 'org_id' => 'Organization');

	/** What ChatRules changes in a chat whose caller goes. */
	const ERASED_WITH_CALLER = array('erased_at' => true, 'time_to_answer' => true, 'answer_watch' => true);

	/**
	 * Whether nothing is changed but that keys are emptied, by somebody who may do that without a right to write chats:
	 * whoever may delete what the keys point at, or iTop itself while it deletes that.
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

	/** Whether iTop deletes the link's ticket or chat by the same plan: that asks whether the user may do so. */
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
	 * Whether iTop weighs a deletion, which it carries out only where the user may delete all that has to go. In no version
	 * does the object that loses its key learn of it otherwise.
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
