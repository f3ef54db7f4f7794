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
use ItopTawk\Chats\Helper\Log;
use MetaModel;
use Throwable;
use UserRights;
use WebPage;

/**
 * The tab "Chats" on a person, an organization and a ticket, and the tab "Tickets" on a chat.
 *
 * It is not an attribute: with `output_fields: "*"`, iTop's REST service would return all chats of an organization, and the
 * portal's forms and the import would have one more field. It shows the objects and not the links, which would reveal names
 * of objects that the user may not see: iTop's searches leave those objects out.
 */
class ChatsTab extends AbstractApplicationUIExtension
{
	/** For each class of object: the query of the tab's content, its class, and the label */
	const TABS = array(
		'Person' => array('SELECT TawkChat AS c WHERE c.caller_id = :id', 'TawkChat', 'TawkChat:Tab'),
		'Organization' => array('SELECT TawkChat AS c WHERE c.org_id = :id', 'TawkChat', 'TawkChat:Tab'),
		'Ticket' => array('SELECT TawkChat AS c JOIN lnkTawkChatToTicket AS l ON l.tawkchat_id = c.id WHERE l.ticket_id = :id', 'TawkChat', 'TawkChat:Tab'),
		'TawkChat' => array('SELECT Ticket AS t JOIN lnkTawkChatToTicket AS l ON l.ticket_id = t.id WHERE l.tawkchat_id = :id', 'Ticket', 'Class:TawkChat/Attribute:tickets_list'),
	);

	public function OnDisplayRelations($oObject, WebPage $oPage, $bEditMode = false)
	{
		try {
			if (!$bEditMode && $oObject instanceof DBObject && !$oObject->IsNew()) {
				$this->DisplayTab($oObject, $oPage);
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the tab with chats or tickets is missing');
		}
	}

	private function DisplayTab(DBObject $oObject, WebPage $oPage): void
	{
		$sRootClass = self::RootClass($oObject);
		if ($sRootClass === null) {
			return;
		}
		list($sOql, $sShown, $sLabel) = self::TABS[$sRootClass];
		if (!UserRights::IsActionAllowed($sShown, UR_ACTION_READ)) {
			return;
		}
		$oSearch = DBObjectSearch::FromOQL($sOql, array('id' => $oObject->GetKey()));
		$oPage->SetCurrentTab($sLabel, Dict::S($sLabel));
		$oBlock = new DisplayBlock($oSearch, 'list', false);
		$sId = 'tawk_chats_'.$oObject->GetKey();
		$oBlock->Display($oPage, $sId, array('menu' => false, 'table_id' => 'tawk_chats_'.$sRootClass));
	}

	private static function RootClass(DBObject $oObject): ?string
	{
		foreach (array_keys(self::TABS) as $sClass) {
			if (MetaModel::IsParentClass($sClass, get_class($oObject))) {
				return $sClass;
			}
		}
		return null;
	}
}
