<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

use ItopTawk\Chats\Helper\Html as Escape;
use ItopTawk\Chats\Service\WaitingChats;

/**
 * Who waits for a first answer, and for how long; the longest first. A list of iTop's own shows the time of the start instead.
 */
class DashletTawkWaiting extends DashletTawk
{
	const LABEL = 'TawkChat:Dashboard:Waiting';
	/** A chat whose end nobody reported does not wait for days. */
	const QUERY = "SELECT TawkChat WHERE status = 'ongoing' AND ISNULL(first_answer_at) AND started_at > DATE_SUB(NOW(), INTERVAL 1 DAY)";

	protected function Content(string $sOql): string
	{
		$oWaiting = WaitingChats::Find($sOql);
		if ($oWaiting === null) {
			return '';
		}
		if ($oWaiting->iCount === 0) {
			return Escape::Text(Dict::S('TawkChat:Dashboard:Nobody'));
		}
		$sRows = '';
		foreach ($oWaiting->aChats as $oChat) {
			$sLink = '<a href="'.Escape::Text(ApplicationContext::MakeObjectUrl('TawkChat', $oChat->GetKey())).'">'.Escape::Text(WaitingChats::Who($oChat)).'</a>';
			$sSince = Escape::Text(Dict::Format('TawkChat:Dashboard:Since', AttributeDuration::FormatDuration(WaitingChats::Seconds($oChat, time()))));
			$sRows .= '<li style="overflow-wrap:anywhere">'.$sLink.' <span style="margin:0 .6em;opacity:.7">'.Escape::Text($oChat->Get('desk')).'</span> '.$sSince.'</li>';
		}
		$iMore = $oWaiting->iCount - count($oWaiting->aChats);
		$sMore = $iMore > 0 ? '<div>'.Escape::Text(Dict::Format('TawkChat:Dashboard:More', $iMore)).'</div>' : '';
		return '<div style="display:flex;gap:2em;align-items:center"><div style="font-size:1.8em">'.$oWaiting->iCount.'</div><div><ul style="margin:0;padding:0;list-style:none">'.$sRows.'</ul>'.$sMore.'</div></div>';
	}
}
