<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use DBObject;
use Dict;
use iPopupMenuExtension;
use ItopTawk\Helper\Log;
use ItopTawk\Service\Page\UserMenu;
use ItopTawk\Service\Place\ChatAccess;
use ItopTawk\Service\Topic\Requests;
use JSButtonItem;
use JSPopupMenuItem;
use Throwable;

/**
 * "Chat about this request" in the menu of a ticket, portal and console; the chat itself in the user menu of the console
 * (that of the portals takes no items: Service/Page/UserMenu). Costs no SQL query.
 */
class PopupMenuExtension implements iPopupMenuExtension
{
	const UID = 'itop-tawk-chat';
	const UID_USER_MENU = 'itop-tawk-open';

	/**
	 * @inheritDoc
	 */
	public static function EnumItems($iMenuId, $param)
	{
		try {
			if ($iMenuId === self::MENU_USER_ACTIONS) {
				return self::OpenItem();
			}
			if ($iMenuId === self::MENU_OBJDETAILS_ACTIONS) {
				return self::Items(ChatAccess::CONSOLE, $param, JSPopupMenuItem::class);
			}
			if ($iMenuId === self::PORTAL_OBJDETAILS_ACTIONS) {
				// The portal supports no other kind of item.
				return self::Items($param['portal_id'], $param['object'], JSButtonItem::class);
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the menu lacks the item for the chat');
		}

		return array();
	}

	/**
	 * Errors of the page itself are logged there, once.
	 */
	private static function OpenItem(): array
	{
		try {
			$bHasChat = (ChatAccess::Settings(ChatAccess::CONSOLE) !== null);
		} catch (Throwable $oException) {
			return array();
		}

		return $bHasChat ? array(new JSPopupMenuItem(self::UID_USER_MENU, Dict::S('ItopTawk:Open'), UserMenu::OPEN)) : array();
	}

	private static function Items(string $sPortalId, DBObject $oObject, string $sItemClass): array
	{
		// A new object has no key yet.
		if ($oObject->GetKey() <= 0) {
			return array();
		}
		$oSettings = ChatAccess::Settings($sPortalId);
		if ($oSettings === null || !Requests::IsOfClasses(get_class($oObject), $oSettings->Get('ticket_classes'))) {
			return array();
		}
		// The launcher's element is ours; if the page has none, nothing happens.
		$sScript = '(function(e){if(e){e.dataset.about='.json_encode(Requests::Id($oObject)).';e.shadowRoot.querySelector("button").click()}})(document.querySelector("itop-tawk"))';

		return array(new $sItemClass(self::UID, Dict::S('ItopTawk:ChatAbout'), $sScript));
	}
}
