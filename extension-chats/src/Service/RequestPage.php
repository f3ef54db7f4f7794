<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use ApplicationContext;
use CoreCannotSaveObjectException;
use DBObject;
use DBObjectSearch;
use DBObjectSet;
use Dict;
use iTopMutex;
use ItopTawk\Chats\Helper\Html;
use ItopTawk\Chats\Helper\Log;
use ItopTawk\Chats\Helper\Settings;
use iTopWebPage;
use LoginWebPage;
use MetaModel;
use TawkChat;
use Throwable;
use utils;

/**
 * The page behind "Create a request" and "Add to an existing request" of a chat.
 *
 * Only a form of this page can write (iTop's transaction id), for a user who may see the chat and write the ticket. The module
 * creates the link between the two: the user needs no right to write chats.
 */
class RequestPage
{
	/** How many of the caller's tickets are offered. */
	const MOST_OFFERED = 20;
	/** How many organizations are offered if the chat has none. */
	const MOST_ORGANIZATIONS = 1000;

	public static function Run(): void
	{
		LoginWebPage::DoLogin();
		$sOperation = utils::ReadParam('operation', 'make') === 'put' ? 'put' : 'make';
		$sHeading = Dict::S($sOperation === 'put' ? 'TawkChat:Put' : 'TawkChat:Make');
		$oPage = new iTopWebPage($sHeading);
		try {
			$sHtml = self::Content($sOperation);
		} catch (CoreCannotSaveObjectException $oException) {
			$sHtml = self::Message(implode(' ', $oException->getIssues()));
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the page that creates a request from a chat fails');
			$sHtml = self::Message(Dict::S('TawkChat:Failed'));
		}
		$oPage->add('<div style="max-width:50em;padding:12px"><h1 style="font-size:1.6em">'.Html::Text($sHeading).'</h1>'.$sHtml.'</div>');
		$oPage->output();
	}

	private static function Content(string $sOperation): string
	{
		$oChat = MetaModel::GetObject('TawkChat', (int) utils::ReadParam('id', 0, false, 'integer'), false);
		if ($oChat === null) {
			return self::Message(Dict::S('UI:ObjectDoesNotExist'));
		}
		$bPosted = isset($_SERVER['REQUEST_METHOD']) && $_SERVER['REQUEST_METHOD'] === 'POST';
		// Without the lock, two people with the same chat could create two requests, or two entries in a log. The end of the script releases it.
		$oMutex = $bPosted ? new iTopMutex('itop-tawk-chat-'.$oChat->GetKey()) : null;
		if ($oMutex !== null && !$oMutex->TryLock()) {
			return self::Message(Dict::S('UI:Error:ObjectAlreadyUpdated')).self::Form($sOperation, $oChat);
		}
		if ($sOperation === 'make') {
			$oMade = ChatTicket::MadeOf($oChat);
			if ($oMade !== null) {
				return self::Message(Dict::S('TawkChat:MadeAlready')).'<p>'.$oMade->GetHyperlink().'</p>';
			}
			if (!ChatTicket::MayMake()) {
				return self::Message(Dict::S('TawkChat:NotAllowed'));
			}
		}
		if (!$bPosted) {
			return self::Form($sOperation, $oChat);
		}
		if (!utils::IsTransactionValid(utils::ReadPostedParam('transaction_id', '', 'transaction_id'))) {
			return self::Message(Dict::S('UI:Error:ObjectAlreadyUpdated')).self::Form($sOperation, $oChat);
		}
		return $sOperation === 'put' ? self::Put($oChat) : self::Make($oChat);
	}

	private static function Make(TawkChat $oChat): string
	{
		$iOrg = (int) $oChat->Get('org_id') ?: (int) utils::ReadPostedParam('org_id', 0, 'integer');
		$sTitle = trim(utils::ReadPostedParam('title', '', 'raw_data'));
		if ($sTitle === '' || MetaModel::GetObject('Organization', $iOrg, false) === null) {
			return self::Message(Dict::S('TawkChat:Incomplete')).self::Form('make', $oChat);
		}
		self::GoTo(ChatTicket::Make($oChat, $sTitle, $iOrg));
		return '';
	}

	private static function Put(TawkChat $oChat): string
	{
		$oSearch = new DBObjectSearch('Ticket');
		$oSearch->AddCondition('ref', trim(utils::ReadPostedParam('ref', '', 'raw_data')), '=');
		$oTicket = (new DBObjectSet($oSearch))->Fetch();
		if ($oTicket === null || !ChatTicket::MayPut($oTicket)) {
			return self::Message(Dict::S('TawkChat:NoSuchTicket')).self::Form('put', $oChat);
		}
		ChatTicket::Put($oChat, $oTicket);
		self::GoTo($oTicket);
		return '';
	}

	private static function GoTo(DBObject $oTicket): void
	{
		header('Location: '.ApplicationContext::MakeObjectUrl(get_class($oTicket), $oTicket->GetKey()));
		exit;
	}

	private static function Form(string $sOperation, TawkChat $oChat): string
	{
		$sAction = utils::GetAbsoluteUrlModulePage(Settings::MODULE, 'request.php');
		$aHidden = array('operation' => $sOperation, 'id' => $oChat->GetKey(), 'transaction_id' => utils::GetNewTransactionId());
		$sHidden = '';
		foreach ($aHidden as $sName => $sValue) {
			$sHidden .= '<input type="hidden" name="'.$sName.'" value="'.Html::Text($sValue).'">';
		}
		$sFields = $sOperation === 'put' ? self::ReferenceField($oChat) : self::RequestFields($oChat);
		$sButton = '<button type="submit" class="action ibo-button ibo-is-regular ibo-is-primary">'.Html::Text(Dict::S('UI:Button:Ok')).'</button>';
		return '<p>'.$oChat->GetHyperlink().'</p><form method="post" action="'.Html::Text($sAction).'">'.$sHidden.$sFields.'<p style="margin:12px 0">'.$sButton.'</p></form>';
	}

	private static function RequestFields(TawkChat $oChat): string
	{
		$sClass = ChatTicket::TicketClass();
		$sTitle = Html::Text(ChatTicket::Title($oChat));
		$sHtml = self::Field(MetaModel::GetLabel($sClass, 'title'), '<input type="text" name="title" required maxlength="255" style="width:100%;margin:0;box-sizing:border-box" class="ibo-input" value="'.$sTitle.'">');
		if ($oChat->Get('org_id') != 0) {
			return $sHtml.self::Field(MetaModel::GetLabel($sClass, 'org_id'), $oChat->GetAsHTML('org_id'));
		}
		$oOrganizations = new DBObjectSet(new DBObjectSearch('Organization'), array('name' => true));
		$oOrganizations->SetLimit(self::MOST_ORGANIZATIONS);
		$sOptions = '<option value=""></option>';
		while ($oOrganization = $oOrganizations->Fetch()) {
			$sOptions .= '<option value="'.$oOrganization->GetKey().'">'.Html::Text($oOrganization->GetName()).'</option>';
		}
		return $sHtml.self::Field(MetaModel::GetLabel($sClass, 'org_id'), '<select name="org_id" required class="ibo-input ibo-input-select">'.$sOptions.'</select>');
	}

	private static function ReferenceField(TawkChat $oChat): string
	{
		$sOptions = '';
		if ($oChat->Get('caller_id') != 0) {
			$oSearch = DBObjectSearch::FromOQL("SELECT Ticket WHERE caller_id = :caller AND operational_status != 'closed'", array('caller' => $oChat->Get('caller_id')));
			$oTickets = new DBObjectSet($oSearch, array('start_date' => false));
			$oTickets->SetLimit(self::MOST_OFFERED);
			while ($oTicket = $oTickets->Fetch()) {
				$sOptions .= '<option value="'.Html::Text($oTicket->Get('ref')).'">'.Html::Text($oTicket->Get('title')).'</option>';
			}
		}
		$sInput = '<input type="text" name="ref" required list="tawk-tickets" autocomplete="off" class="ibo-input"><datalist id="tawk-tickets">'.$sOptions.'</datalist>';
		return self::Field(MetaModel::GetLabel('Ticket', 'ref'), $sInput);
	}

	private static function Field(string $sLabel, string $sHtml): string
	{
		return '<p style="margin:12px 0"><label><b>'.Html::Text($sLabel).'</b><br>'.$sHtml.'</label></p>';
	}

	private static function Message(string $sText): string
	{
		return '<p role="alert" style="margin:12px 0"><b>'.Html::Text($sText).'</b></p>';
	}
}
