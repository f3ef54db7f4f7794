<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use ItopTawk\Chats\Helper\Settings;
use TawkChat;

/**
 * The address of the same chat in tawk.to's dashboard.
 */
class ChatLink
{
	/** The bridge's ids of Live Helper Chat's chats: number and start */
	const OF_LIVE_HELPER_CHAT = '/^\d+-\d+$/D';

	/**
	 * @return string|null null if the chat is not one of tawk.to or lacks a part of the address, or the setting is not an address
	 */
	public static function InTawkTo(TawkChat $oChat): ?string
	{
		$sForm = Settings::Get('tawk_chat_url', '');
		$sProperty = $oChat->Get('property_id');
		if (!is_string($sForm) || strpos($sForm, 'https://') !== 0 || $sProperty === '' || preg_match(self::OF_LIVE_HELPER_CHAT, $oChat->Get('tawkto_id'))) {
			return null;
		}
		return str_replace(array('%1$s', '%2$s'), array(rawurlencode($sProperty), rawurlencode($oChat->Get('tawkto_id'))), $sForm);
	}
}
