<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use Dict;
use iPopupMenuExtension;
use ItopTawk\Chats\Helper\Log;
use ItopTawk\Chats\Helper\Settings;
use ItopTawk\Chats\Service\ChatLink;
use ItopTawk\Chats\Service\ChatTicket;
use TawkChat;
use Throwable;
use URLPopupMenuItem;
use utils;

/**
 * The actions on a chat in the console: create a request from it, add it to an existing one, open it in tawk.to.
 */
class ChatActions implements iPopupMenuExtension
{
	public static function EnumItems($iMenuId, $param)
	{
		try {
			return $iMenuId === self::MENU_OBJDETAILS_ACTIONS && $param instanceof TawkChat ? self::Actions($param) : array();
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the menu of a chat lacks its entries');
			return array();
		}
	}

	private static function Actions(TawkChat $oChat): array
	{
		$aItems = array();
		if (ChatTicket::MayMake()) {
			$aItems[] = self::Item('make', $oChat);
		}
		$aItems[] = self::Item('put', $oChat);
		$sUrl = ChatLink::InTawkTo($oChat);
		if ($sUrl !== null) {
			$aItems[] = new URLPopupMenuItem('TawkChat:Open', Dict::S('TawkChat:Open'), $sUrl, '_blank');
		}
		return $aItems;
	}

	private static function Item(string $sOperation, TawkChat $oChat): URLPopupMenuItem
	{
		$sUrl = utils::GetAbsoluteUrlModulePage(Settings::MODULE, 'request.php', array('operation' => $sOperation, 'id' => $oChat->GetKey()));
		$sLabel = $sOperation === 'make' ? 'TawkChat:Make' : 'TawkChat:Put';
		return new URLPopupMenuItem($sLabel, Dict::S($sLabel), $sUrl);
	}
}
