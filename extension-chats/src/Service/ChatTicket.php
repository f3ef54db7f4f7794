<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObject;
use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Chats\Helper\ChatMark;
use ItopTawk\Chats\Helper\Html;
use ItopTawk\Chats\Helper\Settings;
use ItopTawk\Chats\Helper\Words;
use MetaModel;
use TawkChat;
use Ticket;
use UserRights;

/**
 * Adds a chat to a ticket as the bridge does: the transcript, which ends with the bridge's mark, becomes an entry of the log;
 * a ticket that was created from a chat has the chat's property and id in `tawkto_id`. So the bridge finds both again
 * (ChatMark).
 */
class ChatTicket
{
	/** In bytes, because iTop 2.7 and 3.0 count bytes. */
	const MOST_TITLE = 255;

	/** The class of new requests: a setting. */
	public static function TicketClass(): string
	{
		return (string) Settings::Get('ticket_class', 'UserRequest');
	}

	public static function MayMake(): bool
	{
		$sClass = self::TicketClass();
		return MetaModel::IsValidClass($sClass) && UserRights::IsActionAllowed($sClass, UR_ACTION_CREATE) == UR_ALLOWED_YES;
	}

	/** Whether the user may write to the log of this ticket, in its current state. */
	public static function MayPut(Ticket $oTicket): bool
	{
		$sLog = self::Log();
		return MetaModel::IsValidAttCode(get_class($oTicket), $sLog)
			&& UserRights::IsActionAllowed(get_class($oTicket), UR_ACTION_MODIFY, DBObjectSet::FromObject($oTicket)) == UR_ALLOWED_YES
			&& ($oTicket->GetAttributeFlags($sLog) & (OPT_ATT_READONLY | OPT_ATT_HIDDEN)) === 0;
	}

	/** The ticket that was created from the chat, by the bridge or here; null if there is none that the user may see. */
	public static function MadeOf(TawkChat $oChat): ?DBObject
	{
		$sClass = self::TicketClass();
		if (!MetaModel::IsValidClass($sClass) || !MetaModel::IsValidAttCode($sClass, 'tawkto_id')) {
			return null;
		}
		foreach (self::Ids($oChat) as $sId) {
			$oSearch = new DBObjectSearch($sClass);
			$oSearch->AddCondition('tawkto_id', $sId, '=');
			$oTicket = (new DBObjectSet($oSearch))->Fetch();
			if ($oTicket !== null) {
				return $oTicket;
			}
		}
		return null;
	}

	/** The suggested title of the request: the visitor's first words. */
	public static function Title(TawkChat $oChat): string
	{
		$sFirst = '';
		if (preg_match('~<b>Visitor</b>:</div>\s*<div[^>]*>(.*?)</div>~s', (string) $oChat->Get('transcript'), $aMatch)) {
			$sText = html_entity_decode(strip_tags(str_replace('<br>', ' ', $aMatch[1])), ENT_QUOTES, 'UTF-8');
			$sFirst = preg_replace('/(?:\s|^│|(?<=\s)│)+/u', ' ', $sText);
		}
		return trim(mb_strcut('Chat: '.Words::Of(trim($sFirst)), 0, self::MOST_TITLE, 'UTF-8'));
	}

	/**
	 * @return DBObject the new request, which has the transcript in its log
	 * @throws \Exception when iTop refuses it
	 */
	public static function Make(TawkChat $oChat, string $sTitle, int $iOrg): DBObject
	{
		$oTicket = MetaModel::NewObject(self::TicketClass());
		$oTicket->Set('org_id', $iOrg);
		$oTicket->Set('caller_id', $oChat->Get('caller_id'));
		$oTicket->Set('title', mb_strcut(trim($sTitle), 0, self::MOST_TITLE, 'UTF-8'));
		$oTicket->Set('description', self::Description($oChat));
		self::SetWhereKnown($oTicket, 'origin', 'chat');
		self::SetWhereKnown($oTicket, 'tawkto_id', self::Ids($oChat)[0]);
		self::AddTranscript($oChat, $oTicket);
		$oTicket->DBInsert();
		self::Link($oChat, $oTicket);
		return $oTicket;
	}

	public static function Put(TawkChat $oChat, Ticket $oTicket): void
	{
		if (self::AddTranscript($oChat, $oTicket)) {
			$oTicket->DBUpdate();
		}
		self::Link($oChat, $oTicket);
	}

	/** @return string[] the chat's ids in tickets: the current one, and the one from before version 2.1.0 */
	private static function Ids(TawkChat $oChat): array
	{
		$sId = (string) $oChat->Get('tawkto_id');
		$sProperty = (string) $oChat->Get('property_id');
		return $sProperty === '' ? array($sId) : array(sprintf(ChatMark::OWN_ID, $sProperty, $sId), $sId);
	}

	private static function Log(): string
	{
		return (string) Settings::Get('log', 'private_log');
	}

	private static function Description(TawkChat $oChat): string
	{
		$sHtml = '<p>A chat became this ticket. Its messages are in the log.</p>';
		if ($oChat->Get('caller_id') != 0) {
			return $sHtml;
		}
		$sName = Html::Text(Words::Of($oChat->Get('visitor_name') ?: 'none given'));
		$sEmail = Html::Text(Words::Of($oChat->Get('visitor_email') ?: 'none given'));
		$sProof = $oChat->Get('verified') === 'yes' ? 'verified' : 'not verified';
		// indented, as the bridge does: no name can imitate the text around it
		$sWho = '<div style="margin:0 0 0 2em">│&nbsp;Name: '.$sName.'<br>│&nbsp;E-mail, '.$sProof.': '.$sEmail.'</div>';
		return '<p>Requested by somebody whom iTop does not know:</p>'.$sWho.$sHtml;
	}

	private static function SetWhereKnown(DBObject $oTicket, string $sAttCode, string $sValue): void
	{
		if (MetaModel::IsValidAttCode(get_class($oTicket), $sAttCode)) {
			$aAllowed = MetaModel::GetAllowedValues_att(get_class($oTicket), $sAttCode);
			if ($aAllowed === null || isset($aAllowed[$sValue])) {
				$oTicket->Set($sAttCode, $sValue);
			}
		}
	}

	/** @return bool whether there was something to add: an entry that the bridge has written is not repeated */
	private static function AddTranscript(TawkChat $oChat, DBObject $oTicket): bool
	{
		$sTranscript = (string) $oChat->Get('transcript');
		if ($sTranscript === '') {
			return false;
		}
		foreach (self::Ids($oChat) as $sId) {
			if (strpos($oTicket->Get(self::Log())->GetText(), sprintf(ChatMark::START, $sId)) !== false) {
				return false;
			}
		}
		$oTicket->Set(self::Log(), Words::WithoutSyntax($sTranscript));
		return true;
	}

	private static function Link(TawkChat $oChat, DBObject $oTicket): void
	{
		$oSearch = DBObjectSearch::FromOQL(
			'SELECT lnkTawkChatToTicket WHERE tawkchat_id = :chat AND ticket_id = :ticket',
			array('chat' => $oChat->GetKey(), 'ticket' => $oTicket->GetKey())
		);
		$oSearch->AllowAllData();
		if ((new DBObjectSet($oSearch))->Count() === 0) {
			$oLink = MetaModel::NewObject('lnkTawkChatToTicket');
			$oLink->Set('tawkchat_id', $oChat->GetKey());
			$oLink->Set('ticket_id', $oTicket->GetKey());
			$oLink->AllowWrite();
			$oLink->DBInsert();
		}
	}
}
