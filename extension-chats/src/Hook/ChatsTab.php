<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use AbstractApplicationUIExtension;
use DBObject;
use DBObjectSearch;
use Dict;
use DisplayBlock;
use ItopTawk\Chats\Service\Failure;
use MetaModel;
use Throwable;
use UserRights;
use WebPage;

/**
 * The tab "Chats" on a person, an organization and a ticket.
 *
 * No attribute: `output_fields: "*"` of iTop's REST service would bring all chats of an organization, and the portal's
 * forms and the import would have one more field.
 */
class ChatsTab extends AbstractApplicationUIExtension
{
	/** The chats of an object, by its class. */
	const CHATS = array(
		'Person' => 'SELECT TawkChat AS c WHERE c.caller_id = :id',
		'Organization' => 'SELECT TawkChat AS c WHERE c.org_id = :id',
		'Ticket' => 'SELECT TawkChat AS c JOIN lnkTawkChatToTicket AS l ON l.tawkchat_id = c.id WHERE l.ticket_id = :id',
	);

	public function OnDisplayRelations($oObject, WebPage $oPage, $bEditMode = false)
	{
		try {
			if (!$bEditMode && $oObject instanceof DBObject && !$oObject->IsNew()) {
				$this->DisplayTab($oObject, $oPage);
			}
		} catch (Throwable $e) {
			Failure::Log('tab', $e);
		}
	}

	private function DisplayTab(DBObject $oObject, WebPage $oPage): void
	{
		$sRootClass = self::RootClass($oObject);
		if ($sRootClass === null || !UserRights::IsActionAllowed('TawkChat', UR_ACTION_READ)) {
			return;
		}
		$oSearch = DBObjectSearch::FromOQL(self::CHATS[$sRootClass], array('id' => $oObject->GetKey()));
		$oPage->SetCurrentTab('TawkChat:Tab', Dict::S('TawkChat:Tab'));
		$oBlock = new DisplayBlock($oSearch, 'list', false);
		$sId = 'tawk_chats_'.$oObject->GetKey();
		$oBlock->Display($oPage, $sId, array('menu' => false, 'table_id' => 'tawk_chats_'.$sRootClass));
	}

	private static function RootClass(DBObject $oObject): ?string
	{
		foreach (array_keys(self::CHATS) as $sClass) {
			if (MetaModel::IsParentClass($sClass, get_class($oObject))) {
				return $sClass;
			}
		}
		return null;
	}
}
