<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Chats\Helper\Log;
use MetaModel;
use TawkChat;
use Throwable;

/**
 * Sets an attribute, once, when a chat about a ticket is missed: no trigger on a log can distinguish a missed chat from an
 * agent's note.
 */
class MissedTicket
{
	const ATT_CODE = 'ticket_missed_at';

	/** Seconds after which a link to a missed chat no longer counts as new. */
	const NEWS = 86400;

	/**
	 * Called before a chat is written: it has just been missed, and is linked already.
	 */
	public static function Apply(TawkChat $oChat): void
	{
		if (!$oChat->IsNew() && array_key_exists('status', $oChat->ListChanges())) {
			self::Note($oChat);
		}
	}

	/**
	 * Called when a chat is linked to a ticket: it was missed shortly before. Never throws: the link is created in any case.
	 */
	public static function AfterLink(int $iChat): void
	{
		try {
			$oChat = MetaModel::GetObject('TawkChat', $iChat, false, true);
			if ($oChat !== null && time() - (int) strtotime((string) $oChat->Get('missed_at')) < self::NEWS && self::Note($oChat)) {
				$oChat->AllowWrite();
				$oChat->DBUpdate();
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'a missed chat about a ticket is not marked as such');
		}
	}

	/** @return bool whether there is something to write */
	private static function Note(TawkChat $oChat): bool
	{
		if ($oChat->Get('status') !== 'missed' || (string) $oChat->Get(self::ATT_CODE) !== '' || !self::HasTicket((int) $oChat->GetKey())) {
			return false;
		}
		$oChat->Set(self::ATT_CODE, time());
		return true;
	}

	private static function HasTicket(int $iChat): bool
	{
		$sOql = "SELECT Ticket AS t JOIN lnkTawkChatToTicket AS l ON l.ticket_id = t.id WHERE l.tawkchat_id = :id AND t.operational_status != 'closed'";
		$oSearch = DBObjectSearch::FromOQL($sOql, array('id' => $iChat));
		$oSearch->AllowAllData();
		$oTickets = new DBObjectSet($oSearch);
		return $oTickets->Count() > 0;
	}
}
