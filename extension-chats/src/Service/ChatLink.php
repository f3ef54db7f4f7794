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
	/**
	 * @return string|null null if the chat lacks a part of the address, or the setting is not an address
	 */
	public static function InTawkTo(TawkChat $oChat): ?string
	{
		$sForm = Settings::Get('tawk_chat_url', '');
		$sProperty = $oChat->Get('property_id');
		if (!is_string($sForm) || strpos($sForm, 'https://') !== 0 || $sProperty === '') {
			return null;
		}
		return str_replace(array('%1$s', '%2$s'), array(rawurlencode($sProperty), rawurlencode($oChat->Get('tawkto_id'))), $sForm);
	}
}
